"""What an answer cites can be saved from the page, for whatever program is to read it."""

import json
from collections.abc import Iterator
from pathlib import Path

import fastapi
import pytest
from fastapi.testclient import TestClient

from backissue.search import Archive
from backissue.ui.server.interview import Interview
from backissue.ui.server.routes import add_routes

QUESTION = "Who put his name to the Doha agreement for the Taliban?"


@pytest.fixture(scope="module")
def client(corpus_archive: Path) -> Iterator[TestClient]:
    app = fastapi.FastAPI()
    with Archive.open(corpus_archive) as archive:
        add_routes(app, archive, Interview(archive))
        yield TestClient(app)


@pytest.mark.parametrize(
    ("name", "kind", "holds"),
    [
        ("answer.bib", "application/x-bibtex; charset=utf-8", "@article{meridian-wire-2020-"),
        ("answer.csl.json", "application/vnd.citationstyles.csl+json", '"article-newspaper"'),
        ("answer.md", "text/markdown; charset=utf-8", "[^1]: “Zalmay Khalilzad"),
        ("answer.json", "application/json", "Mullah Abdul Ghani Baradar"),
    ],
)
def test_an_answer_is_saved_in_the_form_that_is_asked_for(
    client: TestClient, name: str, kind: str, holds: str
) -> None:
    found = client.get(f"/export/{name}", params={"q": QUESTION})
    assert (found.status_code, found.headers["content-type"]) == (200, kind)
    assert holds in found.text


def test_a_question_without_an_answer_cites_nothing(client: TestClient) -> None:
    found = client.get("/export/answer.csl.json", params={"q": "Which sourdough rises best?"})
    assert json.loads(found.text) == []


def test_a_question_that_cannot_be_is_refused(client: TestClient) -> None:
    found = client.get("/export/answer.bib", params={"q": " "})
    assert (found.status_code, "nothing to look for" in found.text) == (400, True)


def test_there_is_no_other_export(client: TestClient) -> None:
    assert client.get("/export/answer.exe").status_code == 404
