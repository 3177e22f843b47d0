"""Names are known again in other forms, and strangers are not put into them."""

import pytest

from backissue.search.checking.named import Named, mismatched, missing
from backissue.search.language.mentions import names
from backissue.search.language.wording import words


def absent(claim: str, evidence: str) -> list[str]:
    """Return the words of the first name that the evidence does not have."""
    (name, *_) = names(claim, words(claim), [])
    return [word.text for word in missing(name, Named.of([words(evidence)]))]


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
