"""Questions to measure an archive with, and what is known of their answers."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal, TypeAlias

from backissue.indexer.errors import QueryInvalid
from backissue.search.query.query import read_day, read_query

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
class Filters:
    """The filters that a question is asked with, and the day; those of `Archive.search`."""

    source: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None
    as_of: date | None = None
    asked: date | None = None

    def filled(self, others: "Filters") -> "Filters":
        """Return these filters, with those of others where there are none."""
        return Filters(
            **{name: value or getattr(others, name) for name, value in asdict(self).items()}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, what is known of its answer, and the filters it is asked with."""

    id: str
    question: str
    answers: tuple[str, ...] | None = None
    """Acceptable short answers; none where the archive does not answer it, None if not known."""
    relevant: tuple[Relevant, ...] = ()
    filters: Filters = Filters()

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


def read_filters(text: str, values: Mapping[str, Any]) -> Filters:
    """Check the filters of a question, by name: names or lists of them, and days.

    Raises QueryInvalid where it cannot be asked so.
    """
    found: dict[str, Any] = {
        **{key: _names(key, values.get(key)) for key in ("source", "section", "author", "place")},
        **{key: read_day(values.get(key), key) for key in ("after", "before", "as_of", "asked")},
    }
    read_query(text, **found)
    return Filters(**found)


def scoped(questions: Iterable[Question], filters: Filters) -> list[Question]:
    """Give filters to the questions that have none of their own.

    Raises QueryInvalid where a question can then not be asked.
    """
    found = []
    for question in questions:
        changed = replace(question, filters=question.filters.filled(filters))
        try:
            read_filters(changed.question, asdict(changed.filters))
        except QueryInvalid as error:
            raise QueryInvalid(f"Question {question.id!r}: {error}") from error
        found.append(changed)
    return found


def _names(key: str, value: object) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value or ()
    if isinstance(names, list | tuple) and all(isinstance(name, str) for name in names):
        return tuple(names)
    raise QueryInvalid(f"{key} is {value!r:.80}, which is neither a name nor a list of names.")
