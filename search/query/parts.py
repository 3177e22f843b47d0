"""The parts of a query as they were understood, and its text without some of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from backissue.indexer.indexes.terms import has_words
from backissue.search.query.tokens import Token

# A mark that what it followed was taken from.
LONE_MARK = re.compile(r"(?:^|\s+)(?:[,;:]\s+|([?!.,;:])(?=\s|$))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a query as it was understood."""

    kind: str
    """words, word, phrase, wildcard, fuzzy, operator, or the name of a field."""
    value: str
    start: int
    end: int
    """The characters of the query's text that it came from."""
    is_excluded: bool = False
    meaning: str = ""
    """Which days it stands for."""
    note: str = ""
    """What was not read as it may have been meant."""


def without(text: str, tokens: Iterable[Token]) -> str:
    """Return a text without some of its tokens, or nothing where no word is left."""
    kept, place = [], 0
    for token in tokens:
        kept.append(text[place : token.start])
        place = token.end
    rest = " ".join("".join([*kept, text[place:]]).split())
    if not has_words(rest):
        return ""
    return LONE_MARK.sub(r"\1", rest) if kept else rest


def joined(text: str, parts: Iterable[Part]) -> Iterator[Part]:
    """Yield parts, words that merely rank in one piece."""
    for kind, same in groupby(parts, attrgetter("kind")):
        every = list(same)
        if kind != "words":
            yield from every
            continue
        words, end = every[0], every[-1].end
        if len(every) > 1:
            note = next((part.note for part in every if part.note), "")
            words = replace(words, value=text[words.start : end], end=end, note=note)
        if has_words(words.value):
            yield words
