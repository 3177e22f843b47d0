"""A FAISS index of lists -> trained, and its file, list by list: only one of them is in memory."""

import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import numpy.typing as npt

from backissue.indexer.models.embed import Vectors
from backissue.indexer.truth.catalogue import Integers

if TYPE_CHECKING:
    import faiss

# What FAISS writes before the lists of an index, which come last in its file, and where the length
# of each is stated.
LISTS = b"ilar"
LENGTHS = b"full"

# What each vector's number takes.
ID_BYTES = 8

# Vectors of a sample whose distances from the middles of their lists are taken together.
VECTORS_AT_ONCE = 1_000


def train_lists(index: "faiss.Index", sample: Vectors) -> None:
    """Train an index as FAISS does, but for a copy of the sample, which is used up.

    All of it tells the ranges that codes stand for, of which FAISS takes at most 100,000 vectors.
    """
    import faiss

    trained: Any = index  # the wheel's stubs show the C++ side
    trained.train_q1(len(sample), faiss.swig_ptr(sample), False, index.metric_type)  # noqa: FBT003 - FAISS takes no names
    nearest = trained.quantizer.search(sample, 1)[1][:, 0]
    middles = trained.quantizer.reconstruct_n(0, trained.nlist)
    for start in range(0, len(sample), VECTORS_AT_ONCE):
        some = slice(start, start + VECTORS_AT_ONCE)
        sample[some] -= middles[nearest[some]]
    trained.train_encoder(len(sample), faiss.swig_ptr(sample), faiss.swig_ptr(nearest))
    trained.is_trained = True


def write_lists(
    path: Path,
    index: "faiss.IndexIVF",
    former: Path | None,
    lists: Integers,
    read: Callable[[Integers], Vectors],
) -> None:
    """Write a trained index with what it holds and, after that, new vectors.

    It is empty, or mapped from the former file, and holds nothing any more once it is written.
    `lists` says to which list each new vector belongs, and `read` returns those at some places:
    (places, dimension). FAISS would hold everything in memory, with room for as much again in each
    list that is added to.
    """
    numbers, own = range(index.nlist), index.invlists
    before = [own.list_size(number) if own else 0 for number in numbers]
    added = np.bincount(lists, minlength=index.nlist)
    places = np.split(np.argsort(lists, kind="stable"), np.cumsum(added)[:-1])
    lengths, first = (before + added).astype("<u8"), sum(before)
    with path.open("wb") as file, _lists_of(former, first * (index.code_size + ID_BYTES)) as held:
        file.write(_head(index, int(lengths.sum())))
        file.write(LISTS + struct.pack("<QQ", index.nlist, index.code_size))
        file.write(LENGTHS + struct.pack("<Q", index.nlist) + lengths.tobytes())
        for number, count, new in zip(numbers, before, places, strict=True):
            file.write(held.read(count * index.code_size))
            file.write(_encoded(index, number, read(new)).tobytes())
            file.write(held.read(count * ID_BYTES))
            file.write((first + new).astype("<i8").tobytes())


@contextmanager
def _lists_of(former: Path | None, size: int) -> Iterator[BinaryIO]:
    """Open a file where its lists begin, which end it.

    It is read, since all that is read where it is mapped counts as this process's memory.
    """
    if former is None:
        yield BytesIO()
        return
    with former.open("rb") as file:
        file.seek(-size, os.SEEK_END)
        yield file


def _head(index: "faiss.IndexIVF", vectors: int) -> bytes:
    """Return what FAISS writes before the lists of an index with so many vectors."""
    import faiss

    empty = faiss.ArrayInvertedLists(index.nlist, index.code_size)
    index.replace_invlists(empty, True)  # noqa: FBT003 - FAISS takes no names
    empty.this.disown()  # type: ignore[attr-defined]  # the index owns it now
    index.ntotal = vectors
    written = faiss.serialize_index(index).tobytes()
    return written[: written.rindex(LISTS)]


def _encoded(index: "faiss.IndexIVF", number: int, vectors: Vectors) -> npt.NDArray[np.uint8]:
    """Compress vectors of one list: (vectors, bytes)."""
    import faiss

    codes = np.empty((len(vectors), index.code_size), np.uint8)
    numbers = np.full(len(vectors), number, np.int64)
    pointers = [faiss.swig_ptr(each) for each in (vectors, numbers, codes)]
    index.encode_vectors(len(vectors), *pointers)
    return codes
