"""A query -> candidates, by word and by meaning, both inside its scope."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from backissue.indexer.errors import ArchiveDamaged
from backissue.indexer.indexes.keywords import KeywordIndex
from backissue.indexer.indexes.match import Matches
from backissue.indexer.indexes.selection import Selection
from backissue.indexer.indexes.vector_file import VectorFile
from backissue.indexer.indexes.vectors import VectorIndex
from backissue.indexer.mend import Opened
from backissue.indexer.models.embed import Vectors
from backissue.indexer.truth.catalogue import Catalogue, among
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
    if not keyword or not semantic:
        return Candidates(keyword, semantic)
    others = keyword.passages[~among(keyword.passages, np.sort(semantic.passages))]
    return Candidates(keyword, semantic, view.vectors.scored(vector, others))
