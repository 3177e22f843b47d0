"""Measures and comparisons, as lines for a terminal and as plain records for JSON."""

import io
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from backissue.indexer.sources.record import Problem
from backissue.search.evaluation.compare import Changed, Comparison, Difference
from backissue.search.evaluation.measures import Measure, Measures
from backissue.search.evaluation.outcome import Outcome
from backissue.ui.lines.terminal import counted, printable, width

# What stands for a value that there is none of.
NONE = "–"

# What each way to judge means; only those that were used are explained.
JUDGED = {
    "by passages": "a hit counts where it holds at least half of a quote that is known to be "
    "relevant, or, in a relevant article without one, a known answer",
    "by articles": "a hit counts where it is of an article that is known to be relevant",
    "by answers": "a hit counts where a known answer stands in it or in its headline, which may be "
    "by accident",
}

# Problems that are listed; a file of another archive has one for each line.
PROBLEMS_SHOWN = 10


def measure_lines(measures: Measures) -> Iterator[str]:
    """Yield a table of measures, each with the number of questions it rests on."""
    rows = [
        (measure.name, measure.basis, _value(measure), f"{measure.questions:,}")
        for measure in measures
    ]
    yield from _table(("<Measure", "<", ">Value", ">Questions"), rows)
    yield from _explained({measure.basis for measure in measures})


def comparison_lines(comparison: Comparison, a: str, b: str, changed: int) -> Iterator[str]:
    """Yield a table of differences between two runs, and the questions that changed most."""
    yield f"A: {printable(a)}"
    yield f"B: {printable(b)}"
    yield f"Compared over {counted(comparison.questions, 'question')} that both have."
    if comparison.only_a or comparison.only_b:
        yield f"Left out: {comparison.only_a:,} that only A has, {comparison.only_b:,} only B."
    headings = ("<Measure", "<", ">A", ">B", ">B - A", ">p", ">Won/tied/lost", ">Questions")
    yield from _table(headings, [difference_row(each) for each in comparison.differences])
    yield "Won: B is better. p: how likely so large a difference is by chance (randomisation test)."
    yield from _explained({each.measure.basis for each in comparison.differences})
    if comparison.changed and changed:
        yield ""
        yield f"Changed: {counted(len(comparison.changed), 'question')}. Most of all:"
    for each in comparison.changed[:changed]:
        yield from _changed(each)


def problem_lines(problems: Sequence[Problem], said: str) -> Iterator[str]:
    """Yield the first problems, each with what was done about it, and how many more there are."""
    for problem in problems[:PROBLEMS_SHOWN]:
        yield f"{printable(problem.name)}: {said}: {printable(problem.reason)}"
    if len(problems) > PROBLEMS_SHOWN:
        yield f"and {len(problems) - PROBLEMS_SHOWN:,} more: {said}."


def measures_record(measures: Measures) -> dict[str, Any]:
    """Return measures by their key, each with the number of questions it rests on."""
    return {row.key: {"value": row.value, "questions": row.questions} for row in measures}


def problem_records(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return what was wrong, and where."""
    return [{"name": problem.name, "reason": problem.reason} for problem in problems]


def comparison_record(comparison: Comparison) -> dict[str, Any]:
    """Return everything that two runs differ in."""
    return {
        "questions": comparison.questions,
        "only_in_a": comparison.only_a,
        "only_in_b": comparison.only_b,
        "measures": {
            each.measure.key: {
                "a": each.a and each.a.value,
                "b": each.b and each.b.value,
                "change": each.change,
                "p": each.p,
                "wins": each.wins,
                "ties": each.ties,
                "losses": each.losses,
                "questions_a": each.a.questions if each.a else 0,
                "questions_b": each.b.questions if each.b else 0,
            }
            for each in comparison.differences
        },
        "changed": [asdict(each) for each in comparison.changed],
    }


def difference_row(difference: Difference) -> tuple[str, ...]:
    """Return a difference as the cells of a table."""
    a, b, change = difference.a, difference.b, difference.change
    numbers = sorted({each.questions for each in (a, b) if each})
    pairs = (difference.wins, difference.ties, difference.losses)
    return (
        difference.measure.name,
        difference.measure.basis,
        _value(a),
        _value(b),
        NONE if change is None else f"{change:+.3f}",
        NONE if difference.p is None else f"{difference.p:.4f}",
        "/".join(f"{each:,}" for each in pairs) if any(pairs) else NONE,
        ", ".join(f"{number:,}" for number in numbers),
    )


def _changed(changed: Changed) -> Iterator[str]:
    a, b = changed.a, changed.b
    yield f" - {printable(a.id)}: {_line(a.question)}"
    if a.rank != b.rank or changed.search:
        yield f"   found at rank {a.rank or NONE} by A, {b.rank or NONE} by B"
    if a.answer != b.answer:
        yield f"   answered {_answer(a)} by A, {_answer(b)} by B (F1 {changed.answer:+.3f})"


def _answer(outcome: Outcome) -> str:
    return f"“{_line(outcome.answer)}”" if outcome.answer else "nothing"


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _value(measure: Measure | None) -> str:
    return NONE if measure is None else f"{measure.value:.3f}"


def _explained(bases: Iterable[str]) -> Iterator[str]:
    for basis, meaning in JUDGED.items():
        if basis in bases:
            yield from textwrap.wrap(f"{basis.capitalize()}: {meaning}.", width())


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table; < before a heading sets what is under it to the left, > to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in headings:
        table.add_column(heading[1:], justify="right" if heading[:1] == ">" else "left")
    for row in rows:
        table.add_row(*map(Text, row))
    drawn = io.StringIO()
    Console(file=drawn, width=width(), color_system=None).print(table)
    yield from (line.rstrip() for line in drawn.getvalue().splitlines())
