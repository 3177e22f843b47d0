"""The articles that match a query in the order of their days, each with its best passage."""

from collections.abc import Iterable

import numpy as np

from backissue.indexer.article import Passage
from backissue.indexer.indexes.analyzers import content_words
from backissue.indexer.indexes.selection import Selection
from backissue.indexer.truth.catalogue import UNDATED, Catalogue, Integers
from backissue.indexer.truth.store import Store
from backissue.search.query.query import Query
from backissue.search.query.suggest import remarked
from backissue.search.retrieval.explore import exactly
from backissue.search.retrieval.hit import Hit
from backissue.search.retrieval.hits import Hits
from backissue.search.retrieval.retrieve import View
from backissue.search.retrieval.select import select
from backissue.search.retrieval.stories import Keep


def chronicle(  # noqa: PLR0913 - what is searched, what for, and which of it
    view: View, store: Store, query: Query, keep: Keep, wanted: slice, *, newest: bool
) -> Hits:
    """Return those of the articles that match a query that are wanted of them in their order."""
    catalogue = view.catalogue
    selected = select(catalogue, view.keywords, exactly(query))
    places = in_order(catalogue, selected.selection, keep, newest=newest)
    passages = _passages(catalogue, store, selected.selection, places[wanted])
    stories = catalogue.stories[selected.selection.articles]
    words = frozenset(content_words(query.words))
    hits = []
    for place in places[wanted].tolist():
        if found := passages.get(place):  # or it was removed a moment ago
            passage, share = _best(found, words)
            copies = int((stories == catalogue.stories[place]).sum()) - 1
            hits.append(
                Hit(
                    passage=passage,
                    score=share,
                    keyword_rank=None,
                    semantic_rank=None,
                    copies=copies,
                )
            )
    query = remarked(view.keywords, query)
    return Hits(tuple(hits), query, selected.undated, total=len(places))


def in_order(catalogue: Catalogue, selection: Selection, keep: Keep, *, newest: bool) -> Integers:
    """Return the places of selected articles by their days, undated ones last: (articles,).

    Of copies the earliest is kept, whatever the order.
    """
    places = np.flatnonzero(selection.articles)
    days = catalogue.days[places]
    places = places[np.lexsort((catalogue.keys[places], days, days == UNDATED))]
    kept = keep(places, catalogue.stories[places])
    ordered: Integers = places[kept]
    if newest:
        ordered = ordered[np.lexsort((-catalogue.keys[ordered], -catalogue.days[ordered]))]
    return ordered


def _passages(
    catalogue: Catalogue, store: Store, selection: Selection, places: Integers
) -> dict[int, list[Passage]]:
    """Return the selected passages of some articles, by the place of the article."""
    chosen = np.zeros(len(catalogue.keys), np.bool_)
    chosen[places] = True
    keys = catalogue.passage_keys(chosen)
    keys = keys[selection.has(keys)]
    passages = store.passages(keys.tolist())
    found: dict[int, list[Passage]] = {}
    for key, place in zip(keys.tolist(), catalogue.places(keys).tolist(), strict=True):
        if key in passages:
            found.setdefault(place, []).append(passages[key])
    return found


def _best(passages: Iterable[Passage], words: frozenset[str]) -> tuple[Passage, float]:
    """Return the passage that holds most of some words, the first of several, and their share."""

    def share(passage: Passage) -> float:
        return len(words.intersection(content_words(passage.text))) / max(1, len(words))

    best = max(passages, key=share)
    return best, share(best)
