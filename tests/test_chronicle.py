"""All that matches a query comes in the order of its days, with the passage that says it best."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from backissue.indexer import build_archive
from backissue.indexer.errors import ArticleNotFound, QueryInvalid
from backissue.search import Archive

from conftest import WordEmbedder
from ferries import REPORTS, report


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    build_archive(REPORTS, tmp_path / "archive", embedder=WordEmbedder())
    with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as opened:
        yield opened


def _ids(archive: Archive, query: str = "ferry", **options: object) -> list[str]:
    return [hit.article.id for hit in archive.chronicle(query, **options)]  # type: ignore[arg-type]


def test_the_earliest_come_first_and_those_without_a_date_last(archive: Archive) -> None:
    assert _ids(archive) == ["early", "wire", "inquiry", "undated"]
    assert _ids(archive, newest=True) == ["inquiry", "wire", "early", "undated"]


def test_of_copies_the_first_report_is_shown_and_the_others_are_counted(archive: Archive) -> None:
    hits = archive.chronicle("ferry aground")
    assert [(hit.article.id, hit.copies) for hit in hits] == [("wire", 1)]
    assert _ids(archive, "ferry aground", fold_copies=False) == ["wire", "copy"]


def test_all_that_match_are_counted_whatever_is_left_out(archive: Archive) -> None:
    hits = archive.chronicle("ferry", limit=2, skip=1)
    assert [hit.article.id for hit in hits] == ["wire", "inquiry"]
    assert hits.total == 4
    assert archive.chronicle("zeppelin").total == 0
    assert archive.search("ferry").total is None


def test_every_word_has_to_be_there_and_filters_hold(archive: Archive) -> None:
    assert _ids(archive, "ferry inquiry") == ["wire", "inquiry"]
    assert _ids(archive, "ferry", source="Post") == ["early", "inquiry", "undated"]
    days = archive.chronicle("ferry", after="2020-01-01")
    assert [hit.article.id for hit in days] == ["wire", "inquiry"]
    assert days.undated == 1


def test_the_passage_that_holds_most_of_the_words_is_shown(tmp_path: Path) -> None:
    """Forty words a passage: the ferry is in the first and the last, the tide in the last alone."""
    filler = "Nothing happened on this day in the town, and nobody said a word about it. "
    text = f"The ferry left. {filler * 6}The ferry met the tide."
    embedder = WordEmbedder()
    build_archive([report("long", None, text)], tmp_path / "long", embedder=embedder)
    with Archive.open(tmp_path / "long", embedder=embedder) as opened:
        (hit,) = opened.chronicle("ferry tide")
        assert "met the tide" in hit.passage.text
        (hit,) = opened.chronicle("ferry")
        assert hit.passage.text.startswith("The ferry left.")


def test_a_limit_is_one_at_least(archive: Archive) -> None:
    with pytest.raises(QueryInvalid, match="limit is 0"):
        archive.chronicle("ferry", limit=0)


def test_every_text_of_an_article_is_kept_the_current_one_last(
    archive: Archive, tmp_path: Path
) -> None:
    first = REPORTS[2]
    texts = [first, *(replace(first, text=f"The ferry inquiry, day {day}.") for day in (2, 3))]
    for text in (*texts[1:], first, texts[2]):
        build_archive([text], tmp_path / "archive", embedder=WordEmbedder())
    assert archive.revisions("inquiry") == [texts[1], first, texts[2]]
    assert archive.revisions("wire") == [REPORTS[1]]


def test_an_article_that_is_not_there_has_no_texts(archive: Archive) -> None:
    archive.remove(["wire"])
    with pytest.raises(ArticleNotFound):
        archive.revisions("wire")
