"""Passages by their meaning: a FAISS index, derived from the truth."""

import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from backissue.indexer.catalogue import Catalogue, Integers, Mask
from backissue.indexer.embed import Vectors
from backissue.indexer.errors import ArchiveDamaged
from backissue.indexer.match import Match
from backissue.indexer.store import Store

if TYPE_CHECKING:
    import faiss

# A new file is written once this share of the passages is not in it, or no longer current:
# until then they are searched beside it, exactly.
STALE_SHARE = 0.1


class VectorIndex:
    """The vectors of one generation: those in the file, and those that came after it.

    A FAISS index knows a vector by its position. Positions follow the order of the passages'
    keys at the generation at which the index was made, so the catalogue translates them, and
    nothing is ever removed from an index: what is no longer current is not let through.
    """

    def __init__(self, store: Store, catalogue: Catalogue, dimension: int) -> None:
        """Read the newest intact file, and from the truth what is not in it."""
        self.catalogue = catalogue
        self._parts: list[_Part] = []
        generation, index = _newest(store.folder, catalogue.generation)
        if index is not None:
            stored = catalogue.current(generation)
            if index.ntotal == int(catalogue.passages[stored].sum()):
                self._parts.append(_Part(index, stored, catalogue))
            else:
                generation = 0
        newer = catalogue.current() & (catalogue.added > generation)
        if newer.any():
            vectors = store.vectors(catalogue.ranges(newer), dimension)
            self._parts.append(_Part(_exact(vectors), newer, catalogue))
        self.stale = _stale_share(catalogue, generation)

    def search(self, vector: Vectors, limit: int, articles: Mask) -> list[Match]:
        """Return the passages of some articles whose vectors are closest, best first.

        `vector` is (dimension,); `articles` is (articles,), as Catalogue.within returns it. Scores
        are cosines. There are as many as asked for, or all there are.
        """
        found = [match for part in self._parts for match in part.search(vector, limit, articles)]
        return sorted(found, key=lambda match: -match.score)[:limit]


class _Part:
    """A FAISS index, and which passage is at which position in it."""

    def __init__(self, index: "faiss.Index", articles: Mask, catalogue: Catalogue) -> None:
        self._index = index
        self._articles = articles
        self._counts = catalogue.passages[articles]
        self._keys: Integers = catalogue.passage_keys(articles)

    def search(self, vector: Vectors, limit: int, articles: Mask) -> list[Match]:
        import faiss

        allowed = np.repeat(articles[self._articles], self._counts)
        limit = min(limit, int(allowed.sum()))
        if limit == 0:
            return []
        parameters = None
        if not allowed.all():
            bits: npt.NDArray[np.uint8] = np.packbits(allowed, bitorder="little")
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        scores, positions = self._index.search(vector[None, :], limit, params=parameters)
        return [
            Match(int(self._keys[position]), float(score))
            for position, score in zip(positions[0], scores[0], strict=True)
            if position >= 0
        ]


def catch_up_vectors(store: Store, dimension: int) -> bool:
    """Write a new file where the present one is missing, damaged or stale; say whether it was."""
    catalogue = store.catalogue(store.generation())
    generation, index = _newest(store.folder, catalogue.generation)
    if index is not None and _stale_share(catalogue, generation) <= STALE_SHARE:
        return False
    current = catalogue.current()
    _write(
        store.folder,
        catalogue.generation,
        _exact(store.vectors(catalogue.ranges(current), dimension)),
    )
    return True


def _exact(vectors: Vectors) -> "faiss.Index":
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return index


def _stale_share(catalogue: Catalogue, generation: int) -> float:
    """Return the share of passages that a file of some generation lacks or holds in vain."""
    current, stored = catalogue.current(), catalogue.current(generation)
    changed = int(catalogue.passages[current ^ stored].sum())
    return changed / max(1, int(catalogue.passages[current].sum()))


def _newest(folder: Path, generation: int) -> tuple[int, "faiss.Index | None"]:
    """Return the newest intact file of at most a generation, and its own generation."""
    for path in sorted(folder.glob("vectors-*.faiss"), reverse=True):
        made = int(path.name.split("-")[1])
        if made <= generation:
            try:
                return made, _read(path)
            except (ArchiveDamaged, FileNotFoundError):
                continue
    return 0, None


def _read(path: Path) -> "faiss.Index":
    """Read a file whose name carries its generation and its CRC-32."""
    import faiss

    data = np.fromfile(path, np.uint8)
    if f"{zlib.crc32(data.data):08x}" != path.stem.split("-")[2]:
        raise ArchiveDamaged(f"{path} is damaged: its content does not match its checksum.")
    return faiss.deserialize_index(data)


def _write(folder: Path, generation: int, index: "faiss.Index") -> None:
    """Write the file beside the old one, make it last, then remove the old one."""
    import faiss

    data = faiss.serialize_index(index)
    path = folder / f"vectors-{generation:010d}-{zlib.crc32(data.data):08x}.faiss"
    unfinished = path.with_suffix(".new")
    with unfinished.open("wb") as file:
        file.write(data.data)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    for old in folder.glob("vectors-*"):
        if old != path:
            old.unlink(missing_ok=True)
