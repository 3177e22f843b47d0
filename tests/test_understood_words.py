"""A query is said back as a person would write it, with the words that no article has."""

from dataclasses import replace

import pytest

from backissue.search.query.query import read_query
from backissue.search.retrieval.hits import Hits
from backissue.ui.lines.terminal import found_lines, understood_lines
from backissue.ui.lines.understood import parts_said, unknown_note


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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"thick ice" -snow', "“thick ice” · not “snow”"),
        ("ice NOT snow", "“ice” · not “snow”"),
        ("(ice OR snow) AND harbour", "(“ice” OR “snow”) AND “harbour”"),
        ("ice (snow OR (hail AND wind))", "“ice” · (“snow” OR (“hail” AND “wind”))"),
        ("harbour -(ice OR snow)", "“harbour” · not (“ice” OR “snow”)"),
        (
            "harbour -(ice AND (snow OR -hail))",
            "“harbour” · not (“ice” AND (“snow” OR not “hail”))",
        ),
        ("-(ice snow) harbour", "not (“ice” · “snow”) · “harbour”"),
        ("NOT (ice snow) -hail", "not (“ice” · “snow”) · not “hail”"),
        ("colour~ troop* source:post", "like “colour” · troop* · source post"),
    ],
)
def test_a_query_is_said_as_a_person_would_write_it(text: str, said: str) -> None:
    assert parts_said(read_query(text).parts) == said
