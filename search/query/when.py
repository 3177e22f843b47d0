"""The time that a question is about, told from the dates that it merely mentions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from backissue.indexer.record import read_date
from backissue.search.query import period, recent
from backissue.search.query.days import Days, around
from backissue.search.query.phrase import DayOfAskingUnknown, Phrase, find_phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Days, both included, and the characters of a query that they were read from.

    They are the publisher's own calendar days. None leaves a side open.
    """

    first: date | None
    last: date | None
    start: int
    end: int
    is_explicit: bool = False
    """Whether articles of other days are left out; otherwise these days only come first."""


@dataclass(frozen=True, slots=True)
class Times:
    """What a text says about time."""

    when: When | None = None
    """The time that it is about."""
    mentioned: tuple[When, ...] = ()
    """Dates that merely stand in it."""
    unresolved: tuple[tuple[int, int], ...] = ()
    """Characters, from and to, of what depends on a day of asking that is not known."""


@dataclass(frozen=True, slots=True)
class Span:
    """A time in a text: a phrase, or two that make a range."""

    first: Phrase
    last: Phrase

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.first.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.last.end

    @property
    def grain(self) -> str:
        """What it names."""
        return self.first.grain if self.first is self.last else "range"

    @property
    def says_year(self) -> bool:
        """Whether a year is part of it."""
        return self.last.says_year

    def days(self, asked: date | None) -> Days | None:
        """Return the first and the last day, None where there are no such days.

        Raises DayOfAskingUnknown where they depend on it.
        """
        until = self.last.days(asked)
        if self.first is self.last or until is None:
            return until
        year = until[0].year if self.last.says_year and not self.first.says_year else None
        since = self.first.days(asked, year)
        if since and year and since > until:  # from November to March 2020
            since = self.first.days(asked, year - 1)
        return (since[0], until[1]) if since and since[0] <= until[1] else None


# What may lead to a time.
LEAD = re.compile(
    r"(?<![^\W_])(?P<lead>week of|up to|prior to|since|from|after|before|until|till|through|"
    r"between|in|during|on|over|throughout|within|around|of|for|by|at)\s+(?P<the>the\s+)?$"
    r"|(?<![^\W_])(?P<alone>the)\s+$".replace(" ", r"\s+"),
    re.IGNORECASE,
)
ABOUT = {"at", "in", "during", "on", "over", "throughout", "within", "around", "from", "between"}
HALF_OPEN = {"since", "after", "before", "prior to", "until", "till", "up to", "through"}
JOIN = re.compile(
    r"\s*(?P<join>[-–—&]|\bto\b|\band\b|\buntil\b|\btill\b|\bthrough\b)\s*", re.IGNORECASE
)
ONWARDS = re.compile(r"\s+on(?:wards?\b|(?=\s*(?:[,;.?!]|$)))", re.IGNORECASE)

# Times that are asked about wherever they stand.
TELLING = {"near_day", "near_period", "time_past", "hours_past", "time_ago", "weekend"}

# A word after a time, unless it is one of these, is what the time is part of: “the 2016 budget”.
NEXT_WORD = re.compile(r"['’]s\b|\s+(?P<word>[^\W\d_]+)")
LOOSE = re.compile(
    r"a|an|and|are|as|at|before|but|by|did|do|does|for|from|had|has|have|how|in|is|of|on|or|over|"
    r"since|than|that|the|then|to|was|were|what|when|where|which|who|why|with",
    re.IGNORECASE,
)


def read_times(text: str, asked: date | None) -> Times:
    """Read the time that a question is about, relative to the day of asking if that is known.

    A time is asked about if a word such as “in”, “since” or “during” leads to it, if it is one
    such as “last week”, or if it ends the text. One that says which of several things is meant,
    as in “the 2016 budget” or “the election of 2019”, is mentioned.
    """
    about: list[When] = []
    mentioned: list[When] = []
    unresolved: list[tuple[int, int]] = []
    for span in _spans(text):
        role = _role(text, span)
        start, end = span.start, span.end
        try:
            days = span.days(asked) if role else None
        except DayOfAskingUnknown:
            if role != "mentioned":
                unresolved.append((start, end))
            continue
        if days and role == "mentioned":
            mentioned.append(When(first=days[0], last=days[1], start=start, end=end))
        elif days and role:
            about.append(_scope(role, days, start, end))
    return Times(
        about[0] if about else None,
        tuple(sorted([*about[1:], *mentioned], key=lambda when: when.start)),
        tuple(unresolved),
    )


