"""Phrases that name a time by the calendar, in English -> the days they mean.

A day or month without a year is the latest that has begun by the day of asking. Seasons are the
meteorologists' of the northern hemisphere.
"""

from collections.abc import Callable
from datetime import date, timedelta

from backissue.search.query.days import Days, months_from, one_day, third_of, years
from backissue.search.query.phrase import (
    MONTHS,
    SEASON,
    WEEKDAY,
    WHOLE_MONTH,
    Forms,
    Match,
    known,
    month_number,
    season_start,
)

NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3}
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

# A number alone is a year from 1800 on, where it is part of no other: smaller ones are quantities.
BARE_YEAR = r"(?<![$€£#.,:/-])(?P<year>1[89]\d\d|20\d\d)\b"
NO_MORE = r"(?![\w%]|[.,:/-]\d)"
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)\b"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?![.,:/]\d)"
END_DAY = DAY.replace("<day>", "<end_day>")
NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS if name != "may")
MONTH = rf"(?P<month>sept|may|{NAMES})\b\.?"
DASH = r"(?: ?[-–—] ?| to | and | until | till | through )"
PART = (
    r"(?:(?P<third>early|mid|late)[ -](?:in )?(?:the )?|"
    r"(?:the )?(?P<part>beginning|start|middle|end) of (?:the )?)"
)
THIRD = f"{PART}?"

FORMS = Forms()


@FORMS.form(
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?:T[\d:.+-]+Z?)?\b"
)
def day_in_numbers(found: Match, _: date | None, __: int | None) -> Days | None:
    """2020-07-03."""
    return one_day(int(found["year"]), int(found["month"]), int(found["day"]))


@FORMS.form(r"(?P<one>\d\d?)(?P<mark>[./])(?P<two>\d\d?)(?P=mark)(?P<year>\d{4})\b")
def day_in_numbers_year_last(found: Match, _: date | None, __: int | None) -> Days | None:
    """3.7.2020, with the day first, and 7/3/2020, as the rest of Backissue reads them."""
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    day_first = found["mark"] == "." or one > len(MONTHS)
    return one_day(year, two, one) if day_first else one_day(year, one, two)


@FORMS.form(r"(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>0[1-9]|1[0-2])\b(?!-\d)")
def month_in_numbers(found: Match, _: date | None, __: int | None) -> Days | None:
    """2020-07."""
    return months_from(int(found["year"]), int(found["month"]))


@FORMS.form(rf"{BARE_YEAR} ?[-–—] ?(?P<end>(?:1[89]|20)\d\d|\d\d){NO_MORE}")
def two_years(found: Match, _: date | None, __: int | None) -> Days | None:
    """2015–2018, 2015–18."""
    start, end = int(found["year"]), found["end"]
    last = int(end) if len(end) == len(found["year"]) else start - start % 100 + int(end)
    return years(start, last - start + 1) if start < last else None


@FORMS.form(
    rf"{DAY}{DASH}{END_DAY} (?:of )?{MONTH}(?:,? {YEAR})?",
    rf"{MONTH} {DAY}{DASH}{END_DAY}(?:,? {YEAR})?",
)
def days_ofmonth_number(found: Match, asked: date | None, year: int | None) -> Days | None:
    """3–9 March 2020, March 3 to 9."""

    def read(year: int) -> Days | None:
        first = one_day(year, month_number(found), int(found["day"]))
        last = one_day(year, month_number(found), int(found["end_day"]))
        return (first[0], last[0]) if first and last and first < last else None

    return _in_year(read, found, asked, year)


@FORMS.form(
    rf"(?:{WEEKDAY},? )?(?:the )?{DAY} (?:of )?{MONTH}(?:,? {YEAR})?",
    rf"(?:{WEEKDAY},? )?{MONTH} (?:the )?{DAY}(?:,? {YEAR})?",
)
def day_ofmonth_number(found: Match, asked: date | None, year: int | None) -> Days | None:
    """3 July 2020, July 3rd."""

    def read(year: int) -> Days | None:
        return one_day(year, month_number(found), int(found["day"]))

    return _in_year(read, found, asked, year)


