"""Numbers are read in digits and in words, with units, and compared as they are meant."""

import pytest

from backissue.search.language.quantities import agrees, quantities


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2.5 million people", [2.5e6]),
        ("two thousand five hundred", [2500]),
        ("three and a half million", [3.5e6]),
        ("half a million", [5e5]),
        ("a quarter of a million", [2.5e5]),
        ("$3.4bn and £2.4m", [3.4e9, 2.4e6]),
        ("a 100m race", [100]),
        ("$787.5M, $1.34B, €3T and £10K", [787.5e6, 1.34e9, 3e12, 1e4]),
        ("a 4K film of a 737 MAX, 1.5X", [737]),
        ("the 21st and the second", [21, 2]),
        ("a 10-second race", [10]),
        ("half a dozen, a dozen", [6, 12]),
        ("tens of thousands fled", [1e4]),
        ("between 100 million and two hundred million", [1e8, 2e8]),
        ("between 5 and 6 million", [5e6, 6e6]),
        ("by 56 votes to none", [56, 0]),
        ("two thirds of it, a third man", [2 / 3, 3]),
        ("in the second half of 10 games", [2, 10]),
        ("at 9.55 p.m., five p.m. and noon", [1315, 1020, 720]),
        ("Covid-19, A320 and 5G", []),
        ("Mega Millions, then millions", [1e6]),
        ("Thousands fled", [1e3]),
        ("minus signs: -5 degrees", [-5]),
        ("1 000 000 and 1,000,000", [1e6, 1e6]),
    ],
)
def test_numbers_are_read_however_they_are_written(text: str, values: list[float]) -> None:
    assert [each.value for each in quantities(text)] == pytest.approx(values)


def test_a_quantity_knows_its_unit_its_bound_and_its_characters() -> None:
    text = "It cost more than US$3.4 million, 12 percentage points and 30 square miles."
    money, points, area = quantities(text)
    assert (money.unit, money.hedge, money.text) == ("dollar", "over", "more than US$3.4 million")
    assert (points.unit, points.text) == ("point", "12 percentage points")
    assert (area.unit, text[area.start : area.end]) == ("square metre", "30 square miles")


@pytest.mark.parametrize(
    ("claim", "evidence", "same"),
    [
        ("2.5 million", "2,500,000", True),
        ("2.5 million", "2,496,312", True),
        ("2,500", "2,483", False),
        ("about 2,500", "2,483", True),
        ("about 10", "about 9", False),
        ("more than 2,000", "2,483", True),
        ("more than 200", "less than 200", False),
        ("800", "more than 800", True),
        ("more than 800", "about 800", False),
        ("at least 30", "more than 30", True),
        ("half of them", "50 percent", True),
        ("5 percent", "5 percentage points", False),
        ("$5", "5 dollars", True),
        ("$5", "£5", False),
        ("$5", "5", False),
        ("10 miles", "16 km", True),
        ("10 miles", "10 km", False),
        ("thousands", "2,500", True),
        ("first", "1", False),
        ("first", "1st", True),
        ("75", "a 75-year-old", True),
        ("9 p.m.", "21:00", True),
        ("3 million", "2.6 million", False),
    ],
)
def test_numbers_agree_as_far_as_they_are_meant(claim: str, evidence: str, same: bool) -> None:  # noqa: FBT001
    assert agrees(quantities(claim)[0], quantities(evidence)[0]) is same
