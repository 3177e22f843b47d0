"""A FAISS index of lists -> its file, list by list: only one of them is in memory."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from backissue.indexer.catalogue import Integers
from backissue.indexer.embed import Vectors

if TYPE_CHECKING:
    import faiss

# What FAISS writes before the lists of an index, which come last in its file, and where the length
# of each is stated.
LISTS = b"ilar"
LENGTHS = b"full"


def write_lists(
    path: Path, index: "faiss.IndexIVF", lists: Integers, read: Callable[[Integers], Vectors]
) -> None:
    """Write a trained index with all that is in it, and new vectors after that.

    `lists` says to which list each new vector belongs, and `read` returns those at some places:
    (places, dimension). FAISS itself would hold everything in memory, with room for as much again
    in each list that is added to. Afterwards the index is of no more use.
    """
    import faiss

    held, first = index.invlists, index.ntotal
    assert held is not None  # noqa: S101 - the stubs allow it, FAISS does not
    before = np.array([held.list_size(number) for number in range(index.nlist)])
    added = np.bincount(lists, minlength=index.nlist)
    places = np.split(np.argsort(lists, kind="stable"), np.cumsum(added)[:-1])
    empty = faiss.ArrayInvertedLists(index.nlist, index.code_size)
    index.own_invlists = False
    held.thisown = True  # type: ignore[attr-defined]  # they end with this function
    index.replace_invlists(empty, False)  # noqa: FBT003 - FAISS takes no names
    index.ntotal = first + len(lists)
    head = faiss.serialize_index(index).tobytes()
    with path.open("wb") as file:
        file.write(head[: head.rindex(LISTS)])
        file.write(LISTS + struct.pack("<QQ", index.nlist, index.code_size))
        file.write(
            LENGTHS + struct.pack("<Q", index.nlist) + (before + added).astype("<u8").tobytes()
        )
        for number, (count, new) in enumerate(zip(before.tolist(), places, strict=True)):
            if count:
                codes = faiss.rev_swig_ptr(held.get_codes(number), count * index.code_size)
                file.write(codes.tobytes())
            file.write(_encoded(index, number, read(new)).tobytes())
            if count:
                file.write(faiss.rev_swig_ptr(held.get_ids(number), count).tobytes())
            file.write((first + new).astype("<i8").tobytes())


def _encoded(index: "faiss.IndexIVF", number: int, vectors: Vectors) -> npt.NDArray[np.uint8]:
    """Compress vectors of one list: (vectors, bytes)."""
    import faiss

    codes = np.empty((len(vectors), index.code_size), np.uint8)
    numbers = np.full(len(vectors), number, np.int64)
    pointers = [faiss.swig_ptr(each) for each in (vectors, numbers, codes)]
    index.encode_vectors(len(vectors), *pointers)
    return codes
