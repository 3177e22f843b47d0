"""Passages by their words: a tantivy index, derived from the truth."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Self

import numpy as np

from backissue.indexer.errors import ArchiveDamaged
from backissue.indexer.indexes.analyzers import analyzer, as_written
from backissue.indexer.indexes.article_words import ArticleIndex, ArticleWords
from backissue.indexer.indexes.match import Floats, Matches
from backissue.indexer.indexes.passage_words import PassageWords
from backissue.indexer.indexes.selection import Selection
from backissue.indexer.indexes.terms import Place, Term, term_query
from backissue.indexer.indexes.wording import plain
from backissue.indexer.truth.catalogue import UNDATED, Integers, Scope
from backissue.indexer.truth.store import Store

if TYPE_CHECKING:
    import tantivy

# A headline's words say less than they would alone: most passages are about something narrower.
TITLE_WEIGHT = 0.5

# What two words of a question add that stand side by side in a passage too, as a share of BM25's
# score of the pair. Names and terms are made of such words.
PAIR_WEIGHT = 0.35

# From so many passages on, pairs are left out: beside them tantivy scores every passage that has
# one of the words, where it skips most for words alone. In a million that takes 200 ms, not 6.
NO_PAIRS_PASSAGES = 200_000

# From so many passages on, a word that this share of them has is not looked for beside others: it
# would raise a score by less than BM25 gives the rarest word for standing once more.
LARGE_PASSAGES = 20_000
COMMON_SHARE = 0.4

# Of an article's words, those that tell most about it.
TELLING_WORDS = 25

# Of 47,000 passages some 8,000 words begin with an s. To list them takes 6 ms, and 1 MB to keep.
PREFIXES_REMEMBERED = 8

# How many times more passages are fetched where too few of those found are in a selection.
DEEPER = 10


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """Which articles have which names: place for place, a name and an article."""

    said: list[str]
    """The names as they are written."""
    names: Integers
    """Places in `said`."""
    passages: Integers
    """The key of a passage of the article, which stands for it."""


class KeywordIndex:
    """What the words index held at one generation; searching it needs no lock.

    BM25 over headline and passage (Robertson and Zaragoza, 2009), words folded to lower-case
    ASCII and stemmed; what any text has is left out where there is anything else to look for. Two
    words of the question that stand side by side in a passage add to its score (as in Metzler and
    Croft, A Markov Random Field Model for Term Dependencies, SIGIR 2005).
    """

    def __init__(
        self, words: PassageWords, whole: ArticleWords, no_pairs: int = NO_PAIRS_PASSAGES
    ) -> None:
        """Look at the words as they are now; pairs are left out from `no_pairs` passages on."""
        self._words = words
        self._whole = whole
        self._no_pairs = no_pairs
        self._schema = words.index.schema
        self._searcher = words.index.searcher()
        self._analyzer = analyzer()
        self._labels: dict[str, Labels] = {}
        self._remembered = lru_cache(PREFIXES_REMEMBERED)(self._words_with)
        self.generation = words.marker(self._searcher).generation
        self.articles = ArticleIndex(whole)
        """As of this generation, or of one that is just being written."""

    @classmethod
    def open(cls, store: Store) -> Self:
        """Open the words of an archive.

        Raises ArchiveDamaged where they cannot be read, or are not of this archive as it is.
        """
        keywords = cls(PassageWords.open(store), ArticleWords.open(store))
        if keywords.articles.generation < keywords.generation:
            raise ArchiveDamaged(f"The words in {store.folder} are of different commits.")
        return keywords

    def reloaded(self) -> "KeywordIndex":
        """Return their newest state, or this one while a writer is making them again."""
        try:
            self._words.reload()
            self._whole.reload()  # last, since it is written first
        except (OSError, ValueError):
            return self
        return KeywordIndex(self._words, self._whole, self._no_pairs)

    @property
    def passages(self) -> int:
        """How many passages there are, with the one entry that says which state they are of."""
        return self._searcher.num_docs

    def passage_keys(self) -> Integers:
        """Return the keys of all passages in it, in order: (passages,)."""
        import tantivy

        return self._every(tantivy.Query.exists_query("passage"))

    def search(self, text: str, limit: int, scope: Scope, selection: Selection) -> Matches:
        """Return the passages with any of these words in a selection from a scope, best first.

        Where the selection is what was asked for, the words only put it in order.
        """
        query = self._query(text, scope, selection)
        return Matches() if query is None else self._best(query, limit, selection)

    def whole(self, text: str, articles: Integers) -> Floats:
        """Return what BM25 gives whole articles for the words of a text: (articles,).

        They are named by their keys, in order.
        """
        return self.articles.scores(self._said(text), articles)

    def like(self, title: str, text: str, limit: int, selection: Selection) -> Matches:
        """Return the passages of a selection that share the telling words of a text."""
        import tantivy

        query = tantivy.Query.more_like_this_document_fields_query(
            self._schema,
            {"title": title, "body": text},
            min_doc_frequency=2,
            min_term_frequency=1,
            max_query_terms=TELLING_WORDS,
        )
        return self._best(query, limit, selection)

    def _best(self, query: "tantivy.Query", limit: int, selection: Selection) -> Matches:
        """Return the best passages of a selection."""
        wanted = limit
        while True:
            found = self._searcher.search(query, limit=wanted, count=False).hits
            keys = self._passages([address for _, address in found])
            kept = np.flatnonzero(selection.has(keys))[:limit]
            if len(kept) == limit or len(found) < wanted:
                scores = np.array([score for score, _ in found], np.float64)
                return Matches(keys[kept], scores[kept])
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

    def labels(self, label: str) -> Labels:
        """Return which articles have which names; read once."""
        if label not in self._labels:
            self._labels[label] = self._read_labels(label)
        return self._labels[label]

    def _read_labels(self, label: str) -> Labels:
        said = self.names(label)
        passages = [self.labelled(label, [name]) for name in said]
        names = np.repeat(np.arange(len(said)), [len(each) for each in passages])
        return Labels(said, names, np.concatenate([np.array([], np.int64), *passages]))

    def labelled(self, label: str, names: Iterable[str]) -> Integers:
        """Return a passage's key for each article that has one of some names: (articles,)."""
        import tantivy

        query = tantivy.Query.term_set_query(self._schema, f"{label}_label", list(names))
        return self._every(query)

    def frequency(self, word: str) -> int:
        """Return how many passages have a word in their text or headline, in whatever form."""
        forms = self._analyzer.analyze(word)
        fields = ("body", "title")
        return min(
            (max(self._searcher.doc_freq(field, form) for field in fields) for form in forms),
            default=0,
        )

    def spellings(self, prefix: str) -> dict[str, int]:
        """Return the words that texts have with a beginning, as written in small letters.

        Each has the number of passages that it is in. The latest beginnings are remembered.
        """
        return self._remembered(prefix)

    def _words_with(self, prefix: str) -> dict[str, int]:
        return dict(self._searcher.terms_with_prefix("body_as_written", prefix))

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

        for word in self._said(text):
            yield tantivy.Query.term_query(self._schema, "body", word, "freq")
            title = tantivy.Query.term_query(self._schema, "title", word, "freq")
            yield tantivy.Query.boost_query(title, TITLE_WEIGHT)
        if self.passages >= self._no_pairs:
            return
        tokens = as_written(stop_words=False).pre_tokenize(plain(text)).tokens
        pairs = {
            (first.text, second.text): None
            for first, second in pairwise(tokens)
            if second.position == first.position + 1
        }
        for pair in pairs:
            phrase = tantivy.Query.phrase_query(self._schema, "body_as_written", list(pair))
            yield tantivy.Query.boost_query(phrase, PAIR_WEIGHT)

    def _said(self, text: str) -> list[str]:
        """Return the words to rank by.

        What most passages have is left out if anything else is asked for: in a large archive it
        costs the most time and changes the least.
        """
        words = list(dict.fromkeys(content_words(text) or self._analyzer.analyze(text)))
        passages = self._searcher.num_docs
        if passages < LARGE_PASSAGES:
            return words
        common = passages * COMMON_SHARE
        telling = [word for word in words if self._searcher.doc_freq("body", word) < common]
        return telling or words


def content_words(text: str) -> list[str]:
    """Return the words of a text as the index knows them, those that any text has left out."""
    return analyzer(stop_words=False).analyze(text)


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
