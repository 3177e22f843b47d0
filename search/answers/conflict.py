"""Different numbers and days that articles give in answer to one question, side by side."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from backissue.search.answers.citation import Citation
from backissue.search.answers.likeness import is_about
from backissue.search.answers.runner_up import is_whole
from backissue.search.answers.value import Value, differ, value_of
from backissue.search.reading.reader import Reading

Cite: TypeAlias = Callable[[Reading], tuple[Citation, ...]]

# How likely another answer must be to be set against the first, by itself and as a share of that
# one. Chosen on corpus/questions.jsonl and on events that several of its articles report;
# benchmarks/conflicts.py measures it. Names are left alone: of three on real news that were nearly
# as likely as the first, none was meant by the same question.
LEAST = 0.08
OF_BEST = 0.25

# Sides beside the answer: more are a list.
MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of several answers, with the articles that give it."""

    text: str
    citations: tuple[Citation, ...]
    confidence: float

    @property
    def published(self) -> date | None:
        """When it was last reported; None where no day is known."""
        days = [each.article.published for each in self.citations if each.article.published]
        return max(days, default=None)


def conflicts(question: str, readings: Sequence[Reading], cite: Cite) -> tuple[Side, ...]:
    """Return the best answer and those that differ from it, or nothing where none does.

    What most articles give comes first, and of what as many give the latest. `cite` returns the
    citations of a reading, one for each independent article that says the same.
    """
    rivals = list(_rivals(question, readings))
    if not rivals:
        return ()
    sides = [
        Side(text=each.text, citations=cite(each), confidence=each.confidence)
        for each in (readings[0], *rivals)
    ]
    return tuple(
        sorted(
            sides,
            key=lambda side: (-len(side.citations), -(side.published or date.min).toordinal()),
        )
    )


def _rivals(question: str, readings: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the readings of other articles that differ from the first, and from one another."""
    best = readings[0]
    value = _value(best)
    if value is None:
        return
    values = [value]
    for each in readings[1:]:
        if len(values) > MOST or each.confidence < max(LEAST, OF_BEST * best.confidence):
            return
        if each.passage.article.id == best.passage.article.id or not is_whole(each):
            continue
        other = _value(each)
        if (
            other is not None
            and all(differ(known, other) for known in values)
            and is_about(question, each.passage, each.start, each.end)
        ):
            values.append(other)
            yield each


def _value(reading: Reading) -> Value | None:
    return value_of(reading.text, reading.passage.article.published)
