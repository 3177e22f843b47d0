"""What an article must be like to be found: a condition, made of others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from backissue.indexer.indexes.terms import Term


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


# An article has one of each, so that several of one kind are alternatives.
ONE_EACH = ("source", "section", "place")

Condition: TypeAlias = Holds | Named | Published | AllOf | AnyOf | Not


def held_terms(condition: Condition | None) -> tuple[Term, ...]:
    """Return the terms of a text that an article may be found for, not what it must not have.

    Those of a headline are no more than a filter, as other fields are.
    """
    match condition:
        case Holds(term):
            return () if term.in_title else (term,)
        case AllOf(conditions) | AnyOf(conditions):
            return tuple(term for each in conditions for term in held_terms(each))
        case _:
            return ()


def leaves(condition: Condition | None) -> Iterator[Condition]:
    """Yield the conditions that a condition is made of, those too that must not be met."""
    match condition:
        case AllOf(conditions) | AnyOf(conditions):
            for each in conditions:
                yield from leaves(each)
        case Not(inner):
            yield from leaves(inner)
        case Holds() | Named() | Published():
            yield condition


def all_of(conditions: Iterable[Condition | None]) -> Condition | None:
    """Return the condition that every one of these is met, None where there are none."""
    every = tuple(each for each in conditions if each is not None)
    return AllOf(every) if len(every) > 1 else every[0] if every else None


def any_of(conditions: Iterable[Condition | None]) -> Condition | None:
    """Return the condition that one of these is met, None where there are none."""
    every = tuple(each for each in conditions if each is not None)
    return AnyOf(every) if len(every) > 1 else every[0] if every else None


def alternatives(conditions: Iterable[Condition]) -> list[Condition]:
    """Put names side by side that no article can have both of: source:post source:courier."""
    names: dict[str, list[Condition]] = {label: [] for label in ONE_EACH}
    others: list[Condition] = []
    for each in conditions:
        same = names.get(each.label, others) if isinstance(each, Named) else others
        same.append(each)
    return [*others, *(one for same in names.values() if (one := any_of(same)))]


def common_days(conditions: Iterable[Condition]) -> tuple[Published, list[Condition]]:
    """Part the days between which all must be published from the other conditions."""
    days = [each for each in conditions if isinstance(each, Published)]
    first = max((each.first for each in days if each.first), default=None)
    last = min((each.last for each in days if each.last), default=None)
    return Published(first, last), [each for each in conditions if not isinstance(each, Published)]
