"""Which part of a passage to show: where most of what was looked for stands together."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from backissue.indexer.indexes.analyzers import content_words
from backissue.indexer.indexes.spelling import other_spellings
from backissue.search.query.operators import is_auxiliary
from backissue.search.query.query import Query

Span: TypeAlias = tuple[int, int]

WORD = re.compile(r"\w+")
FIRST_LETTER = re.compile(r"(?<!\S)\S")

# Where one ends and another begins, rather than after “Aug.” before a number.
SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s+(?=[^\Wa-z\d_]|[“\"‘(])|\n+")

# Words of the texts that are on a page at once.
WORDS_REMEMBERED = 20_000


def words_of(query: Query) -> frozenset[str]:
    """Return what a query looks for, each word as the index knows it, without auxiliary verbs."""
    telling = [
        word
        for word in query.words.split()
        if not is_auxiliary(word, begins=query.text.startswith(word))
    ]
    return frozenset(content_words(" ".join([*telling, *other_spellings(query.words)])))


def found_in(text: str, words: frozenset[str]) -> list[Span]:
    """Return where a text has some of the words, in any of their forms."""
    return [
        match.span()
        for match in WORD.finditer(text)
        if words and not words.isdisjoint(_known_as(match[0]))
    ]


def begin_excerpt(text: str, spans: Sequence[Span], start: int, end: int, room: int) -> int:
    """Return where to begin to read characters `start` to `end` of a text.

    There most different words of the spans, and of them most side by side, stand within so many
    characters: at `start` if nothing is better, or else as near before them as fills these.
    """
    within = sorted(span for span in spans if start <= span[0] < end)
    pairs = [pair for pair in pairwise(within) if not WORD.search(text, pair[0][1], pair[1][0])]
    groups: list[tuple[Span, ...]] = [*((span,) for span in within), *pairs]

    def worth(begin: int) -> tuple[int, bool, int, int]:
        shown = (group for group in groups if begin <= group[0][0] and group[-1][1] <= begin + room)
        different = {tuple(_known_as(text[slice(*span)]) for span in group) for group in shown}
        return len(different), begin == start, min(end - begin, room), begin

    return max(_beginnings(text, within, start, end, room), key=worth)


def _beginnings(text: str, spans: Sequence[Span], start: int, end: int, room: int) -> Iterator[int]:
    """Yield where sentences begin, and words before what is far from the beginning of its own."""
    sentences = [start, *(match.end() for match in SENTENCE_END.finditer(text, start, end))]
    yield from sentences
    for first, last in spans:
        if last - max(begin for begin in sentences if begin <= first) > room:
            near = FIRST_LETTER.search(text, max(start, first - room // 2), first)
            yield near.start() if near else first


@lru_cache(WORDS_REMEMBERED)
def _known_as(word: str) -> frozenset[str]:
    return frozenset(content_words(word))
