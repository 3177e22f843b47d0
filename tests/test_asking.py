"""How questions are asked is chosen, tested and forgotten; a key is never shown."""

from pathlib import Path

import pytest

from backissue.indexer.errors import LanguageModelInvalid
from backissue.search import Archive
from backissue.search.llm.language_model import LanguageModel
from backissue.ui.html.address import Address
from backissue.ui.server.asking import Asking, Chosen, asking_note
from backissue.ui.server.interview import Interview
from backissue.ui.server.settings import THEMES, settings
from backissue.ui.server.views import show_view
from backissue.ui.work.kept import Kept

from hostile import HOSTILE, shown
from model_server import Reply, model_server, refusing_url

KEY = "sk-nobody-may-see-this"
QUESTION = "When did the harbour freeze over?"


def test_at_first_answers_are_in_the_words_of_the_articles() -> None:
    chosen = Chosen.from_environment({})
    assert chosen.asking == Asking()
    assert "nothing leaves this machine" in chosen.said
    assert asking_note(chosen.asking) == ""


def test_a_language_model_of_the_environment_is_used_from_the_start() -> None:
    url = "http://localhost:1/v1"
    chosen = Chosen.from_environment({"BACKISSUE_LLM_MODEL": "small", "BACKISSUE_LLM_URL": url})
    assert "worded by small at http://localhost:1/v1, without a key." in chosen.said
    with pytest.raises(LanguageModelInvalid):
        Chosen.from_environment({"BACKISSUE_LLM_MODEL": "small"})


def test_a_key_is_used_kept_and_forgotten_but_never_shown() -> None:
    chosen = Chosen()
    said = [chosen.use("small", "http://localhost:1/v1", KEY)]
    assert chosen.asking.language_model is not None
    assert chosen.asking.language_model.key == KEY
    said += [chosen.use("small", "http://localhost:1/v1", ""), repr(chosen.asking)]
    assert chosen.asking.language_model.key == KEY, "nothing new was typed"
    said += [str(asking_note(chosen.asking)), chosen.use("other", "http://localhost:1/v1", "")]
    assert chosen.asking.language_model.key == "", "another model is not shown it"
    said += [chosen.use("small", "http://nobody:sk-nobody-may-see-this@localhost:1/v1", "")]
    said += [chosen.use("small", f"nonsense {KEY}", KEY), chosen.forget()]
    assert chosen.asking.language_model is None
    assert not [each for each in said if KEY in each]


def test_a_model_is_tested_with_one_word() -> None:
    with model_server(Reply(pieces=["Yes", "."])) as server:
        said = Chosen().test("small", server.url, KEY)
        assert f"small at {server.url} said “Yes.” after" in said
        (asked,) = server.asked
        assert asked.text == "Answer with the one word yes."
        assert asked.headers["authorization"] == f"Bearer {KEY}"


def test_a_test_that_fails_says_why_and_changes_nothing() -> None:
    chosen = Chosen()
    url = refusing_url()
    assert f"small cannot be reached at {url}." in chosen.test("small", url, KEY)
    with model_server(Reply(status=401, body=KEY.encode())) as server:
        said = chosen.test("small", server.url, KEY)
    assert "did not accept the key (401)" in said
    assert KEY not in said
    assert "has no name" in chosen.test(" ", url, "")
    assert chosen.asking == Asking()


def test_what_a_model_writes_is_shown_as_it_comes(archive: Archive) -> None:
    pieces = ["The harbour ", "froze over ", "in January [1]."]
    with model_server(Reply(pieces=pieces, each_after=0.5)) as server:
        asking = Asking(language_model=LanguageModel(name="small", url=server.url))
        pages = list(show_view(archive, Address(q=QUESTION), Interview(archive, Chosen(asking))))
        (asked,) = server.asked
    assert QUESTION in asked.text
    assert [page.is_complete for page in pages] == [False] * (len(pages) - 1) + [True]
    assert any("small is writing" in page.body for page in pages[1:-1])
    assert "words the answer" in pages[0].body
    assert "froze over in January." in shown(pages[-1].body).text


def test_where_a_model_fails_the_articles_own_words_are_shown(archive: Archive) -> None:
    asking = Asking(language_model=LanguageModel(name="small", url=refusing_url()))
    *_, last = show_view(archive, Address(q=QUESTION), Interview(archive, Chosen(asking)))
    assert last.is_complete
    assert last.status.startswith(("Answer: ", "No answer. "))


def test_strictness_is_chosen_and_said() -> None:
    chosen = Chosen()
    chosen.be_strict(strict=True)
    assert chosen.asking.strict
    assert "is withheld" in asking_note(chosen.asking)
    chosen.use("small", "http://localhost:1/v1", "")
    assert chosen.asking.strict, "one choice leaves the others alone"


def test_the_settings_offer_every_theme(archive: Archive) -> None:
    assert shown(settings(Kept(archive))).attributes("input", "value") == list(THEMES)


def test_the_settings_say_which_answers_are_kept_and_forget_them(
    archive: Archive, tmp_path: Path
) -> None:
    file = tmp_path / "answers.sqlite"
    asks = Interview(archive, kept=Kept(archive, file))
    assert "Now: 0 answers" in shown(settings(asks.kept)).text
    assert "Forget them" not in shown(settings(asks.kept)).text
    asks.answer(Address(q=QUESTION))
    said = shown(settings(asks.kept)).text
    assert f"Now: 1 answer, in {file}." in said
    assert "Forget them" in said


@pytest.mark.parametrize("payload", HOSTILE)
def test_the_settings_escape_where_the_archive_is(archive: Archive, payload: str) -> None:
    kept = Kept(archive, Path(payload.replace("/", "").replace("\0", "") + "/none"))
    plain = shown(settings(Kept(archive))).tags
    assert {tag for tag, _ in shown(settings(kept)).tags} == {tag for tag, _ in plain}
    assert "cannot be used" in shown(settings(kept)).text


@pytest.mark.parametrize("payload", HOSTILE)
def test_nothing_that_a_model_says_or_is_called_is_html(payload: str) -> None:
    model = LanguageModel(name=payload, url="http://localhost:1/v1")
    tags = {tag for tag, _ in shown(asking_note(Asking(language_model=model))).tags}
    assert tags == {"p", "a"}
    said = Chosen(Asking(language_model=model)).said
    assert {tag for tag, _ in shown(said).tags} == {"p"}
    with model_server(Reply(pieces=[payload])) as server:
        tested = Chosen().test("small", server.url, "")
    assert {tag for tag, _ in shown(tested).tags} == {"p"}
