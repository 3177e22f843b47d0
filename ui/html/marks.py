"""A text with the parts that matter in it marked, as HTML."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from markupsafe import Markup

from backissue.indexer.indexes.analyzers import content_words
from backissue.search.query.operators import is_auxiliary
from backissue.search.query.query import Query

Span: TypeAlias = tuple[int, int]

WORD = re.compile(r"\w+")
LINE = re.compile(r"[^\n]+")

# Where one ends and another begins, rather than after “Aug.” before a number.
SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s+(?=[^\Wa-z\d_]|[“\"‘(])|\n+")

# So many characters fill the lines of a passage that are shown on a phone.
UNSEEN = 120

# Words of the texts that are on a page at once.
WORDS_REMEMBERED = 20_000


def words_of(query: Query) -> frozenset[str]:
    """Return what a query looks for, each word as the index knows it, without auxiliary verbs."""
    telling = [
        word
        for word in query.words.split()
        if not is_auxiliary(word, begins=query.text.startswith(word))
    ]
    return frozenset(content_words(" ".join(telling)))


def found_in(text: str, words: frozenset[str]) -> list[Span]:
    """Return where a text has some of the words, in any of their forms."""
    return [
        match.span()
        for match in WORD.finditer(text)
        if words and not words.isdisjoint(_known_as(match[0]))
    ]


def marked(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> Markup:
    """Return characters `start` to `end` of a text with what lies in the spans marked."""
    end = len(text) if end is None else end
    parts, place = [], start
    for first, last in sorted(spans):
        here = slice(max(first, place), min(last, end))
        if here.start < here.stop:
            parts += [Markup("{}<mark>{}</mark>").format(text[place : here.start], text[here])]
            place = here.stop
    return joined([*parts, Markup("{}").format(text[place:end])])


def excerpt(text: str, spans: Sequence[Span], start: int, end: int) -> Markup:
    """Return characters `start` to `end` of a text, marked, from where the first mark is seen.

    What comes before it is left out, up to its sentence, where that is much.
    """
    first = min((span[0] for span in spans), default=start)
    if first - start > UNSEEN:
        begins = [match.end() for match in SENTENCE_END.finditer(text, start, first)]
        if begins:
            return Markup("… {}").format(marked(text, spans, begins[-1], end))
    return marked(text, spans, start, end)


def paragraphs(text: str, spans: Sequence[Span]) -> Markup:
    """Return a text as paragraphs, one a line, with what lies in the spans marked."""
    return joined(
        Markup("<p>{}</p>").format(marked(text, spans, *line.span()))
        for line in LINE.finditer(text)
        if line[0].strip()
    )


def joined(parts: Iterable[Markup]) -> Markup:
    """Put parts one after another."""
    return Markup("").join(parts)


@lru_cache(WORDS_REMEMBERED)
def _known_as(word: str) -> frozenset[str]:
    return frozenset(content_words(word))
