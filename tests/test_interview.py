"""No question is asked twice for nothing, and what is left is stopped."""

from pathlib import Path

import pytest

from backissue.indexer import build_archive
from backissue.indexer.errors import QueryInvalid
from backissue.search import Archive
from backissue.search.llm.language_model import LanguageModel
from backissue.search.retrieval.hits import Hits
from backissue.ui.html.address import Address
from backissue.ui.server.asking import Asking, Chosen
from backissue.ui.server.interview import Interview
from backissue.ui.work.given import Given
from backissue.ui.work.kept import Kept
from backissue.ui.work.recording import GRACE_S

from conftest import WordEmbedder, article
from model_server import ModelServer, Reply, model_server, refusing_url

QUESTION = "When did the harbour freeze over?"
HERE = Address(q=QUESTION)
ON = Address(q="When did it open again?", earlier=(QUESTION,))
SAYS_SO = Reply(pieces=["The harbour froze ", "over in January [1]."])


def interview(archive: Archive, server: ModelServer) -> Interview:
    model = LanguageModel(name="small", url=server.url)
    return Interview(archive, Chosen(Asking(language_model=model)))


def given(asks: Interview, address: Address, *, anew: bool = False) -> Given:
    *_, last = asks.follow(address, anew=anew)
    assert isinstance(last, Given)
    return last


def _change(archive: Archive, embedder: WordEmbedder) -> None:
    folder = Path(archive.info().folder)
    build_archive([article(9, "The harbour froze over twice.")], folder, embedder=embedder)


def test_a_model_is_asked_once_however_often_the_page_asks(archive: Archive) -> None:
    with model_server(SAYS_SO) as server:
        asks = interview(archive, server)
        first, again = list(asks.follow(HERE)), list(asks.follow(HERE))
        shown = asks.answer(HERE.but(article="article-1", view="search", sheet=3))
        assert len(server.asked) == 1
    assert first == again
    assert isinstance(first[-1], Given)
    assert first[-1].answer == shown
    assert shown.text == "The harbour froze over in January."


def test_a_model_is_asked_once_by_two_who_ask_at_once(archive: Archive) -> None:
    with model_server(Reply(pieces=SAYS_SO.pieces, each_after=0.3)) as server:
        asks = interview(archive, server)
        one, other = asks.follow(HERE), asks.follow(HERE)
        pairs = zip(one, other, strict=True)
        assert all(part == same for part, same in pairs)
        assert len(server.asked) == 1


def test_another_scope_or_choice_is_another_question(archive: Archive) -> None:
    with model_server(SAYS_SO) as server:
        asks = interview(archive, server)
        asks.answer(HERE)
        asks.answer(HERE.but(source="Post"))
        assert len(server.asked) == 2
        plain = asks.answer(HERE.but(plain=(QUESTION,)))
        assert len(server.asked) == 2
    assert not plain.receipt or "small" not in plain.receipt.models


def test_a_question_goes_on_from_the_answer_that_was_given(archive: Archive) -> None:
    asks = Interview(archive)
    answer = asks.answer(ON)
    assert answer.question == "When did the harbour open again?"
    assert answer.query.notes == ("Understood “it” as the harbour.",)
    typed = asks.answer(ON.but(alone=(ON.q,)))
    assert (typed.question, typed.query.notes) == (ON.q, ())


def test_what_a_question_filters_by_stays_unless_it_is_set_anew(archive: Archive) -> None:
    first = "When did the harbour freeze over? source:post"
    turn = Address(q="Who dug the harbour?", earlier=(first,), after="2020-01-01")
    asks = Interview(archive)
    assert asks.answer(turn).question == "Who dug the harbour? source:post"
    courier = asks.answer(turn.but(source="Courier"))
    assert courier.question == "Who dug the harbour?"
    assert courier.query.scope.sources == ("Courier",)
    typed = asks.answer(turn.but(alone=(turn.q,)))
    assert typed.question == "Who dug the harbour?"


def test_a_question_may_look_elsewhere_than_the_one_before(archive: Archive) -> None:
    asks = Interview(archive)
    former = HERE.but(source="Post")
    turn = Address(q="Who dug it?", earlier=(former.as_earlier,), before="2020-12-31")
    assert turn.former == former
    answer = asks.answer(turn)
    assert (answer.query.scope.sources, str(answer.query.scope.before)) == ((), "2020-12-31")
    assert asks.answer(former).query.scope.sources == ("Post",)


