"""What a query matches, counted: per source, section, author and year, and over time."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeAlias, get_args

import numpy as np

from backissue.indexer.errors import QueryInvalid
from backissue.indexer.indexes.analyzers import content_words
from backissue.indexer.indexes.keywords import KeywordIndex
from backissue.indexer.indexes.terms import Term
from backissue.indexer.indexes.variants import TOGETHER, variants
from backissue.indexer.indexes.wording import with_percent
from backissue.indexer.truth.catalogue import UNDATED, Catalogue, Mask
from backissue.search.query.condition import Condition, Holds, all_of, any_of
from backissue.search.query.days import Days, around
from backissue.search.query.names import folded
from backissue.search.query.operators import is_auxiliary
from backissue.search.query.query import Query
from backissue.search.query.suggest import remarked
from backissue.search.retrieval.select import select

Step: TypeAlias = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles have a name; an empty name stands for none given."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """The articles that match a query, counted exactly; the largest counts first, years in order.

    An article with several authors counts for each. Names that differ in capitals and accents
    alone are one.
    """

    query: Query
    articles: int
    undated: int
    """Articles left out for want of a date, where the query names days."""
    sources: tuple[Count, ...]
    sections: tuple[Count, ...]
    authors: tuple[Count, ...]
    years: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, so many of the articles were published."""

    first: date
    last: date
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The articles that match a query over time, counted exactly.

    The periods follow one another without a gap from the first such article to the last.
    """

    query: Query
    periods: tuple[Period, ...]
    undated: int
    """Articles that match and have no date, so that they are in no period."""


def count_facets(catalogue: Catalogue, keywords: KeywordIndex, query: Query) -> Facets:
    """Count the articles that match a query, as `matching` says."""
    mask, undated = matching(catalogue, keywords, query)
    counts = {
        label: _counts(catalogue, keywords, label, mask)
        for label in ("source", "section", "author")
    }
    days = catalogue.days[mask]
    years = Counter(date.fromordinal(day).year for day in days[days != UNDATED].tolist())
    dated = [Count(str(year), articles) for year, articles in sorted(years.items())]
    none = int((days == UNDATED).sum())
    return Facets(
        query=remarked(keywords, query),
        articles=int(mask.sum()),
        undated=undated,
        sources=counts["source"],
        sections=counts["section"],
        authors=counts["author"],
        years=(*dated, Count("", none)) if none else tuple(dated),
    )


def count_over_time(
    catalogue: Catalogue, keywords: KeywordIndex, query: Query, step: str
) -> Timeline:
    """Count the articles that match a query in each day, week, month or year.

    Weeks begin on Monday. Raises QueryInvalid for any other step.
    """
    if step not in get_args(Step):
        raise QueryInvalid(
            f"A timeline has no steps of a {step!r}. Choose from {', '.join(get_args(Step))}."
        )
    mask, left_out = matching(catalogue, keywords, query)
    days = catalogue.days[mask]
    periods = periods_of(map(date.fromordinal, days[days != UNDATED].tolist()), step)
    return Timeline(
        query=remarked(keywords, query),
        periods=periods,
        undated=left_out + int((days == UNDATED).sum()),
    )


def periods_of(days: Iterable[date], step: str) -> tuple[Period, ...]:
    """Count days in periods that follow one another from the earliest to the latest."""
    counts = Counter(around(step, day)[0] for day in days)
    return tuple(Period(first, last, counts[first]) for first, last in _periods(step, counts))


def matching(catalogue: Catalogue, keywords: KeywordIndex, query: Query) -> tuple[Mask, int]:
    """Return which articles match a query, and how many are left out for want of a date."""
    selected = select(catalogue, keywords, exactly(query))
    return selected.selection.articles, selected.undated


def exactly(query: Query) -> Query:
    """Return a query that only articles meet that match it.

    An article matches that meets the filters and conditions and has every word of the query in its
    headline or text, in whatever form, but for the words that any text has. Whoever wants any of
    several words joins them with OR. Meaning does not count: it has no border.
    """
    words = [
        word
        for part in query.parts
        if part.kind == "words"
        for word in TOGETHER.findall(with_percent(part.value))
        if content_words(word) and not is_auxiliary(word, begins=query.text.startswith(word))
    ]
    holding = [any_of(_written(word)) for word in dict.fromkeys(words)]
    return replace(query, condition=all_of([query.condition, *holding]))


def _written(name: str) -> Iterator[Condition]:
    """Yield what has a word, or every word of a name, and how else it may be written."""
    if words := all_of([Holds(Term("word", word)) for word in name.split()]):
        yield words
    for other in variants(name):
        yield Holds(Term("phrase", " ".join(other)))


def _counts(
    catalogue: Catalogue, keywords: KeywordIndex, label: str, mask: Mask
) -> tuple[Count, ...]:
    """Count articles per name, with those that have none."""
    labels = keywords.labels(label)
    places = catalogue.places(labels.passages)
    here = mask[places]
    counts = np.bincount(labels.names[here], minlength=len(labels.said)).tolist()
    named = np.zeros_like(mask)
    named[places] = True
    none = int((mask & ~named).sum())
    alike: dict[str, Counter[str]] = {}
    for name, articles in zip(labels.said, counts, strict=True):
        if articles:
            alike.setdefault(folded(name), Counter())[name] = articles
    found = [
        Count(max(same, key=lambda name: (same[name], name)), same.total())
        for same in alike.values()
    ]
    if none:
        found.append(Count("", none))
    return tuple(sorted(found, key=lambda count: (-count.articles, count.name)))


def _periods(step: str, firsts: Counter[date]) -> Iterator[Days]:
    """Yield the periods from the earliest to the latest."""
    if not firsts:
        return
    first, last = min(firsts), max(firsts)
    while first <= last:
        days = around(step, first)
        yield days
        first = days[1] + timedelta(days=1)
