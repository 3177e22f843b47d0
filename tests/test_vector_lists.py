"""The file of an index of lists is the one that FAISS itself would write."""

from pathlib import Path

import faiss
import numpy as np
import pytest

from backissue.indexer.indexes.vector_lists import train_lists, write_lists
from backissue.indexer.models.embed import Vectors

DIMENSION, LISTS = 16, 8

MAPS = Path("/proc/self/maps")


@pytest.fixture
def vectors() -> Vectors:
    made = np.random.default_rng(1).standard_normal((3_000, DIMENSION), np.float32)
    unit: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
    return unit


@pytest.fixture
def index(vectors: Vectors) -> faiss.Index:
    """An index that has been trained, and is empty."""
    made = faiss.index_factory(DIMENSION, f"IVF{LISTS},SQ8", faiss.METRIC_INNER_PRODUCT)
    made.train(vectors)
    return made


def _write(path: Path, former: Path, new: Vectors) -> bytes:
    """Write what the former file holds and new vectors, as FAISS is opened to read."""
    index = faiss.read_index(str(former), faiss.IO_FLAG_MMAP)
    assert isinstance(index, faiss.IndexIVF)
    nearest = index.quantizer.search(new, 1)[1][:, 0]
    write_lists(path, index, former, nearest, lambda places: new[places])
    return path.read_bytes()


def _as_faiss_does(path: Path, index: faiss.Index, new: Vectors) -> bytes:
    index.add(new)
    faiss.write_index(index, str(path))
    return path.read_bytes()


def test_training_is_what_faiss_does(index: faiss.Index, vectors: Vectors) -> None:
    ours = faiss.index_factory(DIMENSION, f"IVF{LISTS},SQ8", faiss.METRIC_INNER_PRODUCT)
    train_lists(ours, vectors.copy())
    assert faiss.serialize_index(ours).tobytes() == faiss.serialize_index(index).tobytes()


def test_a_new_file(tmp_path: Path, index: faiss.Index, vectors: Vectors) -> None:
    empty = faiss.clone_index(index)
    assert isinstance(empty, faiss.IndexIVF)
    nearest = empty.quantizer.search(vectors, 1)[1][:, 0]
    write_lists(tmp_path / "ours", empty, None, nearest, lambda places: vectors[places])
    theirs = _as_faiss_does(tmp_path / "theirs", index, vectors)
    assert (tmp_path / "ours").read_bytes() == theirs


def test_what_is_on_disk_and_more(tmp_path: Path, index: faiss.Index, vectors: Vectors) -> None:
    _as_faiss_does(tmp_path / "former", index, vectors[:2_000])
    written = _write(tmp_path / "ours", tmp_path / "former", vectors[2_000:])
    assert written == _as_faiss_does(tmp_path / "theirs", index, vectors[2_000:])


def test_nothing_new(tmp_path: Path, index: faiss.Index, vectors: Vectors) -> None:
    former = _as_faiss_does(tmp_path / "former", index, vectors)
    assert _write(tmp_path / "ours", tmp_path / "former", vectors[:0]) == former


def test_lists_that_stay_empty(tmp_path: Path, index: faiss.Index, vectors: Vectors) -> None:
    _as_faiss_does(tmp_path / "former", index, vectors[:1])
    _write(tmp_path / "ours", tmp_path / "former", vectors[1:2])
    found = faiss.read_index(str(tmp_path / "ours"))
    assert isinstance(found, faiss.IndexIVF)
    found.nprobe = LISTS
    _, places = found.search(vectors[:2], 1)
    assert (found.ntotal, places.tolist()) == (2, [[0], [1]])


@pytest.mark.skipif(not MAPS.exists(), reason="only Linux says what is mapped")
def test_files_are_let_go_of(tmp_path: Path, index: faiss.Index, vectors: Vectors) -> None:
    _as_faiss_does(tmp_path / "former", index, vectors)
    for _ in range(3):
        _write(tmp_path / "ours", tmp_path / "former", vectors)
    assert "former" not in MAPS.read_text("utf-8")
