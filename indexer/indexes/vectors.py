"""Passages by their meaning: the vectors of one generation, searched with FAISS."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from backissue.indexer.indexes.match import Matches
from backissue.indexer.indexes.vector_file import LISTS_PROBED, VectorFile, make_index
from backissue.indexer.models.embed import Vectors
from backissue.indexer.truth.catalogue import Catalogue, Integers, Mask, among
from backissue.indexer.truth.store import Store

if TYPE_CHECKING:
    import faiss

# A compressed index returns so many more than are asked for, and the stored vectors then say
# which are nearest: without, about three in a hundred of the ten nearest are missed.
SPARE = 50

# Where a filter leaves no more passages than this, each is compared as it is stored.
EXACT_FILTERED = 1_000

# By which power of the share that a filter leaves the lists looked into grow: with 0.5, five in a
# hundred of the ten nearest are missed where it leaves one article in a hundred.
SCARCITY = 0.65


class VectorIndex:
    """The vectors in the file, and beside them those that came after it.

    FAISS knows a vector by its position. Positions follow the order of the passages' keys, so the
    catalogue translates them, and nothing is ever removed from an index: what is no longer current
    is not let through.
    """

    def __init__(
        self, store: Store, catalogue: Catalogue, file: VectorFile | None, dimension: int
    ) -> None:
        """Take a file, and read from the truth what is not in it."""
        self.dimension = dimension
        self._store = store
        self._catalogue = catalogue
        newer = catalogue.current()
        self._parts: list[_Part] = []
        if file is not None:
            held = file.articles(catalogue)
            newer &= ~held
            self._parts.append(_Part(file.index, held, catalogue))
        if newer.any():
            index = make_index(store, catalogue, newer, dimension)
            self._parts.append(_Part(index, newer, catalogue))

    def search(
        self, vector: Vectors, limit: int, articles: Mask, passages: Integers | None = None
    ) -> Matches:
        """Return the passages of some articles whose vectors are closest, best first.

        `vector` is (dimension,); `articles` is (articles,), as Catalogue.within returns it;
        `passages` are the keys, in order, of those of their passages that may be returned, None
        where all may. Scores are cosines. There are as many as asked for, or all there are.
        """
        count = self._catalogue.passages[articles].sum() if passages is None else len(passages)
        if count <= EXACT_FILTERED:
            if passages is None:
                passages = self._catalogue.passage_keys(articles)
            return _best([self.scored(vector, passages)], limit)
        found: list[Matches] = []
        for part in self._parts:
            if part.is_exact:
                found.append(part.search(vector, limit, articles, passages))
            else:
                near = part.search(vector, limit + SPARE, articles, passages)
                found.append(self.scored(vector, near.passages))
        return _best(found, limit)

    def scored(self, vector: Vectors, passages: Integers) -> Matches:
        """Score current passages, given by their keys, by their stored vectors."""
        stored = self._store.vectors(passages, len(vector))
        # Not by BLAS, which rounds equal vectors in other places otherwise.
        return Matches(passages, np.einsum("ij,j->i", stored, vector).astype(np.float64))


def _best(found: list[Matches], limit: int) -> Matches:
    """Return the best of all that was found, of equals those with the lower keys."""
    passages = np.concatenate([each.passages for each in found])
    scores = np.concatenate([each.scores for each in found])
    order = np.lexsort((passages, -scores))[:limit]
    return Matches(passages[order], scores[order])


class _Part:
    """A FAISS index, and which passage is at which position in it."""

    def __init__(self, index: "faiss.Index", articles: Mask, catalogue: Catalogue) -> None:
        import faiss

        self._index = index
        self._articles = articles
        self._counts = catalogue.passages[articles]
        self._keys: Integers = catalogue.passage_keys(articles)
        self.is_exact = not isinstance(index, faiss.IndexIVF)

    def search(
        self, vector: Vectors, limit: int, articles: Mask, passages: Integers | None
    ) -> Matches:
        import faiss

        allowed = self._allowed(articles, passages)
        every = len(self._keys)
        count = every if allowed is None else int(np.count_nonzero(allowed))
        limit = min(limit, count)
        if limit == 0:
            return Matches()
        selector = None
        if allowed is not None:
            bits: npt.NDArray[np.uint8] = np.packbits(allowed, bitorder="little")
            # The wheel's stubs show the C++ side, without what its Python side accepts.
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]
        if not isinstance(self._index, faiss.IndexIVF):
            return self._nearest(vector, limit, faiss.SearchParameters(sel=selector))  # type: ignore[call-arg]
        # The fewer passages are let through, the more lists it takes to meet enough of them.
        # They are farther apart, but not as much as they are fewer.
        wanted = int(LISTS_PROBED * (every / count) ** SCARCITY)
        for lists in (min(wanted, self._index.nlist), self._index.nlist):
            parameters = faiss.SearchParametersIVF(sel=selector, nprobe=lists)  # type: ignore[call-arg]
            found = self._nearest(vector, limit, parameters)
            if len(found) == limit:
                break
        return found

    def _allowed(self, articles: Mask, passages: Integers | None) -> Mask | None:
        """Return which of its passages may be found: (passages,); None where all of them may."""
        if passages is not None:
            return among(self._keys, passages)
        chosen = articles[self._articles]
        return None if chosen.all() else np.repeat(chosen, self._counts)

    def _nearest(
        self, vector: Vectors, limit: int, parameters: "faiss.SearchParameters"
    ) -> Matches:
        scores, positions = self._index.search(vector[None, :], limit, params=parameters)
        found = positions[0] >= 0
        return Matches(self._keys[positions[0][found]], scores[0][found].astype(np.float64))
