"""A FAISS index of lists -> its file, list by list: only one of them is in memory."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

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


def write_lists(
    path: Path,
    index: "faiss.IndexIVF",
    former: "faiss.IndexIVF | None",
    lists: Integers,
    read: Callable[[Integers], Vectors],
) -> None:
    """Write a trained index with what a former one holds and, after that, new vectors.

    What `index` holds itself is not written, and lost. `lists` says to which list each new vector
    belongs, and `read` returns those at some places: (places, dimension). FAISS would hold
    everything in memory, with room for as much again in each list that is added to.
    """
    import faiss

    numbers = range(index.nlist)
    held = former.invlists if former else None
    before = [held.list_size(number) if held else 0 for number in numbers]
    added = np.bincount(lists, minlength=index.nlist)
    places = np.split(np.argsort(lists, kind="stable"), np.cumsum(added)[:-1])
    lengths, first = (before + added).astype("<u8"), sum(before)
    with path.open("wb") as file:
        file.write(_head(index, int(lengths.sum())))
        file.write(LISTS + struct.pack("<QQ", index.nlist, index.code_size))
        file.write(LENGTHS + struct.pack("<Q", index.nlist) + lengths.tobytes())
        for number, count, new in zip(numbers, before, places, strict=True):
            if held and count:
                codes = faiss.rev_swig_ptr(held.get_codes(number), count * index.code_size)
                file.write(codes.tobytes())
            file.write(_encoded(index, number, read(new)).tobytes())
            if held and count:
                file.write(faiss.rev_swig_ptr(held.get_ids(number), count).tobytes())
            file.write((first + new).astype("<i8").tobytes())


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
