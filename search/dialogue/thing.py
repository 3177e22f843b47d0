"""Who and what a sentence names: by a name, or by a noun after an article."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from backissue.search.language.mentions import Name, key
from backissue.search.language.statement import Statement
from backissue.search.language.wording import COMMON, Word, fold, spread

# Before a name, they say that it is a place.
LOCATIVE = frozenset({"in", "at", "from", "to", "near", "inside", "across", "outside", "on"})
PREPOSITIONS = LOCATIVE | spread("for of by with about against under over after before during")

# In words, the article before it left out: a longer noun is no noun.
LONGEST_NOUN = 4

# After these, what a noun does follows it: did the bridge collapse, was the bridge closed.
HELPERS = spread("do does did will would can could should may might must")
STATES = spread("is are was were has have had")
DETERMINERS = spread("the a an this that these those his her its their")

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
    is_led: bool = False
    """Whether any preposition stands before it, so that it is not what the sentence is about."""
    is_owner: bool = False
    """Whether something of theirs follows."""


def names_in(statement: Statement) -> Iterator[Thing]:
    """Yield the names in a sentence, in order."""
    for name in statement.names:
        is_part = statement.text.startswith(("-", "‑"), name.end)  # Higgs-like
        if name.is_certain and not is_part and len(name.text) >= SHORTEST_NAME:
            start = _whole(statement, name)
            while (the := statement.text.find(" the ", start, name.end)) > 0:
                yield _named(statement.text, start, the)  # gave Ann Berg the Golden Bear
                start = the + len(" the ")
            yield _named(statement.text, start, name.end)


def _named(text: str, start: int, end: int) -> Thing:
    """Return a name by what stands before and after it."""
    before = text[:start].split()
    has_the = bool(before) and fold(before[-1]) == "the"
    lead = fold(((before[-2:-1] if has_the else before[-1:]) or [""])[0])
    is_owner = text.startswith(("'s", "’s"), end)
    return Thing(
        key=key(text[start:end].rpartition(" ")[2]),
        text=("the " if has_the else "") + text[start:end],
        start=start - len("the ") * has_the,
        end=end,
        is_name=True,
        is_owner=is_owner,
        is_led=lead in PREPOSITIONS and not is_owner,
        is_place=lead in LOCATIVE and not is_owner,
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
        if start is None or _is_asked_for(before):
            continue
        last = _end(words[place + 1 : place + 1 + LONGEST_NOUN], (before or [""])[-1], goes_on)
        if last is None:
            continue
        text = question.text[start : last.end]
        yield Thing(key(last.text), text, start, last.end, is_name=False)


def _whole(statement: Statement, name: Name) -> int:
    """Return where a name begins with the ordinary words before it: Northern Ireland."""
    start = name.start
    for word in reversed(statement.words):
        if word.end == start - 1 and word.is_capital and word.start and word.is_content:
            start = word.start
    return start


def _is_asked_for(before: list[str]) -> bool:
    """Whether the words before a noun make it what is asked for: what is the name."""
    return before[:1] == ["what"] and before[-1] in STATES


def _end(words: tuple[Word, ...], before: str, goes_on: Collection[str]) -> Word | None:
    """Return the last of the words that make a noun, by the word before its article.

    It ends before a word that says nothing of its own, or a form of a verb; after a name, with
    the first that is none: the Remain vote.
    """
    noun: list[Word] = []
    for word in words:
        if word.lemma in COMMON:
            break
        if noun and is_form(word):
            before = ""  # and what it does is not among them
            break
        noun.append(word)
    if len(noun) > 1:
        does = before in STATES and fold(noun[-2].text) not in goes_on
        noun = noun[:-1] if does or before in HELPERS else noun
    capitals = sum(word.is_capital for word in noun)
    if noun and noun[0].is_capital:
        noun = noun[: capitals + 1]
    return noun[-1] if noun else None


def is_form(word: Word) -> bool:
    """Whether a word is a form of another, and not its plural, as verbs mostly are."""
    plain = fold(word.text)
    plurals = {f"{word.lemma}s", f"{word.lemma}es", f"{word.lemma[:-1]}ies"}
    return plain not in {word.lemma, *plurals} and not word.is_capital
