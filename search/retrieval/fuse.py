"""Two lists of candidates, and what is known of their days -> one ranking."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from backissue.indexer.indexes.match import Floats, Matches
from backissue.indexer.indexes.selection import Selection
from backissue.indexer.truth.catalogue import Catalogue, Integers
from backissue.search.retrieval.nearness import Nearness
from backissue.search.retrieval.retrieve import Candidates

# What each side counts for, its scores divided by its best: a convex sum, which Bruch, Gai and
# Ingber (An Analysis of Fusion Functions for Hybrid Retrieval, TOIS 2023) found to do better than
# ranks alone. Even weights are right, or nearly, for news, encyclopedias and abstracts alike;
# benchmarks/ladder.py compares this with words, meaning and ranks alone.
KEYWORD_WEIGHT = 0.5
SEMANTIC_WEIGHT = 0.5

# How much of what words count for is said by the whole article: who reports on something names it
# in more than one place. Of .2, .3 and .5 this did best or next to it on all that it was tried on,
# which benchmarks/README.md names; with the headline, which each passage has too, less on most.
ARTICLE_SHARE = 0.3

# What publication at the time that is asked about counts for beside them.
TIME_WEIGHT = 0.35

# What each passage of an article loses for every better one of it, so that others have their turn.
# Of 0.05 to 0.15, and of letting two, three or all of an article come first, this did best or next
# to it on all that benchmarks/README.md names; in small archives anything harder costs hits.
REPEATED = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Passages, best first, each with its score and its rank, from 1, on either side."""

    passages: Integers
    """Their keys: (passages,), as are the others."""
    scores: Floats
    keyword_ranks: Integers
    """0 for what is not found there."""
    semantic_ranks: Integers

    def __len__(self) -> int:
        return len(self.passages)

    def __getitem__(self, places: Integers | slice) -> Self:
        return type(self)(
            self.passages[places],
            self.scores[places],
            self.keyword_ranks[places],
            self.semantic_ranks[places],
        )


def fuse(candidates: Candidates, nearness: Nearness) -> Ranking:
    """Add up what words, meaning and time say for each candidate, best first.

    Equal scores keep the order of the passages' keys, so that the same query gives the same list.
    """
    keyword, semantic, further = candidates.keyword, candidates.semantic, candidates.further
    passages = candidates.passages
    words = _shares(passages, keyword)
    if candidates.whole.scores.any():
        words += ARTICLE_SHARE * (_shares(passages, candidates.whole) - words)
    scores = (
        KEYWORD_WEIGHT * words
        + SEMANTIC_WEIGHT * _shares(passages, semantic, further)
        + TIME_WEIGHT * nearness(passages)
    )
    ranking = Ranking(passages, scores, _ranks(passages, keyword), _ranks(passages, semantic))
    return ranking[np.argsort(-scores, kind="stable")]


def _shares(passages: Integers, *found: Matches) -> Floats:
    """Return each passage's score as a share of the best, or 0 where there is none: (passages,)."""
    scores = np.zeros(len(passages))
    for matches in found:
        scores[np.searchsorted(passages, matches.passages)] = matches.scores
    best = scores.max(initial=0.0) or 1.0
    return scores.clip(min=0.0) / best


def _ranks(passages: Integers, found: Matches) -> Integers:
    ranks = np.zeros(len(passages), np.int64)
    ranks[np.searchsorted(passages, found.passages)] = np.arange(1, len(found) + 1)
    return ranks


def spread(ranking: Ranking, catalogue: Catalogue) -> Ranking:
    """Lower what repeats its article, and put all in order again, leaving nothing out."""
    places = catalogue.places(ranking.passages)
    together = np.argsort(places, kind="stable")
    better = np.empty(len(places), np.int64)
    better[together] = np.arange(len(places)) - np.searchsorted(places[together], places[together])
    lowered = replace(ranking, scores=ranking.scores - REPEATED * better)
    return lowered[np.argsort(-lowered.scores, kind="stable")]


def newest(catalogue: Catalogue, selection: Selection, limit: int) -> Ranking:
    """Return the first passage of each of the newest articles, those without a date last."""
    places = np.flatnonzero(selection.articles)
    order = places[np.lexsort((-catalogue.keys[places], -catalogue.days[places]))][:limit]
    none = np.zeros(len(order), np.int64)
    return Ranking(catalogue.first_passages[order], np.zeros(len(order)), none, none)
