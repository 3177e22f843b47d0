"""Phrases that name a time from the day of asking, in English -> the days they mean.

Weeks begin on Monday.
"""

from datetime import date, timedelta

from backissue.search.query.days import SATURDAY, Days, around, back, months_from, one_day
from backissue.search.query.number import NUMBER, count_of
from backissue.search.query.phrase import (
    NO_OTHER,
    PART,
    SEASON,
    WEEKDAY,
    WEEKDAY_NAME,
    WHOLE_MONTH,
    YEAR,
    Forms,
    Match,
    known,
    month_number,
    narrowed,
    season_start,
    year_said,
)

WEEKDAYS = "mon", "tue", "wed", "thu", "fri", "sat", "sun"
DECEMBER = 12

UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)"
DAYTIME = r"(?: (?P<daytime>morning|afternoon|evening|night)\b)?"
# “The week before last”, but not “the week before last May's vote”.
BEFORE_LAST = rf"before last\b{NO_OTHER}"

FORMS = Forms()


@FORMS.form(r"(?:the )?day before yesterday\b", rf"(?:the )?night {BEFORE_LAST}")
@FORMS.form(r"yesterday\b|last night\b")
@FORMS.form(r"(?:today|tonight|this (?:morning|afternoon|evening))\b")
def near_day(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Today, yesterday, last night."""
    said = found[0].lower()
    ago = 2 if "before" in said else 1 if said.startswith(("yesterday", "last")) else 0
    day = known(asked) - timedelta(days=ago)
    return day, day


@FORMS.form(r"(?:the )?present(?: day)?\b", r"now\b", r"date\b")
def present(_: Match, asked: date | None, __: int | None) -> Days | None:
    """The present, at which a range may end."""
    return known(asked), known(asked)


@FORMS.form(
    r"(?:(?P<how_far>earlier|so far) )?(?P<which>last|this|current|previous) "
    r"(?P<unit>week|month|(?<!the\slast\s)quarter|year|decade)\b(?! of\b)"
)
@FORMS.form(r"(?P<unit>month|year)[ -](?P<how_far>to)[ -](?P<which>date)\b")
@FORMS.form(
    r"(?P<how_far>earlier) in (?P<which>the) (?P<unit>week|month|year|decade)\b(?! of\b| \d)"
)
def near_period(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Last month, this week, as the calendar has them; earlier this year, up to the day."""
    day = known(asked)
    unit, how_far = found["unit"].lower(), (found["how_far"] or "").lower()
    if found["which"].lower() in {"last", "previous"}:
        return around(unit, back(day, unit, 1))
    first, last = around(unit, day)
    return first, day if how_far else last


@FORMS.form(rf"(?:the )?(?P<unit>week|month|year|decade) {BEFORE_LAST}")
def period_before_last(found: Match, asked: date | None, _: int | None) -> Days | None:
    """The week before last."""
    unit = found["unit"].lower()
    return around(unit, back(known(asked), unit, 2))


@FORMS.form(
    rf"{PART}(?P<which>last|this) (?P<unit>week|month|year|decade)\b(?! of\b)",
    r"(?:the )?(?P<part>beginning|start|middle|end) of (?P<which>the) "
    r"(?P<unit>week|month|year|decade)\b(?! of\b| \d)",
)
def part_of_near_period(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Early last year, the end of the month; all of it where that is still to come."""
    day, unit = known(asked), found["unit"].lower()
    whole = around(unit, back(day, unit, 1 if found["which"].lower() == "last" else 0))
    days = narrowed(found, whole)
    return days if days and days[0] <= day else whole


@FORMS.form(rf"(?:the )?(?:past|previous|preceding) {NUMBER} {UNIT}s?\b")
@FORMS.form(rf"(?:the )?last {NUMBER} {UNIT}s?\b(?! of\b)")
@FORMS.form(rf"(?:the )?past (?P<number>){UNIT}\b", rf"the last (?P<number>){UNIT}\b(?! of\b)")
def time_past(found: Match, asked: date | None, _: int | None) -> Days | None:
    """The past two weeks, up to the day of asking."""
    day = known(asked)
    return back(day, found["unit"].lower(), count_of(found["number"])), day


@FORMS.form(rf"(?:the )?(?<!most\s)recent {UNIT}s\b(?!['’])")
def few_past(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Recent weeks: the past few."""
    day = known(asked)
    return back(day, found["unit"].lower(), count_of("few")), day


@FORMS.form(rf"(?:the )?(?:past|last|previous|preceding) (?:{NUMBER} )?hours?\b")
def hours_past(found: Match, asked: date | None, _: int | None) -> Days | None:
    """The past 48 hours, in whole days up to the day of asking."""
    day = known(asked)
    return day - timedelta(days=-(-count_of(found["number"]) // 24)), day


@FORMS.form(
    rf"(?<!half\s){NUMBER} {UNIT}s? ago\b(?:(?: (?P<today>today)| this (?P<then>week|month))\b)?"
)
def time_ago(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Two weeks ago: the day, week, month, year or decade then; a year ago today."""
    unit = found["unit"].lower()
    grain = "day" if found["today"] else (found["then"] or unit).lower()
    return around(grain, back(known(asked), unit, count_of(found["number"])))


@FORMS.form(r"half an? (?P<unit>year|decade) ago\b")
def half_ago(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Half a year ago: the month then; half a decade ago: the year."""
    unit, count = ("month", 6) if found["unit"].lower() == "year" else ("year", 5)
    return around(unit, back(known(asked), unit, count))


@FORMS.form(r"(?:the )?(?P<day>3[01]|[12]?\d)(?:st|nd|rd|th) of (?P<which>last|this) month\b")
def day_of_near_month(found: Match, asked: date | None, _: int | None) -> Days | None:
    """The 5th of last month."""
    day = known(asked)
    month = back(day.replace(day=1), "month", 1 if found["which"].lower() == "last" else 0)
    return one_day(month.year, month.month, int(found["day"]))


@FORMS.form(rf"(?:this|the same) (?P<unit>day|week|month|time) (?:(?:of )?last year\b|in {YEAR})")
def year_then(found: Match, asked: date | None, _: int | None) -> Days | None:
    """The week of last year, the day in 2019; “this time last year”: the month."""
    unit, day = found["unit"].lower(), known(asked)
    ago = day.year - year_said(found, asked) if found["year"] else 1
    return around("month" if unit == "time" else unit, back(day, "year", ago))


@FORMS.form(rf"(?:(?P<which>last|this past|this) )?{WEEKDAY}{DAYTIME}")
def weekday(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Friday: the latest that has begun."""
    day = known(asked)
    ago = (day.weekday() - WEEKDAYS.index(found["weekday"][:3].lower())) % 7
    if ago == 0 and (found["which"] or "").lower() == "last":
        ago = 7
    then = day - timedelta(days=ago)
    return then, then


@FORMS.form(rf"(?:the )?{WEEKDAY}{DAYTIME} {BEFORE_LAST}", rf"{NUMBER} {WEEKDAY_NAME}s ago\b")
def weekday_ago(found: Match, asked: date | None, _: int | None) -> Days | None:
    """The Monday before last, two Fridays ago."""
    day = known(asked)
    count = count_of(found.groupdict().get("number") or "two")
    ago = (day.weekday() - WEEKDAYS.index(found["weekday"][:3].lower()) - 1) % 7 + 1
    then = day - timedelta(days=ago + 7 * (count - 1))
    return then, then


@FORMS.form(
    rf"{WEEKDAY}{DAYTIME},? (?:of )?(?P<which>last|this) week\b",
    rf"(?P<which>last|this) week on {WEEKDAY}{DAYTIME}",
)
def weekday_of_week(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Tuesday of last week."""
    monday, _last = around("week", known(asked))
    ago = 7 if found["which"].lower() == "last" else 0
    then = monday + timedelta(days=WEEKDAYS.index(found["weekday"][:3].lower()) - ago)
    return then, then


@FORMS.form(r"(?P<which>the|this|last|this past|past) weekend\b(?! before last\b| of\b)")
def weekend(found: Match, asked: date | None, _: int | None) -> Days | None:
    """The weekend: the latest that has begun; this weekend: that of the week; last weekend."""
    day = known(asked)
    saturday = day + timedelta(days=SATURDAY - day.weekday())
    if found["which"].lower() != "this" and (saturday > day or found["which"].lower() != "the"):
        saturday -= timedelta(days=7)
    return saturday, saturday + timedelta(days=1)


@FORMS.form(rf"(?:the )?weekend {BEFORE_LAST}")
def weekend_before_last(_: Match, asked: date | None, __: int | None) -> Days | None:
    """The weekend before last."""
    day = known(asked)
    saturday = day + timedelta(days=SATURDAY - day.weekday() - 14)
    return saturday, saturday + timedelta(days=1)


@FORMS.form(
    rf"(?P<which>last|this|past) (?:{WHOLE_MONTH}|{SEASON})",
    rf"(?P<which>the)(?P<month>) {SEASON}{NO_OTHER}",
)
def near_month_or_season(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Last summer: the latest that is over; this March, this fall: those of the year.

    The summer: the latest that has begun.
    """
    day = known(asked)
    start = month_number(found) if found["month"] else season_start(found)
    count = 1 if found["month"] else 3
    if found["which"].lower() == "this":
        began_last_year = day.month < start + count - DECEMBER  # winter, in January or February
        return months_from(day.year - began_last_year, start, count)
    every = (months_from(day.year - ago, start, count) for ago in range(3))
    has_begun = found["which"].lower() == "the"
    return next(days for days in every if (days[0] <= day if has_begun else days[1] < day))
