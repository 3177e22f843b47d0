"""What can be asked of the words of a passage: to hold a term, in its headline or its text."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from backissue.indexer.indexes.analyzers import analyzer, as_written
from backissue.indexer.indexes.spelling import other_spellings
from backissue.indexer.indexes.wording import plain, with_percent

if TYPE_CHECKING:
    import tantivy

Place: TypeAlias = Literal["title", "body", "seam"]

WILD_WORD = re.compile(r"(?:[^\W_]|\*)+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words to be held.

    `word` in any of its forms and spellings, accents or not; `phrase` as written but for capitals
    and percent: its words in their order, whatever marks stand between them; `wildcard` as written
    with * for any letters; `fuzzy` as written but for a letter or, with a distance of 2, two.
    """

    kind: Literal["word", "phrase", "wildcard", "fuzzy"]
    text: str
    in_title: bool = False
    """Whether only the headline counts."""
    distance: int = 1


def has_words(text: str) -> bool:
    """Whether there is anything in a text that an index can hold."""
    return any(character.isalnum() for character in text)


def term_query(schema: "tantivy.Schema", term: Term, place: Place) -> "tantivy.Query | None":
    """Return a query for the passages with a term in one place, None where none can have it there.

    A seam between passages can have only what is longer than a word.
    """
    forms = analyzer().analyze(with_percent(term.text)) if term.kind == "word" else []
    if len(forms) == 1:
        return None if place == "seam" else _any_spelling(schema, term.text, forms, place)
    field = "seam" if place == "seam" else f"{place}_as_written"
    if term.kind == "wildcard":
        return _wildcard(schema, term, field)
    return _as_written(schema, term, field)


def _any_spelling(
    schema: "tantivy.Schema", text: str, forms: list[str], place: Place
) -> "tantivy.Query":
    """Return what finds a word by its stem, or in its other spelling as it is written."""
    import tantivy

    written = f"{place}_as_written"
    found = [
        *(_word(schema, place, each, "freq") for each in forms),
        *(_word(schema, written, each, "position") for each in other_spellings(text)),
    ]
    if len(found) == 1:
        return found[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in found])


def _as_written(schema: "tantivy.Schema", term: Term, field: str) -> "tantivy.Query | None":
    import tantivy

    tokens = as_written().pre_tokenize(plain(term.text)).tokens
    if len(tokens) > 1:
        words: list[str | tuple[int, str]] = [(each.position, each.text) for each in tokens]
        return tantivy.Query.phrase_query(schema, field, words)
    if not tokens or field == "seam":
        return None
    if term.kind == "fuzzy":
        return tantivy.Query.fuzzy_term_query(schema, field, tokens[0].text, term.distance)
    return _word(schema, field, tokens[0].text, "position")


def _wildcard(schema: "tantivy.Schema", term: Term, field: str) -> "tantivy.Query | None":
    import tantivy

    words = WILD_WORD.findall(plain(term.text).lower())
    patterns: list[str | tuple[int, str]] = [word.replace("*", ".*") for word in words]
    if len(patterns) > 1:
        return tantivy.Query.regex_phrase_query(schema, field, patterns)
    return None if field == "seam" else tantivy.Query.regex_query(schema, field, str(patterns[0]))


def _word(schema: "tantivy.Schema", field: str, word: str, index_option: str) -> "tantivy.Query":
    import tantivy

    return tantivy.Query.term_query(schema, field, word, index_option)
