"""Two lists of candidates, and what is known of their days -> one ranking."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backissue.indexer.catalogue import Catalogue
from backissue.indexer.match import Match
from backissue.indexer.selection import Selection
from backissue.search.nearness import Nearness
from backissue.search.retrieve import Candidates

# What each side counts for, its scores divided by its best: a convex sum, which Bruch, Gai and
# Ingber (An Analysis of Fusion Functions for Hybrid Retrieval, TOIS 2023) found to do better than
# ranks alone. Even weights are right, or nearly, for news, encyclopedias and abstracts alike;
# benchmarks/ladder.py compares this with words, meaning and ranks alone.
KEYWORD_WEIGHT = 0.5
SEMANTIC_WEIGHT = 0.5

# What publication at the time that is asked about counts for beside them.
TIME_WEIGHT = 0.35

# Further passages of an article come after those of others: its third says little that is new.
PASSAGES_PER_ARTICLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
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
    semantic = _shares(candidates.semantic)
    keyword_ranks = {passage: rank for rank, passage in enumerate(keyword, start=1)}
    semantic_ranks = {passage: rank for rank, passage in enumerate(semantic, start=1)}
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


def spread(ranked: Sequence[Ranked], catalogue: Catalogue) -> list[Ranked]:
    """Put what is too much of one article behind all else, leaving nothing out."""
    places = catalogue.places(np.array([each.passage for each in ranked], np.int64))
    seen = Counter[int]()
    first: list[Ranked] = []
    later: list[Ranked] = []
    for each, article in zip(ranked, places.tolist(), strict=True):
        seen[article] += 1
        (first if seen[article] <= PASSAGES_PER_ARTICLE else later).append(each)
    return first + later


def newest(catalogue: Catalogue, selection: Selection, limit: int) -> list[Ranked]:
    """Return the first passage of each of the newest articles, those without a date last."""
    places = np.flatnonzero(selection.articles)
    order = places[np.lexsort((-catalogue.keys[places], -catalogue.days[places]))][:limit]
    return [
        Ranked(passage=passage, score=0.0, keyword_rank=None, semantic_rank=None)
        for passage in catalogue.first_passages[order].tolist()
    ]
