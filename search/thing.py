"""Who and what a sentence names: by a name, or by a noun after an article."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from backissue.search.mentions import Name, key
from backissue.search.statement import Statement
from backissue.search.wording import COMMON, Word, fold, spread

# Before a name, they say that it is a place.
LOCATIVE = frozenset({"in", "at", "from", "to", "near", "inside", "across", "outside", "on"})

# In words, the article before it left out: a longer noun is no noun.
LONGEST_NOUN = 4

# After these, what a noun does follows it: did the bridge collapse, was the bridge closed.
HELPERS = spread("do does did will would can could should may might must")
STATES = spread("is are was were has have had")
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those"})

# In letters: shorter ones are what someone is (MP), or stand for too much.
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Thing:
    """Who or what a question or its answer names: characters of it, and how it is best said."""

    key: str
    """Its last word, as a surname is."""
    text: str
    start: int
    end: int
    is_name: bool
    is_place: bool = False
    """Whether a word such as “in” stands before it."""
    is_owner: bool = False
    """Whether something of theirs follows."""


def names_in(statement: Statement) -> Iterator[Thing]:
    """Yield the names in a sentence, in order."""
    for name in statement.names:
        is_part = statement.text.startswith(("-", "‑"), name.end)  # Higgs-like
        if name.is_certain and not is_part and len(name.text) >= SHORTEST_NAME:
            start = _whole(statement, name)
            before = statement.text[:start].split()
            has_the = bool(before) and fold(before[-1]) == "the"
            lead = before[-2:-1] if has_the else before[-1:]
            is_owner = statement.text.startswith(("'s", "’s"), name.end)
            text = statement.text[start : name.end]
            yield Thing(
                key=key(name.parts[-1].text),
                text=f"the {text}" if has_the else text,
                start=start - len("the ") * has_the,
                end=name.end,
                is_name=True,
                is_owner=is_owner,
                is_place=not is_owner and any(fold(word) in LOCATIVE for word in lead),
            )


def nouns_in(question: Statement, goes_on: Collection[str]) -> Iterator[Thing]:
    """Yield what a question names otherwise, after an article or an owner: the bridge.

    `goes_on` are the words that are mostly followed by another, as “second” is.
    """
    words = question.words
    owned = {name.end: name.start for name in names_in(question) if name.is_owner}
    for place, word in enumerate(words):
        start = owned.get(word.end, word.start if fold(word.text) in DETERMINERS else None)
        before = [fold(each.text) for each in words[max(0, place - 2) : place]]
        noun = _noun(words[place + 1 : place + 1 + LONGEST_NOUN])
        if start is None or not noun or _is_asked_for(before):
            continue
        if len(noun) > 1 and before and _has_verb(noun, before[-1], goes_on):
            noun = noun[:-1]
        last = noun[-1]
        text = question.text[start : last.end]
        yield Thing(key(last.text), text, start, last.end, is_name=False)


def _whole(statement: Statement, name: Name) -> int:
    """Return where a name begins with the ordinary words before it: Northern Ireland."""
    start = name.start
    for word in reversed(statement.words):
        if word.end == start - 1 and word.is_capital and word.start and word.is_content:
            start = word.start
    return start


def _has_verb(noun: list[Word], before: str, goes_on: Collection[str]) -> bool:
    """Whether the last of some words is what the noun does, by the word before its article."""
    if before in STATES:
        return fold(noun[-2].text) not in goes_on
    return before in HELPERS


def _is_asked_for(before: list[str]) -> bool:
    """Whether the words before a noun make it what is asked for: what is the name."""
    return before[:1] == ["what"] and before[-1] in STATES


def _noun(words: tuple[Word, ...]) -> list[Word]:
    """Return words up to the first that says nothing of its own, or is a form of a verb.

    After a name, one more: the Remain vote.
    """
    found: list[Word] = []
    for word in words:
        plain = fold(word.text)
        is_form = plain not in {word.lemma, f"{word.lemma}s", f"{word.lemma}es"}
        is_form = is_form and not plain.endswith("ies") and not word.is_capital
        is_beyond = len(found) > 1 and found[0].is_capital and not found[-1].is_capital
        if word.lemma in COMMON or (found and is_form) or is_beyond:
            break
        found.append(word)
    return found
