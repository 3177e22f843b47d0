"""What kind of answer a question asks for, and which words can be one."""

import re
from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from backissue.search.language.dates import days
from backissue.search.language.numerals import numerals
from backissue.search.language.places import is_country, is_state

Kind: TypeAlias = Literal[
    "number", "share", "hour", "day", "name", "place", "country", "state", "any"
]

# A country singer is no country, a state senator no state.
NO_PLACE = (
    r"(?!\ (?:agency|album|artists?|attorneys?|bands?|clubs?|courts?|department|dinner|duo|fair"
    r"|flag|flower|governors?|house|lawmakers?|laws?|legends?|legislat\w+|music|musicians?|officials?"
    r"|parks?|police|representatives?|schools?|senat\w+|singers?|songs?|stars?|troopers?"
    r"|universit\w+))"
)

# What stands between which and the country that is asked for: “which other European nation”, but
# neither “what did the country do” nor “which of the states”.
BETWEEN = (
    r"(?:(?!(?:a|an|and|are|can|could|did|do|does|each|every|had|has|have|her|his|in|is|its|may|might"
    r"|must|of|or|our|shall|should|that|the|their|these|this|those|to|was|were|will|would|your)\ )"
    r"[\w-]+\ ){0,2}?"
)

# A time zone is no hour.
NO_HOUR = (
    r"\b(?!-|\ (?:frame|limit|magazine|of\ (?:the\ )?year|period|slot|span|trial|travel|zone)s?\b)"
)

ASKS = re.compile(
    rf"""\b(?:
        (?P<share>(?:what|which)\ (?:percentage|percent|share|proportion|fraction))
        |(?P<number>
            how\ (?:many|much|old|long|far|tall|big|large|fast|high|deep|often)
            |(?:what|which)\ number
        )
        |(?P<hour>(?<!\bin\ )what\ (?:time|hour){NO_HOUR}|(?:opening|closing)\ time{NO_HOUR})
        |(?P<day>when|(?:what|which)\ (?:year|month|day|date|decade|century|weekday))
        |(?P<name>who|whom|whose)
        |(?P<place>where)
        |(?:what|which)\ {BETWEEN}(?:
            (?P<country>country|nation)
            |(?P<state>state)
        )\b{NO_PLACE}
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)

# These are numbers, too.
COUNTS = re.compile(r"\b(?:half|none|once|twice|zero)\b", re.IGNORECASE)
SHARE = re.compile(r"%|\bper ?cent\b|\bhalf\b|\b(?:third|quarter|fifth|tenth)s?\b", re.IGNORECASE)

# How newspapers add party and state to a politician: R-Calif.
PARTY = re.compile(r"\W*[DRI]-(?!Day\b)[A-Z][\w.]*\W*")

# Hours that are no numerals of the clock by themselves.
HOUR = re.compile(
    r"\bo['’]clock\b|\b(?:half|quarter) past\b|\bquarter to\b|\b(?:dawn|dusk|sunrise|sunset)\b"
    r"|\b\d\d? in the (?:morning|afternoon|evening)\b|\b\d{3,4} (?:GMT|hours)\b|^(?:at )?\d\d?$",
    re.IGNORECASE,
)

# Times that are no days by themselves.
TIME = re.compile(
    r"\d(?:st|nd|rd|th)\b|\d ?[ap]\.?m\b|\bMay\b"
    r"|\b(?:weeks?|months?|years?|decades?|morning|noon|evening|night|midnight|eve)\b",
    re.IGNORECASE,
)


def _counts(words: str) -> bool:
    """Whether words have a number that is part of no day, and puts nothing in an order."""
    taken = [(day.start, day.end) for day in days(words)]
    said = any(each.kind != "ordinal" for each in numerals(words, taken))
    return said or COUNTS.search(words) is not None


def _has(words: str, kind: str) -> bool:
    return any(each.kind == kind for each in numerals(words))


# What words must be to answer; anything can answer the rest.
TESTS: Mapping[Kind, Callable[[str], bool]] = {
    "number": _counts,
    "share": lambda words: SHARE.search(words) is not None,
    "hour": lambda words: bool(HOUR.search(words)) or _has(words, "clock"),
    "day": lambda words: bool(days(words) or TIME.search(words)),
    "name": lambda words: any(map(str.isupper, words)) and not PARTY.fullmatch(words),
    "place": lambda words: not (days(words) or TIME.search(words)),
    "country": is_country,
    "state": is_state,
}


def asked_kind(question: str) -> Kind:
    """Return what a question asks for, by the first of its words that says so."""
    found = ASKS.search(question)
    match found.lastgroup if found else None:
        case "number" | "share" | "hour" | "day" | "name" | "place" | "country" | "state" as kind:
            return kind
        case _:
            return "any"


def can_be(kind: Kind, words: str) -> bool:
    """Whether words of a text can be an answer of this kind."""
    return kind == "any" or TESTS[kind](words)
