"""What the user typed and set -> a query that the rest can rely on."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict, TypeGuard, Unpack, get_args

from backissue.indexer.article import plain_day
from backissue.indexer.errors import QueryInvalid
from backissue.indexer.indexes.terms import has_words
from backissue.indexer.sources.record import clean
from backissue.indexer.truth.catalogue import Scope
from backissue.search.query.condition import Condition, Named, all_of, any_of
from backissue.search.query.days import around
from backissue.search.query.parts import Part
from backissue.search.query.syntax import LONGEST, read_syntax
from backissue.search.query.tokens import DATES

if TYPE_CHECKING:
    from backissue.search.query.when import Times, When

Mode: TypeAlias = Literal["hybrid", "keyword", "semantic"]
Day: TypeAlias = date | str | None
Names: TypeAlias = str | Collection[str] | None

# A month or a year, which bounds days by its own first or last.
PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?")

# Without any of these a text names no time, and what reads times is not loaded.
MAYBE_TIME = re.compile(
    r"\b(?:1[5-9]|20)\d\d|\d0s\b|\b(?:hours?|\w*days?|\w*night|weeks?|weekend|q[1-4]|"
    r"christmas|easter|eve|halloween|juneteenth|mardi gras|pentecost|thanksgiving|"
    r"fortnights?|months?|quarter|years?|decades?|morning|afternoon|evening|spring|summer|autumn|fall|"
    r"winter|\w+ties|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for, and where, with what was understood of what was typed."""

    text: str
    words: str = ""
    """What ranks: the text without what only filters. Where nothing is left, the newest come first.
    """
    mode: Mode = "hybrid"
    scope: Scope = field(default_factory=Scope)
    condition: Condition | None = None
    """What every article found must meet."""
    asked: date | None = None
    """The day on which it is asked; None where no day is assumed."""
    parts: tuple[Part, ...] = ()
    """What was understood, each part with the characters of `text` that it came from."""
    when: "When | None" = None
    """The time that is asked about. Only where it is explicit are articles of other days left out;
    otherwise it is read from a question, and may help to rank."""
    mentioned: "tuple[When, ...]" = ()
    """Dates that merely stand in the text."""
    notes: tuple[str, ...] = ()
    """What was not read as it may have been meant, in sentences for the user."""
    suggestion: str | None = None
    """The text with misspelt words as the archive spells them, once it was searched."""
    unknown: tuple[str, ...] = ()
    """Words of it that no article has, in whatever form, once it was searched."""


class Filters(TypedDict, total=False):
    """What can be set beside the text of a query.

    Names are whole, in any case: one, or several of which any will do; none, or none but empty
    ones, leave nothing out. Days are dates or ISO 8601 strings, taken as the calendar days that are
    written there whatever the time or zone; but for `asked`, months (2020-01) and years (2020) will
    do, which are meant whole.
    """

    source: Names
    section: Names
    author: Names
    place: Names
    after: Day
    before: Day
    as_of: Day
    asked: Day


def read_query(text: str, *, mode: str = "hybrid", **filters: Unpack[Filters]) -> Query:
    """Check a query and its filters, and read what it asks for.

    Raises QueryInvalid with what is wrong and what would be right.
    """
    if unknown := filters.keys() - Filters.__annotations__.keys():
        raise TypeError(f"There is no filter {', '.join(sorted(unknown))}.")
    if not isinstance(text, str):
        raise QueryInvalid(f"{text!r:.80} is nothing to look for: a query is text (str).")
    text = " ".join(clean(text).split())
    if not text:
        raise QueryInvalid("There is nothing to look for. Type a few words or a question.")
    if not _is_mode(mode):
        modes = ", ".join(get_args(Mode))
        raise QueryInvalid(f"There is no search mode {mode!r}. Choose from {modes}.")
    first, last = read_day(filters.get("after"), "after"), read_day(filters.get("before"), "before")
    as_of, asked = read_day(filters.get("as_of"), "as_of"), read_day(filters.get("asked"), "asked")
    if first and last and first > last:
        raise QueryInvalid(f"No day is both after {first} and before {last}. Swap the two.")
    syntax = read_syntax(text, asked)
    scope = Scope(
        sources=_names(filters.get("source"), "source"),
        after=max((day for day in (first, syntax.published.first) if day), default=None),
        before=min((day for day in (last, syntax.published.last) if day), default=None),
        as_of=min((day for day in (as_of, syntax.as_of) if day), default=None),
    )
    chosen: dict[str, Names] = {
        "section": filters.get("section"),
        "author": filters.get("author"),
        "place": filters.get("place"),
    }
    labels = [
        any_of(Named(label, name, is_whole=True) for name in _names(names, label))
        for label, names in chosen.items()
    ]
    times = _times(text, syntax.parts, asked) if len(text) <= LONGEST else None
    return Query(
        text=text,
        words=syntax.words,
        mode=mode,
        scope=scope,
        condition=all_of([syntax.condition, *labels]),
        asked=asked,
        parts=syntax.parts,
        when=_explicit(scope, syntax.parts) or (times.when if times else None),
        mentioned=times.mentioned if times else (),
        notes=tuple(
            dict.fromkeys(
                [*_notes(text, syntax.parts, times, scope), *_orders(text, syntax.parts, times)]
            )
        ),
    )


