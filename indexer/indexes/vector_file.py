"""The FAISS file of an archive: which kind of index it is, and how it comes to disk and back."""

import logging
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from backissue.indexer.errors import ArchiveDamaged, ArchiveUnwritable
from backissue.indexer.indexes.vector_lists import train_lists, write_lists
from backissue.indexer.models.embed import Vectors
from backissue.indexer.truth.catalogue import Catalogue, Integers, Mask
from backissue.indexer.truth.store import Store

if TYPE_CHECKING:
    import faiss

logger = logging.getLogger(__name__)

# Up to which generation, from which one on, and the checksum of the content.
NAME = re.compile(r"vectors-(?P<last>\d{10})-(?P<first>\d{10})-(?P<checksum>[0-9a-f]{8})\.faiss")

# A new file is written once so many passages are not in it, or no longer current; until then they
# are searched beside it, exactly, which takes every reader time and memory.
STALE_SHARE = 0.1
STALE_PASSAGES = 20_000

# Up to here every vector is compared as it is, which takes up to four milliseconds. Above, lists of
# compressed ones are looked into, all of them at first: comparing 47,000 takes 2 ms in place of 17.
EXACT_PASSAGES = 10_000

# Vectors per list, and lists looked into: benchmarks/size.py shows the recall that this gives.
VECTORS_PER_LIST = 512
LISTS_PROBED = 48

# FAISS advises 39 training vectors a list at least; more than this trains no better lists.
TRAINING_PER_LIST = 64

# What the file of an index begins with that compares every vector by inner product. FAISS maps it
# only if it is asked to in another way than for lists.
FLAT = b"IxFI"

# FAISS would have 32 threads read what a search is about to read, and one search wait for those of
# another. Whoever opens a file has just read it: without them one search takes 1.0 ms in place of
# 2.2, and two at once get 1.9 times as much done, not 1.1.
PREFETCH_THREADS = 0

# Vectors in memory at once while they are added to an index.
PASSAGES_AT_ONCE = 1_000

# Of a file while its checksum is made: were it mapped, all of it would count as this process's.
BYTES_AT_ONCE = 1 << 20

# An index that has outgrown its lists, or lost this share of its passages, is trained anew.
LARGEST_GROWTH = 2
GONE_SHARE = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class VectorFile:
    """An index as it lies on disk: the passages of all articles from one generation to another.

    An article that was gone by the time its vectors were added has zeros in their place.
    """

    path: Path
    index: "faiss.Index"
    first: int
    """The generation when it was trained; what was gone by then is not in it."""
    last: int
    """The generation up to which passages were added to it."""

    def articles(self, catalogue: Catalogue) -> Mask:
        """Return which articles are in it, in the order of its vectors: (articles,)."""
        return catalogue.between(self.first, self.last)


def newest_file(
    folder: Path, generation: int, known: VectorFile | None = None
) -> VectorFile | None:
    """Return the newest intact file of at most a generation, None where there is none.

    A file that is known already is not read and checked again.
    """
    for path in sorted(folder.glob("vectors-*.faiss"), reverse=True):
        if known is not None and path == known.path:
            return known
        name = NAME.fullmatch(path.name)
        if name is not None and int(name["last"]) <= generation:
            try:
                index = _read(path, name["checksum"])
                return VectorFile(path, index, int(name["first"]), int(name["last"]))
            except ArchiveDamaged as error:
                logger.warning("%s It is made again from what it was made of.", error)
            except FileNotFoundError:  # a writer has just put a newer one in its place
                return newest_file(folder, generation, known)
    return None


def clear_files(folder: Path, generation: int) -> None:
    """Delete the files of commits after that of the words, which are written first.

    They are of another archive, or of commits that were lost.
    """
    for path in folder.glob("vectors-*.faiss"):
        name = NAME.fullmatch(path.name)
        if name is not None and int(name["last"]) > generation:
            path.unlink(missing_ok=True)


def is_stale(catalogue: Catalogue, file: VectorFile | None) -> bool:
    """Whether the file lacks so many passages, or holds so many in vain, that it is time for one.

    A file without which nothing is missing is never stale.
    """
    drift = catalogue.drift(file.first, file.last) if file else catalogue.drift(0, 0)
    return (
        drift.added > min(STALE_PASSAGES, STALE_SHARE * drift.current)
        or drift.gone > GONE_SHARE * drift.current
    )


def write_file(
    store: Store, catalogue: Catalogue, dimension: int, former: VectorFile | None
) -> VectorFile:
    """Put an index of all current vectors in the place of the former one, which may grow to it."""
    import faiss

    last = catalogue.generation
    if former is not None and _may_grow(catalogue, former):
        first = former.first
        new = catalogue.between(first, last) & ~former.articles(catalogue)
        is_flat = isinstance(former.index, faiss.IndexFlat)
        index = faiss.read_index(str(former.path)) if is_flat else _map(former.path)
    else:
        former, first, new = None, last, catalogue.current()
        index = _trained(store, catalogue, new, dimension)
    added = _Stored(store, catalogue, new, dimension)
    held = former.path if former else None
    path = _write(index, held, added, store.folder / f"vectors-{last:010d}-{first:010d}")
    for old in store.folder.glob("vectors-*.faiss"):
        if old != path and NAME.fullmatch(old.name):
            old.unlink(missing_ok=True)
    return VectorFile(path, _map(path), first, last)


