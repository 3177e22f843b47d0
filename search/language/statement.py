"""A sentence, read: its words, what it mentions and what it denies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from backissue.search.language.dates import Day, days
from backissue.search.language.mentions import Name, names
from backissue.search.language.polarity import denied, opposites
from backissue.search.language.quantities import Quantity, quantities
from backissue.search.language.wording import Word, is_marked, marks, words

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
    deniers: tuple[int, ...]
    """The places of the words that deny something."""
    units: tuple[Unit, ...]

    @property
    def lemmas(self) -> set[str]:
        """Every word that says something."""
        return {word.lemma for word in self.words if word.is_content}

    @property
    def wording(self) -> list[Word]:
        """The words that say something and belong to no mention, if a first word may be a name."""
        found: list[Word] = []
        for unit in self.units:
            if isinstance(unit.mention, Name) and not unit.mention.is_certain:
                found += [word for word in unit.mention.parts if word.is_content]
            elif unit.word and unit.word.is_content:
                found.append(unit.word)
        return found


@lru_cache(maxsize=4096)
def read_statement(text: str) -> Statement:
    """Read a sentence; one that was read lately is not read again."""
    found = words(text)
    of_time = days(text)
    taken = [(each.start, each.end) for each in of_time]
    numbers = quantities(text, taken)
    taken += [(each.start, each.end) for each in numbers]
    named = names(text, found, taken)
    denials, deniers = denied(text, found, taken)
    return Statement(
        text=text,
        words=tuple(found),
        days=tuple(of_time),
        quantities=tuple(numbers),
        names=tuple(named),
        denied=denials,
        deniers=deniers,
        units=tuple(_units(text, found, [*of_time, *numbers, *named])),
    )


def _units(text: str, found: Sequence[Word], mentions: Sequence[Mention]) -> Iterator[Unit]:
    taken = marks(len(text), [(each.start, each.end) for each in mentions])
    units = [(each.start, Unit(each.key, each, None)) for each in mentions]
    units += [
        (word.start, Unit(word.lemma, None, word))
        for word in found
        if (word.is_content or opposites(word.lemma)) and not is_marked(taken, word.start, word.end)
    ]
    for _, unit in sorted(units, key=lambda each: each[0]):
        yield unit
