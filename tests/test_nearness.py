"""How near to the time asked about a passage was published."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from backissue.indexer import build_archive
from backissue.indexer.truth.catalogue import Catalogue
from backissue.indexer.truth.store import Store
from backissue.search import Archive
from backissue.search.query.query import read_query
from backissue.search.retrieval.nearness import HALF_LIFE, SHORT_HALF_LIFE, nearness

from conftest import WordEmbedder, article

DAY = date(2020, 2, 20)
OFFSETS = [-28, -14, 0, 3, 14]


@pytest.fixture
def catalogue(tmp_path: Path, embedder: WordEmbedder) -> Iterator[Catalogue]:
    """Five articles around a day, and one without a date."""
    articles = [
        article(number, "The harbour froze over.", published=DAY + timedelta(offset))
        for number, offset in enumerate(OFFSETS)
    ]
    build_archive([*articles, article(9, "The harbour froze over.")], tmp_path, embedder=embedder)
    store = Store(tmp_path)
    yield store.catalogue()
    store.close()


def near(catalogue: Catalogue, question: str, asked: date | None = None) -> list[float]:
    every = catalogue.passage_keys(catalogue.current())
    return [
        round(each, 3) for each in nearness(catalogue, read_query(question, asked=asked))(every)
    ]


def test_without_a_day_no_passage_is_nearer_than_another(catalogue: Catalogue) -> None:
    assert near(catalogue, "Did the harbour freeze?") == [0.0] * 6


def test_news_of_a_fortnight_before_the_day_of_asking_counts_half(catalogue: Catalogue) -> None:
    assert (HALF_LIFE, SHORT_HALF_LIFE) == (14.0, 3.0)
    assert near(catalogue, "Did the harbour freeze?", DAY) == [
        0.25,
        0.5,
        1.0,
        0.5,
        round(2 ** (-14 / 3), 3),
        0.0,
    ]


def test_a_time_in_the_question_is_what_is_near_and_reports_after_it_count(
    catalogue: Catalogue,
) -> None:
    found = near(catalogue, "Did the harbour freeze on 20 February 2020?", date(2024, 1, 1))
    assert found == [round(2 ** (-28 / 3), 3), round(2 ** (-14 / 3), 3), 1.0, 0.862, 0.5, 0.0]


def test_every_day_of_a_month_in_the_question_is_as_near(catalogue: Catalogue) -> None:
    assert near(catalogue, "Did the harbour freeze in February 2020?")[1:4] == [1.0, 1.0, 1.0]


def test_what_was_published_near_the_day_of_asking_comes_first(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    text = "The harbour froze over."
    days = [date(2019, 2, 1), date(2020, 2, 1), date(2021, 2, 1)]
    articles = [article(day.year, text, published=day) for day in days]
    build_archive(articles, tmp_path, embedder=embedder)
    with Archive.open(tmp_path, embedder=embedder) as archive:
        for day in days:
            first = archive.search("harbour froze", asked=day + timedelta(1))[0]
            assert first.article.published == day
