"""What an address asks for in the order of its days: exactly, or else the nearest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from backissue.indexer.article import Article
from backissue.search.archive import Archive
from backissue.search.retrieval.explore import Period, periods_of
from backissue.search.retrieval.hit import Hit
from backissue.search.retrieval.hits import Hits
from backissue.ui.html.address import Address
from backissue.ui.html.histogram import over_time, step_between

# Where no article has every word, so many of the nearest passages are looked at, and of them those
# that score at least this share of the best: further down little has to do with what was asked.
NEAREST = 50
NEAR_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Dated:
    """Articles in the order of their days, each with its best passage."""

    hits: Hits
    """Those that are wanted of them, with the number of all."""
    days: Sequence[date] | None
    """The days of all of them; None where they are those that the archive can count itself."""

    @property
    def is_exact(self) -> bool:
        """Whether these are all the articles that have every word."""
        return self.days is None

    @property
    def total(self) -> int:
        """How many there are in all."""
        return self.hits.total or 0


@dataclass(frozen=True, slots=True)
class Story:
    """An article that was found, and what became of it."""

    hit: Hit
    formers: Sequence[Article] = ()
    """Its former texts, the latest last."""
    copies: Sequence[Article] = ()
    """Others that tell the same, the earliest first."""


def dated(archive: Archive, address: Address, wanted: slice, *, newest: bool) -> Dated:
    """Return the articles with every word of a query, or where there is none the nearest.

    Raises QueryInvalid.
    """
    scope: dict[str, Any] = dict(address.scope)
    limit = wanted.stop - wanted.start
    found = archive.chronicle(address.q, limit=limit, skip=wanted.start, newest=newest, **scope)
    if found.total and address.mode != "semantic":
        return Dated(found, None)
    near = archive.search(address.q, limit=NEAREST, mode=address.mode, **scope)
    best: dict[str, Hit] = {}
    for hit in near:
        if hit.score >= NEAR_ENOUGH * near[0].score:
            best.setdefault(hit.article.id, hit)
    known = [hit for hit in best.values() if hit.article.published]
    unknown = [hit for hit in best.values() if not hit.article.published]
    hits = (*sorted(known, key=_day, reverse=newest), *unknown)
    days = [_day(hit) for hit in known]
    return Dated(Hits(hits[wanted], near.query, near.undated, total=len(hits)), days)


def stories(archive: Archive, hits: Sequence[Hit]) -> Iterator[Story]:
    """Yield what became of each of some articles."""
    for hit in hits:
        identity = hit.article.id
        copies = archive.copies(identity) if hit.copies else []
        others = [each for each in copies if each.id != identity]
        yield Story(hit, archive.revisions(identity)[:-1], others)


def periods(archive: Archive, found: Dated, address: Address) -> Sequence[Period]:
    """Count over time what was found, in steps that make a picture."""
    if found.days is None:
        return over_time(archive, address, archive.facets(address.q, **address.scope)).periods
    days = found.days
    return periods_of(days, step_between(min(days), max(days))) if days else ()


def _day(hit: Hit) -> date:
    return hit.article.published or date.min
