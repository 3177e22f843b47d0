"""One question after another, each understood by the one before and asked in the same scope."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Unpack, cast

from backissue.indexer.errors import LanguageModelFailed
from backissue.search.answers.answer import Answer
from backissue.search.archive import Archive
from backissue.search.dialogue.follow_up import FollowUp, follow_up
from backissue.search.dialogue.rewrite import rewrite
from backissue.search.llm.citation_marks import Mark
from backissue.search.llm.language_model import LanguageModel
from backissue.search.query.parts import Part
from backissue.search.query.query import Filters, Query, read_query
from backissue.search.retrieval.hits import Hits

# What is typed into a question and stays for those that follow, unless they say otherwise; days
# make way for days.
KEPT = frozenset({"source", "section", "author", "place", "after", "before", "on", "as_of"})
DAYS = frozenset({"after", "before", "on"})


class Conversation:
    """Questions to one archive; not to be shared between threads."""

    def __init__(
        self,
        archive: Archive,
        *,
        strict: bool = False,
        language_model: LanguageModel | None = None,
        answer: Answer | None = None,
        **filters: Unpack[Filters],
    ) -> None:
        """Take the archive, and what `Archive.ask` takes, for every question.

        With the answer to a question before, it goes on from there.
        """
        self._archive = archive
        self._strict = strict
        self._model = language_model
        self._filters: Filters = _other_filters(filters, answer.query) if answer else filters
        self.answer = answer
        """The answer to the question before."""

    def ask(self, question: str, *, as_typed: bool = False, **filters: Unpack[Filters]) -> Answer:
        """Answer a question; the notes of its query say what was assumed, and what left open.

        Asked as typed, it leans on nothing that was typed before. Filters that are given take the
        place of those before, typed or set, and stay. Raises QueryInvalid.
        """
        parts = self.stream(question, as_typed=as_typed, **filters)
        return next(part for part in parts if isinstance(part, Answer))

    def stream(
        self, question: str, *, as_typed: bool = False, **filters: Unpack[Filters]
    ) -> Iterator[FollowUp | Hits | str | Mark | Answer]:
        """Answer a question as `ask` does: first how it was understood, then as Archive.stream."""
        query = read_query(question, **filters)
        model = self._model
        understood = FollowUp(query.text)
        if self.answer is not None and not as_typed:
            understood, model = self._understand(query.text, self.answer)
            words = [understood.question, *self._kept(query, filters)]
            understood = replace(understood, question=" ".join(words))
        kept: Filters = {**_other_filters(self._filters, query), **filters}
        yield understood
        for part in self._archive.stream(
            understood.question, strict=self._strict, language_model=model, **kept
        ):
            if isinstance(part, Answer):
                notes = (*understood.assumed, *part.query.notes)
                self.answer = replace(part, query=replace(part.query, notes=notes))
                self._filters = kept
                yield self.answer
            else:
                yield part

    def _understand(self, text: str, before: Answer) -> tuple[FollowUp, LanguageModel | None]:
        """Say a follow-up outright: by rules, or by the model where it leans on what came before.

        A model that fails is not waited for a second time.
        """
        by_rules = follow_up(text, before, self._archive.embedder)
        if self._model is None or not by_rules.assumed:
            return by_rules, self._model
        try:
            written = rewrite(text, before, self._model)
        except LanguageModelFailed as error:
            note = f"{error}, so rules were followed, and the answer is in the articles’ words."
            return replace(by_rules, assumed=(note, *by_rules.assumed)), None
        return FollowUp(written, (f"{self._model.name} understood “{written}”",)), self._model

    def _kept(self, query: Query, filters: Filters) -> Iterator[str]:
        """Yield what was typed as a filter into the question before and is not given otherwise."""
        if self.answer is None:
            return
        before = self.answer.query
        named = _fields(query.parts) | _with_days(filters)
        for part in before.parts:
            if part.kind in KEPT and not _fields([part]) & named:
                yield before.text[part.start : part.end]


def _fields(parts: Iterable[Part]) -> set[str]:
    """Return what some parts filter by; any of them that names days counts as all of those."""
    return _with_days(str(part.kind) for part in parts)


def _with_days(names: Iterable[str]) -> set[str]:
    kinds = set(names) & KEPT
    return kinds | DAYS if kinds & DAYS else kinds


def _other_filters(filters: Filters, query: Query) -> Filters:
    """Return the filters that a question does not set anew by what is typed into it."""
    named = _fields(query.parts)
    others = {name: value for name, value in filters.items() if name not in named}
    return cast("Filters", others)
