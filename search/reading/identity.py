"""Who somebody is, as a sentence says it beside the name: “Ann Berg, the harbour's pilot,”."""

import re
from collections.abc import Iterator
from functools import lru_cache

from backissue.indexer.article import Passage
from backissue.indexer.split import sentences
from backissue.search.language.mentions import TITLES
from backissue.search.language.wording import COMMON, fold, spread

CAPITAL = r"(?-i:[A-Z])[\w.'’-]*"
PARTICLE = r"(?:al|bin|da|de|del|della|den|der|di|dos|du|el|ibn|la|le|ten|ter|van|von|zu)"
WHO = re.compile(
    rf"who(?:['’]s| is| was) (?P<name>{CAPITAL}(?: (?:{PARTICLE} )*{CAPITAL})*)\s*\??",
    re.IGNORECASE,
)

SPOKEN = re.compile(r"^(?:Dr|Miss|Mrs?|Ms|Mx)\.? ")

# What stands before a name without a comma: chairman Lund.
ROLES = TITLES - spread("general her him his high home interior") | spread(
    "activist actor actress administrator adviser advisor analyst artist astronaut astronomer "
    "attorney author banker billionaire boss boxer broadcaster businessman businesswoman candidate "
    "cardinal ceo chair chairperson champion chef co-founder columnist comedian commander "
    "commentator composer cricketer critic cyclist dancer designer diplomat driver economist "
    "editor engineer entrepreneur envoy explorer farmer filmmaker footballer founder golfer "
    "historian host investor journalist lawmaker lawyer leader manager midfielder model musician "
    "negotiator novelist nurse officer organiser organizer owner painter philosopher photographer "
    "physicist pilot player playwright poet politician premier presenter priest producer "
    "prosecutor publisher rapper reporter researcher ruler runner scholar scientist sculptor "
    "singer songwriter sprinter star striker superintendent surgeon swimmer teacher tycoon "
    "veteran winner writer"
)
# Words before a role that belong to it, beside those with capitals: former prime minister.
BEFORE_ROLE = spread("acting co- deputy ex- first foreign former late new prime senior then vice")

# What stands between commas is what somebody is, not when or where.
DETERMINED = rf"(?:the|an?|its|his|her|their|one of|(?:the )?{CAPITAL}(?: {CAPITAL})*['’]s?)"
AFTER = re.compile(rf",(?: \d\d,)? (?P<is>{DETERMINED} [^,;:.()–—\n]+)", re.IGNORECASE)
CLAUSE = re.compile(
    r", (?P<is>who (?:is|was|has|had|leads?|led|runs?|ran|heads?|headed|founded|owns?|owned|chairs?"
    r"|directs?|directed|wrote|plays?|played|works?|worked|became|serves?|served) [^,;:.()–—\n]+)"
)
BEFORE = re.compile(rf"(?P<is>{DETERMINED} (?:(?!\bthat\b)[^,;:.()–—\n])+), $", re.IGNORECASE)
DETERMINER = re.compile(rf"\b{DETERMINED} ", re.IGNORECASE)
# Before a determiner: the head | of the agency; on | the day before, Ann Berg.
GOES_ON = re.compile(r"\b(?:of|for|at|in|to|and) $", re.IGNORECASE)
NO_ROLE = re.compile(
    r"\b(?:after|as|at|before|despite|during|from|in|near|on|over|since|under|until|with) $",
    re.IGNORECASE,
)
LONGEST = 120


def person_asked(question: str) -> str:
    """Return whom a question asks about that asks only who somebody is, "" where it does not."""
    found = WHO.fullmatch(question.strip())
    if not found or all(fold(word) in TITLES for word in found["name"].split()):
        return ""
    return SPOKEN.sub("", found["name"])


def says_who(passage: Passage, start: int, end: int, name: str) -> tuple[int, int] | None:
    """Return the characters of an article's text that say who somebody is, for those marked.

    They are beside the name in the sentence in which what is marked stands. Where that has the name
    alone, what is marked says it unless it has nothing but names in it, as the Federal Reserve has;
    None where it does not say it.
    """
    at = passage.start
    for first, last in sentences(passage.text):
        if at + first < end and start < at + last:
            for begins, ends in _beside(passage.text[first:last], name):
                return at + first + begins, at + first + ends
    _, _, own = name.rpartition(" ")
    if alone := re.match(rf"(?:\S+ )*?{re.escape(name)}, ", passage.article.text[start:end]):
        start += alone.end()
    marked = passage.article.text[start:end]
    is_named = re.search(rf"\b{re.escape(own)}\b", passage.text + passage.article.title)
    return (start, end) if is_named and _is_role(marked, name) else None


@lru_cache(maxsize=256)
def _beside(sentence: str, name: str) -> tuple[tuple[int, int], ...]:
    """Return where a sentence says beside a name who it is, the most telling first."""
    found: list[tuple[int, int]] = []
    for named in re.finditer(rf"\b{re.escape(name)}\b(?!['’])", sentence):
        found += [
            each
            for each in _told(sentence, _full_name(sentence, named.start()), named.end())
            if each[1] - each[0] <= LONGEST and _is_role(sentence[slice(*each)], name)
        ]
    return tuple(found)


def _full_name(sentence: str, start: int) -> int:
    """Return where a name begins of which a part begins at some place: Jerome | Powell."""
    words = list(re.finditer(rf"{CAPITAL} (?=\S)", sentence[: start + 1]))
    while words and words[-1].end() == start and fold(words[-1][0].strip()) not in ROLES:
        start = words.pop().start()
    return start


def _told(sentence: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if after := AFTER.match(sentence, end):
        yield after.span("is")
    if sentence[end : end + 1] in {",", ".", ";"} and (span := _led_by(sentence[:start])):
        yield span
    if span := _title(sentence[:start]):
        yield span
    if clause := CLAUSE.match(sentence, end):
        yield clause.span("is")


def _led_by(before: str) -> tuple[int, int] | None:
    """Return what stands before a name and a comma: the head of the agency, Ann Berg."""
    found = BEFORE.search(before)
    if found is None:
        return None
    first, last = found.span("is")
    starts = [each.start() for each in DETERMINER.finditer(before, first, last)]
    while len(starts) > 1 and GOES_ON.search(before[: starts[-1]]):
        starts.pop()
    return None if NO_ROLE.search(before[: starts[-1]]) else (starts[-1], last)


def _title(before: str) -> tuple[int, int] | None:
    """Return the role that a name follows: Fed chairman | Lund."""
    spoken = [(each[0], *each.span()) for each in re.finditer(r"\S+", before)]
    if not spoken or fold(spoken[-1][0]) not in ROLES or not before.endswith(" "):
        return None
    first = last = len(spoken) - 1
    while first and _goes_before(spoken[first - 1][0]):
        first -= 1
    return spoken[first][1], spoken[last][2]


def _goes_before(word: str) -> bool:
    plain = fold(word)
    is_led = word[0].isupper() and word[-1].isalnum() and plain not in COMMON
    return is_led or plain in BEFORE_ROLE | ROLES


def _is_role(words: str, name: str) -> bool:
    """Whether words say more than names: the Federal Reserve's chair, but not the Fed."""
    rest = words.replace(name, " ")
    return any(
        fold(word) in ROLES or (word.islower() and fold(word) not in COMMON)
        for word in re.findall(r"[^\W\d_][\w-]{2,}", rest)
    )
