"""What a search finds in an archive, whatever is committed to it meanwhile."""

import threading
from collections.abc import Callable
from functools import cache
from typing import TypeVar

import numpy as np

from backissue.indexer.cores import usable_cores
from backissue.indexer.errors import ArchiveDamaged
from backissue.indexer.forks import unlocked
from backissue.indexer.mend import Opened
from backissue.indexer.models.embed import Vectors
from backissue.indexer.truth.catalogue import Catalogue, Mask
from backissue.search.query.query import Query
from backissue.search.query.suggest import remarked
from backissue.search.retrieval.fuse import Ranking, fuse, newest, spread
from backissue.search.retrieval.hit import Hit
from backissue.search.retrieval.hits import Hits
from backissue.search.retrieval.nearness import nearness
from backissue.search.retrieval.reach import Reach
from backissue.search.retrieval.retrieve import View, retrieve
from backissue.search.retrieval.select import select
from backissue.search.retrieval.stories import Keep
from backissue.search.retrieval.widen import widen

Result = TypeVar("Result")

# Candidates from either side before fusion: benchmarks/README.md says what 70 to 200 find.
DEPTH = 100

# How much deeper to look where copies leave fewer stories than were asked for.
DEEPER = 4


class Finder:
    """Finds passages in the newest commit; safe to share between threads."""

    def __init__(
        self, opened: Opened, dimension: int, embed_question: Callable[[str], Vectors]
    ) -> None:
        """Look into what was opened, with vectors of so many dimensions."""
        self._store = opened.store
        self._dimension = dimension
        self._embed = embed_question
        self.unlock()
        unlocked.add(self)
        self._view = View.of(opened, dimension)

    def unlock(self) -> None:
        """Make the locks anew, held by nobody."""
        self._lock = threading.Lock()
        # More at once than there are cores get in one another's way: each would wait for Python's
        # lock after every call into a library. On two cores 16 callers got .7 of what one gets
        # done, and with this 1.6 to 1.85 of it.
        self._room = threading.BoundedSemaphore(usable_cores())

    def look(self, look: Callable[[View], Result]) -> Result:
        """Look at the newest commit, or at a newer one where it was overtaken meanwhile."""
        while True:
            view = self.newest()
            try:
                return look(view)
            except ArchiveDamaged:
                # What a commit has replaced meanwhile may be gone, which is no damage.
                if self.newest(wait=True) is view:
                    raise

    def find(self, query: Query, limit: int, keep: Keep, *, wide: bool = False) -> Hits:
        """Find so many passages, best first, of the stories that are to be kept.

        `wide` adds what stands around them, unless they were asked for by what they hold.
        """
        with self._room:
            return self.look(lambda view: self._found(view, query, limit, keep, wide=wide))

    def hits(self, ranking: Ranking, catalogue: Catalogue, in_scope: Mask) -> tuple[Hit, ...]:
        """Fetch what was ranked; copies are counted among the articles in scope."""
        passages = self._store.passages(ranking.passages.tolist())
        stories = catalogue.stories[in_scope]
        told = catalogue.stories[catalogue.places(ranking.passages)]
        return tuple(
            Hit(
                passage=passages[passage],
                score=score,
                keyword_rank=keyword_rank or None,
                semantic_rank=semantic_rank or None,
                copies=max(0, int(np.count_nonzero(stories == story)) - 1),
            )
            for passage, score, keyword_rank, semantic_rank, story in zip(
                ranking.passages.tolist(),
                ranking.scores.tolist(),
                ranking.keyword_ranks.tolist(),
                ranking.semantic_ranks.tolist(),
                told.tolist(),
                strict=True,
            )
            if passage in passages  # or it was removed a moment ago
        )

    def newest(self, *, wait: bool = False) -> View:
        """Return the view of the newest commit.

        While another thread loads it, that is the one before, unless this one is to wait.
        """
        if self._view.catalogue.generation != self._store.generation() and self._lock.acquire(
            blocking=wait
        ):
            try:
                keywords = self._view.keywords.reloaded()
                if keywords.generation > self._view.keywords.generation:
                    opened = Opened.of(self._store, keywords, self._view.file)
                    self._view = View.of(opened, self._dimension)
            finally:
                self._lock.release()
        return self._view

    def _found(self, view: View, query: Query, limit: int, keep: Keep, *, wide: bool) -> Hits:
        selected = select(view.catalogue, view.keywords, query)
        limit = min(limit, max(1, int(view.catalogue.passages.sum())))
        embed = cache(self._embed)  # once, however deep it goes
        depth = max(DEPTH, limit)
        closeness: float | None = None
        while True:
            if query.words:
                candidates = retrieve(view, query, selected.selection, embed, depth)
                ranking = fuse(candidates, nearness(view.catalogue, query))
                nothing_more = max(len(candidates.keyword), len(candidates.semantic)) < depth
                closeness = max(candidates.semantic.scores.tolist(), default=None)
            else:
                ranking = newest(view.catalogue, selected.selection, depth)
                nothing_more = len(ranking) < depth
            ranking = spread(_kept(ranking, view.catalogue, keep), view.catalogue)
            if nothing_more or len(ranking) >= limit:
                break
            depth *= DEEPER
        hits: list[Hit] = []
        wide = wide and not selected.selection.is_found
        # Of what is to be widened some will be left out, and as many are fetched again.
        while len(ranking) and (missing := limit - len(hits)):
            some = self.hits(ranking[:missing], view.catalogue, selected.selection.articles)
            hits += widen(some, hits) if wide else some
            ranking = ranking[missing:]
        reach = Reach(
            generation=view.catalogue.generation,
            articles=int(view.catalogue.current().sum()),
            in_scope=int(selected.selection.articles.sum()),
            other_days=selected.other_days,
            undated=selected.undated,
        )
        query = remarked(view.keywords, query)
        return Hits(tuple(hits), query, selected.undated, reach=reach, closeness=closeness)


def _kept(ranking: Ranking, catalogue: Catalogue, keep: Keep) -> Ranking:
    """Leave out what is a copy of something better."""
    places = catalogue.places(ranking.passages)
    return ranking[keep(places, catalogue.stories[places])]
