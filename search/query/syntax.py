"""What is typed into one search box -> what it asks for; nothing that is typed is an error.

words               rank what is found; with AND, OR or NOT anywhere, they are conditions too
"a phrase"          as written, in any article that is returned; in straight or curly quotes;
                    what a question or a sentence quotes merely ranks, as its other words do
-word  -"a phrase"  in no article that is returned, as written
troop*  colour~     a beginning; a word but for a letter (two of a long word, or with ~2)
AND OR NOT ( )      words side by side belong together: climate change OR global warming
title:                                    words of the headline: one or, in quotes, several
source: author: section: place:           whole words of a name, without capitals and accents
title:(tram OR bus)                       what stands between brackets after one of these
after: before: on: as_of:                 days, months or years as people write them
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from backissue.indexer.indexes.analyzers import content_words
from backissue.indexer.indexes.terms import Term, has_words
from backissue.search.query.condition import (
    Condition,
    Holds,
    Named,
    Not,
    Published,
    all_of,
    alternatives,
    any_of,
    common_days,
)
from backissue.search.query.operators import keep_operators
from backissue.search.query.tokens import DATES, Token, as_field, read_tokens

# Longer texts are read as words: somebody has pasted an article.
LONGEST = 2_000
LONG = f"longer than {LONGEST:,} characters: searched as words"

# A mark that what it followed was taken from.
LONE_MARK = re.compile(r"(?:^|\s+)(?:[,;:]\s+|([?!.,;:])(?=\s|$))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a query as it was understood."""

    kind: str
    """words, word, phrase, wildcard, fuzzy, operator, or the name of a field."""
    value: str
    start: int
    end: int
    """The characters of the query's text that it came from."""
    is_excluded: bool = False
    meaning: str = ""
    """Which days it stands for."""
    note: str = ""
    """What was not read as it may have been meant."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """What a text asks for."""

    parts: tuple[Part, ...]
    words: str
    """What ranks: the text without what only leaves out or names a field."""
    condition: Condition | None
    published: Published
    """Between which days, if any are said of all that is looked for."""
    as_of: date | None


def read_syntax(text: str, asked: date | None) -> Syntax:
    """Read a text, with days relative to the day of asking where that is known."""
    if len(text) > LONGEST:
        part = Part(kind="words", value=text, start=0, end=len(text), note=LONG)
        return Syntax((part,), text, None, Published(None, None), None)
    return _Parser(text, keep_operators(read_tokens(text)), asked).read()


class _Parser:
    """Reads tokens from the first to the last; each method leaves off where its part ends."""

    def __init__(
        self, text: str, tokens: list[Token], asked: date | None, *, is_negated: bool = False
    ) -> None:
        self._text = text
        self._tokens = tokens
        self._asked = asked
        self._place = 0
        self._is_hard = _has_operators(tokens)
        self._is_negated = is_negated
        self._parts: list[Part] = []
        self._filters: list[Token] = []
        self._as_of: date | None = None

    def read(self) -> Syntax:
        """Read everything."""
        published, others = common_days(self.level())
        return Syntax(
            tuple(_joined(self._text, self._parts)),
            _without(self._text, self._filters),
            all_of(others),
            published,
            self._as_of,
        )

    def level(self) -> list[Condition]:
        """Read what stands between brackets: each of these must be met."""
        conditions = []
        while (token := self._next()) and token.kind != ")":
            conditions.append(self._chain())
        return alternatives(each for each in conditions if each is not None)

    def _chain(self) -> Condition | None:
        """Read what AND and OR join; AND joins closer."""
        alternatives = [[self._operand()]]
        while (token := self._next()) and token.kind == "operator" and token.value != "NOT":
            self._take()
            if token.value == "OR":
                alternatives.append([])
            alternatives[-1].append(self._operand())
        return any_of(all_of(each) for each in alternatives)

    def _operand(self) -> Condition | None:
        """Read a field, what is excluded, or words, phrases and brackets that stand together."""
        token = self._next()
        if token is None:
            return None
        if token.kind == "operator":
            self._take()
            return self._negated(self._operand)
        if token.is_excluded:
            return self._negated(self._group if token.kind == "(" else self._leaf)
        if token.kind == "field":
            return self._leaf()
        together: list[Condition | None] = []
        while (each := self._next()) and not each.is_excluded:
            if each.kind == "(":
                together.append(self._group())
            elif each.kind in {"word", "phrase", "wildcard", "fuzzy"}:
                together.append(self._leaf())
            else:
                break
        return all_of(together)

    def _group(self) -> Condition | None:
        """Read brackets and what is between them, all of which is a condition."""
        was_hard, self._is_hard = self._is_hard, True
        self._take()
        inner = all_of(self.level())
        self._take()
        self._is_hard = was_hard
        return inner

    def _negated(self, read: Callable[[], Condition | None]) -> Condition | None:
        self._is_negated = not self._is_negated
        inner = read()
        self._is_negated = not self._is_negated
        return None if inner is None else Not(inner)

    def _leaf(self) -> Condition | None:
        """Read a word, a phrase or a field."""
        token = self._take()
        if token.kind == "field":
            return self._dated(token) if token.field in DATES else self._named(token)
        is_soft = token.kind == "word" and not self._is_hard and not self._is_negated
        self._understood(token, "words" if is_soft else token.kind, is_filter=self._is_negated)
        return None if is_soft else self._held(token)

    def _held(self, token: Token, *, in_title: bool = False) -> Condition | None:
        """Return what holds a word; one that any text holds is no condition."""
        if token.kind in {"phrase", "wildcard", "fuzzy"}:
            return Holds(Term(token.kind, token.value, in_title, token.distance))
        if self._is_negated:  # nothing is left out for another form, which nobody named
            is_said = has_words(token.value)
            return Holds(Term("phrase", token.value, in_title)) if is_said else None
        return Holds(Term("word", token.value, in_title)) if content_words(token.value) else None

    def _named(self, token: Token) -> Condition | None:
        """Read title, source, author, section or place."""
        within = keep_operators(read_tokens(token.value)) if token.is_group else []
        if any(each.kind == "field" for each in within):
            token = replace(token, note="a field within another is searched as its words")
        self._understood(token, token.field)
        if token.is_group:
            inner = [as_field(each, token.field) for each in within]
            parser = _Parser(token.value, inner, self._asked, is_negated=self._is_negated)
            return all_of(parser.level())
        if token.field == "source" and not token.is_quoted:  # other names have commas in them
            every = filter(has_words, token.value.split(","))
            return any_of(Named(token.field, name) for name in every)
        if token.field != "title":
            return Named(token.field, token.value)
        if token.is_quoted:
            return self._held(replace(token, kind="phrase"), in_title=True)
        word, *others = read_tokens(token.value)
        return self._held(replace(word, kind="phrase") if others else word, in_title=True)

    def _dated(self, token: Token) -> Condition | None:
        """Read after, before, on or as_of: whole days, months or years, both ends included."""
        from backissue.search.query.phrase import DayOfAskingUnknown
        from backissue.search.query.when import read_days

        try:
            days = read_days(token.value, self._asked)
        except DayOfAskingUnknown:
            note = f"{token.value!r} depends on the day of asking, which is not known: left out"
            self._understood(replace(token, note=note), token.field)
            return None
        if days is None:
            note = f"{token.value!r} is no date: searched as words"
            self._understood(replace(token, note=note), "words", is_filter=False)
            return None
        first, last = days
        if token.field == "as_of" and self._is_negated:
            note = "what was known as of a day cannot be left out: not read"
            self._understood(replace(token, note=note), token.field)
            return None
        if token.field == "as_of":
            self._as_of = min(last, self._as_of or last)
            self._understood(token, token.field, f"to {last}")
            return None
        published = Published(
            None if token.field == "before" else first, None if token.field == "after" else last
        )
        self._understood(token, token.field, str(published))
        return published

    def _understood(
        self, token: Token, kind: str, meaning: str = "", *, is_filter: bool = True
    ) -> None:
        """Note down how a token was read, and whether it only filters."""
        self._parts.append(
            Part(
                kind=kind,
                value=token.value,
                start=token.start,
                end=token.end,
                is_excluded=self._is_negated,
                meaning=meaning,
                note=token.note,
            )
        )
        if is_filter:
            self._filters.append(token)

    def _next(self) -> Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _take(self) -> Token:
        token = self._tokens[self._place]
        self._place += 1
        if token.kind in {"operator", "(", ")"}:
            self._understood(token, "operator")
        return token


def _has_operators(tokens: Iterable[Token]) -> bool:
    """Whether AND, OR or NOT stand anywhere but in brackets that are excluded."""
    excluded = 0
    for token in tokens:
        if token.kind == "(" and (token.is_excluded or excluded):
            excluded += 1
        elif token.kind == ")":
            excluded = max(0, excluded - 1)
        elif token.kind == "operator" and not excluded:
            return True
    return False


def _without(text: str, tokens: Iterable[Token]) -> str:
    """Return a text without some of its tokens, or nothing where no word is left."""
    kept, place = [], 0
    for token in tokens:
        kept.append(text[place : token.start])
        place = token.end
    rest = " ".join("".join([*kept, text[place:]]).split())
    if not has_words(rest):
        return ""
    return LONE_MARK.sub(r"\1", rest) if kept else rest


def _joined(text: str, parts: Iterable[Part]) -> Iterator[Part]:
    """Yield parts, words that merely rank in one piece."""
    for kind, same in groupby(parts, attrgetter("kind")):
        every = list(same)
        if kind != "words":
            yield from every
            continue
        words, end = every[0], every[-1].end
        if len(every) > 1:
            note = next((part.note for part in every if part.note), "")
            words = replace(words, value=text[words.start : end], end=end, note=note)
        if has_words(words.value):
            yield words
