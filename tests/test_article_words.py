"""Whole articles are ranked by their words, each held against the average of all articles."""

import shutil
from collections.abc import Iterator
from math import log
from pathlib import Path

import numpy as np
import pytest
import tantivy

from backissue.indexer import build_archive
from backissue.indexer.indexes.article_words import ArticleIndex, ArticleWords
from backissue.indexer.indexes.keywords import KeywordIndex
from backissue.indexer.indexes.passage_words import PassageWords
from backissue.indexer.indexes.write_words import WRITER_BYTES, catch_up_words
from backissue.indexer.truth.catalogue import Integers
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


def keys(*articles: int) -> Integers:
    return np.array(articles, np.int64)


def scores(folder: Path) -> list[tuple[str, float]]:
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        hits = archive.search("fire harbour", mode="keyword")
        return [(hit.article.id, hit.score) for hit in hits]


def test_an_article_is_scored_by_bm25_of_its_whole_text(store: Store) -> None:
    found = ArticleIndex(ArticleWords.open(store)).scores(["fire"], keys(1, 2, 3))
    entries, with_fire, words = 4, 2, 11  # the entry that says which state they are of counts too
    rarity = log(1 + (entries - with_fire + 0.5) / (with_fire + 0.5))

    def bm25(times: int, length: int) -> float:
        norm = 1.2 * (0.25 + 0.75 * length * entries / words)
        return rarity * times * 2.2 / (times + norm)

    assert found == pytest.approx([bm25(1, 4), bm25(2, 3), 0], rel=1e-5)


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


def test_a_removed_article_is_gone(folder: Path) -> None:
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        archive.remove(["article-2"])
    store = Store(folder)
    assert ArticleIndex(ArticleWords.open(store)).article_keys().tolist() == [1, 3]
    store.close()
    assert verify_archive(folder)


def test_an_article_that_says_it_throughout_comes_first(tmp_path: Path) -> None:
    """Their first passages have the same words, and are as near in meaning."""
    opening = ["The dam was inspected on Monday.", *["The town was quiet that morning."] * 40]
    articles = [
        article(number, "\n\n".join([*opening, *[f"That evening people spoke of {topic}."] * 40]))
        for number, topic in enumerate(["the weather", "the dam"], start=1)
    ]
    build_archive(articles, tmp_path, embedder=WordEmbedder())
    with Archive.open(tmp_path, embedder=WordEmbedder()) as archive:
        hits = archive.search("dam inspected", mode="keyword", wide=False, fold_copies=False)
    first, second = (hit for hit in hits if hit.passage.start == 0)
    assert first.passage.text == second.passage.text
    assert [first.article.id, second.article.id] == ["article-2", "article-1"]
    assert (first.keyword_rank, second.keyword_rank) == (2, 1)


def test_an_archive_from_before_there_were_any_gets_them_when_it_is_opened(folder: Path) -> None:
    right = scores(folder)
    shutil.rmtree(folder / ArticleWords.FOLDER)
    assert scores(folder) == right
    assert verify_archive(folder)


def test_words_of_whole_articles_that_are_behind_are_brought_up_to_date(
    folder: Path, tmp_path: Path
) -> None:
    """Somebody puts back an older copy of them."""
    older = (folder / ArticleWords.FOLDER).rename(tmp_path / "older")
    build_archive([article(4, "A bridge fell.")], folder, embedder=WordEmbedder())
    right = scores(folder)
    shutil.rmtree(folder / ArticleWords.FOLDER)
    older.rename(folder / ArticleWords.FOLDER)
    said = verify_archive(folder).stale
    assert said == ("The words of whole articles are of commit 1, not 2.",)
    assert scores(folder) == right
    assert verify_archive(folder)


def test_an_article_that_they_lack_is_found_out(folder: Path) -> None:
    store = Store(folder)
    words = ArticleWords.open(store)
    with words.index.writer(WRITER_BYTES, num_threads=1) as writer:
        lost = tantivy.Query.term_query(words.index.schema, "article", 2)
        writer.delete_documents_by_query(lost)
        writer.commit()
    store.close()
    said = verify_archive(folder, repair=True).stale
    assert said == ("The words hold 2 articles that are not the 3 there are.",)
    assert verify_archive(folder)


def test_while_a_commit_is_written_passages_are_ranked_by_their_own_words(folder: Path) -> None:
    """Those of whole articles are written first: they are of a commit that is not yet seen."""
    build_archive([article(1, "Calm near the harbour.")], folder, embedder=WordEmbedder())
    store = Store(folder)
    assert KeywordIndex.open(store).score_articles("fire", keys(2, 3))[0] > 0
    words = PassageWords.open(store)
    shutil.rmtree(folder / ArticleWords.FOLDER)
    behind = ArticleWords.make(store)
    catch_up_words(behind, store, store.catalogue(1))
    between = KeywordIndex(words, behind)
    assert not between.has_articles
    assert between.score_articles("fire", keys(2, 3)).tolist() == [0, 0]
    catch_up_words(behind, store, store.catalogue())
    assert between.reloaded().has_articles
    store.close()


def test_an_article_found_by_its_headline_alone_loses_nothing(tmp_path: Path) -> None:
    """Of whole articles the headline is left out."""
    build_archive([article(1, "It was late.")], tmp_path, embedder=WordEmbedder())
    with Archive.open(tmp_path, embedder=WordEmbedder()) as archive:
        (hit,) = archive.search("headline", mode="keyword")
    assert hit.score == pytest.approx(0.5)
