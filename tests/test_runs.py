"""A run of questions is kept, listed, looked into and compared, on the page."""

import json
from pathlib import Path

import pytest

from backissue.indexer import build_archive
from backissue.indexer.errors import QuestionsInvalid
from backissue.search import Archive
from backissue.ui.html.address import Address, read_address
from backissue.ui.server.evaluation import Evaluator
from backissue.ui.server.views import show_view
from backissue.ui.work.runs import Coming, Run, measure, names, new_name, read_run

from conftest import ARTICLES
from hostile import HOSTILE, Shown, shown

RECORD = {
    "id": "q1",
    "question": "When did the harbour freeze?",
    "asked": "2020-02-01",
    "answers": ["January", "in January"],
    "answer": "January",
    "quotes": ["The harbour froze over in January."],
    "confidence": 0.75,
    "reason": "It says so.",
    "judged_by": "passages",
    "relevant_ranks": [2],
    "found": [
        {"article": "article-2", "title": "Headline 2", "start": 0, "end": 10},
        {"article": "article-1", "title": "Headline 1", "start": 4, "end": 34},
    ],
    "values": {"F1 of all": 1.0, "MRR by passages": 0.5, "search ms": 12.0},
}
WRONG = {
    **RECORD,
    "id": "q2",
    "question": "Who dug it?",
    "answers": [],
    "answer": "Nobody",
    "relevant_ranks": [],
    "values": {"F1 of all": 0.0},
}


def _write(folder: Path, name: str, *records: object) -> None:
    (folder / "runs").mkdir(exist_ok=True)
    text = "".join(json.dumps(record) + "\n" for record in records)
    (folder / "runs" / f"{name}.jsonl").write_text(text, "utf-8")


def _shown(archive: Archive, **where: str) -> Shown:
    (page,) = show_view(archive, Address(view="evaluate", **where))  # type: ignore[arg-type]
    return shown(page.body)


def test_runs_are_listed_and_lead_to_their_measures(archive: Archive, folder: Path) -> None:
    assert "Runs" not in _shown(archive).text
    _write(folder, "one", RECORD, WRONG)
    found = _shown(archive)
    assert "one" in found.text
    (link,) = [link for link in found.attributes("a", "href") if link]
    assert read_address(link) == Address(view="evaluate", run="one")
    text = _shown(archive, run="one").text
    assert "F1 of all0.5002" in text
    assert "MRR by passages0.5001" in text
    assert "search p50 in ms121" in text
    assert text.index("Who dug it?") < text.index("When did the harbour freeze?"), "worst first"
    assert "wrongexpected no answer · given “Nobody” · not found" in text


def test_a_question_is_looked_into(archive: Archive, folder: Path) -> None:
    _write(folder, "one", RECORD, WRONG)
    found = _shown(archive, run="one", question="q1")
    for said in (
        "Expected“January” or “in January”",
        "Given“January”",
        "Quoted“The harbour froze over in January.”",
        "Headline 1 relevant",
        "at rank 2",
    ):
        assert said in found.text
    assert "Headline 2 relevant" not in found.text
    addresses = [read_address(link) for link in found.attributes("a", "href") if link]
    here = Address(view="evaluate", run="one", question="q1")
    assert here.but(article="article-1", start=4, end=34) in addresses
    assert Address(q="When did the harbour freeze?", asked="2020-02-01") in addresses


def test_two_runs_are_compared(archive: Archive, folder: Path) -> None:
    _write(folder, "one", RECORD, WRONG)
    _write(folder, "two", {**RECORD, "answer": "May", "values": {"F1 of all": 0.0}}, WRONG)
    assert _shown(archive, run="one").attributes("option", "value") == []
    assert "two" in _shown(archive, run="one").text
    text = _shown(archive, run="one", other="two").text
    assert "Over the 2 questions that both have." in text
    assert "F1 of all0.5000.000-0.500" in text
    assert "1 questions changed, most of all" in text
    assert "A: “January” · rank 2B: “May” · rank 2" in text


