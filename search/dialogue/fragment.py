"""“And in Iraq?”, “What about 2019?”, “Why?” -> the question before, changed accordingly."""

import re
from collections.abc import Sequence

from backissue.indexer.models.checked import embed_texts
from backissue.indexer.models.embed import Embedder
from backissue.search.dialogue.thing import LOCATIVE, PREPOSITIONS, Thing, is_form
from backissue.search.dialogue.turn import Turn
from backissue.search.language.dates import days
from backissue.search.language.mentions import key
from backissue.search.language.statement import read_statement
from backissue.search.language.wording import COMMON, is_ordinary, words
from backissue.search.reading.kind import asked_kind

LEAD = re.compile(
    r"^(?:(?:and|but|so|ok|okay|well|now),? +)*(?P<about>(?:what|how) about +)?", re.IGNORECASE
)
ASKING = "who|whom|whose|what|which|where|when|why|how"
# Written small, so that the month is none.
AUXILIARY = (
    "did|does|do|was|were|is|are|has|have|had|will|would|can|could|should|(?-i:may)|might|must|am"
)
ASKS = re.compile(
    rf"(?:{ASKING}|{AUXILIARY})\b"
    r"|May (?=(?:he|she|it|they|we|you|the|an?|any\w*|there|th[ei]s\w*)\b)",
    re.IGNORECASE,
)
ASKS_LATER = re.compile(rf"\w+ (?:{ASKING})\b", re.IGNORECASE)
BARE = re.compile(
    r"(?P<word>(?:where|when|why|how)(?= (?:did (?:that|this|it) happen|exactly)$|$)|"
    r"(?:when|why)(?= (?:was|is) (?:that|this|it)$| so$)|where(?= was (?:that|this)$)).*",
    re.IGNORECASE,
)
SAID = re.compile(
    r"(?P<who>who (?:said|says|claimed|reported|announced)) (?:so|that|this|it)", re.IGNORECASE
)
QUESTION = re.compile(
    rf"(?P<word>{ASKING})\b(?P<noun>(?: \S+){{0,4}}?) (?P<auxiliary>{AUXILIARY}) (?P<rest>.+)",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"(?:who|(?:what|which|how(?= many ))(?P<noun>(?: many)? \S+)) (?P<rest>.+)", re.IGNORECASE
)
COUNTED = re.compile(r"(?:many|much)\b ?(?P<unit>.*)", re.IGNORECASE)
# What was asked for, said outright, stands before the first of these: kept 2,500 troops in Iraq;
# but not before “to keep”, and not inside “the council of Lund”.
LED = re.compile(
    rf"\b(?:(?:as|{'|'.join(sorted(PREPOSITIONS - {'of', 'to'}))}) |to (?=the |an? |(?-i:[A-Z])))",
    re.IGNORECASE,
)
PREPOSITION = re.compile(
    rf"(?P<word>{'|'.join(sorted(LOCATIVE))}|on|for|by|with|against|under|during|of|about) +"
    r"(?P<name>.+)",
    re.IGNORECASE,
)

DETERMINED = ("the ", "a ", "an ", "his ", "her ", "its ", "their ")

# In characters: a question that takes a longer sentence in finds nothing but that.
LONGEST_QUOTE = 200

# In words: what is longer and has no lead is a search, and stands alone.
SHORT = 4


def is_fragment(text: str) -> bool:
    """Whether a follow-up is no question by itself."""
    rest, has_lead = _rest(text)
    if BARE.fullmatch(rest) or SAID.fullmatch(rest):
        return True
    return not ASKS.match(rest) and (has_lead or len(rest.split()) <= SHORT)


def asks(text: str) -> bool:
    """Whether a text asks something: “how many were there”, “and for how much”."""
    rest, _ = _rest(text)
    return ASKS.match(rest) is not None or ASKS_LATER.match(rest) is not None


def completed(text: str, turn: Turn, embedder: Embedder | None) -> str | None:
    """Return the question that a fragment asks, None where it cannot be told.

    Of several names in the question before, the one nearest in meaning makes way for the new one.
    """
    rest, _ = _rest(text)
    asked = turn.asked.rstrip(" ?.!")
    bare = BARE.fullmatch(rest)
    if said := SAID.fullmatch(rest):
        quotes = [citation.quote for citation in turn.answer.citations]
        quote = next((quote for quote in quotes if len(quote) <= LONGEST_QUOTE), None)
        return f"{said['who']} that {_inside(quote)}?" if quote else None
    changed = (
        _asked_otherwise(asked, bare["word"], turn.answer.text)
        if bare
        else _with_time(asked, rest) or _with_name(asked, rest, turn, embedder)
    )
    return f"{changed}?" if changed else None


def _rest(text: str) -> tuple[str, bool]:
    lead = LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    return rest.strip(" ?.!"), bool(lead and lead.end())


