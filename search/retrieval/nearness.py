"""How near to the time that is asked about each passage was published."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np

from backissue.indexer.indexes.match import Floats
from backissue.indexer.truth.catalogue import UNDATED, Catalogue, Integers
from backissue.search.query.query import Query

Nearness: TypeAlias = Callable[[Integers], Floats]

# In days: what is a fortnight old on the day of asking counts half. What came after that day was
# hardly meant; but reports of an event go on after it, so for a time read from the question it is
# the other way round.
HALF_LIFE = 14.0
SHORT_HALF_LIFE = 3.0


@dataclass(frozen=True, slots=True)
class TimeAsked:
    """The time that is asked about, and in how many days news of it loses half its worth."""

    first: date | None
    last: date | None
    before: float
    after: float

    def away(self, days: Integers) -> Floats:
        """Return how far from it days are, as date.toordinal() counts them, in half-lives."""
        early = np.maximum(0, self.first.toordinal() - days) if self.first else np.zeros(len(days))
        late = np.maximum(0, days - self.last.toordinal()) if self.last else np.zeros(len(days))
        return np.asarray(early / self.before + late / self.after)


def time_asked(query: Query) -> TimeAsked | None:
    """Return the time that the question names, else the day on which it is asked, if known.

    It is None, too, where articles of other days are left out, and no day of asking is known.
    """
    if query.when is not None and not query.when.is_explicit:
        return TimeAsked(query.when.first, query.when.last, SHORT_HALF_LIFE, HALF_LIFE)
    if query.asked is not None:
        return TimeAsked(query.asked, query.asked, HALF_LIFE, SHORT_HALF_LIFE)
    return None


def nearness(catalogue: Catalogue, query: Query) -> Nearness:
    """Return what gives each of some passages, by key, 1 at the time asked about, 0 far from it.

    Where that time is not known every passage gets 0, as does one without a date.
    """
    time = time_asked(query)
    if time is None:
        return lambda passages: np.zeros(len(passages))

    def near(passages: Integers) -> Floats:
        days = catalogue.days[catalogue.places(passages)]
        return np.where(days == UNDATED, 0.0, np.exp2(-time.away(days)))

    return near
