"""Phrases that name a time by the calendar, in English -> the days they mean.

A day or month without a year is the latest that has begun by the day of asking; when.py leaves it
open where a day to come soon may be meant. Seasons are the meteorologists' of the northern
hemisphere.
"""

from collections.abc import Callable
from datetime import date, timedelta

from backissue.search.query.days import Days, back, months_from, one_day, weekend_around, years
from backissue.search.query.digits import BARE_YEAR, NO_MORE
from backissue.search.query.number import NUMBER, count_of
from backissue.search.query.phrase import (
    MONTHS,
    NEAR_YEAR,
    NO_OTHER,
    NTH,
    OF_YEAR,
    PART,
    QUARTER,
    SEASON,
    WEEKDAY,
    WHOLE_MONTH,
    YEAR,
    Forms,
    Match,
    known,
    month_number,
    narrowed,
    quarter_start,
    says_year,
    season_start,
    year_said,
)

TENS = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}

DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?![.,:/]\d)"
END_DAY = DAY.replace("<day>", "<end_day>")
NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS if name != "may")
MONTH = rf"(?P<month>sept|may|{NAMES})\b\.?"
END_MONTH = MONTH.replace("<month>", "<end_month>")
MORE_DAYS = r"(?:, \d\d?(?:st|nd|rd|th)?,?)*"
TO = r"(?: ?[-–—] ?| to | until | till | through )"
AND = r"(?: and | or )"
DASH = rf"(?:{TO}|{AND})"
NO_HOUR = r"(?! [ap]\.?m\b)"
THIRD = f"{PART}?"

FORMS = Forms()


@FORMS.form(
    rf"{DAY}{MORE_DAYS}{DASH}{END_DAY} (?:of )?{MONTH}{OF_YEAR}?",
    rf"{MONTH} {DAY}{MORE_DAYS}{TO}{END_DAY}(?:{OF_YEAR}|{NO_HOUR})",
    # “on March 3 and 12 people died” is no day more.
    rf"{MONTH} {DAY}{MORE_DAYS}{AND}{END_DAY}(?:{OF_YEAR}|{NO_HOUR}{NO_OTHER})",
)
def days_of_month(found: Match, asked: date | None, year: int | None) -> Days | None:
    """3–9 March 2020, March 3 to 9."""

    def read(year: int) -> Days | None:
        first = one_day(year, month_number(found), int(found["day"]))
        last = one_day(year, month_number(found), int(found["end_day"]))
        return (first[0], last[0]) if first and last and first < last else None

    return _in_year(read, found, asked, year)


@FORMS.form(
    rf"(?:{WEEKDAY},? )?(?:the )?{DAY} (?:of )?{MONTH}{OF_YEAR}?",
    rf"(?:{WEEKDAY},? )?{MONTH} (?:the )?{DAY}{OF_YEAR}?",
    rf"{DAY}-{MONTH}-{YEAR}",
    rf"(?P<year>(?:1[5-9]|20)\d\d),? {MONTH} {DAY}(?!,? (?:1[5-9]|20)\d\d\b)",
)
def day_of_month(found: Match, asked: date | None, year: int | None) -> Days | None:
    """3 July 2020, July 3rd, 2020 July 3."""

    def read(year: int) -> Days | None:
        return one_day(year, month_number(found), int(found["day"]))

    return _in_year(read, found, asked, year)


@FORMS.form(rf"(?:the )?{MONTH} {DAY} weekend\b{OF_YEAR}?")
def weekend_of_day(found: Match, asked: date | None, year: int | None) -> Days | None:
    """The July 4 weekend: the nearest one, with the day itself."""
    days = day_of_month(found, asked, year)
    return weekend_around(days[0]) if days else None


@FORMS.form(
    rf"(?:the )?(?P<nth>first|second|third|fourth|last) (?:{WEEKDAY}|weekend) (?:of|in) "
    rf"{MONTH}{OF_YEAR}?"
)
def weekday_of_month(found: Match, asked: date | None, year: int | None) -> Days | None:
    """The first Tuesday of November 2020, the last weekend in March."""
    name = found["weekday"] or "Saturday"

    def read(year: int) -> Days | None:
        first, last = months_from(year, month_number(found))
        every = (first + timedelta(days=ago) for ago in range((last - first).days + 1))
        named = [day for day in every if f"{day:%A}".lower() == name.lower()]
        day = named[NTH.get(found["nth"].lower(), -1)]
        return day, day if found["weekday"] else day + timedelta(days=1)

    return _in_year(read, found, asked, year)


@FORMS.form(rf"(?:the )?(?P<nth>first|second|third|fourth|last) week of {MONTH}{OF_YEAR}?")
def week_of_month(found: Match, asked: date | None, year: int | None) -> Days | None:
    """The first week of March 2020."""

    def read(year: int) -> Days | None:
        first, last = months_from(year, month_number(found))
        if found["nth"].lower() == "last":
            return last - timedelta(days=6), last
        start = first + timedelta(days=7 * NTH[found["nth"].lower()])
        return start, start + timedelta(days=6)

    return _in_year(read, found, asked, year)


# A month or a year, as a whole.
OF_PERIOD = (
    rf"of (?:{MONTH}(?:,? of)? )?{YEAR}",
    rf"of (?P<year>){WHOLE_MONTH}",
)


