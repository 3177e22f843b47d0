"""What a query matches is counted exactly, per name and over time."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from backissue.indexer import Article, build_archive
from backissue.indexer.errors import QueryInvalid
from backissue.search import Archive
from backissue.search.retrieval.explore import Count, Period

from conftest import WordEmbedder


def report(number: int, day: date | None, text: str, **fields: object) -> Article:
    return Article(id=str(number), title="Report", text=text, published=day, **fields)  # type: ignore[arg-type]


FLOOD, FIRE = "The river flooded the old town.", "Fire in the new town by the river."

REPORTS = [
    report(1, date(2019, 12, 30), FLOOD, source="Post", section="Local", authors=("Ann Lee",)),
    report(2, date(2020, 1, 3), FLOOD, source="POST", section="Local", authors=("Ann Lee", "Bo")),
    report(3, date(2020, 1, 5), FLOOD, source="Post", section="World"),
    report(4, date(2020, 3, 1), FIRE, source="Courier", section="World", authors=("ann lee",)),
    report(5, None, FLOOD, source="Courier"),
    report(6, date(2020, 3, 2), "Nothing of either."),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("reports") / "archive"
    build_archive(REPORTS, folder, embedder=WordEmbedder())
    with Archive.open(folder, embedder=WordEmbedder()) as opened:
        yield opened


def test_articles_are_counted_per_source_section_author_and_year(archive: Archive) -> None:
    facets = archive.facets("river")
    assert facets.articles == 5
    assert facets.sources == (Count("Post", 3), Count("Courier", 2))
    assert facets.sections == (Count("Local", 2), Count("World", 2), Count("", 1))
    assert facets.authors == (Count("Ann Lee", 3), Count("", 2), Count("Bo", 1))
    assert facets.years == (Count("2019", 1), Count("2020", 3), Count("", 1))
    assert facets.undated == 0


@pytest.mark.parametrize(
    ("typed", "articles"),
    [
        ("river flood", 4),
        ("Did the river flood the town?", 4),
        ("flood fire", 0),
        ("flood OR fire", 5),
        ('"new town"', 1),
        ("river -flooded", 1),
        ("source:post", 3),
        ("river source:courier", 2),
        ("-river", 1),
        ("the", 6),
        ("volcano", 0),
    ],
)
def test_an_article_matches_that_has_every_word(
    archive: Archive, typed: str, articles: int
) -> None:
    assert archive.facets(typed).articles == articles


def test_filters_count_too(archive: Archive) -> None:
    facets = archive.facets("river", after="2020-01-01", section=["Local", "World"])
    assert (facets.articles, facets.undated) == (3, 0)
    facets = archive.facets("river after:2020", source=["post", "courier"])
    assert (facets.articles, facets.undated) == (3, 1)
    assert archive.facets("river", as_of="2020-01-04").articles == 2


def test_time_is_counted_in_days_weeks_months_or_years(archive: Archive) -> None:
    assert archive.timeline("river", by="year").periods == (
        Period(date(2019, 1, 1), date(2019, 12, 31), 1),
        Period(date(2020, 1, 1), date(2020, 12, 31), 3),
    )
    months = archive.timeline("river").periods
    assert [(str(month.first), month.articles) for month in months] == [
        ("2019-12-01", 1),
        ("2020-01-01", 2),
        ("2020-02-01", 0),
        ("2020-03-01", 1),
    ]
    weeks = archive.timeline("flood", by="week").periods
    assert weeks == (Period(date(2019, 12, 30), date(2020, 1, 5), 3),)
    days = archive.timeline("flood", by="day").periods
    assert (len(days), sum(day.articles for day in days)) == (7, 3)
    assert days[0] == Period(date(2019, 12, 30), date(2019, 12, 30), 1)


def test_articles_without_a_date_are_counted_beside_the_timeline(archive: Archive) -> None:
    assert archive.timeline("flood").undated == 1
    assert archive.timeline("flood after:2019").undated == 1
    assert archive.timeline("fire").undated == 0


def test_a_timeline_of_nothing_is_empty(archive: Archive) -> None:
    timeline = archive.timeline("volcano")
    assert (timeline.periods, timeline.undated) == ((), 0)


def test_other_steps_are_refused_and_the_right_ones_named(archive: Archive) -> None:
    with pytest.raises(QueryInvalid, match=r"'hour'.*day, week, month, year"):
        archive.timeline("river", by="hour")


def test_the_query_comes_back_as_it_was_understood(archive: Archive) -> None:
    assert archive.facets("river source:post").query.parts[1].kind == "source"
    assert archive.timeline("river source:post").query.words == "river"
