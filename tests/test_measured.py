"""Measures and comparisons are printed so that they can be read, and fool no terminal."""

from backissue.indexer.sources.record import Problem
from backissue.search.evaluation.compare import compare
from backissue.search.evaluation.measures import Measure, Measures
from backissue.search.evaluation.outcome import Outcome
from backissue.ui.lines.measured import (
    comparison_lines,
    comparison_record,
    measure_lines,
    measures_record,
    problem_lines,
)

MEASURES = Measures(
    (
        Measure(name="hit@1", basis="by answers", value=2 / 3, questions=1200),
        Measure(name="F1", basis="of the answered", value=0.5, questions=8),
    )
)


def outcome(answer: str, rank: int | None, f1: float, mrr: float) -> Outcome:
    return Outcome(
        id="a1",
        question="Who\x1b[2J won?",
        answer=answer,
        rank=rank,
        values={"MRR by passages": mrr, "F1 of all": f1, "search ms": 10.0},
    )


def test_each_measure_has_its_basis_and_number_of_questions() -> None:
    assert list(measure_lines(MEASURES)) == [
        "",
        " Measure                   Value  Questions",
        " ──────────────────────────────────────────",
        " hit@1    by answers       0.667      1,200",
        " F1       of the answered  0.500          8",
        "",
        "By answers: a hit counts where a known answer stands in it or in its headline, which may",
        "be by accident.",
    ]


def test_measures_are_a_record_by_key() -> None:
    assert measures_record(MEASURES) == {
        "hit@1 by answers": {"value": 2 / 3, "questions": 1200},
        "F1 of the answered": {"value": 0.5, "questions": 8},
    }


def test_two_runs_stand_side_by_side() -> None:
    compared = compare(
        {"a1": outcome("", None, 0.0, 0.0), "a2": outcome("", None, 0.0, 0.0)},
        {"a1": outcome("Leicester\x9b", 2, 1.0, 0.5)},
    )
    assert list(comparison_lines(compared, "a.jsonl", "b.jsonl", 10)) == [
        "A: a.jsonl",
        "B: b.jsonl",
        "Compared over 1 question that both have.",
        "Left out: 1 that only A has, 0 only B.",
        "",
        " Measure                       A       B   B - A       p  Won/tied/lost  Questions",
        " ─────────────────────────────────────────────────────────────────────────────────",
        " MRR         by passages   0.000   0.500  +0.500  1.0000          1/0/0          1",
        " F1          of all        0.000   1.000  +1.000  1.0000          1/0/0          1",
        " search p50  in ms        10.000  10.000  +0.000       –              –          1",
        " search p95  in ms        10.000  10.000  +0.000       –              –          1",
        "",
        "Won: B is better. p: how likely so large a difference is by chance (randomisation test).",
        "By passages: a hit counts where it holds at least half of a quote that is known to be",
        "relevant, or, in a relevant article without one, a known answer.",
        "",
        "Changed: 1 question. Most of all:",
        " - a1: Who[2J won?",
        "   found at rank – by A, 2 by B",
        "   answered nothing by A, “Leicester” by B (F1 +1.000)",
    ]


def test_no_more_changes_are_shown_than_asked_for() -> None:
    compared = compare({"a1": outcome("", None, 0.0, 0.0)}, {"a1": outcome("", 1, 0.0, 1.0)})
    shown = list(comparison_lines(compared, "a", "b", 0))
    assert not any("a1" in line for line in shown)
    assert shown[-1].startswith("relevant, or")


def test_a_comparison_is_a_record() -> None:
    a, b = outcome("", None, 0.0, 0.0), outcome("Leicester", 2, 1.0, 0.5)
    record = comparison_record(compare({"a1": a}, {"a1": b}))
    assert record["measures"]["MRR by passages"] == {
        "a": 0.0,
        "b": 0.5,
        "change": 0.5,
        "p": 1.0,
        "wins": 1,
        "ties": 0,
        "losses": 0,
        "questions_a": 1,
        "questions_b": 1,
    }
    assert record["changed"][0]["b"]["answer"] == "Leicester"
    assert (record["questions"], record["only_in_a"], record["only_in_b"]) == (1, 0, 0)


def test_many_problems_are_counted() -> None:
    problems = [Problem(f"quiz.jsonl:{number}", "Not JSON.") for number in range(1, 13)]
    shown = list(problem_lines(problems, "skipped"))
    assert len(shown) == 11
    assert shown[0] == "quiz.jsonl:1: skipped: Not JSON."
    assert shown[-1] == "and 2 more: skipped."
    assert list(problem_lines([], "skipped")) == []
