"""Of a passage that part is shown in which most of what was looked for stands together."""

import pytest

from backissue.search.query.query import read_query
from backissue.ui.lines.excerpt import begin_excerpt, found_in, words_of

FERRY = (
    "The harbour was cold. Nobody came. Nothing was said of it for a long time. The ferry was "
    "late. A night of storms followed. Then the night ferry left the harbour at last. It was noon."
)


def shown(text: str, query: str, room: int = 60) -> str:
    """Return what is seen of a text that is searched."""
    spans = found_in(text, words_of(read_query(query)))
    begin = begin_excerpt(text, spans, 0, len(text), room)
    return text[begin : begin + room]


def test_words_are_found_in_any_of_their_forms() -> None:
    text = "Ferries froze; the ferry is FREEZING."
    words = words_of(read_query("the freezing ferry"))
    assert [text[start:end] for start, end in found_in(text, words)] == [
        "Ferries",
        "ferry",
        "FREEZING",
    ]


def test_without_words_nothing_is_found() -> None:
    assert found_in("The ferry", words_of(read_query("the"))) == []


@pytest.mark.parametrize(
    ("query", "begins"),
    [
        ("harbour", "The harbour was cold."),
        ("noon", "Then the night ferry left the harbour at last. It was noon."),
        ("late ferry", "The ferry was late."),
        ("the harbour's ferries", "Then the night ferry left the harbour"),
        ("a late storm", "The ferry was late. A night of storms"),
        ("night ferry", "A night of storms followed. Then the night ferry"),
        ("zebra", "The harbour was cold."),
    ],
)
def test_an_excerpt_begins_with_the_sentence_that_shows_most_words(query: str, begins: str) -> None:
    assert shown(FERRY, query).startswith(begins)


def test_of_a_long_sentence_what_stands_before_the_words_is_left_out() -> None:
    long = f"{'much was said and ' * 20}then the night ferry left {'and on it went ' * 20}"
    seen = shown(long, "night ferry")
    assert seen.startswith("was said and then the night")
    assert "the night ferry left" in seen


def test_an_excerpt_stays_in_its_passage() -> None:
    spans = [(4, 11), (79, 84), (118, 124)]
    assert FERRY[begin_excerpt(FERRY, spans, 22, 95, 20) :].startswith("The ferry was late.")
    assert begin_excerpt(FERRY, spans, 22, 70, 20) == 22
