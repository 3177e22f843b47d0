"""A time in a text: a phrase, two that make a range, or days that are told by one of these."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from backissue.search.query import digits, holiday, period, recent
from backissue.search.query.beside import Beside, read_beside
from backissue.search.query.days import Days
from backissue.search.query.lead import read_lead
from backissue.search.query.phrase import Phrase, find_phrases

# Two times make a range where such a word stands between them; a weak one only after “in” or
# “between”.
JOIN = re.compile(
    r"\s*(?:(?P<strong>[-–—/]|\bto\b|\buntil\b|\btill\b|\bthrough\b)|"
    r"(?P<comma>,)|&|,?\s*\b(?:or|and)\b)\s*",
    re.IGNORECASE,
)
LISTING = {"in", "during", "between", "on", "over", "throughout"}


@dataclass(frozen=True, slots=True)
class Span:
    """A time in a text."""

    first: Phrase
    last: Phrase
    beside: Beside | None = None

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.beside.start if self.beside else self.first.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.last.end

    @property
    def grain(self) -> str:
        """What it names."""
        if self.beside:
            return "beside"
        return self.first.grain if self.first is self.last else "range"

    @property
    def says_year(self) -> bool:
        """Whether a year is part of it."""
        return self.last.says_year

    @property
    def point(self) -> str:
        """Which end of a longer time it names: "end" for “the end of 2019”; "" for none."""
        if self.grain in {"beside", "range"}:
            return ""
        part = self.says("part").lower()
        return "start" if part == "beginning" else part

    def says(self, what: str) -> str:
        """Return what its last phrase says of some kind, "" for nothing."""
        return self.last.found.groupdict().get(what) or ""

    def days(self, asked: date | None) -> Days | None:
        """Return the first and the last day, None where there are no such days.

        Raises DayOfAskingUnknown where they depend on it.
        """
        days = self.first.days(asked) if self.first is self.last else self._range(asked)
        try:
            return self.beside.days(days) if self.beside and days else days
        except (OverflowError, ValueError):  # outside the calendar
            return None

    def _range(self, asked: date | None) -> Days | None:
        """Return the days from the first phrase to the last; a year said with one is for both."""
        if self.first.says_year and not self.last.says_year:  # from November 2019 to March
            since = self.first.days(asked)
            if since is None:
                return None
            years = (since[1].year, since[1].year + 1)
            every = (self.last.days(asked, year) for year in years)
            return next(((since[0], until[1]) for until in every if until and since <= until), None)
        until = self.last.days(asked)
        if until is None:
            return None
        since = self.first.days(asked, until[0].year if self.last.says_year else None)
        if since and since > until and not self.last.says_year:  # it has begun and goes on
            until = self.last.days(asked, since[0].year) or until
        if since and since > until:  # from November to March 2020, from Friday to Monday
            since = self.first.days(until[0])
        return (since[0], until[1]) if since and since[0] <= until[1] else None


def find_spans(text: str) -> Iterator[Span]:
    """Yield the times in a text."""
    phrases = find_phrases(text, [*digits.FORMS, *period.FORMS, *recent.FORMS, *holiday.FORMS])
    while phrases:
        first = last = phrases.pop(0)
        while phrases and _is_joined(text, first, last, phrases[0]):
            last = phrases.pop(0)
        if first.grain != "present":
            yield Span(first, last, read_beside(text, first.start))


def _is_joined(text: str, first: Phrase, last: Phrase, following: Phrase) -> bool:
    """Whether a phrase goes on with the range or the list that another begins."""
    join = JOIN.fullmatch(text, last.end, following.start)
    if join is None or join["strong"]:
        return join is not None
    words = read_lead(text, first.start).words
    is_and = not join["comma"]
    if words == "between" and is_and:
        return True
    return words in LISTING and following.grain.startswith(last.grain)
