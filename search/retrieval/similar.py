"""An article, or a passage of one -> the articles most like it."""

import numpy as np

from backissue.indexer.article import Article, Passage
from backissue.indexer.indexes.match import Matches
from backissue.indexer.indexes.selection import Selection
from backissue.indexer.truth.catalogue import Integers
from backissue.indexer.truth.store import Store
from backissue.search.query.query import Query
from backissue.search.retrieval.fuse import Ranking, fuse
from backissue.search.retrieval.nearness import nearness
from backissue.search.retrieval.retrieve import Candidates, View
from backissue.search.retrieval.stories import one_of_each

# Candidates from either side: of each article one passage is kept.
DEPTH = 200


def find_similar(
    view: View, store: Store, article: Article, passage: Passage | None, limit: int
) -> Ranking:
    """Return the best passage of each of the stories most like an article, or a passage of it.

    Likeness is that of meaning, to the mean of the passages' vectors, and that of words, to those
    that tell most of the text. The article itself is left out, and so are its copies.
    """
    catalogue = view.catalogue
    itself = catalogue.keys == store.key(article.id)
    others = catalogue.current() & ~np.isin(catalogue.stories, catalogue.stories[itself])
    passages = catalogue.passage_keys(itself)
    asked = nearness(catalogue, Query(text=article.title))
    if not len(passages):  # it was removed a moment ago
        return fuse(Candidates(), asked)
    if passage is not None:
        passages = _overlapping(store, passages, passage)
    mean = store.vectors(passages, view.vectors.dimension).mean(axis=0)
    length = float(np.linalg.norm(mean))
    near = view.vectors.search(mean / length, DEPTH, others) if length else Matches()
    text = passage.text if passage else article.text
    selection = Selection(others, catalogue.passage_keys(others))
    words = view.keywords.like(article.title, text, DEPTH, selection)
    ranking = fuse(Candidates(words, near), asked)
    places = catalogue.places(ranking.passages)
    return ranking[one_of_each(places, catalogue.stories[places])][:limit]


def _overlapping(store: Store, keys: Integers, passage: Passage) -> Integers:
    """Return the keys of the stored passages that have text in common with a passage, or all."""
    stored = store.passages(keys.tolist())
    common = [
        key
        for key, each in sorted(stored.items())
        if each.start < passage.end and passage.start < each.end
    ]
    return np.array(common, np.int64) if common else keys
