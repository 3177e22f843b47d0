"""One question after another, each understood by the one before and asked in the same scope."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Unpack, cast

from backissue.indexer.errors import LanguageModelFailed
from backissue.search.answer import Answer
from backissue.search.archive import Archive
from backissue.search.follow_up import FollowUp, follow_up
from backissue.search.language_model import LanguageModel
from backissue.search.query import Filters, Query, read_query
from backissue.search.rewrite import rewrite
from backissue.search.syntax import Part

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
        **filters: Unpack[Filters],
    ) -> None:
        """Take the archive, and what `Archive.ask` takes, for every question."""
        self._archive = archive
        self._strict = strict
        self._model = language_model
        self._filters = filters
        self.answer: Answer | None = None
        """The answer to the question before."""

    def ask(self, question: str, **filters: Unpack[Filters]) -> Answer:
        """Answer a question; the notes of its query say what was assumed, and what left open.

        Filters that are given take the place of those before, and stay. Raises QueryInvalid.
        """
        query = read_query(question, **filters)
        model = self._model
        understood = FollowUp(query.text)
        if self.answer is not None:
            understood, model = self._understand(query.text, self.answer)
            understood = replace(
                understood, question=" ".join([understood.question, *self._kept(query)])
            )
        kept = cast("Filters", {**_other_filters(self._filters, query), **filters})
        answer = self._archive.ask(
            understood.question, strict=self._strict, language_model=model, **kept
        )
        self._filters = kept
        notes = (*understood.assumed, *answer.query.notes)
        self.answer = replace(answer, query=replace(answer.query, notes=notes))
        return self.answer

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

    def _kept(self, query: Query) -> Iterator[str]:
        """Yield what was typed as a filter into the question before and is not typed otherwise."""
        if self.answer is None:
            return
        before = self.answer.query
        named = _fields(query.parts)
        for part in before.parts:
            if part.kind in KEPT and not _fields([part]) & named:
                yield before.text[part.start : part.end]


def _fields(parts: Iterable[Part]) -> set[str]:
    """Return what some parts filter by; any of them that names days counts as all of those."""
    kinds = {str(part.kind) for part in parts} & KEPT
    return kinds | DAYS if kinds & DAYS else kinds


def _other_filters(filters: Filters, query: Query) -> dict[str, object]:
    """Return the filters that a question does not set anew by what is typed into it."""
    named = _fields(query.parts)
    return {name: value for name, value in filters.items() if name not in named}
