"""Words that no article has are named, but not those that are put right."""

from dataclasses import replace

import pytest

from backissue.search.query.query import read_query
from backissue.search.retrieval.hits import Hits
from backissue.ui.lines.terminal import found_lines, understood_lines
from backissue.ui.lines.unknown import unknown_note


@pytest.mark.parametrize(
    ("text", "unknown", "suggestion", "note"),
    [
        ("harbour ice", (), None, ""),
        ("maralago ice", ("maralago",), None, "No article has “maralago”."),
        ("who dug it", ("who", "dug", "it"), None, "No article has “who”, “dug” or “it”."),
        ("zelenskiy ice", ("zelenskiy",), "zelensky ice", ""),
        ("zelenskiy, maralago", ("zelenskiy", "maralago"), "zelensky, maralago", "“maralago”."),
        ("a b c d e f g", tuple("abcdefg"), None, "“d”, “e” or 2 more of these words."),
    ],
)
def test_words_that_no_article_has_are_said(
    text: str, unknown: tuple[str, ...], suggestion: str | None, note: str
) -> None:
    query = replace(read_query(text), unknown=unknown, suggestion=suggestion)
    assert unknown_note(query).endswith(note)
    assert bool(unknown_note(query)) == bool(note)
    found = list(found_lines(Hits((), query)))
    assert (unknown_note(query) in found) or not note
    assert "No article has" not in " ".join(understood_lines(query, 0))
