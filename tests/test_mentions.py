"""Names are found by their capitals."""

import pytest

from backissue.search.language.mentions import names
from backissue.search.language.wording import words


def found(text: str) -> list[str]:
    return [each.text for each in names(text, words(text), [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Former Chancellor Angela Merkel met Tim Cook.",
            ["Merkel", "Tim Cook"],
        ),
        ("The U.S. Senate and the Bank of England agreed.", ["U.S. Senate", "Bank of England"]),
        ("In Paris, Apple's Tim Cook left.", ["Paris", "Apple", "Tim Cook"]),
        ("MERKEL TELLS EUROPE NO TO BREXIT", ["MERKEL TELLS EUROPE NO TO BREXIT"]),
        ("He met J. K. Rowling and al-Qaeda.", ["J. K. Rowling", "Qaeda"]),
    ],
)
def test_names_are_runs_of_capitals_without_office(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_an_ordinary_first_word_is_no_certain_name() -> None:
    text = "Officials said so."
    (name,) = names(text, words(text), [])
    assert not name.is_certain