def _inside(quote: str) -> str:
    """Return a sentence as it stands inside another."""
    first, space, others = quote.rstrip(" .").partition(" ")
    return (first.lower() if is_ordinary(first) else first) + space + others


def _asked_otherwise(asked: str, word: str, answer: str) -> str | None:
    """Ask when, where, why or how of what was asked and answered."""
    word = word.capitalize()
    found = QUESTION.fullmatch(asked)
    if found and found["word"].lower() == "who" and answer:
        is_object = found["auxiliary"].lower() in {"did", "does", "do"}  # whom did Macron appoint
        rest = _put_in(found["rest"], "did", answer) if is_object else f"{answer} {found['rest']}"
        return f"{word} {found['auxiliary']} {rest}"
    if found and found["word"].lower() != "who":
        thing = _asked_for(asked, found["noun"].strip(), answer)
        rest = _put_in(found["rest"], found["auxiliary"], thing) if thing else found["rest"]
        return f"{word} {found['auxiliary']} {rest}"
    subject = SUBJECT.fullmatch(asked)
    if subject is None:
        return None
    doer = _asked_for(asked, (subject["noun"] or "").strip(), answer) if answer else ""
    if not answer and asked.lower().startswith("who "):
        doer = "someone"
    return f"{word} was it that {doer} {subject['rest']}" if doer else None


def _asked_for(asked: str, noun: str, answer: str) -> str:
    """Say outright what a question asks for by a noun or as a person: 2,500 troops, Ann Berg.

    Nothing where it asks for no such thing, as in “in which year” or “how long”.
    """
    counted = COUNTED.match(noun)
    if counted:
        unit = counted["unit"]
        return answer if unit.lower() in answer.lower() else f"{answer} {unit}".strip()
    if asked.lower().startswith("whose "):
        return f"{answer}’s {noun}" if answer else ""
    if asked_kind(asked) in {"number", "share", "hour", "day", "place"}:
        return ""
    return (answer or f"the {noun}") if noun else answer * (asked_kind(asked) == "name")


def _put_in(rest: str, auxiliary: str, thing: str) -> str:
    """Put what was asked for into what followed the auxiliary, where a sentence would have it."""
    does = words(rest)[:1]
    if auxiliary.lower() not in {"did", "does", "do"} and does and is_form(does[0]):
        return f"{thing} {rest}"  # were 17,000 flights cancelled by the cloud
    led = LED.search(rest)
    return f"{rest[: led.start()]}{thing} {rest[led.start() :]}" if led else f"{rest} {thing}"


def _with_time(asked: str, rest: str) -> str | None:
    """Ask the same of another time."""
    new = days(rest)
    is_time = new or any(each.end == len(f"in {rest}") for each in days(f"in {rest}"))
    if not is_time or len(rest.split()) > SHORT:
        return None
    bare = rest[new[0].start :] if new else rest
    lead = rest[: new[0].start] if new else ""
    for old in days(asked):
        return asked[: old.start] + bare + asked[old.end :]
    return f"{asked} {lead or 'in '}{bare}"


def _with_name(asked: str, rest: str, turn: Turn, embedder: Embedder | None) -> str | None:
    """Ask the same of someone or something else, or of another place."""
    words = read_statement(rest).words
    if ASKS_LATER.match(rest) or all(word.lemma in COMMON for word in words):
        return None
    found = PREPOSITION.fullmatch(rest)
    if found:
        led = [each for each in turn.names if _is_led(asked, each, found["word"])]
        old = _nearest(found["name"], led, embedder)
        return _put(asked, old, found["name"]) if old else f"{asked} {rest}"
    is_name = any(name.is_certain for name in read_statement(f"of {rest}").names)
    old = _nearest(rest, turn.names if is_name else turn.nouns, embedder)
    return _put(asked, old, rest) if old else None


def _nearest(new: str, old: Sequence[Thing], embedder: Embedder | None) -> Thing | None:
    """Return what is nearest in meaning, the first without an embedder; or what has its last word.

    Something named by a noun makes way only for another such: the bridge, the tunnel.
    """
    last = key(new.rpartition(" ")[2])
    for each in old:
        if each.key == last:
            return each
    if not embedder or len(old) < len(("one", "other")):
        return next(iter(old), None)
    vectors = embed_texts(embedder, [new, *(each.text for each in old)])
    return old[int((vectors[1:] @ vectors[0]).argmax())]


def _put(asked: str, old: Thing, new: str) -> str:
    """Put something else in a thing's place, with “the” where there was one."""
    if old.text.startswith("the ") and not new.lower().startswith(DETERMINED):
        new = f"the {new}" if not old.is_name or not old.is_place else new
    return asked[: old.start] + new + asked[old.end :]


def _is_led(asked: str, thing: Thing, word: str) -> bool:
    """Whether a preposition like this one stands before a name."""
    last = (asked[: thing.start].split() or [""])[-1].lower()
    return last == word.lower() or (last in LOCATIVE and word.lower() in LOCATIVE)
