"""Phrases that name a time from the day of asking, in English -> the days they mean.

Weeks begin on Monday.
"""

from datetime import date, timedelta

from backissue.search.query.days import Days, around, back, months_from
from backissue.search.query.phrase import (
    SEASON,
    WEEKDAY,
    WHOLE_MONTH,
    Forms,
    Match,
    known,
    month_number,
    season_start,
)

WEEKDAYS = "mon", "tue", "wed", "thu", "fri", "sat", "sun"
SATURDAY = 5
DECEMBER = 12

NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "couple of": 2,
    "a few": 3,
    "few": 3,
    "several": 3,
}
NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)"

FORMS = Forms()


@FORMS.form(r"(?:the )?day before yesterday\b", r"yesterday\b|last night\b")
@FORMS.form(r"(?:today|tonight|this (?:morning|afternoon|evening))\b")
def near_day(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Today, yesterday, last night."""
    said = found[0].lower()
    ago = 2 if "before" in said else 1 if said.startswith(("yesterday", "last")) else 0
    day = known(asked) - timedelta(days=ago)
    return day, day


@FORMS.form(r"(?P<which>last|this|current|previous) (?P<unit>week|month|year|decade)\b(?! of\b)")
def near_period(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Last month, this week, as the calendar has them."""
    day = known(asked)
    unit = found["unit"].lower()
    return around(unit, back(day, unit, found["which"].lower() in {"last", "previous"}))


@FORMS.form(rf"(?:the )?(?:past|last|previous|preceding) {NUMBER} {UNIT}s?\b")
@FORMS.form(rf"(?:the )?past (?P<number>){UNIT}\b", rf"the last (?P<number>){UNIT}\b(?! of\b)")
def time_past(found: Match, asked: date | None, _: int | None) -> Days | None:
    """The past two weeks, up to the day of asking."""
    day = known(asked)
    return back(day, found["unit"].lower(), _number(found["number"])), day


@FORMS.form(rf"(?:the )?(?:past|last|previous|preceding) (?:{NUMBER} )?hours?\b")
def hours_past(found: Match, asked: date | None, _: int | None) -> Days | None:
    """The past 48 hours, in whole days up to the day of asking."""
    day = known(asked)
    return day - timedelta(days=-(-_number(found["number"] or "1") // 24)), day


@FORMS.form(rf"{NUMBER} {UNIT}s? ago\b")
def time_ago(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Two weeks ago: the day, week, month, year or decade then."""
    unit = found["unit"].lower()
    return around(unit, back(known(asked), unit, _number(found["number"])))


@FORMS.form(rf"(?:(?P<which>last|this past|this) )?{WEEKDAY}")
def weekday(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Friday: the latest that has begun."""
    day = known(asked)
    ago = (day.weekday() - WEEKDAYS.index(found["weekday"][:3].lower())) % 7
    if ago == 0 and (found["which"] or "").lower() == "last":
        ago = 7
    then = day - timedelta(days=ago)
    return then, then


@FORMS.form(r"(?P<which>the|this|last|this past|past) weekend\b")
def weekend(found: Match, asked: date | None, _: int | None) -> Days | None:
    """The weekend: the latest that has begun; this weekend: that of the week; last weekend."""
    day = known(asked)
    saturday = day + timedelta(days=SATURDAY - day.weekday())
    if found["which"].lower() != "this" and (saturday > day or found["which"].lower() != "the"):
        saturday -= timedelta(days=7)
    return saturday, saturday + timedelta(days=1)


@FORMS.form(rf"{WHOLE_MONTH} (?P<which>last|this) year\b")
def month_of_year(found: Match, asked: date | None, _: int | None) -> Days | None:
    """March last year."""
    ago = 1 if found["which"].lower() == "last" else 0
    return months_from(known(asked).year - ago, month_number(found))


@FORMS.form(rf"(?P<which>last|this|past) (?:{WHOLE_MONTH}|{SEASON})")
def near_month_or_season(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Last summer: the latest that is over; this March, this fall: those of the year."""
    day = known(asked)
    start = month_number(found) if found["month"] else season_start(found)
    count = 1 if found["month"] else 3
    if found["which"].lower() == "this":
        began_last_year = day.month < start + count - DECEMBER  # winter, in January or February
        return months_from(day.year - began_last_year, start, count)
    every = (months_from(day.year - ago, start, count) for ago in range(3))
    return next(days for days in every if days[1] < day)


def _number(said: str) -> int:
    """Return a number; “the past week” says none, and means one."""
    words = " ".join(said.lower().split())
    return int(words) if words.isdigit() else NUMBERS.get(words, 1)
