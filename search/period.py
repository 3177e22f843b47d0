"""Phrases that name a time, in English -> the days they mean.

Weeks begin on Monday. A day or month without a year is the latest that has begun by the day of
asking. Seasons are the meteorologists' of the northern hemisphere.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from backissue.search.days import Days, around, back, months_from, one_day, third_of, years

Match: TypeAlias = re.Match[str]

# Reads a match, given the day of asking if it is known and a year said elsewhere if there is one.
Read: TypeAlias = Callable[[Match, date | None, int | None], Days | None]

MONTHS = [name.lower() for name in calendar.month_name]
WEEKDAYS = [name.lower() for name in calendar.day_name]
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
VAGUE = {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "a few": 3, "few": 3, "several": 3}
NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3}
TENS = "twenties thirties forties fifties sixties seventies eighties nineties".split()  # noqa: SIM905

# A number alone is a year from 1800 on, where it is part of no other: smaller ones are quantities.
BARE_YEAR = r"(?<![$€£#.,:/-])(?P<year>1[89]\d\d|20\d\d)\b"
NO_MORE = r"(?![\w%:]|[.,/-]\d)"
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)\b"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?![.,:/]\d)"
END_DAY = DAY.replace("<day>", "<end_day>")
NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS[1:] if name != "may")
MONTH = rf"(?P<month>sept|may|{NAMES})\b\.?"
WHOLE_MONTH = rf"(?P<month>{'|'.join(MONTHS[1:])})\b"
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})\b"
SEASON = rf"(?P<season>{'|'.join(SEASONS)})\b"
DASH = r"(?: ?[-–—] ?| to | and | until | till | through )"
PART = (
    r"(?:(?P<third>early|mid|late)[ -](?:in )?(?:the )?|"
    r"(?:the )?(?P<part>beginning|start|middle|end) of (?:the )?)"
)
THIRD = f"{PART}?"
NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join([*sorted(VAGUE, key=len, reverse=True), *NUMBERS])})"
UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)"

FORMS: list[tuple[re.Pattern[str], Read]] = []


class DayOfAskingUnknown(Exception):
    """A phrase means something only to who knows on which day it was said."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters of a text that name a time."""

    found: Match
    read: Read

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.found.start()

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.found.end()

    @property
    def grain(self) -> str:
        """What it names: the name of what reads it."""
        return self.read.__name__

    @property
    def says_year(self) -> bool:
        """Whether a year is part of it."""
        return bool(self.found.groupdict().get("year"))

    def days(self, asked: date | None, year: int | None = None) -> Days | None:
        """Return the first and the last day, None where there are no such days.

        Raises DayOfAskingUnknown where they depend on it.
        """
        try:
            return self.read(self.found, asked, year)
        except (
            OverflowError,
            ValueError,
        ):  # before the first day of the calendar, or after its last
            return None


def find_phrases(text: str) -> list[Phrase]:
    """Return the phrases of a text that may name a time, in their order; the longest wins."""
    every = [Phrase(found, read) for form, read in FORMS for found in form.finditer(text)]
    chosen: list[Phrase] = []
    for phrase in sorted(every, key=lambda each: (each.start - each.end, each.start)):
        if all(phrase.end <= other.start or other.end <= phrase.start for other in chosen):
            chosen.append(phrase)
    return sorted(chosen, key=lambda each: each.start)


def _form(*patterns: str) -> Callable[[Read], Read]:
    def add(read: Read) -> Read:
        for pattern in patterns:
            spaced = pattern.replace(" ?", r"\s*").replace(" ", r"\s+")
            FORMS.append((re.compile(rf"(?<!\w){spaced}", re.IGNORECASE), read))
        return read

    return add


@_form(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?:T[\d:.+-]+Z?)?\b")
def day_in_numbers(found: Match, _: date | None, __: int | None) -> Days | None:
    """2020-07-03."""
    return one_day(int(found["year"]), int(found["month"]), int(found["day"]))


@_form(r"(?P<one>\d\d?)(?P<mark>[./])(?P<two>\d\d?)(?P=mark)(?P<year>\d{4})\b")
def day_in_numbers_year_last(found: Match, _: date | None, __: int | None) -> Days | None:
    """3.7.2020, with the day first, and 7/3/2020, as the rest of Backissue reads them."""
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    day_first = found["mark"] == "." or one > len(MONTHS) - 1
    return one_day(year, two, one) if day_first else one_day(year, one, two)


