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


def conflicts(
    differing: Sequence[Reading], cite: Cite, latest: Reading | None = None
) -> tuple[Side, ...]:
    """Return answers that differ as the sides of a conflict, or nothing where there is only one.

    What most articles give comes first, and of what as many give the latest; before them the
    `latest` of a count that grows, if one is named. `cite` returns the citations of a reading, one
    for each independent article that says the same.
    """
    if len(differing) == 1:
        return ()
    sides = {
        each: Side(text=each.text, citations=cite(each), confidence=each.confidence)
        for each in differing
    }

    def order(each: Reading) -> tuple[bool, int, int]:
        side = sides[each]
        day = side.published or date.min
        return each is not latest, -len(side.citations), -day.toordinal()

    return tuple(sides[each] for each in sorted(sides, key=order))


def differing(question: str, readings: Sequence[Reading]) -> list[Reading]:
    """Return the first reading, and those of other articles that differ from it and one another."""
    return [*readings[:1], *_rivals(question, readings)]


def _rivals(question: str, readings: Sequence[Reading]) -> Iterator[Reading]:
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
