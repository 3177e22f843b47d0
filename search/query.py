"""What the user typed and set -> a query that the rest can rely on."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias, TypeGuard, get_args

from backissue.indexer.catalogue import Scope
from backissue.indexer.errors import QueryInvalid
from backissue.indexer.record import clean

Mode: TypeAlias = Literal["hybrid", "keyword", "semantic"]
Day: TypeAlias = date | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for, and where."""

    text: str
    mode: Mode = "hybrid"
    scope: Scope = field(default_factory=Scope)
    asked: date | None = None
    """The day on which it is asked; None where no day is assumed."""


def read_query(  # noqa: PLR0913 - one parameter for each control of a page
    text: str,
    *,
    mode: str = "hybrid",
    source: str | None = None,
    after: Day = None,
    before: Day = None,
    asked: Day = None,
) -> Query:
    """Check a query and its filters; days are dates or ISO 8601 strings, both ends included.

    Raises QueryInvalid with what is wrong and what would be right.
    """
    text = " ".join(clean(text).split())
    if not text:
        raise QueryInvalid("There is nothing to look for. Type a few words or a question.")
    if not _is_mode(mode):
        modes = ", ".join(get_args(Mode))
        raise QueryInvalid(f"There is no search mode {mode!r}. Choose from {modes}.")
    scope = Scope(
        (source or "").strip() or None, read_day(after, "after"), read_day(before, "before")
    )
    if scope.after and scope.before and scope.after > scope.before:
        raise QueryInvalid(
            f"No day is both after {scope.after} and before {scope.before}. Swap the two."
        )
    return Query(text=text, mode=mode, scope=scope, asked=read_day(asked, "asked"))


def read_day(value: Day, name: str) -> date | None:
    """Return a day given as a date, a datetime or an ISO 8601 string.

    Raises QueryInvalid where it is none.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(value.strip()).date()
    except (ValueError, AttributeError) as error:
        raise QueryInvalid(
            f"{name} is {value!r}, which is not a day. Write it as YYYY-MM-DD."
        ) from error


def _is_mode(name: str) -> TypeGuard[Mode]:
    return name in get_args(Mode)
