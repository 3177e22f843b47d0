"""What was said in a conversation: a question and its answer, and who and what they name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from backissue.indexer.article import Article
from backissue.search.answer import Answer
from backissue.search.mentions import TITLES, Name, key
from backissue.search.query import Query
from backissue.search.statement import Statement, read_statement
from backissue.search.tokens import FIELDS
from backissue.search.wording import COMMON, Word, fold, spread

# Before a name, they say that it is a place.
LOCATIVE = frozenset({"in", "at", "from", "to", "near", "inside", "across", "outside", "on"})

# Words by which a text takes a name up again.
PRONOUNS = {
    word: kind
    for kind, same in {
        "he": "he him his himself",
        "she": "she her hers herself",
        "it": "it its itself",
        "they": "they them their theirs themselves",
    }.items()
    for word in same.split()
}

# In words: how soon after a name it is taken up.
SOON = 20

# In words, the article before it left out: a longer noun is no noun.
LONGEST_NOUN = 4

# After these, what a noun does follows it: did the bridge collapse, was the bridge closed.
HELPERS = spread("do does did will would can could should may might must")
STATES = spread("is are was were has have had")
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those"})
ASKS_FOR_NAME = frozenset({"who", "whom", "whose", "which", "where", "what"})


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


class Turn:
    """A question that was answered."""

    def __init__(self, answer: Answer) -> None:
        """Take the answer, with what it cites and what was read for it."""
        self.answer = answer
        self.asked = _without_filters(answer.query)
        self.question = read_statement(self.asked)

    @cached_property
    def articles(self) -> list[Article]:
        """The articles cited, or else those that were read."""
        cited = [citation.article for citation in self.answer.citations]
        read = [hit.article for hit in self.answer.passages]
        return list({article.id: article for article in cited or read}.values())

    @cached_property
    def names(self) -> list[Thing]:
        """The names in the question, in order."""
        return list(_names(self.question))

    @cached_property
    def nouns(self) -> list[Thing]:
        """What the question names otherwise, after an article: the bridge."""
        words = self.question.words
        found = []
        for place, word in enumerate(words):
            following = _content(words[place + 1 : place + 1 + LONGEST_NOUN])
            if fold(word.text) not in DETERMINERS or not following:
                continue
            if any(name.start == following[0].start for name in self.names):
                continue
            before = fold(words[place - 1].text) if place else ""
            last = following[self._noun_length(following, before) - 1]
            text = self.asked[word.start : last.end]
            found.append(Thing(key(last.text), text, word.start, last.end, is_name=False))
        return found

    def person(self, kind: str) -> str | None:
        """Return whom “he” or “she” means: someone whom the articles call so, if they do."""
        answered = list(_names(read_statement(self.answer.text)))
        first = self.question.words[0].lemma if self.question.words else ""
        spoken = [*answered, *self.names] if first in ASKS_FOR_NAME else [*self.names, *answered]
        quoted = [
            each
            for citation in self.answer.citations
            for each in _names(read_statement(citation.quote))
        ]
        people = {
            full: self._called(each)
            for each in (*spoken, *quoted)
            if not each.is_place and " " in (full := self._in_full(each))
        }
        sure = [full for full, by in people.items() if by == kind]
        likely = [full for full, by in people.items() if by is None]
        return next(iter([*sure, *likely]), None)

    def thing(self, kind: str) -> str | None:
        """Return what “it” or “they” means: a thing in the question, or a name that is no one's."""
        things = sorted([*self.nouns, *self.names], key=lambda each: each.start)
        for each in things:
            is_plural = each.text.endswith("s") and not each.is_name
            if each.is_place or fold(each.text.split()[-1]) in TITLES:
                continue
            if not each.is_name and is_plural == (kind == "they"):
                return each.text
            if each.is_name and self._called(each) == kind:
                return each.text
            if each.is_name and kind == "it" and self._called(each) is None:
                return each.text
        return None

    def place(self) -> str | None:
        """Return where “there” is: a place that the question names, or the answer."""
        answered = list(_names(read_statement(self.answer.text)))
        is_asked = bool(self.question.words) and self.question.words[0].lemma == "where"
        if is_asked and not re.search(r"\d", self.answer.text):
            return next((each.text for each in answered), None)
        return next((each.text for each in (*self.names, *answered) if each.is_place), None)

    def _called(self, thing: Thing) -> str | None:
        """Return how the articles mostly go on about a name: he, she, it or they.

        Other forms do not tell: in “Lund thanked her” she is someone else.
        """
        counts = dict.fromkeys(PRONOUNS.values(), 0)
        for article in self.articles:
            statement = read_statement(article.text)
            named = {name.start: key(name.parts[-1].text) for name in statement.names}
            for place, word in enumerate(statement.words):
                if word.is_capital and key(word.text) == thing.key:
                    for after in statement.words[place + 1 : place + SOON]:
                        kind = fold(after.text)
                        if kind in counts:
                            counts[kind] += 1
                        if kind in counts or named.get(after.start, thing.key) != thing.key:
                            break
        best = max(counts, key=lambda kind: counts[kind])
        return best if counts[best] else None

    def _noun_length(self, words: list[Word], before: str) -> int:
        """Return how many of some words make a noun, by the word before its article."""
        if len(words) == 1 or before not in HELPERS | STATES:
            return len(words)
        goes_on = self._goes_on.get(fold(words[-2].text), [])
        is_whole = before in STATES and sum(goes_on) > len(goes_on) / 2
        return len(words) - (not is_whole)

    @cached_property
    def _goes_on(self) -> dict[str, list[bool]]:
        """Each word of the passages read, with whether another follows that says something.

        So “second” is told from “bridge”: the former needs one.
        """
        found: dict[str, list[bool]] = {}
        for hit in self.answer.passages:
            text = hit.passage.text
            for word, after in pairwise(read_statement(text).words):
                is_beside = after.start - word.end == 1
                found.setdefault(fold(word.text), []).append(is_beside and after.is_content)
        return found

    def _in_full(self, thing: Thing) -> str:
        """Return the fullest form of a person's name: Christopher Miller for Miller."""
        said = thing.text.removeprefix("the ")
        if " " in said:
            return said
        for article in self.articles:
            for name in read_statement(article.text).names:
                if len(name.parts) > 1 and name.text.endswith(f" {said}"):
                    return name.text
        return said


def _names(statement: Statement) -> Iterator[Thing]:
    for name in statement.names:
        if name.is_certain:
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
                is_place=not is_owner and any(fold(word) in LOCATIVE for word in lead),
            )


def _whole(statement: Statement, name: Name) -> int:
    """Return where a name begins with the ordinary words before it: Northern Ireland."""
    start = name.start
    for word in reversed(statement.words):
        if word.end == start - 1 and word.is_capital and word.start and word.is_content:
            start = word.start
    return start


def _content(words: tuple[Word, ...]) -> list[Word]:
    """Return words up to the first that says nothing of its own."""
    found: list[Word] = []
    for word in words:
        if word.lemma in COMMON:
            break
        found.append(word)
    return found


def _without_filters(query: Query) -> str:
    """Return a question without what only filters: source:post."""
    text = query.text
    for part in reversed(query.parts):
        if part.kind in FIELDS:
            text = text[: part.start] + text[part.end :]
    return " ".join(text.split())
