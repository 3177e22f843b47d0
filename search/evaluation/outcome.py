"""What came of each question in one run, read from the file that it was written to."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from backissue.indexer.errors import QuestionsInvalid
from backissue.indexer.sources.read_jsonl import read_records
from backissue.indexer.sources.record import Problem

# No value is near: milliseconds of thirty years.
LARGEST = 1e12


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one question in one run."""

    id: str
    question: str
    answer: str | None
    """Empty where it was not answered, None where it was not asked."""
    rank: int | None
    """The first rank at which a passage is relevant."""
    values: Mapping[str, float]


def read_outcomes(path: str | Path) -> dict[str, Outcome]:
    """Read what `backissue evaluate --out` wrote, by the id of the question.

    Raises QuestionsInvalid with the first line that cannot be used.
    """
    path = Path(path)
    outcomes: dict[str, Outcome] = {}
    with path.open("rb") as stream:
        for item in read_records(stream, path.name):
            if isinstance(item, Problem):
                raise QuestionsInvalid(f"{item.name} cannot be used: {item.reason}")
            place, record = item
            outcome = _outcome(record)
            if outcome is None or outcome.id in outcomes:
                why = "is no result" if outcome is None else "has the id of a line before"
                raise QuestionsInvalid(
                    f"{place} {why}. Give a file that backissue evaluate wrote with --out."
                )
            outcomes[outcome.id] = outcome
    if not outcomes:
        raise QuestionsInvalid(f"{path} is empty. Give a file that backissue evaluate wrote.")
    return outcomes


def _outcome(record: Mapping[str, Any]) -> Outcome | None:
    wanted = ("id", "question", "values", "answer", "relevant_ranks")
    key, question, values, answer, ranks = (cast("Any", record.get(name)) for name in wanted)
    fits = (
        isinstance(key, str)
        and isinstance(question, str)
        and isinstance(answer, str | None)
        and isinstance(ranks, list)
        and all(type(rank) is int for rank in ranks)
        and isinstance(values, dict)
        and all(type(value) in {int, float} and 0 <= value <= LARGEST for value in values.values())
    )
    if not fits:
        return None
    return Outcome(
        id=key, question=question, answer=answer, rank=min(ranks, default=None), values=values
    )
