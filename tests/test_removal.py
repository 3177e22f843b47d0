"""What is to go is looked at before it goes."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import fastapi
import pytest
from fastapi.testclient import TestClient

from backissue.indexer.writer import WriterLock
from backissue.search import Archive
from backissue.ui.html.address import Address
from backissue.ui.html.removal import confirmation, ids_of, removal_form
from backissue.ui.server.interview import Interview
from backissue.ui.server.routes import add_routes

from hostile import HOSTILE, shown


@pytest.fixture
def interview(archive: Archive) -> Interview:
    return Interview(archive)


@pytest.fixture
def client(archive: Archive, interview: Interview) -> Iterator[TestClient]:
    app = fastapi.FastAPI()
    add_routes(app, archive, interview)
    with TestClient(app) as opened:
        yield opened


def test_ids_stand_one_a_line_each_once() -> None:
    address = Address(view="library", removing=" article-1 \r\n\narticle 2\narticle-1")
    assert ids_of(address) == ["article-1", "article 2"]
    assert "article 2" in removal_form(address)


def test_nothing_is_asked_where_nothing_is_named(archive: Archive) -> None:
    assert confirmation(archive, Address(view="library")) == ""


def test_what_would_go_is_named_and_what_is_not_there(archive: Archive) -> None:
    text = shown(confirmation(archive, Address(removing="article-1\narticle-9"))).text
    assert "Remove this article for good?" in text
    assert "Headline 1" in text
    assert "Not in the archive: article-9" in text
    both = shown(confirmation(archive, Address(removing="article-1\narticle-2"))).text
    assert "Remove these 2 articles for good?" in both
    assert "Remove themKeep them" in both
    none = shown(confirmation(archive, Address(removing="article-9"))).text
    assert "There is nothing to remove" in none


def test_what_is_confirmed_is_gone(client: TestClient, archive: Archive) -> None:
    where = urlencode({"view": "library", "removing": "article-1\narticle-9"})
    assert client.get(f"/remove?{where}").status_code == 405, "no link removes anything"
    assert client.post(f"/remove?{where}").text == "1 article removed."
    assert archive.info().counts.articles == 4
    assert "There is nothing to remove" in confirmation(archive, Address(removing="article-1"))


def test_answers_for_which_it_was_read_go_with_it_and_all_on_demand(
    client: TestClient, interview: Interview
) -> None:
    question = Address(q="When did the harbour freeze over?")
    interview.answer(question)
    client.post(f"/remove?{urlencode({'removing': 'article-1'})}")
    assert interview.kept.count() == 0
    assert "article-1" not in {hit.article.id for hit in interview.answer(question).passages}
    assert interview.kept.count() == 1
    assert client.get("/forget").status_code == 405, "no link forgets anything"
    assert client.post("/forget").text == "No answer is kept any longer."
    assert interview.kept.count() == 0


def test_while_another_writes_it_is_said_why_nothing_is_removed(
    client: TestClient, folder: Path
) -> None:
    lock = WriterLock(folder)
    lock.acquire()
    try:
        said = client.post("/remove?removing=article-1")
    finally:
        lock.release()
    assert said.status_code == 409
    assert "Another process is writing to the archive" in said.text


@pytest.mark.parametrize("payload", HOSTILE)
def test_nothing_that_is_named_is_html(archive: Archive, payload: str) -> None:
    for show in (lambda a: confirmation(archive, a), removal_form):
        hostile, usual = (shown(show(Address(removing=each))) for each in (payload, "x"))
        assert hostile.shape == usual.shape
