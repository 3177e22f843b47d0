"""Terms find the passages that hold them, and no others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backissue.indexer import build_archive
from backissue.indexer.indexes.keywords import KeywordIndex
from backissue.indexer.indexes.terms import Term, has_words
from backissue.indexer.truth.store import Store

from conftest import WordEmbedder, article

TEXTS = [
    "The ministers voted against anti-vaccine groups.",
    "A minister's vote for U.S. troops, in Kraków.",
    "Voters saw colour, color and colours.",
]


@pytest.fixture
def keywords(tmp_path: Path) -> Iterator[KeywordIndex]:
    articles = [article(number, text) for number, text in enumerate(TEXTS, start=1)]
    build_archive(articles, tmp_path / "archive", embedder=WordEmbedder())
    store = Store(tmp_path / "archive")
    yield KeywordIndex.open(store)
    store.close()


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (Term("word", "minister"), [1, 2]),
        (Term("word", "VOTING"), [1, 2]),
        (Term("word", "krakow"), [2]),
        (Term("word", "U.S."), [2]),
        (Term("word", "anti-vaccine"), [1]),
        (Term("word", "vaccine-anti"), []),
        (Term("phrase", "ministers"), [1]),
        (Term("phrase", "MINISTERS VOTED"), [1]),
        (Term("phrase", "minister vote"), []),
        (Term("phrase", "minister’s vote"), [2]),
        (Term("phrase", "kraków"), [2]),
        (Term("phrase", "krakow"), []),
        (Term("phrase", "?!"), []),
        (Term("wildcard", "vot*"), [1, 2, 3]),
        (Term("wildcard", "VOTE*"), [1, 2, 3]),
        (Term("wildcard", "v*d"), [1]),
        (Term("wildcard", "anti-vax*"), []),
        (Term("wildcard", "anti-vac*"), [1]),
        (Term("fuzzy", "colour"), [3]),
        (Term("fuzzy", "ministres"), [1]),
        (Term("fuzzy", "trops"), [2]),
        (Term("word", "headline"), [1, 2, 3]),
        (Term("phrase", "headline 2"), [2]),
        (Term("word", "headline", in_title=True), [1, 2, 3]),
        (Term("word", "minister", in_title=True), []),
    ],
    ids=str,
)
def test_a_term_is_held_by_these_passages(
    keywords: KeywordIndex, term: Term, expected: list[int]
) -> None:
    assert keywords.holding(term).tolist() == expected


def test_names_are_read_as_they_are_written(keywords: KeywordIndex) -> None:
    assert keywords.names("author") == []
    assert keywords.labelled("author", ["nobody"]).tolist() == []
    assert keywords.labelled("author", []).tolist() == []


@pytest.mark.parametrize(
    ("text", "expected"), [("a", True), ("5", True), ("港", True), ("?!", False)]
)
def test_marks_alone_are_no_words(text: str, expected: bool) -> None:  # noqa: FBT001
    assert has_words(text) is expected
