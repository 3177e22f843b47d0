"""What an article must be like to be found: a condition, made of others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from backissue.indexer.terms import Term


@dataclass(frozen=True, slots=True)
class Holds:
    """Has a term in its headline or its text."""

    term: Term


@dataclass(frozen=True, slots=True)
class Named:
    """Has a source, section, author or place with these words in its name, in their order."""

    label: str
    words: str
    is_whole: bool = False
    """Whether they must be the whole name."""


@dataclass(frozen=True, slots=True)
class Published:
    """Was published from the first day to the last, both included."""

    first: date | None
    last: date | None

    def __str__(self) -> str:
        """Return the days in words."""
        if self.first and self.first == self.last:
            return f"on {self.first}"
        return " ".join(
            f"{word} {day}" for word, day in (("from", self.first), ("to", self.last)) if day
        )


@dataclass(frozen=True, slots=True)
class AllOf:
    """Meets every one of some conditions."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Meets at least one of some conditions."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Does not meet a condition."""

    condition: "Condition"


Condition: TypeAlias = Holds | Named | Published | AllOf | AnyOf | Not


def held_terms(condition: Condition | None) -> tuple[Term, ...]:
    """Return the terms that an article may be found for, not those that it must not have."""
    match condition:
        case Holds(term):
            return (term,)
        case AllOf(conditions) | AnyOf(conditions):
            return tuple(term for each in conditions for term in held_terms(each))
        case _:
            return ()


def all_of(conditions: Iterable[Condition | None]) -> Condition | None:
    """Return the condition that every one of these is met, None where there are none."""
    every = tuple(each for each in conditions if each is not None)
    return AllOf(every) if len(every) > 1 else every[0] if every else None


def any_of(conditions: Iterable[Condition | None]) -> Condition | None:
    """Return the condition that one of these is met, None where there are none."""
    every = tuple(each for each in conditions if each is not None)
    return AnyOf(every) if len(every) > 1 else every[0] if every else None
