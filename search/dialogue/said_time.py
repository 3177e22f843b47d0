"""“Then”, “that year”, “the year before” -> the time that the turn before is about."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from backissue.search.dialogue.turn import Turn
from backissue.search.language.dates import Day, days, published_day, resolved

PREPOSITION = (
    r"(?P<lead>\b(?:in|on|at|during|since|before|after|until|till|by|from|for|of|late|early) )?"
)
SAME = re.compile(
    rf"{PREPOSITION}\b(?P<said>(?:that|the same|the) (?P<unit>year|month|day)|then|that time)"
    r"(?=\s*[?.,;:!]|\s*$|\s+(?:who|what|when|where|why|how|did|was|were|is|are)\b)",
    re.IGNORECASE,
)
BESIDE = re.compile(
    rf"{PREPOSITION}\b(?P<said>(?:the|a) (?:(?P<back>year before|year earlier|previous year)|"
    r"(?:year after|year later|next year|following year)))\b(?=\s*[?.,;:!]|\s*$)",
    re.IGNORECASE,
)

# In “what happened then?” it asks for what came next.
NEXT = re.compile(r"\b(?:happen(?:ed|s)?|came|comes?) then\b", re.IGNORECASE)


def with_time(text: str, turn: Turn) -> tuple[str, str, str | None] | None:
    """Say outright at what time a follow-up means: its text, what it said, what that means.

    None where it speaks of no such time; no meaning where the turn before gives none.
    """
    found = BESIDE.search(text) or SAME.search(text)
    if found is None or NEXT.search(text):
        return None
    parts = found.groupdict()
    unit = "year" if "back" in parts else (parts["unit"] or "").lower()
    meant = next((each for each in _times(turn) if _is_precise(each, unit)), None)
    if meant is None:
        return text, found["said"], None
    if "back" in parts and meant.year:
        meant = replace(meant, year=meant.year + (-1 if parts["back"] else 1))
    said = _spelled(meant, unit)
    lead = found["lead"] or ("on " if said[0].isdigit() and " " in said else "in ")
    return text[: found.start()] + lead + said + text[found.end() :], found["said"], said


def _times(turn: Turn) -> Iterator[Day]:
    """Yield the times in a question and its answer, then the day on which it was reported."""
    reported = next((article.published for article in turn.articles if article.published), None)
    for text in (turn.asked, turn.answer.text):
        for each in days(text):
            meant = resolved(each, reported)[-1]
            if meant.year:
                yield meant
    if reported and turn.answer:
        yield published_day(reported)


def _is_precise(meant: Day, unit: str) -> bool:
    match unit:
        case "day":
            return meant.day is not None
        case "month":
            return meant.month is not None
        case _:
            return not meant.is_decade


def _spelled(meant: Day, unit: str) -> str:
    """Return a time as precisely as it is known, or as is asked for."""
    said = [str(meant.year)]
    if meant.month and unit != "year":
        said.insert(0, f"{date(meant.year or 1, meant.month, 1):%B}")
        if meant.day and unit != "month":
            said.insert(0, str(meant.day))
    return " ".join(said)
