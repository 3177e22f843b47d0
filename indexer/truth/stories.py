"""Sketches -> stories: which articles are copies of one another, kept up as articles change.

Two articles are alike where the shorter is for the most part contained in the other, boilerplate
left out, and makes up enough of it. A story is a star (Aslam, Pelekhov and Rus, The star clustering
algorithm, 2004): an article in its middle, and those that are like it. Likeness does not carry over
from one to the next, or a chain of updates would join what has nothing in common. The article that
has most in common with those around it is a middle; so is, going on from there, each that is like
no middle; the others go to the middle that they are most like.

So stories depend on nothing but the articles: neither on the order in which they came nor on what
was there meanwhile. A change looks again only at articles that it could concern: those connected,
directly or through others, to one that was added or removed, or whose boilerplate has changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from math import fsum
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from backissue.indexer.truth.catalogue import UNDATED, Mask
from backissue.indexer.truth.sketch import Hashes
from backissue.indexer.truth.twins import Member, Twins

Postings: TypeAlias = npt.NDArray[np.uint64]
Places: TypeAlias = npt.NDArray[np.intp]
Ordered = TypeVar("Ordered", npt.NDArray[np.uint64], npt.NDArray[np.uint32])

# How much of the shorter of two articles has to be in the other, if they appeared within some days
# of one another, or nobody knows how far apart; and if it was farther. Of 76 pairs of real articles
# near these bounds that were read, they part all but five as a reader does: the next day's report
# that repeats the last one's background comes up to 0.6, a form that is filled in again each week
# or year up to 0.88, and rewritten copies down to 0.66.
ALIKE = 0.65
ALIKE_LATER = 0.9
DAYS_APART = 3

# How much of the longer one the shorter has to make up: digests hold whole articles that they are
# no copies of, and captions of pictures are taken from what the article says.
SHARE = 1 / 3

# Shingles that two articles have to share at least, of those that are kept.
FEWEST = 4

# What one outlet prints under so many headlines, or what is printed on so many days, is boilerplate
# or a stock phrase. So is what more articles have than any story has copies; more would take time
# that grows with their square.
COMMON = 8
COMMON_ARTICLES = 500

# Articles looked at together: more save no time.
ARTICLES_AT_ONCE = 100

# Where a posting has the shingle, and where the key.
HIGH = np.uint64(32)
LOW = np.uint64(2**32 - 1)


Members: TypeAlias = Mapping[int, Member]


class Stories:
    """The stories of some articles, each named by the key of the one in its middle."""

    def __init__(
        self, members: Iterable[Member] = (), told: Mapping[int, int] | None = None
    ) -> None:
        """Take members; `told` says which story each belongs to, if that is known already."""
        self.told: dict[int, int] = {}
        """The story of each article, by their keys."""
        self.members: dict[int, Member] = {}
        self._twins = Twins()
        self._index = _Index(np.empty(0, np.uint64), np.empty(0, np.uint32))
        if told is None:
            self.change(list(members), ())
        else:
            self.told |= told
            self.members |= {member.key: member for member in members}
            firsts, _, _ = self._twins.change(self.members.values(), ())
            self._index, _ = self._index.changed(self.members, firsts, ())

    def change(self, added: Sequence[Member], removed: Iterable[int]) -> dict[int, int]:
        """Add and remove articles; return the stories that are new or other than before, by key.

        What is to be removed and is not there is passed over.
        """
        leaving = self.members.keys() & set(removed)
        self.members |= {member.key: member for member in added}
        new, gone, other = self._twins.change(added, [self.members[key] for key in leaving])
        before = self._index
        self._index, flipped = before.changed(self.members, new, gone)
        unsettled = before.holders(flipped) | gone
        were_alike = {other for _, other, _ in before.alike(self.members, unsettled)}
        for key in leaving:
            del self.members[key], self.told[key]
        told = self._tell(self._connected((new | other | unsettled | were_alike) - gone))
        changed = {key: story for key, story in told.items() if self.told.get(key) != story}
        self.told |= changed
        return changed

    def _connected(self, seeds: set[int]) -> dict[int, dict[int, float]]:
        """Return all that is connected to some articles: what each is like, and how much."""
        found: dict[int, dict[int, float]] = {}
        while seeds:
            found |= {key: {} for key in seeds}
            for key, other, likeness in self._index.alike(self.members, seeds):
                found[key][other] = likeness
            seeds = {other for key in seeds for other in found[key]} - found.keys()
        return found

    def _tell(self, like: Mapping[int, Mapping[int, float]]) -> dict[int, int]:
        """Return the story of each article and its twins, given what it is like."""
        twins, middles = self._twins.of, set[int]()

        def turn(key: int) -> tuple[float, bool, int, int, bytes, int]:
            """Return what sorts the middles of stories first; each of many twins counts."""
            day, shingles = self.members[key].day, self.members[key].sketch.shingles
            likeness = (
                repeat(share, len(twins[other]) - (other == key))
                for other, share in like[key].items()
            )
            return (
                -fsum(chain.from_iterable(likeness)),
                day == UNDATED,
                day,
                -len(shingles),
                shingles.tobytes(),
                key,
            )

        order = {key: place for place, key in enumerate(sorted(like, key=turn))}
        for key in order:
            if middles.isdisjoint(like[key]):
                middles.add(key)
        told: dict[int, int] = {}
        for key, others in like.items():
            if not others:  # too short to be compared, even with its twins
                told |= {twin: twin for twin in twins[key]}
                continue
            near = {key} if key in middles else middles & others.keys()
            story = min(near, key=lambda other: (-others[other], order[other]))
            told |= dict.fromkeys(twins[key], story)
        return told


class _Index(NamedTuple):
    """Which articles have which shingles, and which of these are boilerplate."""

    postings: Postings
    """A shingle and the key of an article that has it, in order: (postings,)."""
    common: Hashes
    """In order."""

    def changed(
        self, members: Members, added: Iterable[int], removed: Iterable[int]
    ) -> tuple["_Index", Hashes]:
        """Return the index with other articles, and the shingles that are boilerplate in one only.

        `members` holds both what is added and what is removed.
        """
        new, gone = _postings(members, added), _postings(members, removed)
        postings = _replaced(self.postings, gone, new)
        touched = _distinct(np.concatenate((new, gone)) >> HIGH).astype(np.uint32)
        was, is_now = _within(touched, self.common), np.zeros(len(touched), np.bool_)
        for place, keys in _holders(postings, touched, COMMON):
            is_now[place] = len(keys) > COMMON_ARTICLES or _is_common(
                [members[key] for key in keys]
            )
        common = _replaced(self.common, touched[was & ~is_now], touched[is_now & ~was])
        return _Index(postings, common), touched[was != is_now]

    def holders(self, shingles: Hashes) -> set[int]:
        """Return the keys of the articles that have any of some shingles."""
        return {key for _, keys in _holders(self.postings, shingles) for key in keys}

    def alike(self, members: Members, keys: Iterable[int]) -> Iterator[tuple[int, int, float]]:
        """Yield each of some articles with each that it is like, itself too, and how much: 0 to 1.

        Too little to compare is not even like itself.
        """
        wanted = list(keys)
        for start in range(0, len(wanted), ARTICLES_AT_ONCE):
            some = [members[key] for key in wanted[start : start + ARTICLES_AT_ONCE]]
            shingles = [self._telling(member) for member in some]
            sizes = np.array([len(each) for each in shingles])
            owners = np.repeat(np.arange(len(some), dtype=np.uint64), sizes)
            first, last = _ranges(self.postings, np.concatenate(shingles))
            sharing = _spread(self.postings, first, last) & LOW
            pairs = np.repeat(owners, last - first) << HIGH | sharing
            found, shared = np.unique(pairs, return_counts=True)
            enough = shared >= np.maximum(FEWEST, SHARE * sizes[(found >> HIGH).astype(np.intp)])
            for pair, count in zip(found[enough].tolist(), shared[enough].tolist(), strict=True):
                member, other = some[pair >> 32], members[pair & 2**32 - 1]
                shorter, longer = sorted((int(sizes[pair >> 32]), len(self._telling(other))))
                enough_of_it = shorter * _needed(member, other) <= count >= longer * SHARE
                if enough_of_it:
                    yield member.key, other.key, count / (shorter + longer - count)

    def _telling(self, member: Member) -> Hashes:
        """Return an article's shingles without boilerplate."""
        shingles = member.sketch.shingles
        return shingles[~_within(shingles, self.common)]


