"""An archive, opened to be searched and asked."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NoReturn, Self, Unpack

from backissue.indexer.article import Article, Passage
from backissue.indexer.folder import archive_folder
from backissue.indexer.info import Info, describe
from backissue.indexer.mend import Opened, open_archive
from backissue.indexer.models.checked import embed_question
from backissue.indexer.models.embed import Embedder, Model
from backissue.indexer.writer import ArchiveWriter, check_model
from backissue.search.answers.answer import Answer
from backissue.search.answers.citation import Citation, Reference
from backissue.search.answers.resolve import Resolution, resolve
from backissue.search.answers.responder import Responder
from backissue.search.llm.citation_marks import Mark
from backissue.search.llm.language_model import LanguageModel
from backissue.search.query.query import Filters, read_query
from backissue.search.reading.ahead import Ahead, late_models
from backissue.search.reading.late import Late
from backissue.search.reading.reader import Reader
from backissue.search.retrieval.chronicle import chronicle
from backissue.search.retrieval.explore import Facets, Timeline, count_facets, count_over_time
from backissue.search.retrieval.finder import Finder
from backissue.search.retrieval.hit import Hit
from backissue.search.retrieval.hits import Hits
from backissue.search.retrieval.shelf import count_origins, find_article, find_copies
from backissue.search.retrieval.similar import find_similar
from backissue.search.retrieval.stories import every_passage, without_copies
from backissue.search.retrieval.wanted import check_limit, check_skip, stored_ids

# Passages that the reader reads for an answer.
PASSAGES_READ = 15

# Passages that a language model is sent: some run with room for no more than 2,048 tokens.
PASSAGES_SENT = 10


class Archive:
    """Searches and answers; safe to share between threads.

    It sees each commit that another process makes, whole, without being opened again.
    """

    def __init__(self, opened: Opened, embedder: Late[Embedder], reader: Late[Reader]) -> None:
        """Use Archive.open instead."""
        self._store = store = opened.store
        manifest = store.manifest()
        model = Model(**manifest["model"])
        self._embedder = embedder
        self._reader = reader
        self._finder = Finder(
            opened, model.dimension, lambda question: embed_question(embedder.get(), question)
        )
        self._responder = Responder(
            archive=manifest["archive"],
            model=model.name,
            embedder=embedder,
            reader=reader,
            origins=lambda articles: count_origins(store, articles),
        )

    @classmethod
    def open(
        cls, path: str | Path, *, embedder: Embedder | None = None, ahead: Collection[Ahead] = ()
    ) -> "Archive":
        """Open an archive; without an embedder, the archive's own model is loaded when needed.

        What is named in `ahead` is loaded in threads of its own while the archive opens. What a
        crash left behind, or damage to the indexes, is mended on the way if the folder can be
        written. Raises ArchiveNotFound, ArchiveDamaged, ArchiveMismatch or ModelUnusable; whatever
        is asked later raises ArchiveNotFound too, once the archive was removed or replaced.
        """
        folder = archive_folder(path)
        late_embedder, late_reader = late_models(folder, embedder, ahead)
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

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled."""
        raise TypeError(
            "An open archive cannot be pickled or sent to another process. Send its path, and open "
            "it there with Archive.open."
        )

    def __repr__(self) -> str:
        return f"Archive({str(self._store.folder)!r})"

    def close(self) -> None:
        """Let go of the files; whatever is asked afterwards opens them again."""
        self._store.close()

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        mode: str = "hybrid",
        fold_copies: bool = True,
        wide: bool = True,
        **filters: Unpack[Filters],
    ) -> Hits:
        """Find passages, best first; search/query/syntax.py says what can be typed.

        Each comes with the sentences around it, and none of which a better one shows half; unless
        `wide` is false, or a phrase or condition asks for what a passage holds: then passages are
        as they were indexed.

        Of articles that copy one another only the one with the best passage is shown, unless
        `fold_copies` is false; Hit.copies counts the others.

        `mode` is hybrid, keyword or semantic. The filters are `source`, `section`, `author` and
        `place`: whole names in any case, one or several of which any will do; `after` and
        `before`: published days, the publisher's own, both included; `as_of`: nothing that was
        published or modified after that day. An undated article is in no range of days. `asked` is
        the day of the question, to which “yesterday” is relative. Raises QueryInvalid.
        """
        check_limit(limit)
        keep = without_copies if fold_copies else every_passage
        return self._finder.find(read_query(query, mode=mode, **filters), limit, keep, wide=wide)

    def ask(
        self,
        question: str,
        *,
        strict: bool = False,
        language_model: LanguageModel | None = None,
        **filters: Unpack[Filters],
    ) -> Answer:
        """Answer a question with the passages that support it, or say why there is no answer.

        `strict` gives no answer whose verdict is that what it cites does not support it.
        `asked` is the day of the question, a date or an ISO 8601 string; None assumes no day. The
        filters are those of `search`. Of several copies one is read, so that they do not bear one
        another out. A language model is sent the question and the passages, and what it writes is
        checked against them; where it fails, the answer is in the words of these passages, and its
        notes say so. Raises QueryInvalid.
        """
        parts = self.stream(question, strict=strict, language_model=language_model, **filters)
        return next(part for part in parts if isinstance(part, Answer))

    def stream(
        self,
        question: str,
        *,
        strict: bool = False,
        language_model: LanguageModel | None = None,
        **filters: Unpack[Filters],
    ) -> Iterator[Hits | str | Mark | Answer]:
        """Answer a question as `ask` does, and yield all that there is as soon as it is there.

        First come the passages; then, piece by piece, what a language model writes, with marks
        that number the passages from 1; last the answer, which takes the place of the pieces.
        """
        count = PASSAGES_SENT if language_model else PASSAGES_READ
        hits = self._finder.find(read_query(question, **filters), count, without_copies)
        yield hits
        yield from self._responder.respond(hits, language_model, strict=strict)

    def chronicle(
        self,
        query: str,
        *,
        limit: int = 10,
        skip: int = 0,
        newest: bool = False,
        fold_copies: bool = True,
        **filters: Unpack[Filters],
    ) -> Hits:
        """Return the articles that match a query, as for `facets`, in the order of their days.

        Each comes with the passage that holds most of the words. The earliest come first, or the
        newest; undated ones last. Of copies the first is shown unless `fold_copies` is false.
        `skip` leaves out so many before the `limit` that are returned; Hits.total counts all.
        Raises QueryInvalid.
        """
        check_limit(limit)
        check_skip(skip)
        read = read_query(query, **filters)
        keep = without_copies if fold_copies else every_passage
        wanted = slice(skip, skip + limit)
        return self._finder.look(
            lambda view: chronicle(view, self._store, read, keep, wanted, newest=newest)
        )

    def facets(self, query: str, **filters: Unpack[Filters]) -> Facets:
        """Count the articles that match a query per source, section, author and year, exactly.

        Those match that have every word of it, in whatever form, beside what `search` filters by.
        Raises QueryInvalid.
        """
        view = self._finder.newest()
        return count_facets(view.catalogue, view.keywords, read_query(query, **filters))

    def timeline(self, query: str, *, by: str = "month", **filters: Unpack[Filters]) -> Timeline:
        """Count the articles that match a query, as for `facets`, over time.

        `by` is day, week, month or year. Raises QueryInvalid.
        """
        view = self._finder.newest()
        return count_over_time(view.catalogue, view.keywords, read_query(query, **filters), by)

    def similar(self, to: Article | Passage | str, *, limit: int = 10) -> tuple[Hit, ...]:
        """Return the best passage of each of the stories most like an article or passage.

        Its copies are no other story. An article may be given by its id. Raises ArticleNotFound
        where the archive does not have it, or QueryInvalid.
        """
        check_limit(limit)
        passage = to if isinstance(to, Passage) else None
        article = to.article if isinstance(to, Passage) else to
        article = self.article(article.id if isinstance(article, Article) else article)
        return self._finder.look(
            lambda view: self._finder.hits(
                find_similar(view, self._store, article, passage, limit),
                view.catalogue,
                view.catalogue.current(),
            )
        )

    def copies(self, article_id: str) -> list[Article]:
        """Return the current articles that tell the same story as one, itself too, earliest first.

        Undated ones come last. Raises ArticleNotFound.
        """
        return find_copies(self._store, article_id)

    def independent_origins(self, articles: Iterable[Article]) -> int:
        """Count the sources of some articles that did not copy one another.

        Articles of one story count once, and so do those of one source, or of none that is known.
        """
        return count_origins(self._store, articles)

    def article(self, article_id: str) -> Article:
        """Return the current article with that id.

        Raises ArticleNotFound.
        """
        return find_article(self._store, article_id)

    def revisions(self, article_id: str) -> list[Article]:
        """Return every text of an article that the archive has, the current one last.

        Raises ArticleNotFound where none of them is current.
        """
        current = self.article(article_id)
        return self._store.revisions(current.id)

    def resolve(self, citation: Citation | Reference) -> Resolution:
        """Find what a citation cites, whatever has become of its article since.

        Raises CitationUnresolved.
        """
        return resolve(
            self._store, citation.reference if isinstance(citation, Citation) else citation
        )

    def remove(self, article_ids: Iterable[str]) -> list[str]:
        """Take articles out of the archive for good, with all their revisions.

        Returns the ids that were there; one may be given alone. Raises ArchiveLocked or
        ArchiveUnwritable, or ArticleNotFound where an id is no text.
        """
        ids = stored_ids(article_ids)
        with ArchiveWriter(self._store.folder) as writer:
            return writer.remove(ids)

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
