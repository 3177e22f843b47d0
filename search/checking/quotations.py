"""The words that a sentence puts in quotation marks, and whether evidence has them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

QUOTED = re.compile(
    r"“(?P<curly>[^“”]+)”|\"(?P<straight>[^\"]+)\"|"
    r"(?<!\w)[‘'](?P<single>(?:[^‘’'\n]|(?<=\w)['’](?=\w))+)[’'](?!\w)"
)
# What a writer may leave out of a quotation, or put into it.
GAP = re.compile(r"\.\.\.|…|\[[^\]]*\]")
MARKS = re.compile("[“”\"‘’']")
TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters `start` to `end` of a sentence, between its quotation marks."""

    start: int
    end: int
    text: str


def quotations(text: str) -> Iterator[Quotation]:
    """Find what stands in quotation marks, double or single, straight or curly."""
    for match in QUOTED.finditer(text):
        (group,) = (name for name, value in match.groupdict().items() if value is not None)
        if TOKEN.search(match[group]):
            yield Quotation(*match.span(group), match[group])


def is_quoted(quotation: Quotation, texts: Iterable[str]) -> bool:
    """Whether one of the texts has these words, one after the other, whatever marks are between.

    Three dots or square brackets stand for other words.
    """
    pieces = [_spelled(piece) for piece in GAP.split(quotation.text)]
    return any(_has_in_order(_spelled(text), pieces) for text in texts)


def _spelled(text: str) -> str:
    return f" {' '.join(TOKEN.findall(MARKS.sub('', text).casefold()))} "


def _has_in_order(text: str, pieces: list[str]) -> bool:
    place = 0
    for piece in pieces:
        place = text.find(piece, place) if piece.strip() else place
        if place < 0:
            return False
        place += max(0, len(piece) - 1)
    return True
