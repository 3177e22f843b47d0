"""Quoted words must stand in the evidence one after the other."""

import pytest

from backissue.search.checking.quotations import is_quoted, quotations


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He called it “a gift”.", ["a gift"]),
        ('He called it "a gift" and left.', ["a gift"]),
        ("He called it ‘the worker’s own gift’.", ["the worker’s own gift"]),
        ("The dockers' leader didn't say.", []),
        ("“…”", []),
    ],
)
def test_quotations_stand_in_marks_and_an_apostrophe_is_none(
    sentence: str, expected: list[str]
) -> None:
    assert [each.text for each in quotations(sentence)] == expected


@pytest.mark.parametrize(
    ("quoted", "said"),
    [
        ("“a gift to us”", True),
        ("“A gift—to us,”", True),
        ("“a gift … us”", True),
        ("“[It is] a gift to us”", True),
        ("“a gift for us”", False),
        ("“a gif”", False),
        ("“us a gift”", False),
    ],
)
def test_quoted_words_are_compared_word_for_word(quoted: str, said: bool) -> None:  # noqa: FBT001
    (found,) = quotations(quoted)
    assert is_quoted(found, ["He said it was a gift –\n to us."]) is said
