"""Questions -> what an archive finds and answers to each, and how good that is."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from backissue.indexer.article import Article
from backissue.indexer.errors import ArticleNotFound, CitationUnresolved
from backissue.indexer.sources.record import Problem
from backissue.search.answers.answer import Answer
from backissue.search.answers.citation import Citation
from backissue.search.archive import Archive
from backissue.search.evaluation.judge import DEPTHS, judge, places
from backissue.search.evaluation.measures import Measures
from backissue.search.evaluation.question_file import read_questions
from backissue.search.evaluation.questions import Question, Relevant
from backissue.search.evaluation.worth import worth
from backissue.search.retrieval.hit import Hit

__all__ = ["Measures", "Question", "Result", "evaluate", "read_questions", "unfindable"]

# Passages that a result names.
NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A passage that was found: its article, and the characters of its text."""

    article: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer that was given, or why none was."""

    text: str
    """Empty where there is no answer."""
    quotes: tuple[str, ...]
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one question; it holds no articles, so that a million may be kept."""

    question: Question
    ranks: tuple[int, ...]
    """At which ranks, from 1, a passage is relevant."""
    found: tuple[Found, ...]
    """The first passages."""
    given: Given | None
    """None where search alone was measured."""
    values: dict[str, float]
    """What it was worth, by the key of each measure that applies to it, and the milliseconds."""

    def record(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        question, given, asked = self.question, self.given, self.question.filters.asked
        answered = (
            {}
            if given is None
            else {
                "answer": given.text,
                "quotes": list(given.quotes),
                "confidence": round(given.confidence, 4),
                "reason": given.reason,
            }
        )
        return {
            "id": question.id,
            "question": question.question,
            "asked": asked.isoformat() if asked else None,
            "answers": None if question.answers is None else list(question.answers),
            **answered,
            "judged_by": question.judged_by,
            "relevant_ranks": list(self.ranks),
            "found": [
                {"article": each.article, "title": each.title, "start": each.start, "end": each.end}
                for each in self.found
            ],
            "values": self.values,
        }


def evaluate(
    archive: Archive, questions: Iterable[Question], *, mode: str = "hybrid", ask: bool = True
) -> Iterator[Result]:
    """Search and, unless told otherwise, ask every question as it says; yield what came of each.

    `mode` is how `search` searches; `ask` does a search of its own, the time of which is part of
    its time. The first question is tried once before, so that no time to load models is measured.
    Raises QueryInvalid, or LibraryMissing.
    """
    for number, question in enumerate(questions):
        if not number:
            _result(archive, question, mode=mode, ask=ask)
        yield _result(archive, question, mode=mode, ask=ask)


def unfindable(archive: Archive, questions: Iterable[Question]) -> Iterator[Problem]:
    """Yield what is named as relevant but not in the archive: it counts as not found."""
    for question in questions:
        for relevant in question.relevant:
            if reason := _why_unfindable(archive, relevant):
                yield Problem(f"question {question.id}", reason, skipped=False)


def _why_unfindable(archive: Archive, relevant: Relevant) -> str | None:
    try:
        article = archive.article(relevant.article)
    except ArticleNotFound:
        return f"The archive has no article {relevant.article!r}."
    if not relevant.is_part or places(article.text, relevant):
        return None
    part = f"the words {relevant.quote[:60]!r}" if relevant.quote else f"characters {relevant.span}"
    return f"Article {relevant.article!r} does not have {part}."


def _result(archive: Archive, question: Question, *, mode: str, ask: bool) -> Result:
    filters = asdict(question.filters)
    started = time.perf_counter()
    hits = archive.search(
        question.question, limit=max(DEPTHS), mode=mode, fold_copies=False, **filters
    )  # a copy may be what is relevant
    searched = time.perf_counter()
    answer = archive.ask(question.question, **filters) if ask else None
    asked = time.perf_counter()
    judged = judge(question, hits)
    values = {f"{name} by {question.judged_by}": value for name, value in judged.values.items()}
    if answer is not None:
        exact = [_is_exact(archive, citation) for citation in answer.citations]
        values |= worth(question, answer, exact)
        values["ask ms"] = round((asked - searched) * 1000, 3)
    values["search ms"] = round((searched - started) * 1000, 3)
    return Result(
        question=question,
        ranks=judged.ranks,
        found=tuple(map(_found, islice(hits, NAMED))),
        given=None if answer is None else _given(answer),
        values=values,
    )


def _is_exact(archive: Archive, citation: Citation) -> bool:
    """Whether the stored article has the quote at the place that is cited."""
    try:
        stored: Article = archive.resolve(citation.reference).citation.article
    except CitationUnresolved:
        return False
    return stored.text[citation.start : citation.end] == citation.quote


def _found(hit: Hit) -> Found:
    return Found(
        article=hit.article.id,
        title=hit.article.title,
        start=hit.passage.start,
        end=hit.passage.end,
    )


def _given(answer: Answer) -> Given:
    return Given(
        text=answer.text,
        quotes=tuple(citation.quote for citation in answer.citations),
        confidence=answer.confidence,
        reason=answer.reason,
    )
