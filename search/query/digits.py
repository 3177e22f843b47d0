"""Phrases that name a time in digits -> the days they mean."""

import re
from collections.abc import Iterator
from datetime import date

from backissue.search.query.days import Days, months_from, one_day, years
from backissue.search.query.phrase import MONTHS, Forms, Match

# A number alone is a year from 1800 on, where it is part of no other: smaller ones are quantities.
BARE_YEAR = r"(?<![$€£#.,:/-])(?P<year>1[89]\d\d|20\d\d)\b"
NO_MORE = r"(?![\w%]|[.,:/-]\d)"

FORMS = Forms()

# Americans write the month first, others the day: 02/03/2020, where no number says which.
EITHER_WAY = re.compile(
    r"(?<![\w/.-])(?P<one>\d\d?)(?P<mark>[-/])(?P<two>\d\d?)(?P=mark)(?P<year>\d{4})\b"
)


@FORMS.form(
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?:T[\d:.+-]+Z?)?\b"
)
def day_in_numbers(found: Match, _: date | None, __: int | None) -> Days | None:
    """2020-07-03."""
    return one_day(int(found["year"]), int(found["month"]), int(found["day"]))


@FORMS.form(r"(?P<one>\d\d?)(?P<mark>[-./])(?P<two>\d\d?)(?P=mark)(?P<year>\d{4})\b")
def day_in_numbers_year_last(found: Match, _: date | None, __: int | None) -> Days | None:
    """3.7.2020, with the day first, and 7/3/2020, as the rest of Backissue reads them."""
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    day_first = found["mark"] == "." or one > len(MONTHS)
    return one_day(year, two, one) if day_first else one_day(year, one, two)


def read_either_way(text: str) -> Iterator[tuple[int, int, date, date]]:
    """Yield where a day stands whose month may be either number, as it is read, and the other."""
    for found in EITHER_WAY.finditer(text):
        month, day, year = (int(found[each]) for each in ("one", "two", "year"))
        if month != day and min(month, day) > 0 and max(month, day) <= len(MONTHS) and year:
            yield *found.span(), date(year, month, day), date(year, day, month)


@FORMS.form(
    r"(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>0[1-9]|1[0-2])\b(?!-\d)",
    r"(?<![-/])(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:1[5-9]|20)\d\d)\b(?![-/])",
)
def month_in_numbers(found: Match, _: date | None, __: int | None) -> Days | None:
    """2020-07, 7/2020."""
    return months_from(int(found["year"]), int(found["month"]))


@FORMS.form(
    r"(?P<year>\d{4}) ?[年년](?: ?(?P<month>1[0-2]|0?[1-9]) ?[月월]"
    r"(?: ?(?P<day>\d\d?) ?[日号號일])?)?"
)
def day_in_han_or_hangul(found: Match, _: date | None, __: int | None) -> Days | None:
    """2020年7月3日, 2020년 7월, 2020年."""
    year, month, day = (int(said) if said else 0 for said in found.group("year", "month", "day"))
    if day:
        return one_day(year, month, day)
    return months_from(year, month) if month else years(year)


@FORMS.form(rf"{BARE_YEAR} ?[-–—] ?(?P<end>(?:1[89]|20)\d\d|\d\d){NO_MORE}")
def two_years(found: Match, _: date | None, __: int | None) -> Days | None:
    """2015–2018, 2015–18."""
    start, end = int(found["year"]), found["end"]
    last = int(end) if len(end) == len(found["year"]) else start - start % 100 + int(end)
    return years(start, last - start + 1) if start < last else None


@FORMS.form(rf"{BARE_YEAR}/(?P<end>(?:20|1[89])?\d\d){NO_MORE}")
def year_and_next(found: Match, _: date | None, __: int | None) -> Days | None:
    """2018/19."""
    start, end = int(found["year"]), int(found["end"])
    return years(start, 2) if end in {start + 1, (start + 1) % 100} else None