@_form(r"(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>0[1-9]|1[0-2])\b(?!-\d)")
def month_in_numbers(found: Match, _: date | None, __: int | None) -> Days | None:
    """2020-07."""
    return months_from(int(found["year"]), int(found["month"]))


@_form(rf"{BARE_YEAR} ?[-–—] ?(?P<end>(?:1[89]|20)\d\d|\d\d){NO_MORE}")
def two_years(found: Match, _: date | None, __: int | None) -> Days | None:
    """2015–2018, 2015–18."""
    start, end = int(found["year"]), found["end"]
    last = int(end) if len(end) == len(found["year"]) else start - start % 100 + int(end)
    return years(start, last - start + 1) if start < last else None


@_form(
    rf"{DAY}{DASH}{END_DAY} (?:of )?{MONTH}(?:,? {YEAR})?",
    rf"{MONTH} {DAY}{DASH}{END_DAY}(?:,? {YEAR})?",
)
def days_of_month(found: Match, asked: date | None, year: int | None) -> Days | None:
    """3–9 March 2020, March 3 to 9."""

    def read(year: int) -> Days | None:
        first = one_day(year, _month(found), int(found["day"]))
        last = one_day(year, _month(found), int(found["end_day"]))
        return (first[0], last[0]) if first and last and first < last else None

    return _in_year(read, found, asked, year)


@_form(
    rf"(?:{WEEKDAY},? )?(?:the )?{DAY} (?:of )?{MONTH}(?:,? {YEAR})?",
    rf"(?:{WEEKDAY},? )?{MONTH} (?:the )?{DAY}(?:,? {YEAR})?",
)
def day_of_month(found: Match, asked: date | None, year: int | None) -> Days | None:
    """3 July 2020, July 3rd."""

    def read(year: int) -> Days | None:
        return one_day(year, _month(found), int(found["day"]))

    return _in_year(read, found, asked, year)


@_form(rf"(?:the )?(?P<nth>first|second|third|fourth|last) week of {MONTH}(?:,? {YEAR})?")
def week_of_month(found: Match, asked: date | None, year: int | None) -> Days | None:
    """The first week of March 2020."""

    def read(year: int) -> Days | None:
        first, last = months_from(year, _month(found))
        if found["nth"].lower() == "last":
            return last - timedelta(days=6), last
        start = first + timedelta(days=7 * NTH[found["nth"].lower()])
        return start, start + timedelta(days=6)

    return _in_year(read, found, asked, year)


@_form(rf"{THIRD}{MONTH},? (?:of )?{YEAR}", rf"{THIRD}(?P<year>){WHOLE_MONTH}")
def month(found: Match, asked: date | None, year: int | None) -> Days | None:
    """February 2020, early March; not the verbs “may” and “march”."""
    is_verb = found["month"] in {"may", "march"} and not found["year"] and year is None
    if is_verb and not _is_led_in(found):
        return None
    return _third(
        found, _in_year(lambda each: months_from(each, _month(found)), found, asked, year)
    )


@_form(rf"{THIRD}(?:the )?{SEASON}(?: of)? {YEAR}")
def season(found: Match, _: date | None, __: int | None) -> Days | None:
    """The summer of 2018; a winter goes on in the next year."""
    start = SEASONS[found["season"].lower()]
    return _third(found, months_from(int(found["year"]), start, 3))


@_form(
    rf"Q(?P<nth>[1-4]),? (?:of )?{YEAR}",
    rf"(?:the )?(?P<nth>first|second|third|fourth|last) quarter of {YEAR}",
)
def quarter(found: Match, _: date | None, __: int | None) -> Days | None:
    """Q3 2019, the third quarter of 2019."""
    place = {**NTH, "last": 3}.get(found["nth"].lower())
    place = int(found["nth"]) - 1 if place is None else place
    return months_from(int(found["year"]), 1 + 3 * place, 3)


@_form(rf"(?:the )?(?P<nth>first|second) half of {YEAR}", rf"H(?P<nth>[12]) {YEAR}")
def half(found: Match, _: date | None, __: int | None) -> Days | None:
    """The first half of 2019."""
    return months_from(int(found["year"]), 1 if found["nth"].lower() in {"first", "1"} else 7, 6)


