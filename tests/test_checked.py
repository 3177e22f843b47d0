"""An embedder of one's own: whatever it gives is right, or said to be wrong at once."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backissue.indexer import Model, build_archive
from backissue.indexer.errors import ModelUnusable
from backissue.indexer.models.embed import Vectors
from backissue.search import Archive

from conftest import ARTICLES, WordEmbedder

Change = Callable[[Vectors], Any]


class Changed(WordEmbedder):
    """Gives something else than it should."""

    def __init__(self, *, texts: Change = np.asarray, question: Change = np.asarray) -> None:
        super().__init__()
        self._texts = texts
        self._question = question

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        vectors = [WordEmbedder.embed_question(self, text) for text in texts]
        changed: Vectors = self._texts(np.array(vectors))
        return changed

    def embed_question(self, question: str) -> Vectors:
        changed: Vectors = self._question(super().embed_question(question))
        return changed


@pytest.mark.parametrize(
    "texts",
    [np.float16, np.float64, list, lambda vectors: vectors.tolist()],
    ids=["float16", "float64", "arrays in a list", "lists"],
)
def test_vectors_come_in_whatever_holds_numbers(
    folder: Path, tmp_path: Path, texts: Change
) -> None:
    build_archive(ARTICLES, tmp_path / "other", embedder=Changed(texts=texts))
    with (
        Archive.open(folder, embedder=WordEmbedder()) as archive,
        Archive.open(tmp_path / "other", embedder=Changed(question=texts)) as other,
    ):
        found = [each.search("a bridge", mode="semantic")[0].article for each in (archive, other)]
    assert found == [ARTICLES[3]] * 2


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (lambda vectors: vectors[:-1], r"the shape \(4, 64\), not \(5, 64\)"),
        (lambda vectors: vectors[:, :10], r"the shape \(5, 10\), not \(5, 64\)"),
        (lambda _: None, r"the shape \(\), not \(5, 64\)"),
        (iter, "iterator, not an array of numbers"),
        (lambda vectors: vectors * np.nan, "a vector of length nan. All must be of length one"),
        (lambda vectors: vectors * 0, "a vector of length 0. All must be of length one"),
        (lambda vectors: vectors * 3, "a vector of length 3. All must be of length one"),
    ],
    ids=["too few", "too short", "none", "no array", "not a number", "zero", "too long"],
)
def test_vectors_that_are_wrong_are_not_stored(tmp_path: Path, texts: Change, said: str) -> None:
    with pytest.raises(ModelUnusable, match=said):
        build_archive(ARTICLES, tmp_path / "archive", embedder=Changed(texts=texts))
    assert not (tmp_path / "archive").exists()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (lambda vector: vector[:10], r"the shape \(10,\), not \(64,\)"),
        (lambda vector: vector[None], r"the shape \(1, 64\), not \(64,\)"),
        (lambda vector: vector * np.nan, "a vector of length nan"),
    ],
    ids=["too short", "a table", "not a number"],
)
def test_a_question_embedded_wrongly_is_no_damage(
    folder: Path, question: Change, said: str
) -> None:
    with (
        Archive.open(folder, embedder=Changed(question=question)) as archive,
        pytest.raises(ModelUnusable, match=said),
    ):
        archive.search("a bridge")


@pytest.mark.parametrize("given", ["all-MiniLM-L6-v2", WordEmbedder, object()], ids=str)
def test_what_is_no_embedder_is_said_with_where_there_is_one(
    folder: Path, tmp_path: Path, given: Any
) -> None:
    with pytest.raises(ModelUnusable, match="is no embedder: it has no `model`"):
        Archive.open(folder, embedder=given)
    with pytest.raises(ModelUnusable, match="is no embedder: it has no `model`"):
        build_archive(ARTICLES, tmp_path / "other", embedder=given)
    assert not (tmp_path / "other").exists()


def test_a_dimension_may_be_a_number_of_numpy(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    embedder.model = Model("words", "words", np.int64(64))  # type: ignore[arg-type]
    build_archive(ARTICLES, tmp_path / "archive", embedder=embedder)
    with Archive.open(tmp_path / "archive", embedder=embedder) as archive:
        assert archive.info().model == WordEmbedder().model
