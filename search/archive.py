"""An archive, opened to be searched and asked."""

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeAlias, TypeVar, Unpack

import numpy as np

from backissue.indexer.article import Article, Passage
from backissue.indexer.catalogue import Catalogue, Mask
from backissue.indexer.embed import Embedder, Model, Vectors
from backissue.indexer.errors import ArchiveDamaged, ArticleNotFound, QueryInvalid
from backissue.indexer.info import Info, describe
from backissue.indexer.load import load_embedder
from backissue.indexer.mend import Opened, open_archive
from backissue.indexer.record import clean
from backissue.indexer.store import Store
from backissue.indexer.writer import ArchiveWriter, check_model
from backissue.search.answer import Answer
from backissue.search.citation import Citation, Reference
from backissue.search.explore import Facets, Timeline, count_facets, count_over_time
from backissue.search.extract import extract
from backissue.search.fuse import Ranked, fuse, newest, spread
from backissue.search.hit import Hit
from backissue.search.hits import Hits
from backissue.search.late import Late
from backissue.search.nearness import nearness
from backissue.search.query import Filters, Query, read_query
from backissue.search.reach import Reach
from backissue.search.reader import Reader
from backissue.search.receipt import Receipt, write_receipt
from backissue.search.resolve import Resolution, resolve
from backissue.search.retrieve import View, retrieve
from backissue.search.select import select
from backissue.search.similar import find_similar
from backissue.search.span_reader import SpanReader
from backissue.search.stories import Keep, every_passage, independent_origins, without_copies
from backissue.search.strict import strictly
from backissue.search.suggest import suggest

Result = TypeVar("Result")
# What may be loaded ahead: search needs the first, unless it is by word alone; ask needs both.
Ahead: TypeAlias = Literal["embedder", "reader"]

# Candidates from either side before fusion: deeper changed nothing in what comes first.
DEPTH = 200

# How much deeper to look where copies leave fewer stories than were asked for.
DEEPER = 4

# Passages that the reader reads for an answer.
PASSAGES_READ = 10


