"""What the reader marks -> the words that answer, no more and no less: 705 of “from 751 to 705”."""

import re

from backissue.indexer.article import Passage
from backissue.search.language.dates import Day, days
from backissue.search.language.mentions import TITLES
from backissue.search.language.numerals import numerals
from backissue.search.language.wording import fold, is_ordinary
from backissue.search.reading.kind import Kind, can_be

# From one number to another; and what stands before the first: a change, or what it was by.
CHANGE = re.compile(
    r"(?P<one>\S*\d\S*(?: [^\W\d_]+){0,2}?) to (?P<other>\S*\d\S*(?: [^\W\d_]+){0,2})"
)
# What says that the first became the second; else “from 20 to 30” has both.
RISES = re.compile(
    r"\b(?:r[io]s(?:e|en|es|ing)|gr[eo]w\w*|up|went|go(?:es|ing)?|(?:chang|climb|doubl|expand|extend"
    r"|hik|increas|jump|lift|push|rais|soar|surg|swell|tripl)\w*)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(r"\b(?P<word>from|by)(?: (?:about|almost|around|nearly|over|some))? ?$")

# Both sides of a vote.
VOTES = re.compile(r"\b(?:[\d,]+|[a-z-]+) votes (?P<other>to (?:[\d,]*\d\b|[a-z-]+))")

# What stands before a name and belongs to it, and what says more of somebody than a role does.
PARTICLES = "af|al|bin|da|de|del|della|den|der|di|dos|du|el|ibn|la|le|ten|ter|van|von|zu"
LINKS = (
    "about|against|at|but|by|for|from|in|near|not|of|on|than|that|to|when|with|who|whom|whose"
    "|(?:him|her|it)self|themselves"
)
# What somebody is, before the name: the dog Commander, but neither “a spokesman for Tesla” nor “a
# woman named Karin”.
ROLE = re.compile(
    rf"(?:(?!(?:{PARTICLES}|{LINKS}) |[a-z]{{3,}}(?:ed|ing) [A-Z])[a-z]+ )+"
    rf"(?=(?:(?:{PARTICLES}) ){{0,2}}[A-Z])"
)
# Where somebody comes from, after first and last name: Ann Berg of Norway.
CAPITAL = r"[A-Z][\w.'’-]+"
PERSON_OF = re.compile(rf"(?P<name>{CAPITAL}(?: {CAPITAL})+) of (?:the )?{CAPITAL}(?: {CAPITAL})*")

ASKED_UNIT = re.compile(r"\b(?:what|which) (?P<unit>year|month)\b(?! (?:and|or)\b)", re.IGNORECASE)

# Characters on either side that are looked at, and the most of an answer that are.
AROUND = 30
LONGEST = 80


def answering(passage: Passage, start: int, end: int, kind: Kind, question: str) -> tuple[int, int]:
    """Return the characters of an article's text that answer a question, for those marked.

    Of a change from one number to another that is what it came to; of a measure “by” which
    something is told from another, such as 55 percent to 45, the first. A vote has two sides, a
    person no role and no country, and a day is given in full, but for a question for its year.
    """
    text = passage.article.text
    if end - start > LONGEST:
        return start, end
    match kind:
        case "name" | "called":
            return _named(text, start, end)
        case "number" | "share":
            return _counted(passage, start, end)
        case "day":
            return _dated(passage, start, end, question)
        case "any":
            first, last = max(passage.start, start - AROUND), min(passage.end, end + AROUND)
            for votes in VOTES.finditer(text, first, last):
                is_around = votes.start() <= start and end <= votes.end()
                if is_around and numerals(votes["other"]):
                    return votes.span()
    return start, end


def _named(text: str, start: int, end: int) -> tuple[int, int]:
    if role := ROLE.match(text, start, end):
        start = role.end()
    person = PERSON_OF.fullmatch(text, start, end)
    if person and not any(
        is_ordinary(word) or fold(word) in TITLES for word in person["name"].split()
    ):
        return person.span("name")
    return start, end


def _counted(passage: Passage, start: int, end: int) -> tuple[int, int]:
    text = passage.article.text
    if not can_be("number", text[start:end]):
        return start, end
    change = CHANGE.fullmatch(text, start, end)
    before = BEFORE.search(text, max(passage.start, start - AROUND), start)
    if change is None or before is None or _is_range(passage, change, before):
        return start, end
    return change.span("other" if before["word"] == "from" else "one")


def _is_range(passage: Passage, change: re.Match[str], before: re.Match[str]) -> bool:
    """Whether two numbers are the ends of what is meant: from 20 to 30 degrees, by 5 to 10 percent.

    Nothing falls within a range, and what rises is said to.
    """
    one, other = (numerals(change[side])[:1] for side in ("one", "other"))
    if not one or not other or one[0].value > other[0].value:
        return False
    if before["word"] == "by":
        units = [re.sub(r"[\d.,]", "", change[side]) for side in ("one", "other")]
        return units == ["%", "%"] or (not units[0] and units[1] != "")
    text = passage.article.text
    return not RISES.search(text, max(passage.start, change.start() - 2 * AROUND), change.start())


def _dated(passage: Passage, start: int, end: int, question: str) -> tuple[int, int]:
    """Return the whole of the day in which the characters stand, or the part that is asked for."""
    first, last = max(passage.start, start - AROUND), min(passage.end, end + AROUND)
    text = passage.article.text[first:last]
    around = [each for each in days(text) if each.start < end - first and start - first < each.end]
    asked = ASKED_UNIT.search(question)
    if asked is None:
        first_said = min([start, *(first + each.start for each in around)])
        return first_said, max([end, *(first + each.end for each in around)])
    if len(around) == 1 and (part := _part(around[0], asked["unit"].lower())):
        place = text.find(part, around[0].start)
        return first + place, first + place + len(part)
    return start, end


def _part(day: Day, unit: str) -> str:
    """Return the year or the month of a day as it is written, "" where it has none."""
    pattern = r"\b\d{4}\b" if unit == "year" else r"[^\W\d_]{3,}"
    found = re.search(pattern, day.text) if getattr(day, unit) else None
    return found[0] if found else ""