@pytest.mark.parametrize(
    "reply",
    [Reply(pieces=["Word. "] * 100, each_after=0.1), Reply(pieces=["Word. "], first_after=60)],
    ids=["while it talks", "while it is silent"],
)
def test_what_is_left_hangs_up_on_the_model(archive: Archive, reply: Reply) -> None:
    with model_server(reply) as server:
        asks = interview(archive, server)
        is_there = True
        parts = asks.follow(HERE, lambda: is_there)
        assert isinstance([next(parts), next(parts)][-1], Hits)
        is_there = False
        assert not any(isinstance(part, Given) for part in parts)
        assert server.left.wait(GRACE_S + 5)
        server.replies[:] = [SAYS_SO]
        assert asks.answer(HERE).text == "The harbour froze over in January.", "it is asked anew"


def test_a_changed_archive_is_asked_anew(archive: Archive, embedder: WordEmbedder) -> None:
    asks = Interview(archive)
    before = given(asks, HERE)
    _change(archive, embedder)
    after = given(asks, HERE, anew=True)
    assert len(after.answer.passages) == len(before.answer.passages) + 1
    assert asks.differs(after, HERE) == []
    assert given(asks, HERE, anew=True) is after


def test_who_opens_an_answer_gets_the_one_that_was_given(
    archive: Archive, embedder: WordEmbedder
) -> None:
    asks = Interview(archive)
    before = given(asks, HERE)
    _change(archive, embedder)
    for _ in range(2):
        again = given(asks, HERE)
        assert again == before
        assert asks.differs(again, HERE) == ["before the archive was changed"]
    assert asks.answer(HERE) == before.answer


def test_an_answer_outlasts_who_gave_it(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "answers.sqlite"
    with model_server(SAYS_SO) as server:
        model = LanguageModel(name="small", url=server.url, key="secret")
        asks = Interview(archive, Chosen(Asking(language_model=model)), Kept(archive, file))
        before, then = given(asks, HERE), given(asks, ON)
        asked = len(server.asked)
        later = Interview(archive, Chosen(Asking(language_model=model)), Kept(archive, file))
        assert given(later, HERE) == given(later, HERE, anew=True) == before
        assert given(later, ON) == then
        assert later.differs(before, HERE) == []
        assert len(server.asked) == asked
    assert b"secret" not in file.read_bytes()
    without = Interview(archive, kept=Kept(archive, file))
    assert given(without, HERE) == before
    assert without.differs(before, HERE) == ["by other settings"]
    plain = given(without, HERE, anew=True)
    assert plain.answer.receipt is not None
    assert "small" not in plain.answer.receipt.models
    assert given(without, HERE) == plain


def test_what_a_model_failed_to_say_is_not_kept(archive: Archive) -> None:
    model = LanguageModel(name="small", url=refusing_url())
    asks = Interview(archive, Chosen(Asking(language_model=model)))
    given(asks, HERE)
    assert asks.kept.count() == 0


def test_answers_are_forgotten_with_the_articles_that_were_read(archive: Archive) -> None:
    asks = Interview(archive)
    before = given(asks, HERE)
    asks.forget(["article-99"])
    assert given(asks, HERE) == before
    archive.remove(["article-1"])
    asks.forget(["article-1"])
    assert asks.kept.count() == 0
    assert "article-1" not in {hit.article.id for hit in asks.answer(HERE).passages}
    asks.forget()
    assert asks.kept.count() == 0


def test_a_model_that_fails_is_not_asked_again_at_once(archive: Archive) -> None:
    model = LanguageModel(name="small", url=refusing_url())
    asks = Interview(archive, Chosen(Asking(language_model=model)))
    first = given(asks, HERE)
    assert "small cannot be reached" in first.answer.notes[0]
    assert given(asks, HERE) is first


def test_what_cannot_be_understood_is_said_every_time(archive: Archive) -> None:
    asks = Interview(archive)
    for _ in range(2):
        with pytest.raises(QueryInvalid):
            list(asks.follow(HERE.but(after="yesterday")))
