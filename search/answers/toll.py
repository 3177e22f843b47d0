"""Counts that go on growing, such as the dead of an earthquake: which report of one is the last."""

import re
from collections.abc import Iterable
from datetime import date

from backissue.search.answers.value import value_of
from backissue.search.language.quantities import Quantity
from backissue.search.query.query import Query
from backissue.search.reading.reader import Reading

GROWING = (
    r"killed|slain|di(?:e|ed|es)|dead|deaths?|lives|injur\w+|wounded|hurt|missing|infect\w+|cases"
    r"|sick\w*|arrest\w*|detain\w*|displaced|homeless|evacuat\w+|fled|rescued|saved|stranded"
    r"|damaged?|destroyed|collapsed|burn(?:ed|t)|casualties|victims"
)
COUNTS = re.compile(
    rf"\bhow (?:many|much)\b.*\b(?:{GROWING})\b|\b(?:death )?tolls?\b|\bbody count\b",
    re.IGNORECASE,
)
# What was known then, or in all the time before, is another question.
AT_A_TIME = re.compile(
    r"\b(?:at first|initial\w*|first (?:day|night|week)|early (?:figures?|reports?|counts?)|earlier"
    r"|on the day|each|every|per|a (?:day|week|month|year)|(?:in|within|after) the first)\b",
    re.IGNORECASE,
)


def latest(query: Query, readings: Iterable[Reading]) -> Reading | None:
    """Return the last report of a count that grows: the first of some readings, or a later one.

    They answer the same question differently, likeliest first. A later report of fewer hardly
    counts the same, but those who are missing become fewer. None where the question names a time,
    or asks for no such count: there the likeliest is right. What came out after the day of asking
    was not meant.
    """
    best, *others = readings
    known = _count(best)
    is_dated = query.when is not None and not query.when.is_explicit
    counts = COUNTS.search(query.words) and not AT_A_TIME.search(query.words)
    if is_dated or not counts or known is None:
        return None
    later = [
        each
        for each in others
        if (count := _count(each)) is not None
        and _day(best) < _day(each) <= (query.asked or date.max)
        and (count > known or "missing" in query.words)
    ]
    return max(later, key=_day, default=best)


def _count(reading: Reading) -> float | None:
    """Return the one number that an answer is, in the first unit of its kind."""
    published = reading.passage.article.published
    value = value_of(reading.text, published)
    if value is None or published is None or len(value.mentions) != 1:
        return None
    (count,) = value.mentions
    return count.value * count.factor if isinstance(count, Quantity) else None


def _day(reading: Reading) -> date:
    return reading.passage.article.published or date.min
