"""Dates, sources and passages of all articles as arrays, to filter inside a vector search."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Mask: TypeAlias = npt.NDArray[np.bool_]
Integers: TypeAlias = npt.NDArray[np.int64]

# Stands for "still there" where a generation is expected.
NEVER = np.iinfo(np.int64).max

# Day 0 stands for "undated": date.toordinal() begins with 1.
UNDATED = 0


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles a search may return; None leaves a side open.

    Both days belong to the scope. An article without a date is in no scope that names a day.
    """

    source: str | None = None
    after: date | None = None
    before: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether every article is in it."""
        return self.source is None and self.after is None and self.before is None


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """What the archive held at a generation: one entry an article, revised ones among them.

    Articles are in the order of their passages' keys.
    """

    generation: int
    keys: Integers
    first_passages: Integers
    passages: Integers
    """How many passages each has; their keys follow one another from the first."""
    added: Integers
    retired: Integers
    days: Integers
    """The day of publication as date.toordinal(), or UNDATED."""
    sources: npt.NDArray[np.str_]

    @classmethod
    def from_rows(
        cls,
        rows: Sequence[tuple[int, int, int, int, int | None, str | None, str | None]],
        generation: int,
    ) -> "Catalogue":
        """Make a catalogue of (key, first passage, passages, added, retired, published, source)."""
        columns = list(zip(*rows, strict=True)) or [()] * 7
        keys, first, passages, added, retired, published, sources = columns
        return cls(
            generation,
            np.array(keys, np.int64),
            np.array(first, np.int64),
            np.array(passages, np.int64),
            np.array(added, np.int64),
            np.array([NEVER if end is None else end for end in retired], np.int64),
            np.array([ordinal(day) for day in published], np.int64),
            np.array([(source or "").casefold() for source in sources], np.str_),
        )

    def current(self) -> Mask:
        """Return which articles are part of the archive: (articles,)."""
        return self.between(self.generation, self.generation)

    def between(self, first: int, last: int) -> Mask:
        """Return which articles were part of it at some time from first to last: (articles,)."""
        return (self.added <= last) & (self.retired > first)

    def within(self, scope: Scope) -> Mask:
        """Return which current articles a scope lets through: (articles,)."""
        mask = self.current()
        if scope.source is not None:
            mask &= self.sources == scope.source.casefold()
        if scope.after is not None:
            mask &= self.days >= scope.after.toordinal()
        if scope.before is not None:
            mask &= (self.days <= scope.before.toordinal()) & (self.days != UNDATED)
        return mask

    def passage_keys(self, articles: Mask) -> Integers:
        """Return the keys of all passages of some articles, in order: (passages,)."""
        counts = self.passages[articles]
        starts = np.cumsum(counts) - counts
        return np.repeat(self.first_passages[articles] - starts, counts) + np.arange(counts.sum())


def ordinal(published: date | str | None) -> int:
    """Return a day as a number that sorts, UNDATED where there is none."""
    if not published:
        return UNDATED
    day = date.fromisoformat(published) if isinstance(published, str) else published
    return day.toordinal()
