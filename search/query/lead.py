"""What stands beside a time in a text -> which days are meant by it."""

import re
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Role: TypeAlias = Literal["in", "since", "after", "before", "until", "week of", "other", "not", ""]

# What leads to a time, by what it makes of the days: the longest that ends there counts.
NO = r"(?:not|no)(?: any)?"
DURING = "(?:in|on|at|during)"
AND = "(?:or|and)"
LEADS: dict[Role, str] = {
    "week of": "week(?:end)? of",
    "since": rf"not before|not prior to|{NO} (?:earlier|sooner|older) than|{DURING} {AND} after|"
    rf"after {AND} {DURING}|(?:as|starting|beginning|effective) from|as far back as|since",
    "until": rf"not after|{NO} (?:later|newer|more recent(?:ly)?) than|before {AND} {DURING}|"
    rf"{DURING} {AND} before|up to(?: and including)?|(?:up )?(?:until|till)|through(?: to)?",
    "after": "after|(?:later|newer|more recent(?:ly)?) than",
    "before": "before|prior to|(?:earlier|older) than",
    "in": "in|during|on|over|throughout|within|around|from|between|at|"
    "(?:on|in) the (?:morning|afternoon|evening|night) of|"
    "(?:all|most|much|the whole|the course|the month|the months) of|all through",
    "other": f"before {AND} after|by|of|for|(?:compared )?to|compared with|towards?",
}
LEAD = re.compile(
    r"(?<![^\W_])(?<![-–—])(?:{})\s+(?P<the>the\s+)?$|(?<![^\W_])(?P<alone>the)\s+$".format(
        "|".join(f"(?P<{role.replace(' ', '_')}>{said})" for role, said in LEADS.items())
    ).replace(" ", r"\s+"),
    re.IGNORECASE,
)

# A time of which the contrary is said is not asked about; nor is one that is compared with.
DENIED = re.compile(
    r"(?:\b(?:not|never|nor|than(?: \w+ (?:was|were|did|had))?|"
    r"except(?:ing)?(?: for)?|excluding|apart|aside|"
    r"(?:all|(?:any|every|no)\w*)(?: \w+)? but)|n['’]t)"
    r"(?: (?:only|just|even|merely|simply|necessarily|again))?\s+$".replace(" ", r"\s+"),
    re.IGNORECASE,
)
LEFT_OUT = re.compile(r"\b(?:outside|beyond|besides|without)\s+$", re.IGNORECASE)
DOUBTED = re.compile(r"\b(?:or|whether)\s+$", re.IGNORECASE)
# “What had not been seen before 2020” may be from then on, and “did not meet until 2020” is; “how
# long until 2030” asks for no news.
NEGATION = re.compile(
    r"(?:\b(?:not|never|no(?!-)|nobody|none|nothing|hardly|cannot|how long)\b|n['’]t\b)[^.;:!?]*$",
    re.IGNORECASE,
)

# What follows a time and opens its days on one side.
LATER = "later|after(?:wards?)?|since|onwards?|beyond|newer"
END = r"(?=\s*(?:[,;.?!)]|$))"
TRAIL = re.compile(
    rf"(?P<since>,?\s+{AND}\s+(?:{LATER}){END}|\s+(?:onwards?|forwards?)\b)|(?P<on>\s+on{END})|"
    rf"(?P<until>,?\s+{AND}\s+(?:earlier|before|older){END})",
    re.IGNORECASE,
)


# So many characters before a time may say what is made of it.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Lead:
    """The words that lead to a time."""

    role: Role
    """Which days they mean; "not" where they deny them, "" where nothing leads to it."""
    words: str
    has_the: bool
    """Whether “the” stands before the time."""
    start: int


def read_lead(text: str, start: int) -> Lead:
    """Return what leads to the time that begins at a place."""
    before = text[max(0, start - LONGEST) : start]
    found = LEAD.search(before)
    if found is None:
        is_denied = DENIED.search(before) or LEFT_OUT.search(before)
        return Lead("not" if is_denied else "", "", has_the=False, start=start)
    role: Role = next((role for role in LEADS if found[role.replace(" ", "_")]), "")
    words, before = " ".join(found[0].lower().split()), before[: found.start()]
    has_the = bool(found["the"] or found["alone"])
    lead = Lead(role, words.removesuffix(" the"), has_the, start - len(found[0]))
    return replace(lead, role="not") if _is_denied(lead, before) else lead


def _is_denied(lead: Lead, before: str) -> bool:
    """Whether what stands before words that lead to a time turns them into their contrary."""
    if DENIED.search(before) or (not lead.role and LEFT_OUT.search(before)):
        return True
    if lead.words.startswith("compared"):
        return True
    if lead.words.startswith(("not", "no ")):
        return bool(DOUBTED.search(before))
    return lead.role in {"before", "until"} and bool(NEGATION.search(before))


def read_trail(text: str, end: int, words: str) -> tuple[Role, int]:
    """Return what follows a time makes of its days, "" for nothing, and where that ends."""
    found = TRAIL.match(text, end)
    if found is None or (found["on"] and words != "from"):
        return "", end
    return ("until" if found["until"] else "since"), found.end()
