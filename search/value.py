"""What a short answer comes to: a number, a day or a name, and whether two of them agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from backissue.search import dates as calendar
from backissue.search import quantities as sums
from backissue.search.dates import Day
from backissue.search.mentions import Name, key
from backissue.search.quantities import Quantity
from backissue.search.statement import read_statement

Values: TypeAlias = tuple[Quantity, ...] | tuple[Day, ...] | tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """All numbers of an answer, or else all days, or else all names."""

    mentions: Values
    published: date | None
    """When the article appeared, which says what “Tuesday” means."""

    @property
    def is_name(self) -> bool:
        """Whether it is one name or several."""
        return isinstance(self.mentions[0], Name)


def value_of(answer: str, published: date | None) -> Value | None:
    """Read a short answer; None where it is none of the three."""
    read = read_statement(answer)
    for mentions in (read.quantities, read.days, read.names):
        if mentions:
            return Value(mentions, published)
    return None


def differ(one: Value, other: Value) -> bool:
    """Whether two values are of one type and unit, and not the same."""
    if one.is_name and other.is_name:
        return not _name_keys(one.mentions) & _name_keys(other.mentions)
    pairs = list(zip(one.mentions, other.mentions, strict=False))
    return (
        len(one.mentions) == len(other.mentions)
        and all(_are_comparable(*pair) for pair in pairs)
        and any(not _agree(*pair, one.published, other.published) for pair in pairs)
    )


def _are_comparable(one: object, other: object) -> bool:
    return (
        isinstance(one, Quantity | Day)
        and isinstance(other, Quantity | Day)
        and type(one) is type(other)
        and one.precision == other.precision
    )


def _agree(one: object, other: object, day: date | None, other_day: date | None) -> bool:
    """Whether either lets the other be claimed: about 2,500 where 2,487 are given."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return sums.agrees(one, other) or sums.agrees(other, one)
    if isinstance(one, Day) and isinstance(other, Day):
        years = [day.year] if day else []
        others = [other_day.year] if other_day else []
        return calendar.agrees(one, other, other_day, years) or calendar.agrees(
            other, one, day, others
        )
    return False


def _name_keys(names: Sequence[object]) -> set[str]:
    return {key(word.text) for name in names if isinstance(name, Name) for word in name.parts}
