"""A text is found by whatever way it may be quoted in."""

import pytest

from backissue.indexer.indexes.wording import SEAM_WORDS, plain, seam, wordings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as it is", "as it is"),
        ("cafe\u0301", "café"),
        ("ﬁnal", "final"),
        ("gov\u00adern\u00ad\nment", "government"),
    ],
)
def test_letters_have_one_form(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no hyphen", ["no hyphen"]),
        ("well-known", ["well-known"]),
        ("a govern-\nment", ["a government", "a govern-\nment"]),
        ("well‐\n  known", ["wellknown", "well‐\n  known"]),
        ("won 5-\n4", ["won 5-\n4"]),
        ("he said -\nthen left", ["he said -\nthen left"]),
    ],
)
def test_a_word_parted_at_the_end_of_a_line_is_whole_and_parted(
    text: str, expected: list[str]
) -> None:
    assert wordings(text) == expected


def test_a_seam_has_the_last_words_and_the_first() -> None:
    before = " ".join(f"b{number}" for number in range(100))
    after = " ".join(f"a{number}" for number in range(100))
    (words,) = seam(before, after)
    expected = [*before.split()[-SEAM_WORDS:], *after.split()[:SEAM_WORDS]]
    assert words.split() == expected
    assert seam("one", "two") == ["one\ntwo"]
