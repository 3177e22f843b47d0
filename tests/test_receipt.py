"""A receipt says what was read for an answer, and what of it is the evidence."""

from datetime import date
from pathlib import Path

from backissue.search import Archive
from backissue.search.answers.receipt import Receipt, write_receipt
from backissue.search.query.query import read_query
from backissue.search.reading.span_reader import SpanReader
from backissue.search.retrieval.hits import Hits
from backissue.search.retrieval.reach import Reach

from conftest import WordEmbedder
from readings import hit, report

FIRST = report(1, "All 14 were saved.")
SECOND = report(2, "Rescuers saved all 14.")
UNDATED = report(3, "The 14 are home.", published=None, source=None)
REACH = Reach(generation=7, articles=9, in_scope=5, other_days=3, undated=1)


def written(*cited: object, hits: tuple[object, ...] = (FIRST, FIRST, SECOND)) -> Receipt:
    query = read_query("How many were saved?", asked="2020-04-01")
    return write_receipt(
        Hits(tuple(hit(each) for each in hits), query, reach=REACH),  # type: ignore[arg-type]
        cited,  # type: ignore[arg-type]
        archive="1f2e3d4c",
        models=("words", "knowing"),
        independent_origins=2,
    )


def test_a_receipt_counts_what_was_read_and_dates_the_evidence() -> None:
    assert written(SECOND, FIRST, SECOND) == Receipt(
        archive="1f2e3d4c",
        reach=REACH,
        asked=date(2020, 4, 1),
        models=("words", "knowing"),
        articles_read=2,
        passages_read=3,
        sources=("Outlet 2", "Outlet 1"),
        first_published=date(2020, 3, 1),
        last_published=date(2020, 3, 2),
        independent_origins=2,
    )


def test_evidence_without_a_date_or_outlet_has_none() -> None:
    receipt = written(UNDATED)
    assert (receipt.first_published, receipt.last_published, receipt.sources) == (None, None, ())


def test_an_answer_of_an_archive_has_a_receipt_even_where_it_is_none(
    folder: Path, embedder: WordEmbedder
) -> None:
    with Archive.open(folder, embedder=embedder) as archive:
        answer = archive.ask("harbour source:post after:2020-02", asked="2020-05-01")
        assert not answer
        assert answer.receipt == Receipt(
            archive=archive.info().archive,
            reach=Reach(generation=1, articles=5, in_scope=1, other_days=1, undated=1),
            asked=date(2020, 5, 1),
            models=("words", SpanReader().name),
            articles_read=1,
            passages_read=1,
            sources=(),
            first_published=None,
            last_published=None,
            independent_origins=0,
        )
