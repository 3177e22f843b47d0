"""A phrase that names a time, and the forms that such phrases have."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from backissue.search.query.days import Days, third_of

Match: TypeAlias = re.Match[str]

# Reads a match, given the day of asking if it is known and a year said elsewhere if there is one.
Read: TypeAlias = Callable[[Match, date | None, int | None], Days | None]

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

QUARTER = r"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|last|final) quarter"

WHOLE_MONTH = rf"(?P<month>{'|'.join(MONTHS)})\b"
SEASON = rf"(?P<season>{'|'.join(SEASONS)})\b"
WEEKDAY_NAME = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
WEEKDAY = rf"{WEEKDAY_NAME}\b"

NTH = {
    "first": 0,
    "second": 1,
    "third": 2,
    "fourth": 3,
    "1st": 0,
    "2nd": 1,
    "3rd": 2,
    "4th": 3,
}
PART = (
    r"(?:(?P<third>early|mid|late)[ -](?:in )?(?:the )?|"
    r"(?:(?:near|towards?) )?(?:the )?(?P<part>beginning|start|middle|end) of (?:the )?)"
)
# ’21, but not the beginning of “60 Minutes” in quotes.
YEAR = r"(?P<year>(?:1[5-9]|20)\d\d\b|['’]\d\d\b(?!['’]| (?-i:[A-Z])))"
NEAR_YEAR = r"(?P<near>last|this|(?<=of\s)the) year\b(?! (?:\d|before last\b))"
OF_YEAR = rf"(?:,? (?:of )?{YEAR}|,? (?:of )?{NEAR_YEAR})"

# Words that may follow a time without being what it is a time of.
LOOSE = re.compile(
    r"a|an|and|are|as|at|before|but|by|did|do|does|for|from|had|has|have|how|in|is|of|on|or|over|"
    r"since|than|that|the|then|to|was|were|what|when|where|which|who|why|with",
    re.IGNORECASE,
)
# A time is not what another thing is called after: “the summer term”.
NO_OTHER = rf"(?!['’])(?! (?!(?:{LOOSE.pattern})\b)\w)"


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
        return says_year(self.found)

    def days(self, asked: date | None, year: int | None = None) -> Days | None:
        """Return the first and the last day, None where there are no such days.

        Raises DayOfAskingUnknown where they depend on it.
        """
        try:
            return self.read(self.found, asked, year)
        except (OverflowError, ValueError):  # outside the calendar
            return None


class Forms(list[tuple[re.Pattern[str], Read]]):
    """Patterns, and what reads that which they find."""

    def form(self, *patterns: str) -> Callable[[Read], Read]:
        """Add the patterns of what a function reads; a space in them is any white space."""

        def add(read: Read) -> Read:
            for pattern in patterns:
                spaced = pattern.replace(" ?", r"\s*").replace(" ", r"\s+")
                self.append((re.compile(rf"(?<!\w)(?<!\d[.,]){spaced}", re.IGNORECASE), read))
            return read

        return add


def find_phrases(text: str, forms: Iterable[tuple[re.Pattern[str], Read]]) -> list[Phrase]:
    """Return the phrases of a text that may name a time, in their order; the longest wins."""
    every = [Phrase(found, read) for form, read in forms for found in form.finditer(text)]
    chosen: list[Phrase] = []
    taken = bytearray(len(text))
    for phrase in sorted(every, key=lambda each: (each.start - each.end, each.start)):
        if not any(taken[phrase.start : phrase.end]):
            taken[phrase.start : phrase.end] = b"\x01" * (phrase.end - phrase.start)
            chosen.append(phrase)
    return sorted(chosen, key=lambda each: each.start)


def known(asked: date | None) -> date:
    """Return the day of asking, or raise DayOfAskingUnknown."""
    if asked is None:
        raise DayOfAskingUnknown
    return asked


def says_year(found: Match) -> bool:
    """Whether a year is named, or told from the day of asking."""
    said = found.groupdict()
    return bool(said.get("year") or said.get("near"))


def year_said(found: Match, asked: date | None) -> int:
    """Return the year that is named; of ’68 the latest one such by the day of asking."""
    if near := found.groupdict().get("near"):
        return known(asked).year - (near.lower() == "last")
    digits = found["year"].lstrip("'’")
    if len(digits) > 2:  # noqa: PLR2004 - with its century
        return int(digits)
    this_year = known(asked).year
    return this_year - (this_year - int(digits)) % 100


def month_number(found: Match, group: str = "month") -> int:
    """Return the number of the month that is named, however short."""
    name = found[group][:3].lower()
    return next(number for number, each in enumerate(MONTHS, start=1) if each[:3] == name)


def season_start(found: Match, group: str = "season") -> int:
    """Return the number of the month in which the season begins that is named."""
    return SEASONS[found[group].lower()]


def quarter_start(found: Match) -> int:
    """Return the number of the month in which the quarter begins that is named or numbered."""
    nth = found["nth"].lower()
    return 1 + 3 * (int(nth) - 1 if nth.isdigit() else NTH.get(nth, 3))


def narrowed(found: Match, days: Days | None) -> Days | None:
    """Narrow days down to their first, middle or last third, where that is what is said."""
    said = found.groupdict()
    part = said.get("third") or said.get("part")
    return third_of(days, part.lower()) if days and part else days
