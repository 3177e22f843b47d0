"""What speaks for a passage before it is read: its rank, and its day."""

import math
from datetime import date, timedelta

import pytest

from backissue.search.query.query import read_query
from backissue.search.reading.prior import EARLY, RANK, TIME, UNDATED_AWAY, priors
from backissue.search.retrieval.hits import Hits

from readings import hit, report

DAY = date(2020, 3, 31)


def found(question: str, *published: date | None, asked: date | None = None) -> list[float]:
    articles = [
        report(number, "The harbour froze over.", published=day)
        for number, day in enumerate(published, start=1)
    ]
    return priors(Hits(tuple(map(hit, articles)), read_query(question, asked=asked)))


def ago(days: int) -> date:
    return DAY - timedelta(days)


def test_without_a_time_the_rank_alone_counts() -> None:
    assert found("Did it freeze?", ago(9000), None, DAY) == pytest.approx(
        [0.0, -RANK * math.log(3 / 2), -RANK * math.log(2)]
    )


def test_the_further_from_the_day_of_asking_the_less_and_ever_more_slowly() -> None:
    news, fortnight, year, decade = found(
        "Did it freeze?", DAY, ago(14), ago(364), ago(3640), asked=DAY
    )
    assert news == 0.0
    assert fortnight == pytest.approx(-TIME * math.log(2) - RANK * math.log(3 / 2))
    assert year == pytest.approx(-TIME * math.log(27) - RANK * math.log(2))
    assert decade == pytest.approx(-TIME * math.log(261) - RANK * math.log(5 / 2))


def test_the_time_that_the_question_names_is_what_counts() -> None:
    within, asked_on = found("Did it freeze in May 2012?", date(2012, 5, 9), DAY, asked=DAY)
    assert within == 0.0
    assert asked_on < -TIME * math.log(200)


def test_in_an_old_archive_the_newest_loses_nothing() -> None:
    first, second = found("Did it freeze?", ago(9000), ago(8000), asked=DAY)
    assert second == pytest.approx(-RANK * math.log(3 / 2))
    assert first == pytest.approx(-TIME * math.log((9000 / 14 + 1) / (8000 / 14 + 1)))


def test_what_has_no_date_counts_as_if_it_were_a_year_away() -> None:
    undated, news = found("Did it freeze?", None, DAY, asked=DAY)
    assert undated == pytest.approx(-TIME * math.log(1 + UNDATED_AWAY))
    assert news == pytest.approx(-RANK * math.log(3 / 2))


@pytest.mark.parametrize(
    ("question", "lost"),
    [
        ("When did it freeze in May 2012?", EARLY),
        ("The ferries stopped in May 2012. How thick was the ice?", 0.0),
        ("What will be opened in May 2012?", 0.0),
        ("Which cars does Britain ban from 2030?", 0.0),
        ("Who is running in May 2012?", 0.0),
        ("Who delivers ferries in May 2012?", 0.0),
        ("Which ferries were ordered in May 2012?", 0.0),
        ("Which ferries did Berg order in May 2012?", 0.0),
        ("What froze after:2012-05-01?", 0.0),
        ("How thick was the ice?", 0.0),
    ],
)
def test_what_came_out_before_the_time_asked_about_cannot_tell(question: str, lost: float) -> None:
    assert found(question, date(2012, 4, 16)) == [-lost]
    assert found(question, date(2012, 4, 17)) == [0.0]


def test_what_has_no_date_is_not_taken_to_have_come_out_before() -> None:
    assert found("When did it freeze in May 2012?", None) == [0.0]


def test_what_happened_recently_is_not_told_by_what_is_a_year_older() -> None:
    question = "Which ferry was recently sold?"
    assert found(question, ago(366), asked=DAY) == [-EARLY]
    assert found(question, ago(365), asked=DAY) == [0.0]
    assert found(question, ago(366)) == [0.0]
    assert found("The ice broke recently. Which ferry sank?", ago(366), asked=DAY) == [0.0]


def test_what_is_to_come_may_have_been_told_before() -> None:
    assert found("Who sails in May 2021?", ago(60), asked=DAY) == [0.0]


def test_where_nothing_was_found_there_is_nothing_to_say() -> None:
    assert found("Did it freeze?", asked=DAY) == []