def test_a_run_that_is_not_there_or_damaged_is_explained(archive: Archive, folder: Path) -> None:
    _write(folder, "bad", {"id": 7})
    assert "There is no run '../bad'" in _shown(archive, run="../bad").text
    assert "is no result" in _shown(archive, run="bad").text
    with pytest.raises(QuestionsInvalid):
        read_run(folder, "bad")


def test_what_a_file_does_not_say_is_left_out(archive: Archive, folder: Path) -> None:
    bare = {"id": "q", "question": "Who?", "values": {}, "relevant_ranks": []}
    _write(folder, "bare", bare)
    text = _shown(archive, run="bare", question="q").text
    assert "not judged" in text
    assert "Expected" not in text
    assert "only searched for" in text


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_runs_change_nothing_but_texts(
    payload: str, archive: Archive, folder: Path
) -> None:
    def shapes(payload: str) -> list[object]:
        found = [{"article": payload, "title": payload, "start": 0, "end": 3}]
        texts = dict.fromkeys(("question", "answer", "reason", "asked"), payload)
        record = {
            **RECORD,
            **texts,
            "id": "q",
            "answers": [payload],
            "quotes": [payload],
            "found": found,
        }
        other = {**record, "answer": "x", "values": {"F1 of all": 0.0}}
        _write(folder, "a", record)
        _write(folder, "b", other)
        wheres = ({"run": "a"}, {"run": "a", "question": "q"}, {"run": "a", "other": "b"})
        return [_shown(archive, **where).shape for where in wheres]

    assert shapes(payload) == shapes("plain")


def test_names_are_plain_and_tell_one_run_from_another() -> None:
    assert new_name("../my <questions>.jsonl", search_only=True).startswith("my-questions-search-")
    assert new_name("...", search_only=False).startswith("questions-")


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive made with the real model: a run opens it in a process of its own."""
    folder: Path = tmp_path_factory.mktemp("measured") / "archive"
    build_archive(ARTICLES, folder)
    file = folder.parent / "questions.jsonl"
    asked = [
        {"question": "When did the harbour freeze over?", "answers": ["January"]},
        {"question": "Who?", "articles": ["nowhere"]},
    ]
    lines = [*map(json.dumps, asked), "no question"]
    file.write_text("\n".join(lines))
    return folder


def test_every_question_is_asked_and_what_came_of_it_is_kept(measured: Path) -> None:
    told: list[Coming] = []
    done = measure(
        told.append, measured.parent / "questions.jsonl", measured, "run", search_only=True
    )
    assert told == [Coming(0, 2), Coming(1, 2), Coming(2, 2)]
    assert (done.questions, len(done.skipped), len(done.missing)) == (2, 1, 1)
    run = read_run(measured, "run")
    assert isinstance(run, Run)
    assert [outcome.question for outcome in run.outcomes.values()] == [
        "When did the harbour freeze over?",
        "Who?",
    ]
    assert "run" in names(measured)


def test_a_run_goes_on_elsewhere_and_leads_to_its_measures(measured: Path) -> None:
    evaluator = Evaluator(measured)
    file = str(measured.parent / "questions.jsonl")
    assert "Measuring" in evaluator.start(file, None, search_only=False)
    job = evaluator._job  # noqa: SLF001
    assert job is not None
    job.wait()
    html, goes_on = evaluator.progress()
    assert not goes_on
    assert "2 questions asked; 1 line skipped; 1 that name what the archive does not have." in html
    assert "no question" not in html
    (link,) = shown(html).attributes("a", "href")
    assert link
    assert read_address(link).run in names(measured)


def test_a_run_that_cannot_be_made_says_why_and_one_that_is_stopped_too(measured: Path) -> None:
    evaluator = Evaluator(measured)
    assert evaluator.progress() == ("", False)
    assert "Nothing is being measured" in evaluator.stop()
    assert "Name a file" in evaluator.start(" ", None, search_only=True)
    evaluator.start(str(measured / "none.jsonl"), None, search_only=True)
    job = evaluator._job  # noqa: SLF001
    assert job is not None
    job.wait()
    assert "none.jsonl cannot be used: No such file or directory." in evaluator.progress()[0]
    evaluator.start(str(measured.parent / "questions.jsonl"), None, search_only=True)
    assert "Stopped." in evaluator.stop()
