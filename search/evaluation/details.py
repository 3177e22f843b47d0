"""What was expected and given for each question of one run, read from the file of the run."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backissue.indexer.sources.read_jsonl import read_records
from backissue.indexer.sources.record import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A passage that was found, by the article and the characters of its text."""

    article: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What is known of a question beside its outcome; empty where the file does not say."""

    asked: str
    """The day on which it was asked."""
    expected: tuple[str, ...] | None
    """Acceptable answers; none where the archive does not answer it, None if not known."""
    quotes: tuple[str, ...]
    reason: str
    confidence: float | None
    found: tuple[Place, ...]
    """The first passages, best first."""
    relevant: frozenset[int]
    """At which ranks, from 1, a passage is relevant."""


def read_details(path: str | Path) -> dict[str, Details]:
    """Read what `backissue evaluate --out` wrote, by the id of the question.

    `read_outcomes` says what is wrong with a file; here what is of no use is left out.
    """
    path = Path(path)
    with path.open("rb") as stream:
        items = [item for item in read_records(stream, path.name) if not isinstance(item, Problem)]
    return {str(record.get("id")): _details(record) for _, record in items}


def _details(record: Mapping[str, Any]) -> Details:
    confidence = record.get("confidence")
    return Details(
        asked=_text(record, "asked"),
        expected=None if record.get("answers") is None else _texts(record, "answers"),
        quotes=_texts(record, "quotes"),
        reason=_text(record, "reason"),
        confidence=confidence if type(confidence) is float else None,
        found=tuple(
            Place(
                article=_text(each, "article"),
                title=_text(each, "title"),
                start=_number(each, "start"),
                end=_number(each, "end"),
            )
            for each in _list(record, "found")
            if isinstance(each, dict)
        ),
        relevant=frozenset(
            rank for rank in _list(record, "relevant_ranks") if isinstance(rank, int)
        ),
    )


def _list(record: Mapping[str, Any], key: str) -> list[Any]:
    value = record.get(key)
    return value if isinstance(value, list) else []


def _texts(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(each for each in _list(record, key) if isinstance(each, str))


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _number(record: Mapping[str, Any], key: str) -> int:
    value = record.get(key)
    return value if type(value) is int and value >= 0 else 0
