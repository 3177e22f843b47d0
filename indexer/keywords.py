"""Passages by their words: a tantivy index, derived from the truth."""

from typing import TYPE_CHECKING, Self

import numpy as np

from backissue.indexer.article import Passage
from backissue.indexer.catalogue import UNDATED, Catalogue, Integers, Scope, ordinal
from backissue.indexer.errors import ArchiveUnwritable, BackissueError
from backissue.indexer.match import Match
from backissue.indexer.store import Store
from backissue.indexer.words import Words, analyzer

if TYPE_CHECKING:
    import tantivy

# Tantivy's own floor is 15 MB a thread; more makes fewer, larger segments.
WRITER_BYTES = 64_000_000


# From so many passages on, a word that this share of them has is not looked for beside others: it
# would raise a score by less than BM25 gives the rarest word for standing once more.
LARGE_PASSAGES = 20_000
COMMON_SHARE = 0.4


class KeywordIndex:
    """What the words index held at one generation; searching it needs no lock.

    BM25 over headline and passage (Robertson and Zaragoza, 2009), words folded to lower-case
    ASCII and stemmed.
    """

    def __init__(self, words: Words) -> None:
        """Look at the words as they are now."""
        self._words = words
        self._schema = words.index.schema
        self._searcher = words.index.searcher()
        self._analyzer = analyzer()
        self.generation = words.marker(self._searcher).generation

    @classmethod
    def open(cls, store: Store) -> Self:
        """Open the words of an archive.

        Raises ArchiveDamaged where they cannot be read, or are not of this archive as it is.
        """
        return cls(Words.open(store))

    def reloaded(self) -> "KeywordIndex":
        """Return their newest state, or this one while a writer is making them again."""
        try:
            self._words.reload()
        except (OSError, ValueError):
            return self
        return KeywordIndex(self._words)

    def passage_keys(self) -> Integers:
        """Return the keys of all passages in it, in order: (passages,)."""
        import tantivy

        marked = tantivy.Query.exists_query("passage")
        found = self._searcher.search(marked, limit=self._searcher.num_docs + 1, count=False).hits
        keys = self._searcher.fast_field_values("passage", [address for _, address in found])
        return np.sort(np.array(keys, np.int64))

    def search(self, text: str, limit: int, scope: Scope) -> list[Match]:
        """Return the passages with any of these words, best first."""
        import tantivy

        words = self._telling(list(dict.fromkeys(self._analyzer.analyze(text))))
        if not words:
            return []
        schema = self._schema
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, field, word, "freq"))
                for word in words
                for field in ("title", "body")
            ]
        )
        if filters := _filters(schema, scope):
            clauses = [(tantivy.Occur.Must, each) for each in (query, *filters)]
            query = tantivy.Query.boolean_query(clauses)
        found = self._searcher.search(query, limit=limit, count=False).hits
        keys = self._searcher.fast_field_values("passage", [address for _, address in found])
        return [
            Match(int(key), float(score))
            for key, (score, _) in zip(keys, found, strict=True)
            if key is not None
        ]

    def _telling(self, words: list[str]) -> list[str]:
        """Leave out what most passages have, if anything else is asked for.

        In a large archive it costs the most time and changes the least.
        """
        passages = self._searcher.num_docs
        if passages < LARGE_PASSAGES:
            return words
        common = passages * COMMON_SHARE
        telling = [word for word in words if self._searcher.doc_freq("body", word) < common]
        return telling or words


def content_words(text: str) -> list[str]:
    """Return the words of a text as the index knows them, those that any text has left out."""
    return analyzer(stop_words=False).analyze(text)


def catch_up_words(words: Words, store: Store, catalogue: Catalogue) -> None:
    """Bring the words up to a commit of the truth.

    Doing it twice does no harm, so a run that was killed on the way is simply done again.
    """
    index = words.index
    since = words.generation
    if since == catalogue.generation:
        return
    try:
        with index.writer(WRITER_BYTES, num_threads=1) as writer:
            # What a commit left that was killed would stand in the way of this one.
            writer.garbage_collect_files()
            _write(writer, index.schema, store, catalogue, since)
            writer.commit()
    except BackissueError:
        raise
    except ValueError as error:  # so tantivy says what the disk refuses
        raise ArchiveUnwritable(
            f"The words in {store.folder} could not be written: {error}. Every article that was "
            "committed is kept. Make room on the disk and run the same command again."
        ) from error
    words.reload()


def _write(
    writer: "tantivy.IndexWriter",
    schema: "tantivy.Schema",
    store: Store,
    catalogue: Catalogue,
    since: int,
) -> None:
    """Write what has changed since a generation."""
    import tantivy

    for article in catalogue.keys[catalogue.between(since, since) & ~catalogue.current()].tolist():
        _delete(writer, schema, article)
    for article in np.flatnonzero(catalogue.current() & (catalogue.added > since)):
        key = int(catalogue.keys[article])
        _delete(writer, schema, key)
        first, count = int(catalogue.first_passages[article]), int(catalogue.passages[article])
        passages = store.passages(range(first, first + count))
        for number in sorted(passages):
            writer.add_document(_document(schema, key, number, passages[number]))
    writer.delete_documents_by_query(tantivy.Query.exists_query("generation"))
    marker = {"archive": store.manifest()["archive"], "generation": catalogue.generation}
    writer.add_document(tantivy.Document.from_dict(marker, schema))


def _delete(writer: "tantivy.IndexWriter", schema: "tantivy.Schema", article: int) -> None:
    """Delete an article's passages; by query, since by term tantivy 0.27 deletes no numbers."""
    import tantivy

    writer.delete_documents_by_query(tantivy.Query.term_query(schema, "article", article))


def _document(
    schema: "tantivy.Schema", article: int, key: int, passage: Passage
) -> "tantivy.Document":
    import tantivy

    fields: dict[str, int | str] = {
        "article": article,
        "passage": key,
        "title": passage.article.title,
        "body": passage.text,
    }
    if passage.article.published:
        fields["day"] = ordinal(passage.article.published)
    if passage.article.source:
        fields["source"] = passage.article.source.casefold()
    return tantivy.Document.from_dict(fields, schema)


def _filters(schema: "tantivy.Schema", scope: Scope) -> list["tantivy.Query"]:
    """Return queries that let the scope through and add nothing to the score."""
    import tantivy

    queries = []
    if scope.source is not None:
        queries.append(tantivy.Query.term_query(schema, "source", scope.source.casefold()))
    if scope.after is not None or scope.before is not None:
        first = scope.after.toordinal() if scope.after else UNDATED + 1
        last = scope.before.toordinal() if scope.before else None
        queries.append(
            tantivy.Query.range_query(schema, "day", tantivy.FieldType.Unsigned, first, last)
        )
    return [tantivy.Query.const_score_query(query, 0.0) for query in queries]
