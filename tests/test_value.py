"""Two short answers differ where they give another number or day of the same kind."""

from datetime import date

import pytest

from backissue.search.answers.value import differ, value_of

JULY = date(2020, 7, 3)  # a Friday


def are_different(one: str, other: str) -> bool:
    ours, theirs = value_of(one, JULY), value_of(other, JULY)
    assert ours
    assert theirs
    assert differ(ours, theirs) == differ(theirs, ours)
    return differ(ours, theirs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12", "13 Americans"),
        ("2,500 soldiers", "two thousand"),
        ("39.1 seconds", "two minutes"),
        ("11 hours and 55 minutes", "11 hours and 23 minutes"),
        ("3 May", "4 May 2020"),
        ("2019", "2020"),
        ("more than 100", "422"),
    ],
)
def test_other_values_of_one_kind_differ(one: str, other: str) -> None:
    assert are_different(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("about 2,500", "2,487"),
        ("two", "2"),
        ("1.2 million", "1,200,000"),
        ("one week", "seven days"),
        ("Thursday", "2 July 2020"),
        ("July 2020", "3 July 2020"),
    ],
)
def test_the_same_value_in_other_words_does_not_differ(one: str, other: str) -> None:
    assert not are_different(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 percent", "12 dollars"),
        ("39.1 seconds", "160 metres"),
        ("3:34", "50"),
        ("12 to 13", "12"),
        ("the 50th", "five"),
    ],
)
def test_values_of_other_kinds_cannot_be_compared(one: str, other: str) -> None:
    assert not are_different(one, other)


def test_what_gives_neither_number_nor_day_has_no_value() -> None:
    assert value_of("almost out of fuel", JULY) is None
    assert value_of("Mullah Baradar", JULY) is None
