"""A word is found in its British and its American spelling, and ranked as one word."""

from pathlib import Path

import pytest

from backissue.indexer import Article, build_archive
from backissue.indexer.indexes.spelling import other_spellings
from backissue.search import Archive

from conftest import WordEmbedder


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("Labour", "labor"),
        ("neighbors", "neighbour"),
        ("odour", "odor"),
        ("organised", "organiz"),
        ("organization", "organis"),
        ("analyze", "analys"),
        ("defence", "defens"),
        ("centre", "center"),
        ("kilometers", "kilometr"),
        ("catalog", "catalogu"),
        ("counsellor", "counselor"),
        ("paediatric", "pediatr"),
        ("programmes", "program"),
        ("judgment", "judgement"),
    ],
)
def test_the_other_spelling_is_told(word: str, other: str) -> None:
    assert other in other_spellings(word)


@pytest.mark.parametrize("word", ["four", "hour", "flour", "size", "prize", "there", "Berg", "10"])
def test_a_word_with_one_spelling_has_no_other(word: str) -> None:
    assert other_spellings(word) == ()


def archive_of(folder: Path, *texts: str) -> Path:
    articles = [Article(id=text, title="News", text=text) for text in texts]
    build_archive(articles, folder / "archive", embedder=WordEmbedder())
    return folder / "archive"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("labor", "labour"),
        ("centre", "centers"),
        ("organise", "organized"),
        ("programs", "programme"),
        ("10%", "10 percent"),
        ("10 percent", "10%"),
        ("10 per cent", "10 %"),
        ("10%", "10 per cent"),
    ],
)
def test_each_way_of_writing_finds_the_other(tmp_path: Path, typed: str, written: str) -> None:
    text = f"There was {written} of ice."
    folder = archive_of(tmp_path, text, "Nobody came by 20 or 30.", "The ferry left late.")
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        hits = archive.search(typed, mode="keyword")
        assert [hit.article.id for hit in hits] == [text]
        assert hits.query.unknown == ()
        found = archive.search(f"{typed} AND (ice OR ferry)", mode="keyword")
        assert [hit.article.id for hit in found] == [text]
        assert archive.facets(typed).articles == 1


def test_what_is_quoted_is_found_as_written_but_for_percent(tmp_path: Path) -> None:
    folder = archive_of(tmp_path, "A labour dispute.", "It rose 10% in May.")
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        assert not archive.search('"labor dispute"')
        assert len(archive.search('"rose 10 per cent in May"')) == 1


def test_two_spellings_rank_as_one_word(tmp_path: Path) -> None:
    british = [f"The labour of day {day} was hard." for day in range(9)]
    folder = archive_of(tmp_path, *british, "The labor of day 9 was hard.", "Rain fell.")
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        for typed in ("labour", "labor"):
            scores = {hit.score for hit in archive.search(typed, mode="keyword", limit=20)}
            assert max(scores) == pytest.approx(min(scores), rel=0.01)
