"""What each question was worth -> measures of them all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Protocol

from backissue.search.evaluation.judge import NAMES

# By what a measure is judged, or of which questions it is the mean: no others count for it.
JUDGED = ("by passages", "by articles", "by answers")
ANSWERED = (
    ("exact match", "of all"),
    ("F1", "of all"),
    ("exact match", "of the answerable"),
    ("F1", "of the answerable"),
    ("supported", "of the answerable"),
    ("exact match", "of the answered"),
    ("F1", "of the answered"),
    ("supported", "of the answered"),
    ("citation exactness", "of the answered"),
    ("abstention precision", "of the abstained"),
    ("abstention recall", "of the unanswerable"),
)

# Of these milliseconds the percentiles are given.
TIMED = {"search ms": "search", "ask ms": "ask"}
PERCENTILES = (50, 95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure, and the questions that it rests on."""

    name: str
    basis: str
    """Which questions it is a mean of, or what judged them; "in ms" of all."""
    value: float
    questions: int

    @property
    def key(self) -> str:
        """Name and basis in one, such as "hit@5 by passages", which no other measure has."""
        return f"{self.name} {self.basis}"


class Valued(Protocol):
    """Whatever says what a question was worth."""

    @property
    def values(self) -> Mapping[str, float]:
        """Values by the key of the measure that they are part of; others do not apply to it."""


@dataclass(frozen=True, slots=True)
class Measures:
    """How well an archive does on questions."""

    rows: tuple[Measure, ...]

    @classmethod
    def of(cls, results: Iterable[Valued]) -> "Measures":
        """Take the mean of each measure over the questions that it applies to, and no others."""
        values: dict[str, list[float]] = {}
        for result in results:
            for key, value in result.values.items():
                values.setdefault(key, []).append(value)
        return cls(tuple(_rows(values)))

    def __iter__(self) -> Iterator[Measure]:
        return iter(self.rows)

    def __getitem__(self, key: str) -> Measure:
        """Return the measure with that key; KeyError says that it applies to no question."""
        return {row.key: row for row in self.rows}[key]


def _rows(values: Mapping[str, list[float]]) -> Iterator[Measure]:
    judged = [(name, basis) for basis in JUDGED for name in NAMES.values()]
    for name, basis in (*judged, *ANSWERED):
        if found := values.get(f"{name} {basis}"):
            yield Measure(name=name, basis=basis, value=fmean(found), questions=len(found))
    for key, name in TIMED.items():
        if found := values.get(key):
            yield from _percentiles(name, found)


def _percentiles(name: str, values: list[float]) -> Iterator[Measure]:
    import numpy as np

    for percentile in PERCENTILES:
        yield Measure(
            name=f"{name} p{percentile}",
            basis="in ms",
            value=float(np.percentile(values, percentile)),
            questions=len(values),
        )
