"""Holidays are read as days of the calendar, and told from what is merely called after them."""

from datetime import date

import pytest

from backissue.search.query.when import Times, read_times

ASKED = date(2020, 7, 8)  # a Wednesday

ASKED_ABOUT = {
    "What opened on Christmas Day 2019?": "2019-12-25 2019-12-25",
    "What opened at Christmas 2019?": "2019-12-25 2019-12-25",
    "What opened on Boxing Day, 2004?": "2004-12-26 2004-12-26",
    "What opened on New Year’s Eve 1999?": "1999-12-31 1999-12-31",
    "What opened on new years day 2020?": "2020-01-01 2020-01-01",
    "What opened on Martin Luther King Jr. Day 2020?": "2020-01-20 2020-01-20",
    "What opened on Presidents' Day 2020?": "2020-02-17 2020-02-17",
    "What opened on Saint Patrick's Day 2020?": "2020-03-17 2020-03-17",
    "What opened on Ash Wednesday 2020?": "2020-02-26 2020-02-26",
    "What opened on Good Friday 1998?": "1998-04-10 1998-04-10",
    "What opened on Easter Monday 1916?": "1916-04-24 1916-04-24",
    "What opened at Pentecost 2020?": "2020-05-31 2020-05-31",
    "What opened on Memorial Day 2020?": "2020-05-25 2020-05-25",
    "What opened on the Fourth of July?": "2020-07-04 2020-07-04",
    "What opened on Labor Day 2019?": "2019-09-02 2019-09-02",
    "What opened on Columbus Day 2019?": "2019-10-14 2019-10-14",
    "What opened on Halloween night 2019?": "2019-10-31 2019-10-31",
    "What opened on Remembrance Sunday 2019?": "2019-11-10 2019-11-10",
    "What opened on Thanksgiving 2019?": "2019-11-28 2019-11-28",
    # without a year, the latest
    "What opened on Christmas Day?": "2019-12-25 2019-12-25",
    "What opened since Easter?": "2020-04-12 None",
    "What opened last Easter?": "2020-04-12 2020-04-12",
    "What opens this Christmas?": "2020-12-25 2020-12-25",
    "What opened on Valentine's Day last year?": "2019-02-14 2019-02-14",
    "What opened between Christmas and New Year's Day?": "2019-12-25 2020-01-01",
    "What opened on election day in Kenya in 2017?": "2017-01-01 2017-12-31",
    # with other days
    "What opened over Labor Day weekend 2019?": "2019-08-31 2019-09-02",
    "What opened over Thanksgiving weekend 2019?": "2019-11-28 2019-12-01",
    "What opened in the week of Thanksgiving 2019?": "2019-11-25 2019-12-01",
    "What opened in the week before Christmas 2019?": "2019-12-18 2019-12-24",
    "What opened from Christmas 2019 to Easter 2020?": "2019-12-25 2020-04-12",
}

NO_TIME = [
    "What stands on Easter Island?",
    "What is on the Good Friday Agreement?",
    "Who spends more on Halloween costumes?",
    "films like Halloween",
    "the Boxing Day tsunami",
    "Last Christmas by Wham",
    "Which day is Thanksgiving?",
    "What must be done by Christmas?",
    "What opened on Canadian Thanksgiving?",
    "What opened on election day?",
    "What did the King say between Christmas and the new year?",
]


@pytest.mark.parametrize(("text", "expected"), ASKED_ABOUT.items(), ids=str)
def test_a_holiday_is_a_day_that_is_asked_about(text: str, expected: str) -> None:
    when = read_times(text, ASKED).when
    assert when is not None
    assert f"{when.first} {when.last}" == expected


@pytest.mark.parametrize("text", NO_TIME, ids=str)
def test_what_is_called_after_a_holiday_is_no_time(text: str) -> None:
    assert read_times(text, ASKED) == Times()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (date(2019, 11, 28), date(2019, 11, 28)),
        (date(2020, 7, 8), date(2019, 11, 28)),
        (date(2020, 11, 20), None),
    ],
)
def test_a_holiday_that_is_to_come_soon_is_left_open(asked: date, expected: date | None) -> None:
    when = read_times("What do they eat on Thanksgiving?", asked).when
    assert (when and when.first) == expected


@pytest.mark.parametrize(
    "holiday", ["Orthodox Easter", "Greek Good Friday", "Lunar New Year's Eve"]
)
def test_a_holiday_of_others_is_on_no_day_of_its_year(holiday: str) -> None:
    times = read_times(f"What opened at {holiday} 2019?", ASKED)
    whole_year = (date(2019, 1, 1), date(2019, 12, 31))
    assert times.when is None
    assert [(each.first, each.last) for each in times.mentioned] == [whole_year]


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("What sold well this Christmas?", date(2020, 1, 3), date(2019, 12, 25)),
        ("What sells well this Christmas?", date(2020, 12, 3), date(2020, 12, 25)),
        ("What opens this New Year's Day?", date(2019, 12, 20), date(2020, 1, 1)),
    ],
)
def test_this_holiday_is_the_nearest(text: str, asked: date, expected: date) -> None:
    when = read_times(text, asked).when
    assert when is not None
    assert (when.first, when.last) == (expected, expected)


@pytest.mark.parametrize(
    "text",
    [
        "What happens in the week before Christmas?",
        "What happens between Thanksgiving and Christmas?",
        "What happens between Christmas and New Year's Day?",
    ],
)
def test_days_told_by_a_holiday_that_is_to_come_soon_are_left_open(text: str) -> None:
    assert read_times(text, date(2020, 11, 20)) == Times()
    assert read_times(text, ASKED).when is not None


def test_a_holiday_without_a_year_depends_on_the_day_of_asking() -> None:
    text = "What opened on Halloween?"
    times = read_times(text, None)
    assert times.when is None
    assert [text[start:end] for start, end in times.unresolved] == ["Halloween"]