@FORMS.form(rf"(?:the )?(?P<nth>first|second|third|fourth|last) week of {MONTH}(?:,? {YEAR})?")
def week_ofmonth_number(found: Match, asked: date | None, year: int | None) -> Days | None:
    """The first week of March 2020."""

    def read(year: int) -> Days | None:
        first, last = months_from(year, month_number(found))
        if found["nth"].lower() == "last":
            return last - timedelta(days=6), last
        start = first + timedelta(days=7 * NTH[found["nth"].lower()])
        return start, start + timedelta(days=6)

    return _in_year(read, found, asked, year)


@FORMS.form(rf"{THIRD}{MONTH},? (?:of )?{YEAR}", rf"{THIRD}(?P<year>){WHOLE_MONTH}")
def month(found: Match, asked: date | None, year: int | None) -> Days | None:
    """February 2020, early March; not the verbs “may” and “march”."""
    is_verb = found["month"] in {"may", "march"} and not found["year"] and year is None
    if is_verb and not _is_led_in(found):
        return None
    return _third(
        found, _in_year(lambda each: months_from(each, month_number(found)), found, asked, year)
    )


@FORMS.form(rf"{THIRD}(?:the )?{SEASON}(?: of)? {YEAR}")
def season(found: Match, _: date | None, __: int | None) -> Days | None:
    """The summer of 2018; a winter goes on in the next year."""
    start = season_start(found)
    return _third(found, months_from(int(found["year"]), start, 3))


@FORMS.form(
    rf"Q(?P<nth>[1-4]),? (?:of )?{YEAR}",
    rf"(?:the )?(?P<nth>first|second|third|fourth|last) quarter of {YEAR}",
)
def quarter(found: Match, _: date | None, __: int | None) -> Days | None:
    """Q3 2019, the third quarter of 2019."""
    place = {**NTH, "last": 3}.get(found["nth"].lower())
    place = int(found["nth"]) - 1 if place is None else place
    return months_from(int(found["year"]), 1 + 3 * place, 3)


@FORMS.form(rf"(?:the )?(?P<nth>first|second) half of {YEAR}", rf"H(?P<nth>[12]) {YEAR}")
def half(found: Match, _: date | None, __: int | None) -> Days | None:
    """The first half of 2019."""
    return months_from(int(found["year"]), 1 if found["nth"].lower() in {"first", "1"} else 7, 6)


@FORMS.form(
    rf"{THIRD}(?:the )?(?P<year>(?:1[5-9]|20)\d0)['’]?s\b",
    rf"{THIRD}(?:the )?['’](?P<tens>\d0)s\b",
    rf"{THIRD}the (?P<tens>[2-9]0)s\b",
    rf"{THIRD}the (?P<tens>{'|'.join(TENS)})\b",
)
def decade(found: Match, _: date | None, __: int | None) -> Days | None:
    """The 1990s, the ’90s, the early nineties."""
    said = found.groupdict()
    if said.get("year"):
        return _third(found, years(int(said["year"]), 10))
    tens = said["tens"].lower()
    return _third(found, years(1900 + (TENS.get(tens) or int(tens)), 10))


@FORMS.form(rf"{BARE_YEAR}{NO_MORE}", rf"{PART}{YEAR}")
def year(found: Match, _: date | None, __: int | None) -> Days | None:
    """2019, late 2019."""
    return _third(found, years(int(found["year"])))


def _in_year(
    read: Callable[[int], Days | None], found: Match, asked: date | None, year: int | None
) -> Days | None:
    """Read a day or month in its year, or in the latest year in which it has begun."""
    said = int(found["year"]) if found["year"] else year
    if said is not None:
        return read(said)
    day = known(asked)
    every = (read(each) for each in range(day.year, day.year - 9, -1))  # 29 February
    return next((days for days in every if days and days[0] <= day), None)


def _is_led_in(found: Match) -> bool:
    """Whether something before the name of a month in small letters shows that it is one."""
    before = found.string[: found.start()].rstrip().lower()
    return before.endswith((" in", " since", " during", " until", " from", " of", " between"))


def _third(found: Match, days: Days | None) -> Days | None:
    """Narrow days down to their first, middle or last third, where that is what is said."""
    said = found.groupdict()
    part = said.get("third") or said.get("part")
    return third_of(days, part.lower()) if days and part else days