def _write(index: "faiss.Index", former: Path | None, added: "_Stored", name: Path) -> Path:
    """Put an index, with what is added to it, on disk, whole or not at all.

    `former` is the file that it was read from, if it was. `name` lacks the checksum, which is added
    to it.
    """
    import faiss

    unfinished = name.with_name("vectors.new")
    try:
        if isinstance(index, faiss.IndexIVF):
            nearest = [index.quantizer.search(some, 1)[1][:, 0] for some in added]
            lists = np.concatenate([np.empty(0, np.int64), *nearest])
            write_lists(unfinished, index, former, lists, added.read)
        else:
            _add(index, added)
            faiss.write_index(index, str(unfinished))
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        # FAISS only prints what the disk refuses on closing; a file cut short cannot be read.
        faiss.read_index(str(unfinished), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)
        return unfinished.rename(name.with_name(f"{name.name}-{_checksum(unfinished)}.faiss"))
    except ArchiveDamaged:
        unfinished.unlink(missing_ok=True)
        raise
    except (OSError, RuntimeError) as error:  # RuntimeError: so FAISS says what the disk refuses
        unfinished.unlink(missing_ok=True)
        raise ArchiveUnwritable(
            f"The vectors in {name.parent} could not be written: {error}. Every article that was "
            "committed is kept. Make room on the disk and run the same command again."
        ) from error


def make_index(store: Store, catalogue: Catalogue, articles: Mask, dimension: int) -> "faiss.Index":
    """Index the vectors of some articles in the order of their keys, by cosine."""
    index = _trained(store, catalogue, articles, dimension)
    _add(index, _Stored(store, catalogue, articles, dimension))
    return index


def _trained(store: Store, catalogue: Catalogue, articles: Mask, dimension: int) -> "faiss.Index":
    """Return an empty index for the vectors of some articles, as their number wants it."""
    import faiss

    count = int(catalogue.passages[articles].sum())
    if count <= EXACT_PASSAGES:
        return faiss.IndexFlatIP(dimension)
    lists = count // VECTORS_PER_LIST
    index = faiss.index_factory(dimension, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    wanted = lists * TRAINING_PER_LIST
    train_lists(index, _sample(store, catalogue, articles, dimension, wanted))
    return index


def _may_grow(catalogue: Catalogue, file: VectorFile) -> bool:
    """Whether an index stays as good when the newest passages are added to it."""
    import faiss

    drift = catalogue.drift(file.first, file.last)
    if drift.gone > GONE_SHARE * drift.current:
        return False
    if isinstance(file.index, faiss.IndexIVF):
        return drift.current <= LARGEST_GROWTH * VECTORS_PER_LIST * file.index.nlist
    return drift.current <= EXACT_PASSAGES


class _Stored:
    """The vectors of some articles in the order of their keys, zeros for what is gone."""

    def __init__(self, store: Store, catalogue: Catalogue, articles: Mask, dimension: int) -> None:
        self._store = store
        self._dimension = dimension
        self._keys = catalogue.passage_keys(articles)
        self._current = np.repeat(catalogue.current()[articles], catalogue.passages[articles])

    def read(self, places: Integers) -> Vectors:
        """Return those at some places: (places, dimension)."""
        current = self._current[places]
        vectors = np.zeros((len(places), self._dimension), np.float32)
        vectors[current] = self._store.vectors(self._keys[places[current]], self._dimension)
        return vectors

    def __iter__(self) -> Iterator[Vectors]:
        for start in range(0, len(self._keys), PASSAGES_AT_ONCE):
            yield self.read(np.arange(start, min(start + PASSAGES_AT_ONCE, len(self._keys))))


def _add(index: "faiss.Index", added: _Stored) -> None:
    for vectors in added:
        index.add(vectors)


def _sample(
    store: Store, catalogue: Catalogue, articles: Mask, dimension: int, wanted: int
) -> Vectors:
    """Read the vectors of passages at even distances, about as many as wanted."""
    keys = catalogue.passage_keys(articles)
    return store.vectors(keys[:: max(1, len(keys) // wanted)], dimension)


def _read(path: Path, checksum: str) -> "faiss.Index":
    if _checksum(path) != checksum:
        raise ArchiveDamaged(f"{path} is damaged: its content does not match its checksum.")
    return _map(path)


def _map(path: Path) -> "faiss.Index":
    """Open an index without reading it, where its kind allows: its memory can be given back."""
    import faiss

    try:
        with path.open("rb") as file:
            is_flat = file.read(len(FLAT)) == FLAT
        kind = faiss.IO_FLAG_MMAP_IFC if is_flat else faiss.IO_FLAG_MMAP
        index = faiss.read_index(str(path), kind | faiss.IO_FLAG_READ_ONLY)
    except RuntimeError as error:
        if not path.exists():  # a writer has replaced it just now
            raise FileNotFoundError(path) from error
        raise ArchiveDamaged(f"{path} cannot be read: {error}.") from error
    if isinstance(index, faiss.IndexIVF):
        lists: Any = index.invlists
        lists = faiss.downcast_InvertedLists(lists)
        lists.prefetch_nthread = PREFETCH_THREADS
    return index


def _checksum(path: Path) -> str:
    """Return the CRC-32 of a file in hexadecimal, read without holding it in memory."""
    checksum = 0
    with path.open("rb") as file:
        while some := file.read(BYTES_AT_ONCE):
            checksum = zlib.crc32(some, checksum)
    return f"{checksum:08x}"
