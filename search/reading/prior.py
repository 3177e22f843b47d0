"""What was found -> what speaks for each passage before it is read."""

import re
from datetime import date, timedelta

import numpy as np

from backissue.indexer.indexes.match import Floats
from backissue.search.query.query import Query
from backissue.search.reading.form import asking_sentence
from backissue.search.retrieval.hits import Hits
from backissue.search.retrieval.nearness import time_asked

# What a passage loses in log odds the further down it was found, against log((rank + 1) / 2), and
# the further from the time asked about it was published, against log(1 + half-lives). The nearest
# loses nothing: an archive may be old. On 549 questions about real news, 300 of the year before and
# corpus/questions.jsonl F1 is .291, .559 and .707, always answering; with ten passages read, rank
# alone and that at 1 it was .274, .533 and .680. Half or double of either gives less somewhere.
RANK = 0.3
TIME = 0.3

# What an article loses in log odds that came out so many days before the time of which a question
# asks what happened: it cannot tell. “This week” in a sentence before the question does not count,
# nor does what is planned. Of the answers to 549 and 300 questions about real news .513 and .665
# are right with it and .495 and .665 without, and one more of 45 questions that corpus/ does not
# answer is left open; exact match loses one of 549 and one of 300. Half as much, and 7 or 30 days,
# change little.
EARLY = 2.0
EARLY_DAYS = timedelta(days=14)
PLANNED = re.compile(
    r"\b(?:will|won['’]t|shall|going to|to be|next|plan(?:s|ned|ning)?|expect(?:s|ed)?|due"
    r"|scheduled|set to|upcoming|considering|predict\w*|forecast\w*|might|could|would"
    r"|running|deliver\w*|orders?|ordered|from (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
# What happened recently, by the day of asking, is not told by what is a year older: one more exact
# match of 300, and the same of 549.
RECENT = re.compile(r"\b(?:recently|currently|newly)\b", re.IGNORECASE)
RECENT_DAYS = timedelta(days=365)

# Articles without a date are taken to be so many half-lives away, about a year.
UNDATED_AWAY = 26.0


def priors(hits: Hits, *, rank: float = RANK, time: float = TIME) -> list[float]:
    """Return what speaks for each passage, in log odds, by its rank and its day; at most 0."""
    if not hits:
        return []
    places = np.arange(len(hits), dtype=np.float64)
    away = np.log1p(_away(hits))
    lost = rank * np.log((places + 2) / 2) + time * (away - away.min()) + EARLY * _too_early(hits)
    return [-each for each in lost.tolist()]


def _too_early(hits: Hits) -> Floats:
    """Return 1 for each that came out before what the question asks about can have happened."""
    begins = _begins(hits.query)
    published = [hit.article.published for hit in hits]
    early = [day is not None and begins is not None and day < begins for day in published]
    return np.array(early, np.float64)


def _begins(query: Query) -> date | None:
    """Return the day before which nobody can have told what is asked; None if there is none."""
    start, end = asking_sentence(query.text)
    when = query.when
    if when is None:
        is_new = query.asked is not None and RECENT.search(query.text, start, end)
        return query.asked - RECENT_DAYS if query.asked and is_new else None
    if when.is_explicit or when.first is None or not start <= when.start < end:
        return None
    is_to_come = query.asked is not None and when.first > query.asked
    if is_to_come or PLANNED.search(query.text, start, end):
        return None
    return when.first - EARLY_DAYS


def _away(hits: Hits) -> Floats:
    """Return how far from the time asked about each was published, in half-lives."""
    time = time_asked(hits.query)
    if time is None:
        return np.zeros(len(hits))
    published = [hit.article.published for hit in hits]
    days = np.array([(day or date.min).toordinal() for day in published], np.int64)
    return np.where([day is None for day in published], UNDATED_AWAY, time.away(days))
