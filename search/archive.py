"""An archive, opened to be searched and asked."""

import threading
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

from backissue.indexer.article import Article
from backissue.indexer.embed import Embedder, Model, Vectors, load_embedder
from backissue.indexer.errors import (
    ArticleNotFound,
    QueryInvalid,
)
from backissue.indexer.info import Info, describe
from backissue.indexer.mend import Opened, open_archive
from backissue.indexer.record import clean
from backissue.indexer.writer import ArchiveWriter, check_model
from backissue.search.answer import Answer, Citation, Hit, Reference, answer_from
from backissue.search.fuse import fuse
from backissue.search.query import Day, Query, read_query
from backissue.search.reader import Reader
from backissue.search.resolve import Resolution, resolve
from backissue.search.retrieve import View, retrieve
from backissue.search.span_reader import SpanReader
from backissue.search.stories import (
    Keep,
    every_passage,
    independent_origins,
    one_of_each,
    without_copies,
)

# Candidates from either side before fusion: deeper changed nothing in what comes first.
DEPTH = 100

# How much deeper to look where copies leave fewer stories than were asked for.
DEEPER = 4

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
        source: str | None = None,
        after: Day = None,
        before: Day = None,
        asked: Day = None,
        fold_copies: bool = True,
    ) -> list[Hit]:
        """Find passages, best first: of each story the best one, or all with `fold_copies=False`.

        A story is what copies of one text tell; the article with the best passage stands for it.
        `mode` is hybrid, keyword or semantic. `after` and `before` are published days, both
        included; an undated article is in no such range. `asked` is the day of the question.
        Raises QueryInvalid.
        """
        if limit < 1:
            raise QueryInvalid(f"limit is {limit}; ask for at least one passage.")
        return self._search(
            read_query(query, mode=mode, source=source, after=after, before=before, asked=asked),
            limit,
            one_of_each if fold_copies else every_passage,
        )

    def ask(
        self,
        question: str,
        *,
        source: str | None = None,
        after: Day = None,
        before: Day = None,
        asked: Day = None,
    ) -> Answer:
        """Answer a question with the passages that support it, or say why there is no answer.

        `asked` is the day of the question, a date or an ISO 8601 string; None assumes no day. The
        filters are those of `search`. Of several copies one is read, so that they do not bear one
        another out. Raises QueryInvalid.
        """
        query = read_query(question, source=source, after=after, before=before, asked=asked)
        hits = self._search(query, PASSAGES_READ, without_copies)
        readings = self.reader.read(query.text, [hit.passage for hit in hits])
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

    def copies(self, article_id: str) -> list[Article]:
        """Return the current articles that tell the same story as one, itself too, earliest first.

        Undated ones come last. Raises ArticleNotFound.
        """
        told = self._store.told([self.article(article_id).id])
        articles = self._store.telling(told.values())
        return sorted(articles, key=lambda article: (article.published or date.max, article.id))

    def independent_origins(self, articles: Iterable[Article]) -> int:
        """Count the sources of some articles that did not copy one another.

        Articles of one story count once, and so do those of one source, or of none that is known.
        """
        listed = list(articles)
        told = self._store.told([article.id for article in listed])
        return independent_origins((told.get(each.id, each.id), each.source) for each in listed)

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
                embedder = load_embedder(self._model.name)
                check_model(self._store.folder, self._model, embedder.model)
                self._embedder = embedder
            return self._embedder

    @property
    def reader(self) -> Reader:
        """What reads passages for an answer."""
        if self._reader is None:
            self._reader = SpanReader()
        return self._reader

    def _search(self, query: Query, limit: int, keep: Keep) -> list[Hit]:
        view = self._newest()
        catalogue = view.catalogue
        limit = min(limit, max(1, int(catalogue.passages.sum())))
        depth = max(DEPTH, limit)
        embed = cache(self._embed)  # once, however deep it goes
        while True:
            candidates = retrieve(view, query, embed, depth)
            found = fuse(candidates)
            articles = catalogue.articles_of([each.passage for each in found])
            kept = keep(articles.tolist(), catalogue.stories[articles].tolist())[:limit]
            nothing_more = max(len(candidates.keyword), len(candidates.semantic)) < depth
            if len(kept) == limit or nothing_more:
                break
            depth *= DEEPER
        ranked, stories = [found[place] for place in kept], catalogue.stories[articles[kept]]
        in_scope = catalogue.stories[catalogue.within(query.scope)]
        passages = self._store.passages([each.passage for each in ranked])
        return [
            Hit(
                passage=passages[each.passage],
                score=each.score,
                keyword_rank=each.keyword_rank,
                semantic_rank=each.semantic_rank,
                copies=int((in_scope == story).sum()) - 1,
            )
            for each, story in zip(ranked, stories, strict=True)
            if each.passage in passages  # or it was removed a moment ago
        ]

    def _embed(self, question: str) -> Vectors:
        return self.embedder.embed_question(question)

    def _newest(self) -> View:
        """Return the view of the newest commit, or the one before while another thread loads it."""
        if self._view.catalogue.generation != self._store.generation() and self._lock.acquire(
            blocking=False
        ):
            try:
                keywords = self._view.keywords.reloaded()
                if keywords.generation > self._view.keywords.generation:
                    opened = Opened.of(self._store, keywords, self._view.file)
                    self._view = View.of(opened, self._model.dimension)
            finally:
                self._lock.release()
        return self._view
