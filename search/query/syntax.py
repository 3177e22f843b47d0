"""What is typed into one search box -> what it asks for; nothing that is typed is an error.

words               rank what is found; with AND, OR or NOT anywhere, they are conditions too
"a phrase"          as written, in any article that is returned; in straight or curly quotes;
                    what a question or a sentence quotes merely ranks, as its other words do
-word  -"a phrase"  in no article that is returned, as written
troop*  colour~     a beginning; a word but for a letter (two of a long word, or with ~2)
AND OR NOT ( )      words side by side belong together: climate change OR global warming
title:                                    words of the headline: one or, in quotes, several
source: author: section: place:           whole words of a name, without capitals and accents
title:(night bus OR tram)                 what stands between brackets after one of these;
                                          words side by side are one name of a source and such
after: before: on: as_of:                 days, months or years as people write them
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

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
from backissue.search.query.parts import Part, joined, without
from backissue.search.query.tokens import DATES, Token, as_names, as_phrase, read_tokens

# Longer texts are read as words: somebody has pasted an article.
LONGEST = 2_000
LONG = f"longer than {LONGEST:,} characters: searched as words"


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
        self,
        text: str,
        tokens: list[Token],
        asked: date | None,
        *,
        field: str = "",
        is_negated: bool = False,
    ) -> None:
        self._text = text
        self._tokens = tokens
        self._asked = asked
        self._field = field
        self._place = 0
        self._is_hard = _has_operators(tokens)
        self._is_negated = is_negated
        self._parts: list[Part] = []
        self._filters: list[Token] = []
        self._as_of: date | None = None

    def read(self) -> Syntax:
        """Read everything."""
        published, others = common_days(self._level())
        return Syntax(
            tuple(joined(self._text, self._parts)),
            without(self._text, self._filters),
            all_of(others),
            published,
            self._as_of,
        )

    def _level(self) -> list[Condition]:
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
        is_name = self._field not in {"", "title"}
        return any_of(together) if is_name else all_of(together)

    def _group(self) -> Condition | None:
        """Read brackets and what is between them, all of which is a condition."""
        was_hard, self._is_hard = self._is_hard, True
        self._take()
        inner = all_of(self._level())
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
        if self._field:
            self._understood(token, self._field)
            return self._held_in(self._field, token)
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
        if token.is_group:
            condition, note = self._between(token)
        else:
            condition, note = self._held_in(token.field, _value(token)), ""
        if condition is None:
            note = note or f"{token.value!r} has only small words: not read"
        self._understood(replace(token, note=token.note or note), token.field)
        return condition

    def _between(self, token: Token) -> tuple[Condition | None, str]:
        """Read what stands between brackets after a field, with the first note on it."""
        within = [as_phrase(each) for each in read_tokens(token.value)]
        within = keep_operators(within, is_group=True)
        if token.field != "title":
            within = as_names(token.value, within)
        inner = _Parser(
            token.value, within, self._asked, field=token.field, is_negated=self._is_negated
        )
        syntax = inner.read()
        return syntax.condition, next((part.note for part in syntax.parts if part.note), "")

    def _held_in(self, field: str, token: Token) -> Condition | None:
        """Return what holds a word, a phrase or a name in a field."""
        if field == "title":
            return self._held(token, in_title=True)
        names = [token.value] if token.kind == "phrase" else token.value.split(",")
        return any_of(Named(field, name.strip()) for name in names if has_words(name))

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


def _value(token: Token) -> Token:
    """Return the value of a field as the word or the phrase that it is."""
    word, *others = read_tokens(token.value)
    is_name = token.field not in {"source", "title"}  # which may have commas in it
    if token.is_quoted or is_name or (others and token.field == "title"):
        return replace(token, kind="phrase")
    return word if token.field == "title" else replace(token, kind="word")
