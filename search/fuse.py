"""Two rankings -> one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backissue.indexer.catalogue import Catalogue
from backissue.indexer.selection import Selection
from backissue.search.retrieve import Candidates

# Cormack, Clarke and Büttcher (SIGIR 2009) found 60 near the best, and the choice not critical.
RRF_K = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A passage with its fused score and its rank, from 1, on either side."""

    passage: int
    score: float
    keyword_rank: int | None
    semantic_rank: int | None


def reciprocal_rank_fusion(*rankings: Sequence[int]) -> dict[int, float]:
    """Score passages by the sum of 1 / (RRF_K + rank) over the rankings that hold them, best first.

    Equal scores keep the order of the passages' keys, so that the same query gives the same list.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, passage in enumerate(ranking, start=1):
            scores[passage] = scores.get(passage, 0.0) + 1 / (RRF_K + rank)
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))


def fuse(candidates: Candidates) -> list[Ranked]:
    """Fuse both sides by rank, best first."""
    keyword = [match.passage for match in candidates.keyword]
    semantic = [match.passage for match in candidates.semantic]
    keyword_ranks = {passage: rank for rank, passage in enumerate(keyword, start=1)}
    semantic_ranks = {passage: rank for rank, passage in enumerate(semantic, start=1)}
    return [
        Ranked(
            passage=passage,
            score=score,
            keyword_rank=keyword_ranks.get(passage),
            semantic_rank=semantic_ranks.get(passage),
        )
        for passage, score in reciprocal_rank_fusion(keyword, semantic).items()
    ]


def newest(catalogue: Catalogue, selection: Selection, limit: int) -> list[Ranked]:
    """Return the first passage of each of the newest articles, those without a date last."""
    places = np.flatnonzero(selection.articles)
    order = places[np.lexsort((-catalogue.keys[places], -catalogue.days[places]))][:limit]
    return [
        Ranked(passage=passage, score=0.0, keyword_rank=None, semantic_rank=None)
        for passage in catalogue.first_passages[order].tolist()
    ]