@FORMS.form(
    *(
        rf"(?:the )?(?P<side>first|opening|last|final|closing) (?:{NUMBER} )?"
        rf"(?P<unit>day|week|month)(?P<plural>s)? {period}"
        for period in OF_PERIOD
    )
)
def side_of_period(found: Match, asked: date | None, year: int | None) -> Days | None:
    """The last two weeks of March 2020, the first three months of 2019, the first days of May."""
    unit = found["unit"].lower()
    count = count_of("few" if found["plural"] and not found["number"] else found["number"])

    def read(year: int) -> Days:
        first, last = months_from(year, month_number(found)) if found["month"] else years(year)
        if found["side"].lower() in {"first", "opening"}:
            return first, back(first, unit, -count) - timedelta(days=1)
        return back(last + timedelta(days=1), unit, count), last

    return _in_year(read, found, asked, year)


@FORMS.form(rf"{MONTH}(?:{DASH}|/){END_MONTH},? (?:of )?{YEAR}")
def months(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Mar–May 2020; from one year to the next where the first month is the later."""
    first, last = month_number(found), month_number(found, "end_month")
    year = year_said(found, asked) - (first > last)
    return months_from(year, first, (last - first) % len(MONTHS) + 1)


@FORMS.form(
    rf"{THIRD}{MONTH},? (?:of )?{YEAR}",
    rf"{THIRD}(?-i:(?!may |march )){MONTH},? (?:of )?{NEAR_YEAR}",
    rf"(?P<third>){MONTH}-{YEAR}",
    rf"{THIRD}(?P<year>){WHOLE_MONTH}",
)
def month(found: Match, asked: date | None, year: int | None) -> Days | None:
    """February 2020, early March; not the verbs “may” and “march”."""
    is_verb = found["month"] in {"may", "march"} and not says_year(found) and year is None
    if is_verb and not found["third"] and not _is_led_in(found):
        return None
    return narrowed(
        found, _in_year(lambda each: months_from(each, month_number(found)), found, asked, year)
    )


@FORMS.form(
    rf"{THIRD}(?:the )?(?:{SEASON.replace('<', '<first_')}{DASH}(?:the )?)?{SEASON}(?: of)? {YEAR}",
    rf"{THIRD}(?:the )?{SEASON} of {NEAR_YEAR}",
    rf"{THIRD}(?:the )?(?P<season>winter)(?: of)? {YEAR}[-–—/](?:\d\d)?\d\d\b",
)
def season(found: Match, asked: date | None, _: int | None) -> Days | None:
    """The summer of 2018, spring and summer 2019; a winter goes on in the next year."""
    last = season_start(found)
    first = season_start(found, "first_season") if found.groupdict().get("first_season") else last
    if first > last:  # of the winter that begins in the year, or ends in it?
        return None
    return narrowed(found, months_from(year_said(found, asked), first, last - first + 3))


@FORMS.form(
    rf"(?:the )?Q(?P<nth>[1-4])\b{OF_YEAR}?",
    r"(?P<year>(?:19|20)\d\d)[ -]?Q(?P<nth>[1-4])\b",
    rf"(?:the )?{QUARTER}{OF_YEAR}",
)
def quarter(found: Match, asked: date | None, year: int | None) -> Days | None:
    """Q3 2019, the third quarter of 2019; Q3, the latest that has begun."""
    start = quarter_start(found)
    return _in_year(lambda each: months_from(each, start, 3), found, asked, year)


@FORMS.form(
    *(rf"(?:the )?(?P<nth>first|second|latter|last) half {period}" for period in OF_PERIOD),
    rf"(?:the )?(?P<nth>first|second|latter|last) half(?P<month>){OF_YEAR}",
    rf"H(?P<nth>[12])(?P<month>) {YEAR}",
)
def half(found: Match, asked: date | None, year: int | None) -> Days | None:
    """The first half of 2019, the second half of March."""
    is_first = found["nth"].lower() in {"first", "1"}

    def read(year: int) -> Days:
        if not found["month"]:
            return months_from(year, 1 if is_first else 7, 6)
        first, last = months_from(year, month_number(found))
        middle = first + timedelta(days=14)
        return (first, middle) if is_first else (middle + timedelta(days=1), last)

    return _in_year(read, found, asked, year)


@FORMS.form(
    rf"{THIRD}(?:the )?(?P<year>(?:1[5-9]|20)\d0)['’]?s\b",
    rf"{THIRD}(?:the )?['’](?P<tens>\d0)s\b",
    rf"{THIRD}the (?P<tens>[2-9]0s|{'|'.join(TENS)})\b",
    rf"the (?P<third>early|mid|late)[ -](?P<tens>[2-9]0s|{'|'.join(TENS)})\b",
)
def decade(found: Match, _: date | None, __: int | None) -> Days | None:
    """The 1990s, the ’90s, the early nineties."""
    said = found.groupdict()
    if said.get("year"):
        return narrowed(found, years(int(said["year"]), 10))
    tens = said["tens"].lower()
    return narrowed(found, years(1900 + (TENS.get(tens) or int(tens.rstrip("s"))), 10))


@FORMS.form(rf"{BARE_YEAR}{NO_MORE}", rf"{PART}{YEAR}")
def year(found: Match, asked: date | None, _: int | None) -> Days | None:
    """2019, late 2019."""
    return narrowed(found, years(year_said(found, asked)))


def _in_year(
    read: Callable[[int], Days | None], found: Match, asked: date | None, year: int | None
) -> Days | None:
    """Read a day or month in its year, or in the latest year in which it has begun."""
    said = year_said(found, asked) if says_year(found) else year
    if said is not None:
        return read(said)
    day = known(asked)
    every = (read(each) for each in range(day.year, day.year - 9, -1))  # 29 February
    return next((days for days in every if days and days[0] <= day), None)


def _is_led_in(found: Match) -> bool:
    """Whether something before the name of a month in small letters shows that it is one."""
    before = found.string[: found.start()].rstrip().lower()
    return before.endswith((" in", " since", " during", " until", " from", " of", " between"))
