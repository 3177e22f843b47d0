"""What kind of answer a question asks for, and which words can be one."""

import re
from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from backissue.search.language.dates import days
from backissue.search.language.numerals import numerals
from backissue.search.language.places import is_country, is_region, is_state
from backissue.search.reading.form import ASKING, asking_sentence, is_yes_or_no

Kind: TypeAlias = Literal[
    "number",
    "share",
    "hour",
    "day",
    "name",
    "called",
    "place",
    "country",
    "county",
    "state",
    "city",
    "any",
]

# A country singer is no country, a state senator no state, a city council no city.
NO_PLACE = (
    r"(?!\ (?:agency|aid|album|artists?|attorneys?|bands?|bankers?|capitals?|cent(?:er|re)s?"
    r"|clubs?|council\w*|courts?|department|dinner|duo|emergenc\w+|fair|fans?|flag|flower"
    r"|governors?|halls?|house|jails?|lawmakers?|laws?|legends?|legislat\w+|managers?|mayors?"
    r"|music|musicians?|officials?|parks?|players?|police|pubs?|representatives?|schools?|seats?"
    r"|secrets?|senat\w+|sheriffs?|singers?|songs?|stars?|troopers?|universit\w+|visits?"
    r"|of\ (?:affairs|aid|emergency|mind|play|secrets|the\ art|visit|war)))"
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

# Neither is a year group or a day care centre a time, nor name-calling a name.
NO_DAY = r"\b(?!-|['’]s\b|\ (?:cares?|groups?|jobs?|trad\w+)\b)"
NO_NAME = r"\b(?!-|\ (?:brands?|tags?)\b)"

ASKS = re.compile(
    rf"""\b(?:
        (?P<share>(?:what|which)\ (?:percentage|percent|share|proportion|fraction))
        |(?P<number>
            how\ (?:many|much|old|long|far|tall|big|large|fast|high|deep|often|wide|heavy)
            |(?:what|which)\ number
        )
        |(?P<hour>
            (?<!\bin\ )what\ (?:time|hour){NO_HOUR}
            |(?:what\ (?:is|was|are|were)\ the\ )?(?:opening|closing)\ times?{NO_HOUR}
        )
        |(?P<day>when|(?:what|which)\ (?:year|month|day|date|decade|century|weekday){NO_DAY})
        |(?P<name>who|whom|whose)
        |(?P<called>what(?:['’]s|\ (?:is|was|are|were))\ the\ names?{NO_NAME})
        |(?P<place>where|what\ (?:is|was)\ the\ (?:address|location))
        |(?:what|which)\ {BETWEEN}(?:
            (?P<country>country|nation)
            |(?P<county>county|district|province)
            |(?P<state>state)
            |(?P<city>city|town|village)
        )\b{NO_PLACE}
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)

# A question mostly begins with the word that asks, or with a preposition, or with what leads to it:
# “According to the poll, how many”.
BEFORE_ASKING = re.compile(
    r"(?:(?:according|after|as|at|before|besides|by|despite|during|except|following|for|from|if|in"
    r"|last|of|on|other|since|this|though|under|when|while|with)\b.*[,:;–—]\s)?"
    r"(?:(?:and|but|or|so)\s)?(?:(?:about|after|against|approximately|around|at|before|by|during"
    r"|exactly|for|from|in|into|near|of|on|over|roughly|since|through|to|under|until|with)\s)*",
    re.IGNORECASE,
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


def _is_no_time(words: str) -> bool:
    return not (days(words) or TIME.search(words))


# What words must be to answer; anything can answer the rest.
TESTS: Mapping[Kind, Callable[[str], bool]] = {
    "number": _counts,
    "share": lambda words: SHARE.search(words) is not None,
    "hour": lambda words: bool(HOUR.search(words)) or _has(words, "clock"),
    "day": lambda words: bool(days(words) or TIME.search(words)),
    "name": lambda words: any(map(str.isupper, words)) and not PARTY.fullmatch(words),
    "called": bool,
    "place": _is_no_time,
    "county": _is_no_time,
    "country": is_country,
    "state": is_state,
    "city": lambda words: not (days(words) or is_region(words)) and any(map(str.isalpha, words)),
}


def asked_kind(question: str) -> Kind:
    """Return what a question asks for, by the word that asks.

    “When” and “who” mostly ask nothing where they stand later: which airline was fined when it
    charged a couple who had no tickets; nor where it is asked if something is so.
    """
    start, end = asking_sentence(question)
    found = None if is_yes_or_no(question[start:end]) else _asked(question)
    match found.lastgroup if found else None:
        case "number" | "share" | "hour" | "day" | "name" | "called" as kind:
            return kind
        case "place" | "country" | "county" | "state" | "city" as kind:
            return kind
        case _:
            return "any"


def _asked(question: str) -> re.Match[str] | None:
    """Find what asks: the word with which a sentence begins, or else its last one.

    As in: sold by whom, and for how much.
    """
    start, end = asking_sentence(question)
    words = list(ASKING.finditer(question, start, end))
    if not words:
        return ASKS.search(question)
    is_led = BEFORE_ASKING.fullmatch(question, start, words[0].start())
    return ASKS.match(question, (words[0] if is_led else words[-1]).start())


def can_be(kind: Kind, words: str) -> bool:
    """Whether words of a text can be an answer of this kind."""
    return kind == "any" or TESTS[kind](words)
