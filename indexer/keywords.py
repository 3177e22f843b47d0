"""Passages by their words: a tantivy index, derived from the truth."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Self, TypeAlias

import numpy as np

from backissue.indexer.article import Passage
from backissue.indexer.catalogue import UNDATED, Catalogue, Integers, Scope, ordinal
from backissue.indexer.errors import ArchiveUnwritable, BackissueError
from backissue.indexer.match import Match
from backissue.indexer.selection import Selection
from backissue.indexer.store import Store
from backissue.indexer.terms import Place, Term, term_query
from backissue.indexer.wording import plain, seam, wordings
from backissue.indexer.words import VERSION, Words, analyzer, as_written

if TYPE_CHECKING:
    import tantivy

Fields: TypeAlias = dict[str, int | str | list[str]]

# Tantivy's own floor is 15 MB a thread; more makes fewer, larger segments.
WRITER_BYTES = 64_000_000


# A headline's words say less than they would alone: most passages are about something narrower.
TITLE_WEIGHT = 0.5

# What two words of a question add that stand side by side in a passage too, as a share of BM25's
# score of the pair. Names and terms are made of such words.
PAIR_WEIGHT = 0.35

# From so many passages on, a word that this share of them has is not looked for beside others: it
# would raise a score by less than BM25 gives the rarest word for standing once more.
LARGE_PASSAGES = 20_000
COMMON_SHARE = 0.4

# How many times more passages are fetched where too few of those found are in a selection.
DEEPER = 10


class KeywordIndex:
    """What the words index held at one generation; searching it needs no lock.

    BM25 over headline and passage (Robertson and Zaragoza, 2009), words folded to lower-case
    ASCII and stemmed; what any text has is left out where there is anything else to look for. Two
    words of the question that stand side by side in a passage add to its score (as in Metzler and
    Croft, A Markov Random Field Model for Term Dependencies, SIGIR 2005).
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

        return self._every(tantivy.Query.exists_query("passage"))

    def search(self, text: str, limit: int, scope: Scope, selection: Selection) -> list[Match]:
        """Return the passages with any of these words in a selection from a scope, best first.

        Where the selection is what was asked for, the words only put it in order.
        """
        query = self._query(text, scope, selection)
        if query is None:
            return []
        wanted = limit
        while True:
            found = self._searcher.search(query, limit=wanted, count=False).hits
            keys = self._passages([address for _, address in found])
            kept = [
                Match(key, float(score))
                for key, (score, _), may in zip(
                    keys.tolist(), found, selection.has(keys), strict=True
                )
                if may
            ]
            if len(kept) >= limit or len(found) < wanted:
                return kept[:limit]
            wanted *= DEEPER

    def holding(self, term: Term) -> Integers:
        """Return the keys of the passages that hold a term, in order: (passages,).

        A quotation that runs on from one passage into the next is held by the first of the two.
        """
        title, body, seam = (self._found(term, place) for place in ("title", "body", "seam"))
        # What the words at the border have may be the next passage's alone.
        running_on = seam[~np.isin(seam + 1, body, assume_unique=True)]
        return np.unique(np.concatenate([title, body, running_on]))

    def names(self, label: str) -> list[str]:
        """Return the names that articles have under a label, such as their authors' names."""
        return [name for name, _ in self._searcher.terms_with_prefix(f"{label}_label", "")]

    def labelled(self, label: str, names: Iterable[str]) -> Integers:
        """Return a passage's key for each article that has one of some names: (articles,)."""
        import tantivy

        query = tantivy.Query.term_set_query(self._schema, f"{label}_label", list(names))
        return self._every(query)

    def _found(self, term: Term, place: Place) -> Integers:
        query = term_query(self._schema, term, place)
        if query is None or (term.in_title and place != "title"):
            return np.array([], np.int64)
        return self._every(query)

    def _every(self, query: "tantivy.Query") -> Integers:
        """Return the keys of all passages that a query finds, in order: (passages,)."""
        every = self._searcher.num_docs + 1
        found = self._searcher.search(_unscored(query), limit=every, count=False).hits
        return np.sort(self._passages([address for _, address in found]))

    def _passages(self, addresses: "Sequence[tantivy.DocAddress]") -> Integers:
        return np.array(self._searcher.fast_field_values("passage", list(addresses)), np.int64)

    def _query(self, text: str, scope: Scope, selection: Selection) -> "tantivy.Query | None":
        """Return what ranks the words of a text, None where it has none."""
        import tantivy

        words = [(tantivy.Occur.Should, each) for each in self._ranking(text)]
        if not words and not selection.is_found:
            return None
        clauses = [(tantivy.Occur.Must, each) for each in _filters(self._schema, scope)]
        if selection.is_found:
            everywhere = _unscored(tantivy.Query.exists_query("passage"))
            holding = _holding(self._schema, selection.terms) if selection.terms else everywhere
            clauses += [(tantivy.Occur.Must, holding), *words]
        else:
            clauses.append((tantivy.Occur.Must, tantivy.Query.boolean_query(words)))
        # One clause alone is not wrapped: tantivy then skips what cannot come first.
        return clauses[0][1] if len(clauses) == 1 else tantivy.Query.boolean_query(clauses)

    def _ranking(self, text: str) -> "Iterator[tantivy.Query]":
        """Yield queries whose scores add up to that of a passage."""
        import tantivy

        said = content_words(text) or self._analyzer.analyze(text)
        for word in self._telling(list(dict.fromkeys(said))):
            yield tantivy.Query.term_query(self._schema, "body", word, "freq")
            title = tantivy.Query.term_query(self._schema, "title", word, "freq")
            yield tantivy.Query.boost_query(title, TITLE_WEIGHT)
        tokens = as_written(stop_words=False).pre_tokenize(plain(text)).tokens
        pairs = {
            (first.text, second.text): None
            for first, second in pairwise(tokens)
            if second.position == first.position + 1
        }
        for pair in pairs:
            phrase = tantivy.Query.phrase_query(self._schema, "body_as_written", list(pair))
            yield tantivy.Query.boost_query(phrase, PAIR_WEIGHT)

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
            document = _document(number, passages[number], passages.get(number + 1))
            fields = {**document, **(_labels(passages[number]) if number == first else {})}
            writer.add_document(tantivy.Document.from_dict({"article": key, **fields}, schema))
    writer.delete_documents_by_query(tantivy.Query.exists_query("generation"))
    archive = store.manifest()["archive"]
    marker = {"archive": archive, "version": VERSION, "generation": catalogue.generation}
    writer.add_document(tantivy.Document.from_dict(marker, schema))


