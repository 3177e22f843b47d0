"""Whole articles are ranked by their words, each held against the average of all articles."""

from collections.abc import Iterator
from math import log
from pathlib import Path

import numpy as np
import pytest

from backissue.indexer import build_archive
from backissue.indexer.indexes.article_words import ArticleIndex, ArticleWords
from backissue.indexer.indexes.keywords import KeywordIndex
from backissue.indexer.mend import open_archive
from backissue.indexer.truth.store import Store
from backissue.indexer.verify import verify_archive
from backissue.search import Archive

from conftest import WordEmbedder, article

TEXTS = ["Fire near the harbour.", "Fire after fire.", "Ferries left late today."]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = [article(number, text) for number, text in enumerate(TEXTS, start=1)]
    build_archive(articles, tmp_path / "archive", embedder=WordEmbedder())
    return tmp_path / "archive"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    store = Store(folder)
    yield store
    store.close()


def keys(*articles: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(articles, np.int64)


def test_an_article_is_scored_by_bm25_of_its_whole_text(store: Store) -> None:
    scores = ArticleIndex(ArticleWords.open(store)).scores(["fire"], keys(1, 2, 3))
    entries, with_fire, words = 4, 2, 11  # the entry that says which state they are of counts too
    rarity = log(1 + (entries - with_fire + 0.5) / (with_fire + 0.5))

    def bm25(times: int, length: int) -> float:
        norm = 1.2 * (0.25 + 0.75 * length * entries / words)
        return rarity * times * 2.2 / (times + norm)

    assert scores == pytest.approx([bm25(1, 4), bm25(2, 3), 0], rel=1e-5)


def test_only_the_articles_that_are_named_are_scored_in_their_order(store: Store) -> None:
    index = ArticleIndex(ArticleWords.open(store))
    every = index.scores(["fire", "ferri"], keys(1, 2, 3))
    assert (every > 0).all()
    assert index.scores(["fire", "ferri"], keys(2, 3)).tolist() == every[1:].tolist()
    assert index.scores(["fire"], keys()).tolist() == []
    assert index.scores([], keys(1, 2)).tolist() == [0, 0]


def test_a_revision_takes_the_place_of_the_former_text(folder: Path) -> None:
    build_archive([article(1, "Calm near the harbour.")], folder, embedder=WordEmbedder())
    store = Store(folder)
    index = ArticleIndex(ArticleWords.open(store))
    assert index.article_keys().tolist() == [2, 3, 4]
    assert index.scores(["calm"], index.article_keys()).argmax() == 2
    assert index.scores(["fire"], index.article_keys())[2] == 0
    store.close()


def test_an_article_that_says_it_throughout_comes_first(tmp_path: Path) -> None:
    """Their first passages have the same words, and are as near in meaning."""
    opening = "The dam was inspected on Monday."
    others = [f"Paragraph {number} is about the weather in town." for number in range(40)]
    dams = [f"Paragraph {number} is about the dam in town." for number in range(40)]
    articles = [
        article(1, "\n\n".join([opening, *others])),
        article(2, "\n\n".join([opening, *dams])),
    ]
    build_archive(articles, tmp_path, embedder=WordEmbedder())
    with Archive.open(tmp_path, embedder=WordEmbedder()) as archive:
        first = archive.search("dam inspected", mode="keyword", limit=1)[0]
    assert first.article.id == "article-2"


def test_an_archive_from_before_there_were_any_gets_them_when_it_is_opened(folder: Path) -> None:
    for file in (folder / ArticleWords.FOLDER).iterdir():
        file.unlink()
    (folder / ArticleWords.FOLDER).rmdir()
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        assert archive.search("harbour", limit=1)[0].article.id == "article-1"
    assert verify_archive(folder)


def test_words_of_whole_articles_that_are_behind_are_brought_up_to_date(
    folder: Path, tmp_path: Path
) -> None:
    """Somebody puts back an older copy of them."""
    older = (folder / ArticleWords.FOLDER).rename(tmp_path / "older")
    build_archive([article(4, "A bridge fell.")], folder, embedder=WordEmbedder())
    newer = (folder / ArticleWords.FOLDER).rename(tmp_path / "newer")
    older.rename(folder / ArticleWords.FOLDER)
    assert not verify_archive(folder)
    opened = open_archive(folder)
    assert isinstance(opened.keywords, KeywordIndex)
    assert opened.keywords.articles.article_keys().tolist() == [1, 2, 3, 4]
    opened.store.close()
    assert newer.is_dir()
    assert verify_archive(folder)
