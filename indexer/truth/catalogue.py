"""Dates, sources and passages of all articles as arrays, to filter inside a vector search."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

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
    """Which articles a search may return; what is empty or None leaves a side open.

    Sources are whole names, in any case. Days are the publisher's own calendar days, and both
    belong to the scope; an article without a date is in no scope that names a day. As of a day,
    only what stood then is there: what was published by then, and not modified since. An article
    that was modified later is left out rather than shown in a former text.
    """

    sources: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None
    as_of: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether every article is in it."""
        return not self.sources and not self.names_days

    @property
    def names_days(self) -> bool:
        """Whether articles without a date are left out."""
        return any((self.after, self.before, self.as_of))

    @property
    def last(self) -> date | None:
        """The last day on which an article in it may have been published."""
        return min((day for day in (self.before, self.as_of) if day), default=None)


class Entry(NamedTuple):
    """What the truth holds of an article, as far as the catalogue goes."""

    key: int
    first_passage: int
    passages: int
    added: int
    retired: int | None
    published: str | None
    modified: str | None
    source: str | None
    removed: int
    story: int | None
    identity: int
    """The seal of the rest of what is known about it."""


@dataclass(frozen=True, slots=True)
class Drift:
    """How far the passages have moved away from those of some generations."""

    current: int
    added: int
    """Current ones that are newer."""
    gone: int
    """Those that were there then and are no more."""


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
    modified: Integers
    """The day of the text as it is, likewise; UNDATED where the publisher states none."""
    sources: npt.NDArray[np.str_]
    stories: Integers
    """What story each tells: a number that its copies share; its own key where it has none."""

    @classmethod
    def from_entries(
        cls,
        entries: Sequence[Entry | tuple[Any, ...]],
        generation: int,
    ) -> "Catalogue":
        """Make a catalogue of what the truth holds of each article, as entries or plain tuples."""
        columns = [list(map(itemgetter(place), entries)) for place in range(len(Entry._fields))]
        keys, first, passages, added, retired, published, modified, sources, _, told, _ = columns
        days = {day: ordinal(day) for day in {*published, *modified}}
        return cls(
            generation,
            np.array(keys, np.int64),
            np.array(first, np.int64),
            np.array(passages, np.int64),
            np.array(added, np.int64),
            np.array([NEVER if end is None else end for end in retired], np.int64),
            np.array([days[day] for day in published], np.int64),
            np.array([days[day] for day in modified], np.int64),
            np.array([(source or "").casefold() for source in sources], np.str_),
            np.array([story or key for key, story in zip(keys, told, strict=True)], np.int64),
        )

    def current(self) -> Mask:
        """Return which articles are part of the archive: (articles,)."""
        return self.between(self.generation, self.generation)

    def between(self, first: int, last: int) -> Mask:
        """Return which articles were part of it at some time from first to last: (articles,)."""
        return (self.added <= last) & (self.retired > first)

    def retired_since(self, generation: int) -> Mask:
        """Return which articles were replaced or removed after a generation: (articles,)."""
        return (self.retired > generation) & (self.retired <= self.generation)

    def drift(self, first: int, last: int) -> Drift:
        """Count what has become of the passages that were there from first to last."""
        current = self.current()
        return Drift(
            current=int(self.passages[current].sum()),
            added=int(self.passages[current & (self.added > last)].sum()),
            gone=int(self.passages[self.between(first, last) & ~current].sum()),
        )

    def within(self, scope: Scope) -> Mask:
        """Return which current articles a scope lets through: (articles,)."""
        mask = self.current()
        if scope.sources:
            mask &= np.isin(self.sources, [source.casefold() for source in scope.sources])
        if scope.names_days:
            mask &= self.days != UNDATED
        if scope.after:
            mask &= self.days >= scope.after.toordinal()
        if scope.last:
            mask &= self.days <= scope.last.toordinal()
        if scope.as_of:
            mask &= self.modified <= scope.as_of.toordinal()
        return mask

    def articles_of(self, passages: Integers) -> Mask:
        """Return which articles have any of some passages, by their keys: (articles,)."""
        mask = np.zeros(len(self.keys), np.bool_)
        mask[self.places(passages)] = True
        return mask

    def places(self, passages: Integers) -> Integers:
        """Return the place of each passage's article in these arrays: (passages,)."""
        return np.searchsorted(self.first_passages, passages, side="right") - 1

    def passage_keys(self, articles: Mask) -> Integers:
        """Return the keys of all passages of some articles, in order: (passages,)."""
        counts = self.passages[articles]
        starts = np.cumsum(counts) - counts
        return np.repeat(self.first_passages[articles] - starts, counts) + np.arange(counts.sum())


def among(keys: Integers, chosen: Integers) -> Mask:
    """Return which keys are among chosen ones, which are in order: (keys,)."""
    if not len(chosen):
        return np.zeros(len(keys), np.bool_)
    places = np.searchsorted(chosen, keys).clip(max=len(chosen) - 1)
    found: Mask = chosen[places] == keys
    return found


def ordinal(published: date | str | None) -> int:
    """Return a day as a number that sorts, UNDATED where there is none."""
    if not published:
        return UNDATED
    day = date.fromisoformat(published) if isinstance(published, str) else published
    return day.toordinal()
