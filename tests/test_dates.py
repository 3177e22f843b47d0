"""Days are read at the precision at which they are given."""

from datetime import date

import pytest

from backissue.search.language.dates import agrees, days


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("On July 3, 2020, and 3 July 2020", [(2020, 7, 3), (2020, 7, 3)]),
        ("Sept. 3; Dec. 2020; Jul 03, 2020", [(None, 9, 3), (2020, 12, None), (2020, 7, 3)]),
        ("2020-07-03 or 3.7.2020", [(2020, 7, 3), (2020, 7, 3)]),
        ("13/7/2020 or 7/13/2020", [(2020, 7, 13), (2020, 7, 13)]),
        ("from 13 to 15 March", [(None, 3, 13), (None, 3, 15)]),
        ("1914-18", [(1914, None, None), (1918, None, None)]),
        ("in May he may march in March", [(None, 5, None), (None, 3, None)]),
        ("December stood out", [(None, 12, None)]),
        ("2,019 men; 1500 people", []),
        ("in 1500 people died", [(1500, None, None)]),
        ("$2000 or 2000%", []),
    ],
)
def test_days_are_read(text: str, read: list[tuple[int | None, ...]]) -> None:
    assert [(each.year, each.month, each.day) for each in days(text)] == read


@pytest.mark.parametrize(
    ("claim", "evidence", "same"),
    [
        ("in 2020", "on July 3, 2020", True),
        ("on July 3, 2020", "in July 2020", False),
        ("on July 3, 2020", "on July 3", True),
        ("on July 3, 2019", "on July 3", False),
        ("on January 2, 2021", "on January 2", False),
        ("on Wednesday", "on July 1", True),
        ("on July 1, 2020", "on Wednesday", True),
        ("on July 2, 2020", "on Wednesday", False),
        ("in 2019", "last year", True),
        ("in the 1990s", "in 1993", True),
        ("in 1993", "in the 1990s", False),
        ("on 31 June 2020", "on Wednesday", False),
    ],
)
def test_days_agree_as_far_as_they_are_given(claim: str, evidence: str, same: bool) -> None:  # noqa: FBT001
    one, other = days(claim)[0], days(evidence)[0]
    assert agrees(one, other, date(2020, 7, 3), ()) is same


def test_the_year_may_stand_elsewhere() -> None:
    claim, evidence = days("on July 3, 1863")[0], days("on July 3")[0]
    assert not agrees(claim, evidence, date(2020, 7, 3), ())
    assert agrees(claim, evidence, date(2020, 7, 3), (1863,))


@pytest.mark.parametrize("day", ["3 February 2020", "2 March 2020", "02/03/2020", "3/2/2020"])
def test_a_day_whose_month_may_be_either_number_is_given_by_both(day: str) -> None:
    slashed, written = days("on 02/03/2020")[0], days(f"on {day}")[0]
    assert agrees(slashed, written, None, ())
    assert agrees(written, slashed, None, ())


def test_a_day_with_one_month_is_given_by_no_other() -> None:
    point, other = days("on 02.03.2020")[0], days("on 3 February 2020")[0]
    assert not agrees(point, other, None, ())
    for day in ("3 February 2021", "4 February 2020", "13/02/2020"):
        assert not agrees(days("on 02/03/2020")[0], days(f"on {day}")[0], None, ())
