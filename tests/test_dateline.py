"""The dateline of an article answers where and when, and nothing else."""

import pytest

from backissue.search.reading.dateline import is_of_dateline
from backissue.search.reading.kind import Kind


@pytest.mark.parametrize(
    ("text", "words", "kind", "is_of"),
    [
        ("Brussels [Belgium], April 11 : A ring was shown.", "Brussels", "any", True),
        ("Brussels [Belgium], April 11 : A ring was shown.", "Brussels", "place", False),
        ("Brussels [Belgium], April 11 : A ring was shown.", "April 11", "day", False),
        ("Brussels [Belgium], April 11 : A ring was shown.", "April 11 : A ring", "day", True),
        ("Brussels [Belgium], April 11 : A ring was shown.", "A ring", "any", False),
        ("WASHINGTON – The House voted.", "WASHINGTON", "state", True),
        ("DES MOINES, Iowa — The caucus is near.", "Iowa", "state", True),
        ("LONDON (Reuters) - The court sat.", "LONDON", "city", False),
        ("Apple — the company — won.", "Apple", "any", False),
        ("NASA – the space agency – launched it.", "NASA", "any", False),
        ("LeBron James (Lakers) - scored.", "LeBron James", "any", False),
        ("SARASOTA COUNTY – The harbour froze.", "SARASOTA COUNTY", "county", False),
        ("The House voted in WASHINGTON – again.", "WASHINGTON", "state", False),
    ],
)
def test_words_of_a_dateline_are_told(text: str, words: str, kind: Kind, *, is_of: bool) -> None:
    start = text.index(words)
    assert is_of_dateline(text, start, start + len(words), kind) == is_of
