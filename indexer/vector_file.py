"""The FAISS file of an archive: which kind of index it is, and how it comes to disk and back."""

import logging
import mmap
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backissue.indexer.catalogue import Catalogue, Mask
from backissue.indexer.embed import Vectors
from backissue.indexer.errors import ArchiveDamaged
from backissue.indexer.store import Store

if TYPE_CHECKING:
    import faiss

logger = logging.getLogger(__name__)

# A new file is written once so many passages are not in it, or no longer current; until then they
# are searched beside it, exactly, which takes every reader time and memory.
STALE_SHARE = 0.1
STALE_PASSAGES = 20_000

# Up to here every vector is compared, which takes some milliseconds; above, the nearest lists are.
EXACT_PASSAGES = 50_000

# Vectors per list, and lists looked into: benchmarks/size.py shows the recall that this gives.
VECTORS_PER_LIST = 512
LISTS_PROBED = 64

# FAISS advises 39 training vectors a list at least; more than this trains no better lists.
TRAINING_PER_LIST = 64

# Articles whose vectors are in memory at once while an index is made.
ARTICLES_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class VectorFile:
    """An index as it lies on disk, and the generation whose passages are in it."""

    index: "faiss.Index"
    generation: int


def newest_file(folder: Path, generation: int) -> VectorFile | None:
    """Return the newest intact file of at most a generation, None where there is none."""
    for path in sorted(folder.glob("vectors-*.faiss"), reverse=True):
        made, checksum = path.stem.split("-")[1:3]
        if int(made) <= generation:
            try:
                return VectorFile(_read(path, checksum), int(made))
            except ArchiveDamaged as error:
                logger.warning("%s It is made again from what it was made of.", error)
            except FileNotFoundError:  # a writer has just put a newer one in its place
                continue
    return None


def is_stale(catalogue: Catalogue, file: VectorFile | None) -> bool:
    """Whether the file lacks so many passages, or holds so many in vain, that it is time for one.

    A file without which nothing is missing is never stale.
    """
    current = catalogue.current()
    stored = catalogue.current(file.generation if file else 0)
    changed = int(catalogue.passages[current ^ stored].sum())
    return changed > min(STALE_PASSAGES, STALE_SHARE * int(catalogue.passages[current].sum()))


def write_file(store: Store, catalogue: Catalogue, dimension: int) -> None:
    """Make an index of all current vectors and put it in the place of the former one."""
    import faiss

    index = make_index(store, catalogue, catalogue.current(), dimension)
    unfinished = store.folder / "vectors.new"
    faiss.write_index(index, str(unfinished))
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    path = store.folder / f"vectors-{catalogue.generation:010d}-{_checksum(unfinished)}.faiss"
    unfinished.rename(path)
    for old in store.folder.glob("vectors-*.faiss"):
        if old != path:
            old.unlink(missing_ok=True)


def make_index(store: Store, catalogue: Catalogue, articles: Mask, dimension: int) -> "faiss.Index":
    """Index the vectors of some articles in the order of their keys, by cosine."""
    import faiss

    count = int(catalogue.passages[articles].sum())
    if count <= EXACT_PASSAGES:
        index: faiss.Index = faiss.IndexFlatIP(dimension)
    else:
        lists = count // VECTORS_PER_LIST
        index = faiss.index_factory(dimension, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
        index.train(_sample(store, catalogue, articles, dimension, lists * TRAINING_PER_LIST))
    for vectors in _stream(store, catalogue, articles, dimension):
        index.add(vectors)
    return index


def _sample(
    store: Store, catalogue: Catalogue, articles: Mask, dimension: int, wanted: int
) -> Vectors:
    """Read the vectors of every so-many-th article, about as many as wanted."""
    stride = max(1, int(catalogue.passages[articles].sum()) // wanted)
    return store.vectors(catalogue.ranges(articles)[::stride], dimension)


def _stream(
    store: Store, catalogue: Catalogue, articles: Mask, dimension: int
) -> Iterator[Vectors]:
    ranges = catalogue.ranges(articles)
    for start in range(0, len(ranges), ARTICLES_AT_ONCE):
        yield store.vectors(ranges[start : start + ARTICLES_AT_ONCE], dimension)


def _read(path: Path, checksum: str) -> "faiss.Index":
    import faiss

    if _checksum(path) != checksum:
        raise ArchiveDamaged(f"{path} is damaged: its content does not match its checksum.")
    # Mapped, where the kind of index can be: then its memory is shared and can be given back.
    return faiss.read_index(str(path), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)


def _checksum(path: Path) -> str:
    """Return the CRC-32 of a file in hexadecimal, read without holding it in memory."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return "00000000"
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return f"{zlib.crc32(data):08x}"