@_form(
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
    return _third(
        found, years(1900 + (int(tens) if tens.isdigit() else 20 + 10 * TENS.index(tens)), 10)
    )


@_form(rf"{BARE_YEAR}{NO_MORE}", rf"{PART}{YEAR}")
def year(found: Match, _: date | None, __: int | None) -> Days | None:
    """2019, late 2019."""
    return _third(found, years(int(found["year"])))


@_form(r"(?:the )?day before yesterday\b", r"yesterday\b|last night\b")
@_form(r"(?:today|tonight|this (?:morning|afternoon|evening))\b")
def near_day(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Today, yesterday, last night."""
    said = found[0].lower()
    ago = 2 if "before" in said else 1 if said.startswith(("yesterday", "last")) else 0
    day = _known(asked) - timedelta(days=ago)
    return day, day


@_form(r"(?P<which>last|this|current|previous) (?P<unit>week|month|year|decade)\b(?! of\b)")
def near_period(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Last month, this week, as the calendar has them."""
    day = _known(asked)
    unit = found["unit"].lower()
    return around(unit, back(day, unit, found["which"].lower() in {"last", "previous"}))


@_form(rf"(?:the )?(?:past|last|previous|preceding) {NUMBER} {UNIT}s?\b")
@_form(rf"(?:the )?past (?P<number>){UNIT}\b", rf"the last (?P<number>){UNIT}\b(?! of\b)")
def time_past(found: Match, asked: date | None, _: int | None) -> Days | None:
    """The past two weeks, up to the day of asking."""
    day = _known(asked)
    return back(day, found["unit"].lower(), _number(found["number"])), day


@_form(rf"{NUMBER} {UNIT}s? ago\b")
def time_ago(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Two weeks ago: the day, week, month, year or decade then."""
    unit = found["unit"].lower()
    return around(unit, back(_known(asked), unit, _number(found["number"])))


@_form(rf"(?:(?P<which>last|this past|this) )?{WEEKDAY}")
def weekday(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Friday: the latest that has begun."""
    day = _known(asked)
    ago = (day.weekday() - WEEKDAYS.index(found["weekday"].lower())) % 7
    if ago == 0 and (found["which"] or "").lower() == "last":
        ago = 7
    then = day - timedelta(days=ago)
    return then, then


@_form(r"(?:the|this|last|this past|past) weekend\b")
def weekend(_: Match, asked: date | None, __: int | None) -> Days | None:
    """The latest that has begun."""
    day = _known(asked)
    saturday = day - timedelta(days=(day.weekday() - calendar.SATURDAY) % 7)
    return saturday, saturday + timedelta(days=1)


@_form(rf"(?P<which>last|this|past) (?:{WHOLE_MONTH}|{SEASON})")
def near_month_or_season(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Last summer, this March: the latest that is over, or that has begun."""
    day = _known(asked)
    start = _month(found) if found["month"] else SEASONS[found["season"].lower()]
    count = 1 if found["month"] else 3
    is_over = found["which"].lower() != "this"
    for each in (day.year, day.year - 1, day.year - 2):
        days = months_from(each, start, count)
        if days[1 if is_over else 0] <= day:
            return days
    return None


def _known(asked: date | None) -> date:
    if asked is None:
        raise DayOfAskingUnknown
    return asked


def _in_year(
    read: Callable[[int], Days | None], found: Match, asked: date | None, year: int | None
) -> Days | None:
    """Read a day or month in its year, or in the latest year in which it has begun."""
    said = int(found["year"]) if found["year"] else year
    if said is not None:
        return read(said)
    day = _known(asked)
    every = (read(each) for each in range(day.year, day.year - 9, -1))  # 29 February
    return next((days for days in every if days and days[0] <= day), None)


def _is_led_in(found: Match) -> bool:
    """Whether something before the name of a month in small letters shows that it is one."""
    before = found.string[: found.start()].rstrip().lower()
    return before.endswith((" in", " since", " during", " until", " from", " of", " between"))


def _month(found: Match) -> int:
    name = found["month"][:3].lower()
    return next(number for number, each in enumerate(MONTHS) if each[:3] == name)


def _number(said: str) -> int:
    said = " ".join(said.lower().split())
    if said.isdigit():
        return int(said)
    return VAGUE.get(said) or (NUMBERS.index(said) + 1 if said else 1)


def _third(found: Match, days: Days | None) -> Days | None:
    """Narrow days down to their first, middle or last third, where that is what is said."""
    said = found.groupdict()
    part = said.get("third") or said.get("part")
    return third_of(days, part.lower()) if days and part else days
