"""A query -> candidates, by word and by meaning, both inside its scope."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from backissue.indexer.errors import ArchiveDamaged
from backissue.indexer.indexes.keywords import KeywordIndex
from backissue.indexer.indexes.match import Matches
from backissue.indexer.indexes.selection import Selection
from backissue.indexer.indexes.vector_file import VectorFile
from backissue.indexer.indexes.vectors import VectorIndex
from backissue.indexer.mend import Opened
from backissue.indexer.models.embed import Vectors
from backissue.indexer.truth.catalogue import Catalogue, Integers, among
from backissue.search.query.query import Query


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """An archive as of one generation: whoever holds it sees no later commit, nor half of one."""

    catalogue: Catalogue
    keywords: KeywordIndex
    vectors: VectorIndex
    file: VectorFile | None
    """Where most of the vectors are."""

    @classmethod
    def of(cls, opened: Opened, dimension: int) -> "View":
        """Look at an archive as it was when its words were last brought up to date."""
        while True:
            store, keywords, file = opened.store, opened.keywords, opened.file
            try:
                vectors = VectorIndex(store, opened.catalogue, file, dimension)
                return cls(opened.catalogue, keywords, vectors, file)
            except ArchiveDamaged:
                newer = keywords.reloaded()
                if newer.generation <= keywords.generation:
                    raise
                # What has been replaced since is gone, which is no damage.
                opened = Opened.of(store, newer, file)


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """What either index found, best first; empty where the mode leaves it out."""

    keyword: Matches = field(default_factory=Matches)
    semantic: Matches = field(default_factory=Matches)
    further: Matches = field(default_factory=Matches)
    """How near in meaning those are that only words found, so that neither is guessed."""
    whole: Matches = field(default_factory=Matches)
    """What words say of the whole article of each, in the order of their keys; 0 for all where
    there is no telling."""

    @property
    def passages(self) -> Integers:
        """The keys of all of them, in order: (passages,)."""
        return np.union1d(self.keyword.passages, self.semantic.passages)


def retrieve(
    view: View,
    query: Query,
    selection: Selection,
    embed_question: Callable[[str], Vectors],
    depth: int,
) -> Candidates:
    """Return up to `depth` passages of a selection from either side."""
    keyword, semantic = Matches(), Matches()
    if query.mode != "semantic":
        keyword = view.keywords.search(query.words, depth, query.scope, selection)
    if query.mode != "keyword":
        vector = embed_question(query.words)
        semantic = view.vectors.search(vector, depth, selection.articles, selection.passages)
    further = Matches()
    if keyword and semantic:
        others = keyword.passages[~among(keyword.passages, np.sort(semantic.passages))]
        further = view.vectors.scored(vector, others)
    found = Candidates(keyword, semantic, further)
    return replace(found, whole=_whole(view, query.words, found.passages)) if keyword else found


def _whole(view: View, words: str, passages: Integers) -> Matches:
    """Return what the words of a query say of the article that each of some passages is of."""
    keys = view.catalogue.keys[view.catalogue.places(passages)]
    articles, place = np.unique(keys, return_inverse=True)
    return Matches(passages, view.keywords.score_articles(words, articles)[place])
