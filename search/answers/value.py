"""What a short answer comes to, a number or a day, and whether two of them differ."""

from dataclasses import dataclass
from datetime import date

from backissue.search.language import dates as calendar
from backissue.search.language import quantities as sums
from backissue.search.language.dates import Day
from backissue.search.language.quantities import Quantity
from backissue.search.language.statement import read_statement


@dataclass(frozen=True, slots=True)
class Value:
    """All numbers of an answer, or else all days."""

    mentions: tuple[Quantity | Day, ...]
    published: date | None
    """When the article appeared, which says what “Tuesday” means."""


def value_of(answer: str, published: date | None) -> Value | None:
    """Read a short answer; None where it gives neither a number nor a day."""
    read = read_statement(answer)
    mentions = read.quantities or read.days
    return Value(mentions, published) if mentions else None


def differ(one: Value, other: Value) -> bool:
    """Whether two values are of one type and unit, and not the same."""
    pairs = list(zip(one.mentions, other.mentions, strict=False))
    return (
        len(one.mentions) == len(other.mentions)
        and all(mine.precision == theirs.precision for mine, theirs in pairs)
        and any(not _agree(mine, theirs, one.published, other.published) for mine, theirs in pairs)
    )


def _agree(
    one: Quantity | Day, other: Quantity | Day, published: date | None, also: date | None
) -> bool:
    """Whether either lets the other be claimed: about 2,500 where 2,487 are given."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return sums.agrees(one, other) or sums.agrees(other, one)
    if isinstance(one, Day) and isinstance(other, Day):
        years = [each.year for each in (published, also) if each]
        return calendar.agrees(one, other, also, years) or calendar.agrees(
            other, one, published, years
        )
    return False
