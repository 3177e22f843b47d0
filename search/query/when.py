"""The time that a question is about, told from the dates that it merely mentions."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from backissue.indexer.sources.record import read_date
from backissue.search.query.days import Days, around, weekend_around
from backissue.search.query.lead import Lead, read_lead, read_trail
from backissue.search.query.phrase import LOOSE, DayOfAskingUnknown
from backissue.search.query.span import Span, find_spans


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


# Times that are asked about wherever they stand.
TELLING = {
    "beside",
    "day_of_near_month",
    "few_past",
    "half_ago",
    "hours_past",
    "near_day",
    "near_holiday",
    "near_period",
    "part_of_near_period",
    "period_before_last",
    "time_ago",
    "time_past",
    "weekday_ago",
    "weekday_of_week",
    "weekend",
    "weekend_before_last",
    "year_then",
}
# Of these, those that are written with capitals where they are no names of something else.
ANY_CASE = {"beside", "near_holiday", "weekday_ago", "weekday_of_week"}
# Those that are where they are told from the day of asking: “the first half of last year”.
NEAR = {"half", "holiday", "quarter"}
LEADING = {"in", "since", "after", "before", "until"}

# A word after a time, unless it is a loose one, is what the time is part of: “the 2016 budget”.
NEXT_WORD = re.compile(r"['’]s\b|\s+(?P<word>[^\W\d_]+)")
# “Monday's ruling”, not “Monday's Child”.
OF_WEEKDAY = re.compile(r"['’]s\s+(?-i:[a-z])")
NO_CERTAIN_WEEKDAY = re.compile(
    r"\b(?:next|coming|following|every|each|any|some|one|an?|most|other)\s+$", re.IGNORECASE
)
PAST_SEASON = {"over", "since", "throughout"}
# What a time after “between” goes on to is no time: “between 2015 and the war”.
HALF = re.compile(r"\s*(?:&|and\b)", re.IGNORECASE)
# Such years begin on other days than the first of January, and not everywhere on the same.
NO_CALENDAR_YEAR = re.compile(
    r"\b(?:fiscal|financial|tax|school|academic|budget)(?:\s+year)?\s+$", re.IGNORECASE
)
# A whole date has two numbers at least, or eight digits; what reads dates of any language is slow
# to load.
WHOLE_DATE = re.compile(r"\d\D+\d|^\d{8}$")
# Who asks of 4 July or of Thanksgiving shortly before may mean the one to come, or every one: of
# 1,925 questions of news quizzes seven do, and none means that of the year before.
YEARLY = {"day_of_month", "days_of_month", "holiday", "weekend_of_day"}
SOON = timedelta(days=60)
# What stands between “after 2018” and “before 2020”.
BOTH = re.compile(r"\s*,?\s*(?:and|but|yet)?\s*", re.IGNORECASE)


def read_times(text: str, asked: date | None) -> Times:
    """Read the time that a question is about, relative to the day of asking if that is known.

    A time is asked about if a word such as “in”, “since” or “during” leads to it, if it is one
    such as “last week”, or if it ends the text. One that says which of several things is meant,
    as in “the 2016 budget” or “the election of 2019”, is mentioned; so is one that is denied, as
    in “not in 2020”.
    """
    about: list[tuple[Lead, When]] = []
    mentioned: list[When] = []
    unresolved: list[tuple[int, int]] = []
    for span in find_spans(text):
        lead = read_lead(text, span.start)
        role, end = _role(text, span, lead)
        try:
            days = span.days(asked) if role else None
            if days is None or role is None or _comes_soon(role, span, days, asked):
                continue
            scope = _scope(role, days, span, lead, end)
        except DayOfAskingUnknown:
            if role != "mentioned":
                unresolved.append((span.start, span.end))
            continue
        except OverflowError:  # outside the calendar
            continue
        if role == "mentioned":
            mentioned.append(scope)
        else:
            about.append((lead, scope))
    when = _first(text, about)
    others = [
        other for _, other in about if when is None or not when.start <= other.start < when.end
    ]
    return Times(
        when,
        tuple(sorted([*others, *mentioned], key=lambda each: each.start)),
        tuple(unresolved),
    )


def _comes_soon(role: str, span: Span, days: Days, asked: date | None) -> bool:
    """Whether a day of no year, or days told by such a one, may be those to come."""
    phrases = (span.first, span.last)
    if not all(each.grain in YEARLY and not each.says_year for each in phrases):
        return False
    if role in {"since", "after"} or asked is None:
        return False
    return days[0] + timedelta(days=366) - asked < SOON


def first_time(text: str) -> Span | None:
    """Return the time that a text begins with, in its first hundred characters."""
    first = next(find_spans(text[:100]), None)
    return first if first and first.start == 0 else None


def read_days(text: str, asked: date | None) -> Days | None:
    """Return the days that a text stands for as a whole, None where it is no date.

    A whole date may be in any language. Raises DayOfAskingUnknown where the days depend on it.
    """
    span = first_time("today" if text.casefold() == "now" else text)
    if span and span.end == len(span.last.found.string):
        return span.days(asked)
    day = read_date(text) if WHOLE_DATE.search(text) else None
    return (day, day) if day else None


def _role(text: str, span: Span, lead: Lead) -> tuple[str | None, int]:
    """Return how a time is asked about and where the words that say so end.

    It is "mentioned" where it is not asked about, None where it is no time.
    """
    role = _led(text, span, lead)
    trail, end = read_trail(text, span.end, lead.words)
    if trail and role in {"in", "mentioned"} and lead.role in {"in", ""} and not lead.has_the:
        is_weak = role == "mentioned" and _follows_name(text, span.start)
        return (role, span.end) if is_weak else (trail, end)
    return role, span.end


def _led(text: str, span: Span, lead: Lead) -> str | None:  # noqa: PLR0911 - one a kind of time
    """Return what leads to a time that is asked about, "mentioned", or None where it is no time."""
    start, end, grain = span.start, span.end, span.grain
    about = lead.role if lead.role in LEADING else None
    following = NEXT_WORD.match(text, end)
    is_part = bool(following and not LOOSE.fullmatch(following["word"] or ""))
    is_near = grain in NEAR and bool(span.says("near")) and not is_part
    is_telling = grain in TELLING or is_near
    mentioned = "mentioned" if span.says_year or is_telling else None
    if grain == "range" and about in {"since", "after"}:  # “since 2018 until 2020”
        about = "in" if about == "since" else None
    if grain in TELLING - ANY_CASE and _is_name(text, start, end):
        return None
    if grain == "range" and not lead.role and span.last.grain == "weekday":
        return None  # “open Monday to Friday”
    if lead.role == "not" or (lead.words == "between" and HALF.match(text, end)):
        return mentioned
    if lead.role == "week of":
        return "week of" if grain.startswith(("day", "holiday")) else "mentioned"
    if is_telling:
        is_other = is_part and grain in {"beside", "near_holiday"}
        return "mentioned" if is_other else about or "in"
    ends = _ends(text, end) and not lead.has_the
    if grain in {"weekday", "near_month_or_season"}:
        return about or "in" if _is_said(text, span, lead, ends=ends) else None
    if about and not (is_part and (lead.has_the or grain == "holiday")):
        is_name = grain == "month" and not span.says_year and lead.words in {"on", "at", "over"}
        return None if is_name else about  # “on May's plan”
    is_weak = (
        _follows_name(text, start) or NO_CALENDAR_YEAR.search(text[:start])  # “World Cup 2018”
        if grain == "year"
        else grain in {"holiday", "month", "quarter"}
        and not (span.says_year or span.says("third") or span.point)
    )
    return "in" if ends and not lead.role and not is_weak else mentioned


def _is_said(text: str, span: Span, lead: Lead, *, ends: bool) -> bool:
    """Whether a weekday, or one such as “last May”, is certainly a day of the calendar."""
    if lead.words == "by" or NO_CERTAIN_WEEKDAY.search(text[: span.start]):
        return False  # it may be one to come
    if span.says("which").lower() == "the" and lead.words not in PAST_SEASON:
        return False  # “in the fall” may be one to come
    if span.says("daytime") and _is_name(text, span.start, span.end):
        return False  # “Friday Night Lights”
    if lead.words == "on" or lead.role in LEADING - {"in"} or span.says("which"):
        return True
    is_of = OF_WEEKDAY.match(text, span.end)
    return (ends or bool(is_of)) and not _follows_name(text, span.start)


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


def _scope(role: str, days: Days, span: Span, lead: Lead, end: int) -> When:
    """Return the days that are asked about; with what leads to them where that opens a side."""
    first, last = days
    start = lead.start if lead.role == role and role not in {"in", "week of"} else span.start
    open_days: tuple[date | None, date | None] = days
    match role:
        case "since":
            open_days = (first, None)
        case "after":
            open_days = (first if span.point == "start" else last + timedelta(days=1), None)
        case "before":
            open_days = (None, last if span.point == "end" else first - timedelta(days=1))
        case "until":
            open_days = (None, first if span.point == "start" else last)
        case "week of":
            is_weekend = lead.words == "weekend of"
            open_days = weekend_around(first) if is_weekend else around("week", first)
    return When(first=open_days[0], last=open_days[1], start=start, end=end)


def _first(text: str, about: list[tuple[Lead, When]]) -> When | None:
    """Return the first of the times, from one to the other where two bound it on either side."""
    if not about:
        return None
    (_, first), *others = about
    if not others:
        return first
    lead, second = others[0]
    is_one = BOTH.fullmatch(text, first.end, lead.start)
    if is_one and first.last is None is second.first:
        start, end = first.first, second.last
    elif is_one and first.first is None is second.last:
        start, end = second.first, first.last
    else:
        return first
    if start and end and start > end:  # before 2018 and after 2020
        return None
    return When(first=start, last=end, start=first.start, end=second.end)
