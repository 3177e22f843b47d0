"""Days told by others: “the week before 3 March”, “two years after 2001”, “the year to March”."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from backissue.search.query.days import Days, around, back
from backissue.search.query.number import NUMBER, count_of
from backissue.search.query.recent import UNIT

ENDING = {"to", "up to", "ending", "ended"}
STARTING = {"beginning", "starting", "commencing"}
LATER = {"after", "following"}
BESIDE = re.compile(
    rf"(?<![\w-])(?<!\d[.,])(?<!half\s)(?:(?P<the>the) )?(?:{NUMBER} )?{UNIT}(?P<plural>s)? "
    r"(?P<side>before|preceding|after|following|(?:up )?to|ending|ended|beginning|starting|"
    r"commencing)(?: on)? $".replace(" ", r"\s+"),
    re.IGNORECASE,
)
# In so many characters.
LONGEST = 100
# “A few days after” names no day.
VAGUE = re.compile(r"few|several|couple", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beside:
    """Words that turn the days of the time after them into others."""

    start: int
    days: Callable[[Days], Days]


def read_beside(text: str, start: int) -> Beside | None:
    """Return the words of that kind that stand before a place."""
    found = BESIDE.search(text, max(0, start - LONGEST), start)
    if found is None:
        return None
    number, the = found["number"], found["the"]
    side = " ".join(found["side"].lower().split())
    is_sure = number or the or side in {"ending", "ended", *STARTING}
    if not is_sure or (found["plural"] and not number) or (number and VAGUE.search(number)):
        return None
    if side in {"to", "up to"} and not the and number.lower() in {"a", "an"}:  # “a week to go”
        return None
    unit, count = found["unit"].lower(), count_of(number)

    def move(days: Days) -> Days:
        first, last = days
        after = last + timedelta(days=1)
        if side in ENDING:
            return back(after, unit, count), last
        if side in STARTING:
            return first, back(first, unit, -count) - timedelta(days=1)
        if not the:
            return around(
                unit, back(last, unit, -count) if side in LATER else back(first, unit, count)
            )
        if side in LATER:
            return after, back(after, unit, -count) - timedelta(days=1)
        return back(first, unit, count), first - timedelta(days=1)

    return Beside(found.start(), move)
