"""Several that are asked for -> all that a sentence lists: Brazil of “Brazil, India and China”."""

import re

from backissue.search.language.numerals import numerals
from backissue.search.language.wording import COMMON, fold, spread

# What asks for several: which two northern countries, what are the names of, who were.
SEVERAL = re.compile(
    r"\b(?:which|what)(?P<between>(?: (?!are\b|is\b|was\b|were\b)[\w-]+){0,3}?)"
    r" (?P<noun>[\w-]*[a-rt-z]s|people|men|women|children)\b(?!['’])"
    r"|\b(?:what|which|who) (?:are|were)\b",
    re.IGNORECASE,
)
# They end in s and are no plural.
NO_PLURAL = spread("news series politics does has his is its minus plus this thus us was species")

CAPITAL = r"[A-Z](?:[\w'’-]|\.(?=\w))*"
ITEM = rf"(?:[Tt]he )?{CAPITAL}(?: (?:(?:de|of|the|of the|van|von) )?{CAPITAL})*"
AND = r"(?:,? (?:and|&|or|as well as) |, )"
AFTER = re.compile(rf"{AND}(?P<item>{ITEM})")
BEFORE = re.compile(rf"(?P<item>{ITEM}){AND}$")
WHOLE = re.compile(rf"{ITEM}(?:{AND}{ITEM})*")
LAST = re.compile(r"(?P<comma>,?) (?:and|&|or|as well as) ")

# In characters: longer lists are tables.
LONGEST = 400


def listed(text: str, start: int, end: int, question: str) -> tuple[int, int]:
    """Return the characters of the list in which those marked are an item, or themselves.

    That is where a question asks for several, and for no number that they are already.
    """
    asked = _several(question)
    if asked is None or not WHOLE.fullmatch(text, start, end):
        return start, end
    first, last = start, end
    while (after := AFTER.match(text, last)) and after.end() - first < LONGEST:
        last = after.end()
    while (before := _before(text, first)) is not None and last - before < LONGEST:
        first = before
    _, *others = re.split(AND, text[first:last])
    joint = LAST.search(text[first:last])
    # “They beat Brazil, and Spain lost” is no list.
    is_list = joint is not None and (others[1:] != [] or not joint["comma"])
    return (first, last) if is_list and asked in {0, len(others) + 1} else (start, end)


def _several(question: str) -> int | None:
    """Return how many are asked for, 0 where it is not said, None where one is."""
    for found in SEVERAL.finditer(question):
        if found["noun"] is None:
            return 0
        between = found["between"]
        numbers = numerals(between)
        is_one = any(fold(word) in COMMON - {"other"} for word in between.split())
        if fold(found["noun"]) not in NO_PLURAL and not is_one:
            return int(numbers[0].value) if numbers else 0
    return None


def _before(text: str, first: int) -> int | None:
    """Return where the item begins that stands before one, None where none does."""
    begins = max(0, first - LONGEST)
    found = BEFORE.search(text[begins:first])
    if found is None:
        return None
    words = list(re.finditer(r"\S+", found["item"]))
    while words and fold(words[0][0]) in COMMON - {"the"}:
        words.pop(0)  # “In Ghana” begins a sentence
    return begins + found.start("item") + words[0].start() if words else None
