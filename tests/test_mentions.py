"""Names are found by their capitals, and known again in other forms."""

import pytest

from backissue.search.mentions import Named, mismatched, missing, names
from backissue.search.wording import words


def found(text: str) -> list[str]:
    return [each.text for each in names(text, words(text), [])]


def absent(claim: str, evidence: str) -> list[str]:
    """Return the words of the first name that the evidence does not have."""
    (name, *_) = names(claim, words(claim), [])
    return [word.text for word in missing(name, Named.of([words(evidence)]))]


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


@pytest.mark.parametrize(
    ("claim", "evidence", "missed"),
    [
        ("x Angela Merkel", "Angela Merkel left.", []),
        ("x Merkel", "Angela Merkel left.", []),
        ("x Maria Petersen", "Petersen left.", ["Maria"]),
        ("x WHO", "The World Health Organization met.", []),
        ("x World Health Organisation", "The WHO met.", []),
        ("x US", "The United States left.", []),
        ("x Americans", "The United States left.", []),
        ("x Afghan", "They left Afghanistan.", []),
        ("x Norway", "Norwegian ships left.", []),
        ("x Australian", "Austria left.", ["Australian"]),
        ("x Götze", "Mario Goetze scored.", []),
        ("x Johnson", "Johnston left.", ["Johnson"]),
    ],
)
def test_known_other_forms_are_the_same_name(claim: str, evidence: str, missed: list[str]) -> None:
    assert absent(claim, evidence) == missed


def test_a_middle_name_may_be_left_out_and_a_stranger_not_put_in() -> None:
    evidence = Named.of([words("Recep Tayyip Erdogan met Boris Johnson in Ankara.")])
    for claim, wrong in (("x Recep Erdogan", False), ("x Boris Erdogan", True)):
        (name,) = names(claim, words(claim), [])
        assert mismatched(name, evidence, [evidence]) is wrong