def _delete(writer: "tantivy.IndexWriter", schema: "tantivy.Schema", article: int) -> None:
    """Delete an article's passages; by query, since by term tantivy 0.27 deletes no numbers."""
    import tantivy

    writer.delete_documents_by_query(tantivy.Query.term_query(schema, "article", article))


def _document(key: int, passage: Passage, following: Passage | None) -> Fields:
    """Return the fields of a passage, before the one that follows it in its article."""
    article = passage.article
    fields: Fields = {
        "passage": key,
        "title": article.title,
        "body": passage.text,
        "title_as_written": wordings(article.title),
        "body_as_written": wordings(passage.text),
    }
    if following:
        fields["seam"] = seam(passage.text, following.text)
    if article.published:
        fields["day"] = ordinal(article.published)
    if article.source:
        fields["source"] = article.source.casefold()
    return fields


def _labels(passage: Passage) -> Fields:
    """Return what is known about the article of a passage, which is its first."""
    article = passage.article
    known = {"source": article.source, "section": article.section, "place": article.place}
    labels: Fields = {f"{field}_label": name for field, name in known.items() if name}
    return labels | {"author_label": list(article.authors)}


def _holding(schema: "tantivy.Schema", terms: Iterable[Term]) -> "tantivy.Query":
    """Return a query for whatever holds one of some terms; it adds nothing to the score."""
    import tantivy

    places: tuple[Place, ...] = ("title", "body", "seam")
    found = [term_query(schema, term, place) for term in terms for place in places]
    clauses = [(tantivy.Occur.Should, query) for query in found if query is not None]
    return _unscored(tantivy.Query.boolean_query(clauses))


def _filters(schema: "tantivy.Schema", scope: Scope) -> list["tantivy.Query"]:
    """Return queries that let the scope through and add nothing to the score."""
    import tantivy

    queries = []
    if scope.sources:
        names = [source.casefold() for source in scope.sources]
        queries.append(tantivy.Query.term_set_query(schema, "source", names))
    if scope.names_days:
        first = scope.after.toordinal() if scope.after else UNDATED + 1
        last = scope.last.toordinal() if scope.last else None
        queries.append(
            tantivy.Query.range_query(schema, "day", tantivy.FieldType.Unsigned, first, last)
        )
    return [_unscored(query) for query in queries]


def _unscored(query: "tantivy.Query") -> "tantivy.Query":
    import tantivy

    return tantivy.Query.const_score_query(query, 0.0)