def first_time(text: str) -> Span | None:
    """Return the time that a text begins with."""
    first = next(_spans(text), None)
    return first if first and first.start == 0 else None


def read_days(text: str, asked: date | None) -> Days | None:
    """Return the days that a text stands for as a whole, None where it is no date.

    A whole date may be in any language. Raises DayOfAskingUnknown where the days depend on it.
    """
    span = first_time("today" if text.casefold() == "now" else text)
    if span and span.end == len(span.last.found.string):
        return span.days(asked)
    day = read_date(text)
    return (day, day) if day else None


def _spans(text: str) -> Iterator[Span]:
    """Yield the times in a text, two phrases that make a range as one."""
    phrases = find_phrases(text, [*period.FORMS, *recent.FORMS])
    while phrases:
        first = last = phrases.pop(0)
        if phrases and (join := JOIN.fullmatch(text, first.end, phrases[0].start)):
            lead, _ = _lead(text, first.start)
            if join["join"].lower() not in {"and", "&"} or lead in {"between", "in", "during"}:
                last = phrases.pop(0)
        yield Span(first, last)


def _lead(text: str, start: int) -> tuple[str, bool]:
    """Return the word that leads to what begins there, if any, and whether “the” stands between."""
    found = LEAD.search(text[:start])
    if found is None:
        return "", False
    return " ".join((found["lead"] or "").lower().split()), bool(found["the"] or found["alone"])


def _role(text: str, span: Span) -> str | None:  # noqa: PLR0911 - one for each kind of time
    """Return what leads to a time that is asked about, "mentioned", or None where it is no time."""
    start, end, grain = span.start, span.end, span.grain
    lead, the = _lead(text, start)
    about = "in" if lead in ABOUT else lead if lead in HALF_OPEN else None
    if lead == "week of":
        return lead if grain.startswith("day") else "mentioned"
    if grain in TELLING:
        return None if _is_name(text, start, end) else about or "in"
    ends = _ends(text, end) and not the
    if grain in {"weekday", "near_month_or_season"}:
        is_said = lead == "on" or lead in HALF_OPEN or " " in text[start:end]
        return about or "in" if is_said or (ends and not _follows_name(text, start)) else None
    following = NEXT_WORD.match(text, end)
    is_part = following and not LOOSE.fullmatch(following["word"] or "")
    if about and not (the and is_part):
        if grain == "month" and not span.says_year and lead in {"on", "at", "over"}:  # “on May’s”
            return None
        return "since" if lead == "from" and ONWARDS.match(text, end) else about
    is_weak = (
        _follows_name(text, start)  # “World Cup 2018”
        if grain == "year"
        else grain == "month" and not span.says_year
    )
    if ends and not lead and not is_weak:
        return "in"
    return "mentioned" if span.says_year else None


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether words are written as those of a title: “Last Week Tonight”, “USA Today”."""
    said = text[start:end]
    begins = start == 0 and " " not in said
    return said.split()[-1][0].isupper() and not begins and not text.isupper()


def _ends(text: str, end: int) -> bool:
    return not any(character.isalnum() for character in text[end:])


def _follows_name(text: str, start: int) -> bool:
    before = text[:start].split()
    return bool(before) and before[-1][0].isupper()


def _scope(role: str, days: Days, start: int, end: int) -> When:
    first, last = days
    open_days: tuple[date | None, date | None] = days
    match role:
        case "since":
            open_days = (first, None)
        case "after":
            open_days = (last + timedelta(days=1), None)
        case "before" | "prior to":
            open_days = (None, first - timedelta(days=1))
        case "until" | "till" | "up to" | "through":
            open_days = (None, last)
        case "week of":
            open_days = around("week", first)
    return When(first=open_days[0], last=open_days[1], start=start, end=end)
