"""Words find passages, and those that stand side by side count for more until there are many."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from backissue.indexer import build_archive
from backissue.indexer.indexes.article_words import ArticleWords
from backissue.indexer.indexes.keywords import KeywordIndex
from backissue.indexer.indexes.passage_words import PassageWords
from backissue.indexer.indexes.selection import Selection
from backissue.indexer.truth.catalogue import Scope
from backissue.indexer.truth.store import Store

from conftest import WordEmbedder, article

APART = "The house of the mayor is white."
TOGETHER = "The white house belongs to the mayor."
TEXTS = [APART, TOGETHER, "Ferries left the harbour late."]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    articles = [article(number, text) for number, text in enumerate(TEXTS, start=1)]
    build_archive(articles, tmp_path / "archive", embedder=WordEmbedder())
    store = Store(tmp_path / "archive")
    yield store
    store.close()


def found(keywords: KeywordIndex) -> dict[int, float]:
    """Return the score of each passage that has the words."""
    everything = Selection(np.ones(len(TEXTS), np.bool_))
    matches = keywords.search("white house", 10, Scope(), everything)
    return dict(zip(matches.passages.tolist(), matches.scores.tolist(), strict=True))


def test_words_that_stand_side_by_side_count_for_more(store: Store) -> None:
    scores = found(KeywordIndex.open(store))
    assert list(scores) == [2, 1]
    assert scores[2] > scores[1]


def test_from_so_many_passages_on_it_makes_no_difference_where_words_stand(store: Store) -> None:
    words = PassageWords.open(store), ArticleWords.open(store)
    with_pairs = KeywordIndex(*words)
    many = with_pairs.passages
    assert found(KeywordIndex(*words, no_pairs=many + 1)) == found(with_pairs)
    scores = found(KeywordIndex(*words, no_pairs=many))
    assert list(scores) == [1, 2]
    assert scores[1] == scores[2] == found(with_pairs)[1]


def test_a_newer_state_leaves_pairs_out_likewise(store: Store) -> None:
    keywords = KeywordIndex(PassageWords.open(store), ArticleWords.open(store), no_pairs=1)
    assert found(keywords.reloaded()) == found(keywords)