def read_day(value: Day, name: str) -> date | None:
    """Return a day given as a date, a datetime or an ISO 8601 string.

    A month or a year stands for its first day where it is named `after`, and for its last where it
    is named `before` or `as_of`, as those of a query do. Raises QueryInvalid where it is none.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        if isinstance(value, date):
            return plain_day(value)
        if name != "asked" and (period := PERIOD.fullmatch(value.strip())):
            first = date(int(period["year"]), int(period["month"] or 1), 1)
            return first if name == "after" else around(period.lastgroup or "", first)[1]
        return datetime.fromisoformat(value.strip()).date()
    except (ValueError, AttributeError, TypeError) as error:
        raise QueryInvalid(
            f"{name} is {value!r:.80}, which is not a day. Write it as YYYY-MM-DD."
        ) from error


def _names(value: Names, label: str) -> tuple[str, ...]:
    """Return the names that were given; raises QueryInvalid where they are none."""
    every = [value] if isinstance(value, str) else () if value is None else value
    try:
        len(every)  # of an iterator there would be nothing left for a second question
        return tuple(name for each in every if (name := each.strip()))
    except (AttributeError, TypeError) as error:
        raise QueryInvalid(
            f"{label} is {value!r:.80}. Give a name, or several in a list."
        ) from error


def _times(text: str, parts: Iterable[Part], asked: date | None) -> "Times | None":
    """Read what the words of a text say about time, if there may be anything."""
    if not MAYBE_TIME.search(text):
        return None
    from backissue.search.query.when import read_times

    for part in parts:
        if part.kind != "words":
            text = text[: part.start] + "|" * (part.end - part.start) + text[part.end :]
    return read_times(text, asked)


def _explicit(scope: Scope, parts: Iterable[Part]) -> "When | None":
    """Return the days that a scope names, and where in the text they are said."""
    if not scope.names_days:
        return None
    from backissue.search.query.when import When

    said = [part for part in parts if part.kind in DATES]
    return When(
        first=scope.after,
        last=scope.last,
        start=min((part.start for part in said), default=0),
        end=max((part.end for part in said), default=0),
        is_explicit=True,
    )


def _notes(text: str, parts: Iterable[Part], times: "Times | None", scope: Scope) -> Iterator[str]:
    """Yield what the user may have meant otherwise."""
    if not has_words(text):
        yield "There is no word in it to look for: all articles are found, the newest first."
    for part in parts:
        if part.note:
            yield f"{part.note[0].upper()}{part.note[1:]}."
    for start, end in times.unresolved if times else ():
        yield f"“{text[start:end]}” is left open until you set the day of asking."
    if scope.after and scope.last and scope.after > scope.last:
        yield f"No day is both after {scope.after} and before {scope.last}."


def _orders(text: str, parts: Iterable[Part], times: "Times | None") -> Iterator[str]:
    """Yield which number was read as the month where it may be the day."""
    read = [(part.start, part.end) for part in parts if part.kind in DATES]
    read += [(when.start, when.end) for when in times.mentioned] if times else []
    read += [(times.when.start, times.when.end)] if times and times.when else []
    if not read:
        return
    from backissue.search.query.digits import read_either_way

    for start, end, meant, other in read_either_way(text):
        if any(first <= start and end <= last for first, last in read):
            yield (
                f"“{text[start:end]}” is read as {meant.day} {meant:%B %Y}. If you mean "
                f"{other.day} {other:%B}, write {other}."
            )


def _is_mode(name: str) -> TypeGuard[Mode]:
    return name in get_args(Mode)
