"""How near to the time that is asked about each passage was published."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from backissue.indexer.catalogue import UNDATED, Catalogue, Integers
from backissue.search.query import Query

Nearness: TypeAlias = Callable[[Integers], npt.NDArray[np.float64]]

# In days: what is a fortnight old on the day of asking counts half. What came after that day was
# hardly meant; but reports of an event go on after it, so for a time read from the question it is
# the other way round.
HALF_LIFE = 14.0
SHORT_HALF_LIFE = 3.0


def nearness(catalogue: Catalogue, query: Query) -> Nearness:
    """Return what gives each of some passages, by key, 1 at the time asked about, 0 far from it.

    That time is the one the question names, else the day on which it is asked; where neither is
    known every passage gets 0, as does one without a date.
    """
    if query.when is not None and not query.when.is_explicit:
        first, last = query.when.first, query.when.last
        before, after = SHORT_HALF_LIFE, HALF_LIFE
    elif query.asked is not None:
        first = last = query.asked
        before, after = HALF_LIFE, SHORT_HALF_LIFE
    else:
        return lambda passages: np.zeros(len(passages))

    def near(passages: Integers) -> npt.NDArray[np.float64]:
        days = catalogue.days[catalogue.places(passages)]
        early = np.maximum(0, first.toordinal() - days) if first else np.zeros(len(days))
        late = np.maximum(0, days - last.toordinal()) if last else np.zeros(len(days))
        found = np.exp2(-early / before - late / after)
        return np.where(days == UNDATED, 0.0, found)

    return near
