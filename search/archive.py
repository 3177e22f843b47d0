"""An archive, opened to be searched and asked."""

import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from backissue.indexer.article import Article
from backissue.indexer.embed import Embedder, Model, Vectors
from backissue.indexer.errors import (
    ArchiveDamaged,
    ArticleNotFound,
    QueryInvalid,
)
from backissue.indexer.info import Info, describe
from backissue.indexer.load import load_embedder
from backissue.indexer.mend import Opened, open_archive
from backissue.indexer.record import clean
from backissue.indexer.writer import ArchiveWriter, check_model
from backissue.search.answer import Answer, Citation, Hit, Reference, answer_from
from backissue.search.fuse import fuse, newest, spread
from backissue.search.hits import Hits
from backissue.search.nearness import nearness
from backissue.search.query import Day, Names, Query, read_query
from backissue.search.reader import Reader
from backissue.search.resolve import Resolution, resolve
from backissue.search.retrieve import View, retrieve
from backissue.search.select import select
from backissue.search.span_reader import SpanReader

# Candidates from either side before fusion: deeper changed nothing in what comes first.
DEPTH = 200

# Passages that the reader reads for an answer.
PASSAGES_READ = 10


class Archive:
    """Searches and answers; safe to share between threads.

    It sees each commit that another process makes, whole, without being opened again.
    """

    def __init__(self, opened: Opened, embedder: Embedder | None) -> None:
        """Use Archive.open instead."""
        self._store = opened.store
        self._model = Model(**self._store.manifest()["model"])
        self._embedder = embedder
        self._reader: Reader | None = None
        self._lock = threading.Lock()
        self._view = View.of(opened, self._model.dimension)

    @classmethod
    def open(cls, path: str | Path, *, embedder: Embedder | None = None) -> "Archive":
        """Open an archive; without an embedder, the archive's own model is loaded when needed.

        What a crash left behind, or damage to the indexes, is mended on the way if the folder can
        be written. Raises ArchiveNotFound, ArchiveDamaged or ArchiveMismatch.
        """
        folder = Path(path)
        opened = open_archive(folder)
        try:
            if embedder is not None:
                model = Model(**opened.store.manifest()["model"])
                check_model(folder, model, embedder.model)
            return cls(opened, embedder)
        except BaseException:
            opened.store.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._store.close()

    def search(  # noqa: PLR0913 - what programs are written against
        self,
        query: str,
        *,
        limit: int = 10,
        mode: str = "hybrid",
        source: Names = None,
        section: Names = None,
        author: Names = None,
        place: Names = None,
        after: Day = None,
        before: Day = None,
        as_of: Day = None,
        asked: Day = None,
    ) -> Hits:
        """Find passages, best first; search/syntax.py says what can be typed.

        `mode` is hybrid, keyword or semantic. Names are whole, in any case: one, or several of
        which any will do. `after` and `before` are published days, the publisher's own, both
        included. `as_of` leaves out what was published or modified later. An undated article is
        in no range of days. `asked` is the day of the question, to which “yesterday” is relative.
        Raises QueryInvalid.
        """
        if limit < 1:
            raise QueryInvalid(f"limit is {limit}; ask for at least one passage.")
        read = read_query(
            query,
            mode=mode,
            source=source,
            section=section,
            author=author,
            place=place,
            after=after,
            before=before,
            as_of=as_of,
            asked=asked,
        )
        return self._search(read, limit)

    def ask(  # noqa: PLR0913 - likewise
        self,
        question: str,
        *,
        source: Names = None,
        section: Names = None,
        author: Names = None,
        place: Names = None,
        after: Day = None,
        before: Day = None,
        as_of: Day = None,
        asked: Day = None,
    ) -> Answer:
        """Answer a question with the passages that support it, or say why there is no answer.

        `asked` is the day of the question, a date or an ISO 8601 string; None assumes no day. The
        filters are those of `search`. Raises QueryInvalid.
        """
        query = read_query(
            question,
            source=source,
            section=section,
            author=author,
            place=place,
            after=after,
            before=before,
            as_of=as_of,
            asked=asked,
        )
        hits = self._search(query, PASSAGES_READ)
        readings = self.reader.read(query.words, [hit.passage for hit in hits])
        return answer_from(query, hits, readings)

    def article(self, article_id: str) -> Article:
        """Return the current article with that id.

        Raises ArticleNotFound.
        """
        article = self._store.article(clean(article_id))
        if article is None:
            raise ArticleNotFound(
                f"The archive has no article with the id {article_id!r}. Ids are case-sensitive, "
                "and stand in whatever a search returns."
            )
        return article

    def resolve(self, citation: Citation | Reference) -> Resolution:
        """Find what a citation cites, whatever has become of its article since.

        Raises CitationUnresolved.
        """
        return resolve(
            self._store, citation.reference if isinstance(citation, Citation) else citation
        )

    def remove(self, article_ids: Iterable[str]) -> list[str]:
        """Take articles out of the archive for good, with all their revisions.

        Returns the ids that were there. Raises ArchiveLocked or ArchiveUnwritable.
        """
        with ArchiveWriter(self._store.folder) as writer:
            return writer.remove(list(article_ids))

    def info(self) -> Info:
        """Say what the archive holds and what it was made with."""
        return describe(self._store)

    @property
    def embedder(self) -> Embedder:
        """The archive's model; loaded when first asked for."""
        with self._lock:
            if self._embedder is None:
                embedder = load_embedder(self._model.name, precision=self._model.precision)
                check_model(self._store.folder, self._model, embedder.model)
                self._embedder = embedder
            return self._embedder

    @property
    def reader(self) -> Reader:
        """What reads passages for an answer."""
        if self._reader is None:
            self._reader = SpanReader()
        return self._reader

    def _search(self, query: Query, limit: int) -> Hits:
        while True:
            view = self._newest()
            try:
                return self._found(view, query, limit)
            except ArchiveDamaged:
                # What a commit has replaced meanwhile may be gone, which is no damage.
                if self._newest(wait=True) is view:
                    raise

    def _found(self, view: View, query: Query, limit: int) -> Hits:
        selected = select(view.catalogue, view.keywords, query)
        limit = min(limit, max(1, int(view.catalogue.passages.sum())))
        if query.words:
            depth = max(DEPTH, limit)
            candidates = retrieve(view, query, selected.selection, self._embed, depth)
            ranked = fuse(candidates, nearness(view.catalogue, query))
            ranked = spread(ranked, view.catalogue)[:limit]
        else:
            ranked = newest(view.catalogue, selected.selection, limit)
        passages = self._store.passages([each.passage for each in ranked])
        hits = tuple(
            Hit(
                passage=passages[each.passage],
                score=each.score,
                keyword_rank=each.keyword_rank,
                semantic_rank=each.semantic_rank,
            )
            for each in ranked
            if each.passage in passages  # or it was removed a moment ago
        )
        return Hits(hits, query, selected.undated)

    def _embed(self, question: str) -> Vectors:
        return self.embedder.embed_question(question)

    def _newest(self, *, wait: bool = False) -> View:
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
                    self._view = View.of(opened, self._model.dimension)
            finally:
                self._lock.release()
        return self._view
