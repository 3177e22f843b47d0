"""A question that leans on the one before -> one that stands alone, and what was assumed."""

import re
from dataclasses import dataclass

from backissue.indexer.models.embed import Embedder
from backissue.search.answers.answer import Answer
from backissue.search.dialogue.fragment import asks, completed, is_fragment
from backissue.search.dialogue.said_time import with_time
from backissue.search.dialogue.turn import PRONOUNS, Turn
from backissue.search.language.statement import read_statement
from backissue.search.language.wording import COMMON, Word, fold

LEFT_OPEN = "is left open: nothing before it says what is meant."

POSSESSIVE = frozenset({"his", "her", "its", "their"})

# “It” and “there” that take no thing up: said it; how long did it take to; is it true that; there
# was.
IDLE = re.compile(
    r"\b(?:say|says|said|do|did|done) it\b(?!\s+\w)|\bit (?:takes?|took)\b.*\bto\b|"
    r"\b(?:is|was) it \w+ (?:that|to)\b|"
    r"\bit (?:is|was) \w+ (?:that|to)\b|\bthere (?:is|are|was|were|be)\b|"
    r"\b(?:is|are|was|were|be) there\b",
    re.IGNORECASE,
)
# In “which company sold its ships?” the question itself says whose.
OWN = re.compile(r"(?:which|how many) ", re.IGNORECASE)
# Words that begin a clause, in which “it” takes up a name before: did Apple say that it would.
CLAUSE = re.compile(
    r"\b(?:that|if|whether|when|while|because|before|after|until|say|says|said|thinks?|claim(?:s|ed)?)\b",
    re.IGNORECASE,
)
PLACE_LEAD = re.compile(r"\b(?:in|at|from|to|near|over|out|of|around) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that can be asked by itself."""

    question: str
    assumed: tuple[str, ...] = ()
    """How it was understood, and what was left open, in sentences for the user."""


def follow_up(text: str, before: Answer, embedder: Embedder | None = None) -> FollowUp:
    """Understand a question by the answer to the one before, by rules and without a model.

    “He”, “there” or “that year” is said outright, and half a question is made whole, where this
    can be told. A question that names nobody and nothing is about what the turn before names (as
    in the expansion by topic of Lin et al., Multi-stage Conversational Passage Retrieval, TOIS
    2021). Otherwise it stays as it is, and what is left open is said. An embedder tells which of
    several names in the question before another one takes the place of.
    """
    text = " ".join(text.split())
    turn = Turn(before)
    timed = with_time(text, turn)
    if is_fragment(text):
        whole = completed(timed[0] if timed else text, turn, embedder)
        if whole is None:
            return _about(text, turn) or FollowUp(
                text, ("It was asked as it stands: what it goes on from was not clear.",)
            )
        return FollowUp(whole, (f"Understood as “{whole}”",))
    assumed: list[str] = []
    if timed:
        text, said, meant = timed
        assumed.append(_sentence(said, meant))
    words = read_statement(text).words
    names = [name for name in read_statement(text).names if name.is_certain]
    resolved: set[str] = set()
    changes: list[tuple[int, int, str]] = []
    for place, word in enumerate(words):
        kind = "there" if fold(word.text) == "there" else PRONOUNS.get(fold(word.text))
        if kind is None or kind in resolved or _is_idle(text, word, kind):
            continue
        named = [name for name in names if name.end <= word.start]
        if named and _is_own(text[named[-1].end : word.start], word, kind):
            continue
        resolved.add(kind)
        meant = _meant(kind, turn)
        assumed.append(_sentence(word.text, meant))
        if meant:
            changes.append((word.start, word.end, _instead(text, words, place, meant)))
    for start, end, instead in reversed(changes):
        text = text[:start] + instead + text[end:]
    about = _about(text, turn) if not timed else None
    if about is None:
        return FollowUp(text, tuple(assumed))
    told = [sentence for sentence in assumed if not sentence.endswith(LEFT_OPEN)]
    return FollowUp(about.question, (*told, *about.assumed))


def _about(text: str, turn: Turn) -> FollowUp | None:
    """Ask a question that names nobody and nothing about what the turn before names."""
    topic = ", ".join(turn.topic())
    names = [name for name in read_statement(text).names if name.is_certain]
    if not topic or names or not asks(text):
        return None
    asked = text.rstrip(" ?.!")
    return FollowUp(f"{asked} — about {topic}?", (f"Understood as about {topic}.",))


def _sentence(said: str, meant: str | None) -> str:
    if meant:
        return f"Understood “{said}” as {meant}."
    return f"“{said}” {LEFT_OPEN}"


def _is_idle(text: str, word: Word, kind: str) -> bool:
    """Whether a word takes up nothing, or something in the question itself."""
    if fold(word.text) in POSSESSIVE and OWN.match(text):
        return True
    if kind not in {"it", "there"}:
        return False
    return any(each.start() <= word.start < each.end() for each in IDLE.finditer(text))


def _is_own(between: str, word: Word, kind: str) -> bool:
    """Whether a word takes up a name that stands before it in the same question."""
    if kind == "there":
        return False
    return kind in {"he", "she"} or fold(word.text) in POSSESSIVE or bool(CLAUSE.search(between))


def _meant(kind: str, turn: Turn) -> str | None:
    """Return who, what or where a word takes up; None where it cannot be told."""
    if kind == "there":
        return turn.place()
    return turn.person(kind) if kind in {"he", "she"} else turn.thing(kind)


def _instead(text: str, words: tuple[Word, ...], place: int, meant: str) -> str:
    """Return what stands in a word's place: him -> Joe Biden, his -> Joe Biden's."""
    word = words[place]
    said = fold(word.text)
    following = words[place + 1] if place + 1 < len(words) else None
    if said in POSSESSIVE and following and following.lemma not in COMMON:
        return f"{meant}’s"
    if said == "there" and not PLACE_LEAD.search(text[: word.start]):
        return f"in {meant}"
    return meant
