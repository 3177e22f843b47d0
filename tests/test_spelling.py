"""A word is found in its British and its American spelling, and percent however it is written."""

from pathlib import Path

import pytest

from backissue.indexer import Article, build_archive
from backissue.indexer.indexes.spelling import other_spellings
from backissue.search import Archive
from backissue.search.query.query import read_query
from backissue.ui.lines.excerpt import found_in, words_of

from conftest import WordEmbedder


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("Labour", "labor"),
        ("neighbors", "neighbours"),
        ("odour", "odor"),
        ("organised", "organized"),
        ("organization", "organisation"),
        ("analyze", "analyse"),
        ("defence", "defense"),
        ("centre", "center"),
        ("kilometers", "kilometres"),
        ("catalog", "catalogue"),
        ("the catalogue's", "catalog"),
        ("counsellor", "counselor"),
        ("paediatric", "pediatric"),
        ("programmes", "programs"),
        ("judgment", "judgement"),
    ],
)
def test_the_other_spelling_is_told(word: str, other: str) -> None:
    assert other in other_spellings(word)


@pytest.mark.parametrize("word", ["four", "hour", "flour", "scored", "size", "Gray", "Berg", "10"])
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
        ("centre,", "center"),
        ("organised", "organized"),
        ("programs", "programmes"),
        ("10%", "10 percent"),
        ("10 percent", "10%"),
        ("10 per cent", "10 %"),
        ("10%", "10 per cent"),
        ("10%", "10 per\ncent"),
        ("10%", "10 per\u00a0cent"),
        ("percent", "10% "),
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


def test_a_quotation_is_found_across_the_end_of_a_line(tmp_path: Path) -> None:
    folder = archive_of(tmp_path, "It rose 10 per\ncent in May.", "It rose 10 per-cent in May.")
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        assert len(archive.search('"rose 10 per cent in May"')) == 2


def test_what_only_a_headline_has_is_found_too(tmp_path: Path) -> None:
    article = Article(id="1", title="Labour wins", text="A party came first.")
    build_archive([article], tmp_path / "archive", embedder=WordEmbedder())
    with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        assert len(archive.search("labor", mode="keyword")) == 1
        assert len(archive.search("labor AND party")) == 1


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("hospitalised", "The hospital was full."),
        ("expertise", "Experts spoke."),
        ("paradise", "The parade passed."),
        ("scoured", "He scored twice."),
        ("Gilmour", "Ann Gilmore spoke."),
    ],
)
def test_a_word_that_has_the_stem_of_another_spelling_is_not_found(
    typed: str, other: str, tmp_path: Path
) -> None:
    folder = archive_of(tmp_path, other, "The ferry left late.")
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        hits = archive.search(typed, mode="keyword")
        assert not hits
        assert hits.query.unknown == (typed,) or hits.suggestion


def test_the_other_spelling_is_marked() -> None:
    assert found_in("A labour dispute.", words_of(read_query("labor"))) == [(2, 8)]
