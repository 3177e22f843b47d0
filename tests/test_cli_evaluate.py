"""The commands that measure say what they measured, and what they could not use."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from backissue.indexer import Article, build_archive
from backissue.ui.cli import main

BRIDGE = {
    "id": "bridge",
    "question": "council voted bridge",
    "answers": ["a new bridge"],
    "passages": [{"article": "article-4", "quote": "voted on a new bridge"}],
}
SPRING = {"id": "spring", "question": "harbour opened spring", "articles": {"article-2": 2}}
FERRIES = {"id": "ferries", "question": "ferries left late", "answers": ["the harbour"]}

# Words alone need no model.
WORDS = ("--search-only", "--mode", "keyword")


def backissue(*arguments: str | Path) -> Result:
    variables = {"BACKISSUE_ARCHIVE": None, "HF_HUB_OFFLINE": "1"}
    return CliRunner(env=variables).invoke(main, [str(argument) for argument in arguments])


def shown(*arguments: str | Path) -> list[str]:
    """Return what was printed by a command that went well."""
    result = backissue(*arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()


def record(*arguments: str | Path) -> dict[str, Any]:
    found = json.loads("\n".join(shown(*arguments, "--json")))
    assert isinstance(found, dict)
    return found


def complaint(*arguments: str | Path) -> str:
    """Return the one line that a command ended with, which is no traceback."""
    result = backissue(*arguments)
    assert isinstance(result.exception, SystemExit)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("Error: ").removesuffix("\n")


def written(path: Path, *records: dict[str, Any] | str) -> Path:
    lines = [each if isinstance(each, str) else json.dumps(each) for each in records]
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    return written(tmp_path / "quiz.jsonl", BRIDGE, SPRING, FERRIES)


def table(lines: list[str]) -> dict[str, list[str]]:
    """Return the rows of a table by measure and basis: what stands after them."""
    rows = [line.split() for line in lines if " by " in line or " in ms " in line]
    return {" ".join(row[:3]): row[3:] for row in rows if len(row) == 5}


def test_search_is_measured_by_what_is_known(folder: Path, quiz: Path) -> None:
    lines = shown("evaluate", quiz, "--archive", folder, *WORDS)
    found = table(lines)
    assert found["hit@1 by passages"] == ["1.000", "1"]
    assert found["nDCG@10 by articles"] == ["1.000", "1"]
    assert found["hit@1 by answers"] == ["1.000", "1"]
    assert "recall@1 by answers" not in found
    assert "By articles: a hit counts where it is of an article that is known to be relevant." in (
        lines
    )
    assert not any("F1" in line for line in lines)


def test_json_has_each_measure_with_its_questions(folder: Path, quiz: Path) -> None:
    found = record("evaluate", quiz, "--archive", folder, *WORDS)
    assert list(found) == ["questions", "measures", "skipped", "not_in_archive"]
    assert (found["questions"], found["skipped"], found["not_in_archive"]) == (3, [], [])
    assert found["measures"]["MRR by passages"] == {"value": 1.0, "questions": 1}
    assert found["measures"]["search p50 in ms"]["questions"] == 3


def test_bad_lines_and_missing_articles_are_named(folder: Path, tmp_path: Path) -> None:
    lost = {"question": "harbour", "articles": ["lost"]}
    quiz = written(tmp_path / "quiz.jsonl", "{", lost, {"question": "Who?", "answers": [""]})
    lines = shown("evaluate", quiz, "--archive", folder, *WORDS)
    assert lines[0].startswith("quiz.jsonl:1: skipped: Not JSON: ")
    assert lines[1:3] == [
        'quiz.jsonl:3: skipped: Its "answers" are not a list of texts, none of them blank.',
        "question 2: counts as not found: The archive has no article 'lost'.",
    ]
    assert table(lines)["hit@20 by articles"] == ["0.000", "1"]
    found = record("evaluate", quiz, "--archive", folder, *WORDS)
    assert [each["name"] for each in found["skipped"]] == ["quiz.jsonl:1", "quiz.jsonl:3"]
    assert found["not_in_archive"] == [
        {"name": "question 2", "reason": "The archive has no article 'lost'."}
    ]


def test_a_file_without_questions_is_refused(folder: Path, tmp_path: Path) -> None:
    quiz = written(tmp_path / "quiz.jsonl", "{}")
    said = complaint("evaluate", quiz, "--archive", folder)
    assert said.startswith(f"No line of {quiz} is a question that can be used.")


def test_a_place_without_an_archive_is_refused(quiz: Path, tmp_path: Path) -> None:
    said = complaint("evaluate", quiz, "--archive", tmp_path / "nowhere")
    assert said.startswith("There is no archive in ")


def test_a_limit_draws_the_same_questions_each_time(folder: Path, tmp_path: Path) -> None:
    many = [{"id": str(n), "question": "harbour", "articles": ["article-1"]} for n in range(20)]
    quiz, out = written(tmp_path / "quiz.jsonl", *many), tmp_path / "out.jsonl"
    drawn = []
    for _ in range(2):
        found = record("evaluate", quiz, "--archive", folder, *WORDS, "--limit", "5", "--out", out)
        assert found["questions"] == 5
        drawn.append([json.loads(line)["id"] for line in out.read_text().splitlines()])
    assert len(set(drawn[0])) == 5
    assert drawn[0] == drawn[1]


def test_filters_are_for_questions_without_their_own(folder: Path, tmp_path: Path) -> None:
    own = {"question": "harbour", "articles": ["article-3"], "source": "Courier"}
    none = {"question": "harbour", "articles": ["article-2"]}
    quiz = written(tmp_path / "quiz.jsonl", own, none)
    found = record(
        *("evaluate", quiz, "--archive", folder, *WORDS),
        *("--source", "Post", "--after", "2020-02-01", "--before", "2020-12-31"),
    )
    assert found["measures"]["hit@1 by articles"] == {"value": 1.0, "questions": 2}
    said = complaint("evaluate", quiz, "--archive", folder, "--after", "soon")
    assert said == "after is 'soon', which is not a day. Write it as YYYY-MM-DD."


def test_results_are_never_written_over_the_questions(folder: Path, quiz: Path) -> None:
    before = quiz.read_text("utf-8")
    said = complaint("evaluate", quiz, "--archive", folder, *WORDS, "--out", quiz)
    assert said == f"{quiz} holds the questions: choose another file for --out."
    assert quiz.read_text("utf-8") == before


def test_a_file_that_cannot_be_written_is_an_error(folder: Path, quiz: Path) -> None:
    out = quiz.parent / "nowhere" / "out.jsonl"
    said = complaint("evaluate", quiz, "--archive", folder, *WORDS, "--out", out)
    assert said == f"{out} cannot be written: No such file or directory."


def test_two_runs_are_compared(folder: Path, quiz: Path, tmp_path: Path) -> None:
    a, b = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    shown("evaluate", quiz, "--archive", folder, *WORDS, "--out", a)
    shown("evaluate", quiz, "--archive", folder, *WORDS, "--out", b, "--source", "Courier")
    lines = shown("compare", a, b)
    assert lines[:3] == [f"A: {a}", f"B: {b}", "Compared over 3 questions that both have."]
    assert "Changed: 1 question. Most of all:" in lines
    assert lines[-2:] == [
        " - spring: harbour opened spring",
        "   found at rank 1 by A, – by B",
    ]
    found = record("compare", a, b)
    assert found["measures"]["MRR by articles"]["change"] == -1.0
    assert found["measures"]["hit@1 by passages"]["ties"] == 1
    assert [each["a"]["id"] for each in found["changed"]] == ["spring"]


def test_a_run_is_like_itself(folder: Path, quiz: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.jsonl"
    shown("evaluate", quiz, "--archive", folder, *WORDS, "--out", out)
    found = record("compare", out, out)
    assert found["changed"] == []
    assert {each["change"] for each in found["measures"].values()} == {0.0}
    assert {each["p"] for each in found["measures"].values()} == {1.0, None}


def test_only_results_are_compared(quiz: Path) -> None:
    said = complaint("compare", quiz, quiz)
    assert said == (
        "quiz.jsonl:1 is no result. Give a file that backissue evaluate wrote with --out."
    )


def test_a_written_result_cannot_fool_a_terminal(tmp_path: Path) -> None:
    hostile = Article(id="1", title="Har\u202ebour\x9b2J", text="The harbour froze.")
    build_archive([hostile], tmp_path / "archive")
    quiz = written(tmp_path / "quiz.jsonl", FERRIES)
    out = tmp_path / "out.jsonl"
    options = ("--archive", tmp_path / "archive", "--out", out)
    lines = shown("evaluate", quiz, *options)
    text = out.read_text("utf-8")
    assert "Har\\u202ebour\\u009b2J" in text
    assert json.loads(text)["found"][0]["title"] == hostile.title
    # With the model that is installed, answers are measured as well.
    assert any(line.split()[:4] == ["F1", "of", "the", "answerable"] for line in lines)
    assert {"answer", "confidence", "reason", "quotes"} <= set(json.loads(text))
