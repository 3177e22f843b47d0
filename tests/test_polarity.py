"""What is denied is told from what is said."""

import pytest

from backissue.search.language.polarity import denied, opposites, plain
from backissue.search.language.wording import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran did not agree to it.", ["agree"]),
        ("Iran couldn’t say why.", ["say"]),
        ("There was no new evidence of fraud.", ["new", "evidence"]),
        ("They failed to reach an agreement, and left.", ["reach"]),
        ("They failed in May.", []),
        ("The order was unlawful under union rules.", ["unlawful"]),
        ("The order was not unlawful.", []),
        ("Nobody was hurt.", ["hurt"]),
        ("It has yet to pass; it still has to rain.", ["pass", "rain"]),
        ("He denied taking money.", ["taking", "money"]),
    ],
)
def test_a_denial_reaches_the_words_that_it_denies(text: str, expected: list[str]) -> None:
    found = words(text)
    places, _ = denied(text, found)
    assert [found[place].text for place in sorted(places)] == expected


def test_a_bound_denies_nothing() -> None:
    text = "No fewer than ten ships sank."
    assert denied(text, words(text), [(0, len("No fewer than ten"))]) == ({}, ())


def test_words_have_opposites_and_roots() -> None:
    assert "fall" in opposites("rise")
    assert "rise" in opposites("fall")
    assert [plain(word) for word in ("unlawful", "illegal", "under", "union")] == [
        "lawful",
        "legal",
        "under",
        "union",
    ]


def test_a_word_that_is_the_opposite_of_nothing_denies_nothing() -> None:
    for word in ("unprecedented", "unionize", "unrest", "unleash", "unfortunately"):
        assert plain(word) == word
    text = "Unionized workers began an unprecedented strike."
    assert denied(text, words(text)) == ({}, ())
