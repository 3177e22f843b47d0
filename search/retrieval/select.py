"""A query's filters and conditions -> the articles that meet them, and their passages."""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from backissue.indexer.indexes.keywords import KeywordIndex
from backissue.indexer.indexes.selection import Selection
from backissue.indexer.indexes.terms import Term
from backissue.indexer.truth.catalogue import UNDATED, Catalogue, Integers, Mask, Scope
from backissue.search.query.condition import (
    AllOf,
    AnyOf,
    Condition,
    Holds,
    Named,
    Not,
    Published,
    held_terms,
    leaves,
)
from backissue.search.query.names import is_named
from backissue.search.query.query import Query


@dataclass(frozen=True, slots=True, eq=False)
class Selected:
    """What a search may return, and what it leaves out for want of a date."""

    selection: Selection
    undated: int
    """Articles without a date that would be there if the query named no days."""
    other_days: int = 0
    """Articles with a date that would be there too."""


def select(catalogue: Catalogue, keywords: KeywordIndex, query: Query) -> Selected:
    """Find what meets a query's filters and conditions.

    Conditions are of whole articles: what is excluded may stand nowhere in an article, and two
    words that must be there may be paragraphs apart. Of the articles that meet them, the passages
    are selected that hold one of the terms asked for; where an article has none, all of them.
    """
    judge = _Judge(catalogue, keywords)
    met = judge.meets(query.condition) if query.condition else np.True_
    scope = query.scope
    articles = catalogue.within(scope) & met
    undated = other_days = 0
    if scope.names_days or _names_days(query.condition):
        anytime = catalogue.within(replace(scope, after=None, before=None, as_of=None))
        if query.condition:
            anytime &= judge.meets(query.condition, on_any_day=True)
        left_out = anytime & ~articles
        undated = int((left_out & (catalogue.days == UNDATED)).sum())
        other_days = int(left_out.sum()) - undated
    if query.condition is None and scope.as_of is None:
        return Selected(Selection(articles), undated, other_days)
    terms = held_terms(query.condition)
    if not terms:
        selection = Selection(articles, catalogue.passage_keys(articles))
        return Selected(selection, undated, other_days)
    holding = np.unique(np.concatenate([judge.holding(term) for term in terms]))
    holding = holding[articles[catalogue.places(holding)]]
    others = articles & ~catalogue.articles_of(holding)
    passages = np.sort(np.concatenate([holding, catalogue.passage_keys(others)]))
    all_hold = not others.any()
    selection = Selection(articles, passages, is_found=True, terms=terms if all_hold else ())
    return Selected(selection, undated, other_days)


def _names_days(condition: Condition | None) -> bool:
    return any(isinstance(each, Published) for each in leaves(condition))


class _Judge:
    """Says which articles meet a condition; what holds a term is looked up once."""

    def __init__(self, catalogue: Catalogue, keywords: KeywordIndex) -> None:
        self._catalogue = catalogue
        self._keywords = keywords
        self._holding: dict[Term, Integers] = {}

    def holding(self, term: Term) -> Integers:
        """Return the keys of the passages that hold a term, in order: (passages,)."""
        if term not in self._holding:
            self._holding[term] = self._keywords.holding(term)
        return self._holding[term]

    def meets(self, condition: Condition, *, on_any_day: bool = False) -> Mask:
        """Return which articles meet a condition, or would if none named days: (articles,)."""
        meets = partial(self.meets, on_any_day=on_any_day)
        match condition:
            case Holds(term):
                return self._catalogue.articles_of(self.holding(term))
            case Named():
                return self._named(condition)
            case Published(first, last):
                scope = Scope() if on_any_day else Scope(after=first, before=last)
                return self._catalogue.within(scope)
            case Not(inner):
                return ~meets(inner)
            case AllOf(conditions):
                every: Mask = np.logical_and.reduce([meets(each) for each in conditions])
                return every
            case AnyOf(conditions):
                some: Mask = np.logical_or.reduce([meets(each) for each in conditions])
                return some

    def _named(self, named: Named) -> Mask:
        names = [
            name
            for name in self._keywords.names(named.label)
            if is_named(name, named.words, is_whole=named.is_whole)
        ]
        return self._catalogue.articles_of(self._keywords.labelled(named.label, names))