class Archive:
    """Searches and answers; safe to share between threads.

    It sees each commit that another process makes, whole, without being opened again.
    """

    def __init__(self, opened: Opened, embedder: Late[Embedder], reader: Late[Reader]) -> None:
        """Use Archive.open instead."""
        self._store = opened.store
        self._model = Model(**self._store.manifest()["model"])
        self._embedder = embedder
        self._reader = reader
        self._lock = threading.Lock()
        self._view = View.of(opened, self._model.dimension)

    @classmethod
    def open(
        cls, path: str | Path, *, embedder: Embedder | None = None, ahead: Collection[Ahead] = ()
    ) -> "Archive":
        """Open an archive; without an embedder, the archive's own model is loaded when needed.

        What is named in `ahead` is loaded in threads of its own while the archive opens. What a
        crash left behind, or damage to the indexes, is mended on the way if the folder can be
        written. Raises ArchiveNotFound, ArchiveDamaged or ArchiveMismatch.
        """
        folder = Path(path)
        late_embedder = Late(lambda: embedder or _load_embedder(folder))
        late_reader = Late[Reader](SpanReader)
        if "embedder" in ahead:
            late_embedder.begin()
        if "reader" in ahead:
            late_reader.begin()
        opened = open_archive(folder)
        try:
            if embedder is not None:
                model = Model(**opened.store.manifest()["model"])
                check_model(folder, model, embedder.model)
            return cls(opened, late_embedder, late_reader)
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

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        mode: str = "hybrid",
        fold_copies: bool = True,
        **filters: Unpack[Filters],
    ) -> Hits:
        """Find passages, best first; search/syntax.py says what can be typed.

        Of articles that copy one another only the one with the best passage is shown, unless
        `fold_copies` is false; Hit.copies counts the others.

        `mode` is hybrid, keyword or semantic. The filters are `source`, `section`, `author` and
        `place`: whole names in any case, one or several of which any will do; `after` and
        `before`: published days, the publisher's own, both included; `as_of`: nothing that was
        published or modified after that day. An undated article is in no range of days. `asked` is
        the day of the question, to which “yesterday” is relative. Raises QueryInvalid.
        """
        _check_limit(limit)
        keep = without_copies if fold_copies else every_passage
        return self._search(read_query(query, mode=mode, **filters), limit, keep)

    def ask(self, question: str, *, strict: bool = False, **filters: Unpack[Filters]) -> Answer:
        """Answer a question with the passages that support it, or say why there is no answer.

        `strict` gives no answer whose verdict is that what it cites does not support it.
        `asked` is the day of the question, a date or an ISO 8601 string; None assumes no day. The
        filters are those of `search`. Of several copies one is read, so that they do not bear one
        another out. Raises QueryInvalid.
        """
        query = read_query(question, **filters)
        hits = self._search(query, PASSAGES_READ, without_copies)
        readings = self.reader.read(query.words, [hit.passage for hit in hits])
        answer = extract(hits, readings, reader=self.reader, origins=self.independent_origins)
        if strict:
            answer = strictly(answer)
        return replace(answer, receipt=self._receipt(hits, answer.citations))

    def facets(self, query: str, **filters: Unpack[Filters]) -> Facets:
        """Count the articles that match a query per source, section, author and year, exactly.

        Those match that have every word of it, in whatever form, beside what `search` filters by.
        Raises QueryInvalid.
        """
        view = self._newest()
        return count_facets(view.catalogue, view.keywords, read_query(query, **filters))

    def timeline(self, query: str, *, by: str = "month", **filters: Unpack[Filters]) -> Timeline:
        """Count the articles that match a query, as for `facets`, over time.

        `by` is day, week, month or year. Raises QueryInvalid.
        """
        view = self._newest()
        return count_over_time(view.catalogue, view.keywords, read_query(query, **filters), by)

    def similar(self, to: Article | Passage | str, *, limit: int = 10) -> tuple[Hit, ...]:
        """Return the best passage of each of the stories most like an article or passage.

        Its copies are no other story. An article may be given by its id. Raises ArticleNotFound
        where the archive does not have it, or QueryInvalid.
        """
        _check_limit(limit)
        passage = to if isinstance(to, Passage) else None
        article = to.article if isinstance(to, Passage) else to
        article = self.article(article if isinstance(article, str) else article.id)
        return self._look(
            lambda view: self._hits(
                find_similar(view, self._store, article, passage, limit),
                view.catalogue,
                view.catalogue.current(),
            )
        )

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
        return self._embedder.get()

    @property
    def reader(self) -> Reader:
        """What reads passages for an answer."""
        return self._reader.get()

    def _receipt(self, hits: Hits, citations: Iterable[Citation]) -> Receipt:
        """Say what an answer that was made of some hits was made from."""
        cited = [citation.article for citation in citations]
        return write_receipt(
            hits,
            cited,
            archive=self._store.manifest()["archive"],
            models=(self._model.name, type(self.reader).__name__),
            independent_origins=self.independent_origins(cited),
        )

    def _look(self, look: Callable[[View], Result]) -> Result:
        """Look at the newest commit, or at a newer one where it was overtaken meanwhile."""
        while True:
            view = self._newest()
            try:
                return look(view)
            except ArchiveDamaged:
                # What a commit has replaced meanwhile may be gone, which is no damage.
                if self._newest(wait=True) is view:
                    raise

    def _search(self, query: Query, limit: int, keep: Keep) -> Hits:
        return self._look(lambda view: self._found(view, query, limit, keep))

    def _found(self, view: View, query: Query, limit: int, keep: Keep) -> Hits:
        selected = select(view.catalogue, view.keywords, query)
        limit = min(limit, max(1, int(view.catalogue.passages.sum())))
        embed = cache(self._embed)  # once, however deep it goes
        depth = max(DEPTH, limit)
        closeness: float | None = None
        while True:
            if query.words:
                candidates = retrieve(view, query, selected.selection, embed, depth)
                ranked = fuse(candidates, nearness(view.catalogue, query))
                nothing_more = max(len(candidates.keyword), len(candidates.semantic)) < depth
                closeness = max((match.score for match in candidates.semantic), default=None)
            else:
                ranked = newest(view.catalogue, selected.selection, depth)
                nothing_more = len(ranked) < depth
            ranked = spread(_kept(ranked, view.catalogue, keep), view.catalogue)
            if nothing_more or len(ranked) >= limit:
                break
            depth *= DEEPER
        suggestion = suggest(view.keywords, query)
        hits = self._hits(ranked[:limit], view.catalogue, selected.selection.articles)
        reach = Reach(
            generation=view.catalogue.generation,
            articles=int(view.catalogue.current().sum()),
            in_scope=int(selected.selection.articles.sum()),
            other_days=selected.other_days,
            undated=selected.undated,
        )
        query = replace(query, suggestion=suggestion)
        return Hits(hits, query, selected.undated, reach=reach, closeness=closeness)

    def _hits(
        self, ranked: Sequence[Ranked], catalogue: Catalogue, in_scope: Mask
    ) -> tuple[Hit, ...]:
        passages = self._store.passages([each.passage for each in ranked])
        places = catalogue.places(np.array([each.passage for each in ranked], np.int64))
        stories = catalogue.stories[in_scope]
        return tuple(
            Hit(
                passage=passages[each.passage],
                score=each.score,
                keyword_rank=each.keyword_rank,
                semantic_rank=each.semantic_rank,
                copies=max(0, int((stories == catalogue.stories[place]).sum()) - 1),
            )
            for each, place in zip(ranked, places.tolist(), strict=True)
            if each.passage in passages  # or it was removed a moment ago
        )

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


def _kept(ranked: Sequence[Ranked], catalogue: Catalogue, keep: Keep) -> list[Ranked]:
    """Leave out what is a copy of something better."""
    places = catalogue.places(np.array([each.passage for each in ranked], np.int64))
    kept = keep(places.tolist(), catalogue.stories[places].tolist())
    return [ranked[place] for place in kept]


def _load_embedder(folder: Path) -> Embedder:
    """Load the model that the archive in a folder was made with."""
    store = Store(folder)
    try:
        model = Model(**store.manifest()["model"])
    finally:
        store.close()
    embedder = load_embedder(model.name, precision=model.precision, download=False)
    check_model(folder, model, embedder.model)
    return embedder


def _check_limit(limit: int) -> None:
    if limit < 1:
        raise QueryInvalid(f"limit is {limit}; ask for at least one passage.")
