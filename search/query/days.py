"""Days of the calendar: those of months and years, of their thirds, and those some time ago."""

import calendar
from datetime import date, timedelta
from typing import TypeAlias

Days: TypeAlias = tuple[date, date]

THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}

SATURDAY = 5

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


def one_day(year: int, month: int, day: int) -> Days | None:
    """Return a day, None where the calendar has none such."""
    try:
        only = date(year, month, day)
    except ValueError:
        return None
    return only, only


def months_from(year: int, month: int, count: int = 1) -> Days:
    """Return the days of some months from one on; they may run on into the next year."""
    first, after = year * 12 + month - 1, year * 12 + month - 1 + count
    last = date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return date(first // 12, first % 12 + 1, 1), last


def years(year: int, count: int = 1) -> Days:
    """Return the days of some years from one on."""
    return date(year, 1, 1), date(year + count - 1, 12, 31)


def third_of(days: Days, part: str) -> Days:
    """Return the first, middle or last third: of a decade in years, of a year in months."""
    third, first = THIRDS[part], days[0]
    length = (days[1] - first).days + 1
    if length <= 31:  # noqa: PLR2004 - a month or a week
        step = length // 3
        start = first + timedelta(days=step * third)
        return start, days[1] if third == THIRDS["end"] else start + timedelta(days=step - 1)
    months = (days[1].year - first.year) * 12 + days[1].month - first.month + 1
    if months > 12:  # noqa: PLR2004 - more than a year
        return years(first.year + 3 * third, 4)
    return months_from(first.year, first.month + third * months // 3, months // 3)


def back(day: date, unit: str, count: int) -> date:
    """Return the day so many units before a day, or after it where they are fewer than none."""
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days is not None:
        return day - timedelta(days=days * count)
    months = day.year * 12 + day.month - 1 - count * MONTHS_IN[unit]
    year, month = max(1, months // 12), months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def around(unit: str, day: date) -> Days:
    """Return the day, week, month, quarter, year or decade of the calendar that a day is in."""
    match unit:
        case "month":
            return months_from(day.year, day.month)
        case "quarter":
            return months_from(day.year, day.month - (day.month - 1) % 3, 3)
        case "year":
            return years(day.year)
        case "decade":
            return years(day.year - day.year % 10, 10)
        case "day":
            return day, day
        case _:
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)


def weekend_around(day: date) -> Days:
    """Return the weekend that a day is in, or the nearest one with the days between."""
    saturday = day + timedelta(days=(SATURDAY - day.weekday() + 3) % 7 - 3)
    return min(day, saturday), max(day, saturday + timedelta(days=1))
