"""A query -> candidates, by word and by meaning, both inside its scope."""

from collections.abc import Callable
from dataclasses import dataclass

from backissue.indexer.catalogue import Catalogue
from backissue.indexer.embed import Vectors
from backissue.indexer.keywords import KeywordIndex
from backissue.indexer.match import Match
from backissue.indexer.store import Store
from backissue.indexer.vector_file import VectorFile, newest_file
from backissue.indexer.vectors import VectorIndex
from backissue.search.query import Query


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """An archive as of one generation: whoever holds it sees no later commit, nor half of one."""

    catalogue: Catalogue
    keywords: KeywordIndex
    vectors: VectorIndex
    file: VectorFile | None
    """Where most of the vectors are."""

    @classmethod
    def of(
        cls, store: Store, keywords: KeywordIndex, dimension: int, known: VectorFile | None
    ) -> "View":
        """Look at an archive as it was when its words were last brought up to date.

        A file that is known already is not read again.
        """
        catalogue = store.catalogue(keywords.generation)
        file = newest_file(store.folder, catalogue.generation, known)
        return cls(catalogue, keywords, VectorIndex(store, catalogue, file, dimension), file)


@dataclass(frozen=True, slots=True)
class Candidates:
    """What either index found, best first; empty where the mode leaves it out."""

    keyword: list[Match]
    semantic: list[Match]


def retrieve(
    view: View, query: Query, embed_question: Callable[[str], Vectors], depth: int
) -> Candidates:
    """Return up to `depth` passages from either side."""
    keyword, semantic = list[Match](), list[Match]()
    if query.mode != "semantic":
        keyword = view.keywords.search(query.text, depth, query.scope)
    if query.mode != "keyword":
        articles = view.catalogue.within(query.scope)
        semantic = view.vectors.search(embed_question(query.text), depth, articles)
    return Candidates(keyword, semantic)
