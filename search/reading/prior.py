"""What was found -> what speaks for each passage before it is read."""

from datetime import date

import numpy as np

from backissue.indexer.indexes.match import Floats
from backissue.search.retrieval.hits import Hits
from backissue.search.retrieval.nearness import time_asked

# What a passage loses in log odds the further down it was found, against log((rank + 1) / 2), and
# the further from the time asked about it was published, against log(1 + half-lives). The nearest
# loses nothing: an archive may be old. On 549 questions about real news, 300 of the year before and
# corpus/questions.jsonl F1 is .291, .559 and .707, always answering; with ten passages read, rank
# alone and that at 1 it was .274, .533 and .680. Half or double of either gives less somewhere.
RANK = 0.3
TIME = 0.3

# Articles without a date are taken to be so many half-lives away, about a year.
UNDATED_AWAY = 26.0


def priors(hits: Hits, *, rank: float = RANK, time: float = TIME) -> list[float]:
    """Return what speaks for each passage, in log odds, by its rank and its day; at most 0."""
    if not hits:
        return []
    places = np.arange(len(hits), dtype=np.float64)
    away = np.log1p(_away(hits))
    lost = rank * np.log((places + 2) / 2) + time * (away - away.min())
    return [-each for each in lost.tolist()]


def _away(hits: Hits) -> Floats:
    """Return how far from the time asked about each was published, in half-lives."""
    time = time_asked(hits.query)
    if time is None:
        return np.zeros(len(hits))
    published = [hit.article.published for hit in hits]
    days = np.array([(day or date.min).toordinal() for day in published], np.int64)
    return np.where([day is None for day in published], UNDATED_AWAY, time.away(days))
