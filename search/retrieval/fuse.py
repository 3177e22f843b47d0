"""Two lists of candidates, and what is known of their days -> one ranking."""

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from backissue.indexer.catalogue import Catalogue
from backissue.indexer.match import Match
from backissue.indexer.selection import Selection
from backissue.search.retrieval.nearness import Nearness
from backissue.search.retrieval.retrieve import Candidates

# What each side counts for, its scores divided by its best: a convex sum, which Bruch, Gai and
# Ingber (An Analysis of Fusion Functions for Hybrid Retrieval, TOIS 2023) found to do better than
# ranks alone. Even weights are right, or nearly, for news, encyclopedias and abstracts alike;
# benchmarks/ladder.py compares this with words, meaning and ranks alone.
KEYWORD_WEIGHT = 0.5
SEMANTIC_WEIGHT = 0.5

# What publication at the time that is asked about counts for beside them.
TIME_WEIGHT = 0.35

# What each passage of an article loses for every better one of it, so that others have their turn.
# Of 0.05 to 0.15, and of letting two, three or all of an article come first, this did best or next
# to it on all that benchmarks/README.md names; in small archives anything harder costs hits.
REPEATED = 0.1


class Ranked(NamedTuple):
    """A passage with its score and its rank, from 1, on either side."""

    passage: int
    score: float
    keyword_rank: int | None
    semantic_rank: int | None


def fuse(candidates: Candidates, nearness: Nearness) -> list[Ranked]:
    """Add up what words, meaning and time say for each candidate, best first.

    Equal scores keep the order of the passages' keys, so that the same query gives the same list.
    """
    keyword = _shares(candidates.keyword)
    semantic = _shares([*candidates.semantic, *candidates.further])
    keyword_ranks = _ranks(candidates.keyword)
    semantic_ranks = _ranks(candidates.semantic)
    passages = sorted(keyword.keys() | semantic.keys())
    ranked = [
        Ranked(
            passage=passage,
            score=KEYWORD_WEIGHT * keyword.get(passage, 0.0)
            + SEMANTIC_WEIGHT * semantic.get(passage, 0.0)
            + TIME_WEIGHT * near,
            keyword_rank=keyword_ranks.get(passage),
            semantic_rank=semantic_ranks.get(passage),
        )
        for passage, near in zip(
            passages, nearness(np.array(passages, np.int64)).tolist(), strict=True
        )
    ]
    return sorted(ranked, key=lambda each: -each.score)


def _shares(matches: Sequence[Match]) -> dict[int, float]:
    """Return each score as a share of the best, or 0 where that says nothing."""
    best = max((match.score for match in matches), default=0.0)
    return {match.passage: max(0.0, match.score / best) if best > 0 else 0.0 for match in matches}


def _ranks(matches: Sequence[Match]) -> dict[int, int]:
    return {match.passage: rank for rank, match in enumerate(matches, start=1)}


def spread(ranked: Sequence[Ranked], catalogue: Catalogue) -> list[Ranked]:
    """Lower what repeats its article, and put all in order again, leaving nothing out."""
    places = catalogue.places(np.array([each.passage for each in ranked], np.int64))
    better = Counter[int]()
    lowered = []
    for each, article in zip(ranked, places.tolist(), strict=True):
        loss = REPEATED * better[article]
        lowered.append(each._replace(score=each.score - loss) if loss else each)
        better[article] += 1
    return sorted(lowered, key=attrgetter("score"), reverse=True)


def newest(catalogue: Catalogue, selection: Selection, limit: int) -> list[Ranked]:
    """Return the first passage of each of the newest articles, those without a date last."""
    places = np.flatnonzero(selection.articles)
    order = places[np.lexsort((-catalogue.keys[places], -catalogue.days[places]))][:limit]
    return [
        Ranked(passage=passage, score=0.0, keyword_rank=None, semantic_rank=None)
        for passage in catalogue.first_passages[order].tolist()
    ]
