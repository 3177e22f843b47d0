"""The index of vectors: the right passages, whatever its kind, whatever was removed."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import pytest

from backissue.indexer.article import Article, Passage
from backissue.indexer.indexes.vector_file import EXACT_PASSAGES, VectorFile, newest_file
from backissue.indexer.indexes.vectors import VectorIndex
from backissue.indexer.models.embed import Vectors
from backissue.indexer.truth.catalogue import Mask
from backissue.indexer.truth.store import Embedded, Store
from backissue.indexer.writer import ArchiveWriter

from conftest import WordEmbedder

DIMENSION = 64
PASSAGES_PER_ARTICLE = 50
TEXT = "x" * PASSAGES_PER_ARTICLE

# Enough for either kind of index: one that compares all vectors, and one with lists.
KINDS = {"exact": 40, "lists": EXACT_PASSAGES // PASSAGES_PER_ARTICLE + 20}


def _articles(first: int, last: int) -> list[Embedded]:
    """Make articles around some topics, the same for the same numbers."""
    centres = _unit(np.random.default_rng(1).standard_normal((300, DIMENSION)))
    made = []
    for number in range(first, last):
        rng = np.random.default_rng(number)
        near = centres[rng.integers(len(centres), size=PASSAGES_PER_ARTICLE)]
        noise = rng.standard_normal((PASSAGES_PER_ARTICLE, DIMENSION))
        vectors = _unit(near + 0.08 * noise)
        article = Article(
            id=f"{number}",
            title="",
            text=TEXT,
            published=date(2020, 1, 1) if number % 2 else date(2021, 1, 1),
        )
        spans = [Passage(article, place, place + 1) for place in range(PASSAGES_PER_ARTICLE)]
        made.append(Embedded(article, spans, vectors))
    return made


def _unit(vectors: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Vectors:
    unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


@pytest.fixture(params=sorted(KINDS))
def writer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ArchiveWriter]:
    """A writer of an archive that is large enough for a kind of index."""
    with ArchiveWriter(tmp_path / "archive", WordEmbedder()) as opened:
        opened.commit(_articles(0, KINDS[request.param]))
        yield opened


@pytest.fixture
def store(writer: ArchiveWriter, tmp_path: Path) -> Iterator[Store]:  # noqa: ARG001 - writes it
    opened = Store(tmp_path / "archive")
    yield opened
    opened.close()


def _index(store: Store) -> tuple[VectorIndex, VectorFile, Mask]:
    catalogue = store.catalogue(store.generation())
    file = newest_file(store.folder, catalogue.generation)
    assert file is not None
    return VectorIndex(store, catalogue, file, DIMENSION), file, catalogue.current()


def _recall(store: Store, articles: Mask) -> float:
    """Return the share of the ten nearest passages that is found."""
    index, _, _ = _index(store)
    catalogue = store.catalogue(store.generation())
    keys = catalogue.passage_keys(articles)
    vectors = store.vectors(keys, DIMENSION)
    held = 0
    queries = [embedded.vectors[0] for embedded in _articles(50_000, 50_040)]
    for query in queries:
        nearest = keys[np.argsort(-(vectors @ query))[:10]].tolist()
        found = index.search(query, 10, articles)
        held += len(set(found.passages.tolist()) & set(nearest))
        scores = (vectors @ query)[np.searchsorted(keys, found.passages)]
        assert found.scores == pytest.approx(scores, abs=1e-3)
    return held / (10 * len(queries))


def _nearest(store: Store, vector: Vectors) -> Passage:
    """Return the passage that is found first."""
    index, _, current = _index(store)
    (key,) = index.search(vector, 1, current).passages.tolist()
    return store.passages([key])[key]


def test_of_the_ten_nearest_at_least_97_in_100_are_found(store: Store) -> None:
    _, _, current = _index(store)
    assert _recall(store, current) >= 0.97


@pytest.mark.parametrize("writer", ["lists"], indirect=True)
def test_lists_are_not_read_ahead_in_threads_that_searches_wait_for(store: Store) -> None:
    _, file, _ = _index(store)
    assert isinstance(file.index, faiss.IndexIVF)
    lists: Any = file.index.invlists
    lists = faiss.downcast_InvertedLists(lists)
    assert isinstance(lists, faiss.OnDiskInvertedLists)
    assert lists.prefetch_nthread == 0


def test_any_passages_are_scored_by_their_stored_vectors(store: Store) -> None:
    index, _, _ = _index(store)
    embedded = _articles(3, 4)[0]
    catalogue = store.catalogue(store.generation())
    keys = catalogue.passage_keys(catalogue.keys == store.key("3"))[[7, 2]]
    scored = index.scored(embedded.vectors[7], keys)
    assert scored.passages.tolist() == keys.tolist()
    cosine = float(embedded.vectors[2] @ embedded.vectors[7])
    assert scored.scores == pytest.approx([1.0, cosine], abs=1e-3)
    assert len(index.scored(embedded.vectors[7], keys[:0])) == 0


def test_the_same_holds_of_a_hundredth_of_the_articles(store: Store) -> None:
    _, _, current = _index(store)
    some = current & (np.arange(len(current)) % 20 == 0)
    assert _recall(store, some) >= 0.97


def test_ids_are_right_after_removals(writer: ArchiveWriter, store: Store) -> None:
    removed = [str(number) for number in range(0, 30, 3)]
    writer.remove(removed)
    for embedded in _articles(0, 30):
        passage = _nearest(store, embedded.vectors[7])
        if embedded.article.id in removed:
            assert passage.article.id not in removed
        else:
            assert (passage.article.id, passage.start) == (embedded.article.id, 7)


def test_ids_are_right_after_changes_and_additions(writer: ArchiveWriter, store: Store) -> None:
    changed = [
        Embedded(
            Article(id=each.article.id, title="changed", text=TEXT),
            [Passage(Article(id=each.article.id, title="changed", text=TEXT), 3, 4)],
            each.vectors[:1],
        )
        for each in _articles(0, 5)
    ]
    writer.commit(changed)
    writer.commit(_articles(60_000, 60_005))
    for embedded in [*changed, *_articles(60_000, 60_005), *_articles(5, 20)]:
        passage = _nearest(store, embedded.vectors[0])
        assert passage.article.id == embedded.article.id
        assert passage.article.title == embedded.article.title


def test_the_file_grows_and_stays_right(writer: ArchiveWriter, store: Store) -> None:
    _, before, _ = _index(store)
    writer.remove(["1", "2"])
    count = before.index.ntotal // PASSAGES_PER_ARTICLE
    for start in range(70_000, 70_000 + count // 5, count // 20):
        writer.commit(_articles(start, start + count // 20))
    _, after, current = _index(store)
    assert after.last > before.last
    assert after.index.ntotal > before.index.ntotal
    for embedded in [*_articles(70_000, 70_005), *_articles(3, 10)]:
        passage = _nearest(store, embedded.vectors[9])
        assert (passage.article.id, passage.start) == (embedded.article.id, 9)
    assert _recall(store, current) >= 0.97


def test_a_filter_that_leaves_seven_passages_returns_those_seven(store: Store) -> None:
    index, _, current = _index(store)
    catalogue = store.catalogue(store.generation())
    one = np.zeros_like(current)
    one[11] = True
    query = _articles(50_000, 50_001)[0].vectors[0]
    found = index.search(query, 7, one)
    assert len(found) == 7
    assert set(found.passages.tolist()) <= set(catalogue.passage_keys(one).tolist())
    assert len(index.search(query, 1_000, one)) == PASSAGES_PER_ARTICLE


@pytest.mark.parametrize("count", [3, 7, 13, 30])
def test_equal_passages_come_in_the_order_in_which_they_were_added(
    tmp_path: Path, count: int
) -> None:
    rng = np.random.default_rng(count)
    vector, query = _unit(rng.standard_normal((2, DIMENSION)))
    articles = [Article(id=f"{number}", title="", text="A wire copy.") for number in range(count)]
    with ArchiveWriter(tmp_path / "archive", WordEmbedder()) as writer:
        writer.commit([Embedded(each, [Passage(each, 0, 12)], vector[None]) for each in articles])
    with closing(Store(tmp_path / "archive")) as store:
        index, _, current = _index(store)
        found = index.search(query, count, current)
    assert found.passages.tolist() == list(range(1, count + 1))
    assert len(set(found.scores.tolist())) == 1


@pytest.mark.parametrize("share", [2, 7, 40])
def test_whatever_a_filter_leaves_as_many_as_asked_for_are_found(store: Store, share: int) -> None:
    index, _, current = _index(store)
    some = current & (np.arange(len(current)) % share == 0)
    allowed = store.catalogue().passage_keys(some)
    query = _articles(50_000, 50_001)[0].vectors[0]
    for limit in (10, 1_200, len(allowed)):
        found = index.search(query, limit, some).passages.tolist()
        assert len(set(found)) == len(found) == min(limit, len(allowed))
        assert set(found) <= set(allowed.tolist())


def test_nothing_allowed_finds_nothing(store: Store) -> None:
    index, _, current = _index(store)
    assert len(index.search(_articles(0, 1)[0].vectors[0], 10, np.zeros_like(current))) == 0