def _needed(one: Member, other: Member) -> float:
    """Return how much of the shorter of two articles has to be in the other."""
    is_known = UNDATED not in (one.day, other.day)
    return ALIKE_LATER if is_known and abs(one.day - other.day) > DAYS_APART else ALIKE


def _is_common(holders: Sequence[Member]) -> bool:
    """Whether a shingle that some articles have is boilerplate, or a stock phrase.

    Neither is what many outlets print on one day, nor what one prints many times under one title.
    Articles without a date count as being of one day where they have one title.
    """
    days = {holder.day or -1 - holder.sketch.headline for holder in holders}
    headlines = defaultdict[str, set[int]](set)
    for holder in holders:
        if holder.source:
            headlines[holder.source].add(holder.sketch.headline)
    return max(len(days), *map(len, headlines.values()), 0) >= COMMON


def _postings(members: Members, keys: Iterable[int]) -> Postings:
    """Return the postings of some articles, in order."""
    postings = [
        members[key].sketch.shingles.astype(np.uint64) << HIGH | np.uint64(key) for key in keys
    ]
    return np.sort(np.concatenate([np.empty(0, np.uint64), *postings]))


def _holders(
    postings: Postings, shingles: Hashes, fewest: int = 1
) -> Iterator[tuple[int, list[int]]]:
    """Yield the place of each of some shingles that enough articles have, with their keys."""
    start, stop = _ranges(postings, shingles)
    for place in np.flatnonzero(stop - start >= fewest).tolist():
        yield place, (postings[start[place] : stop[place]] & LOW).tolist()


def _ranges(postings: Postings, shingles: Hashes) -> tuple[Places, Places]:
    """Return where the postings of each of some shingles start and stop."""
    first = shingles.astype(np.uint64) << HIGH
    return np.searchsorted(postings, first), np.searchsorted(postings, first | LOW, side="right")


def _spread(postings: Postings, start: Places, stop: Places) -> Postings:
    """Return all postings of some ranges."""
    counts = stop - start
    before = np.cumsum(counts) - counts
    spread: Postings = postings[np.repeat(start - before, counts) + np.arange(counts.sum())]
    return spread


def _replaced(values: Ordered, gone: Ordered, new: Ordered) -> Ordered:
    """Return what is in order with some values in the place of others, all in order."""
    if len(gone):
        values = np.delete(values, np.searchsorted(values, gone))
    return np.insert(values, np.searchsorted(values, new), new)


def _distinct(values: Postings) -> Postings:
    """Return each value once, in order; of many, numpy's own way takes ten times as long."""
    ordered = np.sort(values)
    distinct: Postings = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return distinct


def _within(some: Hashes, others: Hashes) -> Mask:
    """Return which hashes are among others, which are in order."""
    if not len(others):
        return np.zeros(len(some), np.bool_)
    found: Mask = others[np.minimum(np.searchsorted(others, some), len(others) - 1)] == some
    return found
