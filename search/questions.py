"""Questions to measure an archive with, and what is known of their answers."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from backissue.indexer.errors import QueryInvalid
from backissue.search.query import Day, read_day, read_query

Judgement: TypeAlias = Literal["passages", "articles", "answers"]

# Any number will do, as long as it stays: two runs over a sample must ask the same questions.
SAMPLE_SEED = 1963


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevant:
    """An article that supports an answer; with a quote or characters, only that part of it."""

    article: str
    grade: int = 1
    """How relevant it is: 1 or more."""
    quote: str | None = None
    span: tuple[int, int] | None = None
    """Characters of the article's text, the end not included."""

    @property
    def is_part(self) -> bool:
        """Whether a part of the article is meant."""
        return self.quote is not None or self.span is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, what is known of its answer, and the filters it is asked with."""

    id: str
    question: str
    answers: tuple[str, ...] | None = None
    """Acceptable short answers; none where the archive does not answer it, None if not known."""
    relevant: tuple[Relevant, ...] = ()
    asked: date | None = None
    source: str | None = None
    after: date | None = None
    before: date | None = None

    @property
    def judged_by(self) -> Judgement | None:
        """What says whether a passage is relevant; None where nothing does."""
        if any(each.is_part for each in self.relevant):
            return "passages"
        if self.relevant:
            return "articles"
        return "answers" if self.answers else None


def sample(questions: Sequence[Question], size: int) -> list[Question]:
    """Return so many of the questions, in their order: the same every time.

    A larger sample holds the smaller ones.
    """
    order = list(range(len(questions)))
    random.Random(SAMPLE_SEED).shuffle(order)  # noqa: S311 - a fixed choice is what is wanted
    return [questions[place] for place in sorted(order[:size])]


def scoped(
    questions: Iterable[Question],
    *,
    source: str | None = None,
    after: Day = None,
    before: Day = None,
    asked: Day = None,
) -> list[Question]:
    """Give filters and a day to the questions that have none of their own.

    Raises QueryInvalid where a question can then not be asked.
    """
    first, last, day = (
        read_day(after, "after"),
        read_day(before, "before"),
        read_day(asked, "asked"),
    )
    found = []
    for question in questions:
        changed = replace(
            question,
            source=question.source or source,
            after=question.after or first,
            before=question.before or last,
            asked=question.asked or day,
        )
        try:
            read_query(changed.question, after=changed.after, before=changed.before)
        except QueryInvalid as error:
            raise QueryInvalid(f"Question {question.id!r}: {error}") from error
        found.append(changed)
    return found
