"""What a language model writes -> its words and the passages that it cites, as they come."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backissue.indexer.split import sentences

# [1], [1, 3], [2–4], [passage 2], and 【1†source】 as some models have learnt to write it.
NUMBERS = r"\d{1,3}(?:\s*(?:[,;–-]|and|&)\s*\d{1,3})*"
MARK = re.compile(
    rf"[\[【]\s*(?:passages?|sources?)?\s*(?P<numbers>{NUMBERS})\s*(?:†[^\[\]【】]*)?[\]】]",
    re.IGNORECASE,
)
RANGE = re.compile(r"(?P<first>\d+)(?:\s*[–-]\s*(?P<last>\d+))?")

# What may become a mark when more of it has come; no mark is longer, in characters.
BEGUN = re.compile(r"[\[【][^\[\]【】]{0,60}$")

# Signs of a list or headline, and of stress.
LINE_SIGN = re.compile(r"\s*(?:[-*•]|\d+[.)]|#+)\s+")
STRESS = re.compile(r"\*\*|__")
STOPS = (".", "!", "?")


@dataclass(frozen=True, slots=True)
class Mark:
    """The numbers in a pair of brackets: those of passages, and those of none."""

    numbers: tuple[int, ...]
    unknown: tuple[int, ...]

    def __str__(self) -> str:
        """Return the numbers of passages as they are shown: [1][3]."""
        return "".join(f"[{number}]" for number in self.numbers)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as it was written, without marks, and the numbers of the passages it cites."""

    text: str
    numbers: tuple[int, ...]


def read_marks(pieces: Iterable[str], passages: int) -> Iterator[str | Mark]:
    """Yield words and marks in their order; a mark may come in several pieces.

    Passages are numbered from 1.
    """
    held = ""
    for piece in pieces:
        held += piece
        begun = BEGUN.search(held)
        ready = begun.start() if begun else len(held)
        yield from _parts(held[:ready], passages)
        held = held[ready:]
    yield from _parts(held, passages)


def written_sentences(parts: Iterable[str | Mark]) -> list[Written]:
    """Return the sentences, each with the numbers that stand in it or after it."""
    text, marks = _apart(parts)
    spans = list(_spans(text))
    cited: list[dict[int, None]] = [{} for _ in spans]
    for place, mark in marks:
        before = sum(start < place for start, _ in spans)
        if spans:
            cited[max(0, before - 1)].update(dict.fromkeys(mark.numbers))
    found = zip(spans, cited, strict=True)
    return [
        Written(words, tuple(numbers))
        for (start, end), numbers in found
        if (words := STRESS.sub("", text[start:end]).strip())
    ]


def _parts(text: str, passages: int) -> Iterator[str | Mark]:
    place = 0
    for found in MARK.finditer(text):
        if found.start() > place:
            yield text[place : found.start()]
        yield _mark(found["numbers"], passages)
        place = found.end()
    if place < len(text):
        yield text[place:]


def _mark(said: str, passages: int) -> Mark:
    numbers: dict[int, None] = {}
    for found in RANGE.finditer(said):
        first = int(found["first"])
        last = int(found["last"] or first)
        numbers.update(dict.fromkeys(range(first, last + 1) if first <= last else (first, last)))
    known = tuple(number for number in numbers if 1 <= number <= passages)
    return Mark(known, tuple(number for number in numbers if number not in known))


def _apart(parts: Iterable[str | Mark]) -> tuple[str, list[tuple[int, Mark]]]:
    """Return the words without marks, and where the marks stood in them."""
    text = ""
    marks: list[tuple[int, Mark]] = []
    after_mark = False
    for part in parts:
        if isinstance(part, Mark):
            marks.append((len(text), part))
        elif after_mark and part[0] in ".,;:!?":
            text = text.rstrip() + part
        elif after_mark and text.endswith(STOPS) and part[0].isalnum():
            text += " " + part
        elif after_mark and text[-1:].isspace():
            text += part.lstrip(" ")
        else:
            text += part
        after_mark = isinstance(part, Mark)
    return text, marks


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence stands; a line ends one, and a sign before it is left out."""
    place = 0
    for line in text.splitlines(keepends=True):
        sign = LINE_SIGN.match(line)
        begin = place + (sign.end() if sign else 0)
        place += len(line)
        for start, end in sentences(text[begin:place]):
            yield begin + start, begin + end
