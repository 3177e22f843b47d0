"""A sentence, read: its words, what it mentions, and what stands where in another one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TypeAlias

from backissue.search.days import Day, days
from backissue.search.names import Name, names
from backissue.search.polarity import denied
from backissue.search.quantities import Quantity, quantities
from backissue.search.wording import Word, overlaps, words

Mention: TypeAlias = Day | Quantity | Name


@dataclass(frozen=True, slots=True)
class Unit:
    """A word that says something, or all words of one mention."""

    key: str
    mention: Mention | None
    word: Word | None


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A sentence with what can be read from it alone."""

    text: str
    words: tuple[Word, ...]
    days: tuple[Day, ...]
    quantities: tuple[Quantity, ...]
    names: tuple[Name, ...]
    denied: dict[int, int]
    """The places of the words that it denies, each with the place of what denies it."""
    units: tuple[Unit, ...]

    @property
    def lemmas(self) -> set[str]:
        """Every word that says something."""
        return {word.lemma for word in self.words if word.is_content}

    @property
    def wording(self) -> list[Word]:
        """The words that say something and belong to no mention."""
        return [unit.word for unit in self.units if unit.word]


@lru_cache(maxsize=4096)
def read_statement(text: str) -> Statement:
    """Read a sentence; one that was read lately is not read again."""
    found = words(text)
    of_time = days(text)
    taken = [(each.start, each.end) for each in of_time]
    numbers = quantities(text, taken)
    taken += [(each.start, each.end) for each in numbers]
    named = names(text, found, taken)
    return Statement(
        text=text,
        words=tuple(found),
        days=tuple(of_time),
        quantities=tuple(numbers),
        names=tuple(named),
        denied=denied(text, found),
        units=tuple(_units(found, [*of_time, *numbers, *named])),
    )


def _units(found: Sequence[Word], mentions: Sequence[Mention]) -> Iterator[Unit]:
    spans = [(each.start, each.end) for each in mentions]
    units = [(each.start, Unit(each.key, each, None)) for each in mentions]
    units += [
        (word.start, Unit(word.lemma, None, word))
        for word in found
        if word.is_content and not overlaps(word.start, word.end, spans)
    ]
    for _, unit in sorted(units, key=lambda each: each[0]):
        yield unit


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """Which units of a claim stand in a sentence, in the same order, and what stands for others."""

    share: float
    """Of the claim's units, those that stand there."""
    equal: frozenset[int]
    instead: dict[int, Mention]
    """By the place of a claimed mention, one of its kind in its stead between the same words."""


def align(claim: Statement, evidence: Statement) -> Alignment:
    """Lay a sentence beside a claim, unit by unit."""
    ours, theirs = claim.units, evidence.units
    matcher = SequenceMatcher(
        None, [unit.key for unit in ours], [unit.key for unit in theirs], autojunk=False
    )
    equal: set[int] = set()
    instead: dict[int, Mention] = {}
    for tag, first, last, other_first, other_last in matcher.get_opcodes():
        if tag == "equal":
            equal.update(range(first, last))
        elif tag == "replace":
            rivals = [unit.mention for unit in theirs[other_first:other_last] if unit.mention]
            for place in range(first, last):
                mention = ours[place].mention
                rival = mention and next((each for each in rivals if _same_kind(mention, each)), None)
                if rival:
                    instead[place] = rival
                    rivals.remove(rival)
    return Alignment(len(equal) / max(1, len(ours)), frozenset(equal), instead)


def _same_kind(one: Mention, other: Mention) -> bool:
    return type(one) is type(other) and one.precision == other.precision
