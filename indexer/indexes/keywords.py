"""Passages by their words and those of their articles: tantivy indexes, derived from the truth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Self

import numpy as np

from backissue.indexer.errors import ArchiveDamaged
from backissue.indexer.indexes.analyzers import analyzer
from backissue.indexer.indexes.article_words import ArticleIndex, ArticleWords
from backissue.indexer.indexes.match import Floats, Matches
from backissue.indexer.indexes.passage_words import PassageWords
from backissue.indexer.indexes.selection import Selection
from backissue.indexer.indexes.spelling import other_spellings
from backissue.indexer.indexes.terms import Place, Term, term_query
from backissue.indexer.indexes.word_queries import NO_PAIRS_PASSAGES, WordQueries, unscored
from backissue.indexer.truth.catalogue import Integers, Scope
from backissue.indexer.truth.store import Store

if TYPE_CHECKING:
    import tantivy

# Of an article's words, those that tell most about it.
TELLING_WORDS = 25

# Of 47,000 passages some 8,000 words begin with an s. To list them takes 6 ms, and 1 MB to keep.
PREFIXES_REMEMBERED = 8

# How often a word is found takes some 15 us to look up, and each query asks for it more than once.
WORDS_REMEMBERED = 4_000

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
        self,
        words: PassageWords,
        article_words: ArticleWords | None,
        no_pairs: int = NO_PAIRS_PASSAGES,
    ) -> None:
        """Look at the words as they are now; pairs are left out from `no_pairs` passages on.

        Without words of whole articles, passages are ranked by their own alone.
        """
        self._words = words
        self._article_words = article_words
        self._no_pairs = no_pairs
        self._schema = words.index.schema
        self._searcher = words.index.searcher()
        self._queries = WordQueries(self._schema, self._searcher, no_pairs)
        self._labels: dict[str, Labels] = {}
        words_with = partial(self._searcher.terms_with_prefix, "body_as_written")
        # Of the searcher alone: a method of this index would keep it until Python looks for cycles.
        frequency = partial(_frequency, self._searcher, analyzer())
        self._frequency = lru_cache(WORDS_REMEMBERED)(frequency)
        self._remembered = lru_cache(PREFIXES_REMEMBERED)(lambda prefix: dict(words_with(prefix)))
        self.generation = words.marker(self._searcher).generation
        self._articles = ArticleIndex(article_words) if article_words else None

    @classmethod
    def open(cls, store: Store) -> Self:
        """Open the words of an archive.

        Raises ArchiveDamaged where those of the passages cannot be read, or are not of this archive
        as it is.
        """
        words = PassageWords.open(store)
        try:
            return cls(words, ArticleWords.open(store))
        except ArchiveDamaged:  # they only rank
            return cls(words, None)

    def reloaded(self) -> "KeywordIndex":
        """Return their newest state, or this one while a writer is making them again."""
        try:
            self._words.reload()
            if self._article_words:
                self._article_words.reload()  # last, since they are written first
        except (OSError, ValueError):
            return self
        return KeywordIndex(self._words, self._article_words, self._no_pairs)

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
        query = self._queries.ranked(text, scope, selection)
        return Matches() if query is None else self._best(query, limit, selection)

    @property
    def has_articles(self) -> bool:
        """Whether the words of whole articles are there, and of the same commit."""
        return self._articles is not None and self._articles.generation == self.generation

    def score_articles(self, text: str, articles: Integers) -> Floats:
        """Return what BM25 gives whole articles for the words of a text: (articles,).

        They are named by their keys, in order. All get 0 where the words of whole articles are not
        there, or of another commit, as while one is being written.
        """
        if self._articles is None or not self.has_articles:
            return np.zeros(len(articles))
        return self._articles.scores(self._queries.ranking_words(text), articles)

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
        """Return how many passages have a word in their text or headline, in whatever form.

        Of two spellings it is the one that more of them have.
        """
        return self._frequency(word)

    def spellings(self, prefix: str) -> dict[str, int]:
        """Return the words that texts have with a beginning, as written in small letters.

        Each has the number of passages that it is in. The latest beginnings are remembered.
        """
        return self._remembered(prefix)

    def _found(self, term: Term, place: Place) -> Integers:
        query = term_query(self._schema, term, place)
        if query is None or (term.in_title and place != "title"):
            return np.array([], np.int64)
        return self._every(query)

    def _every(self, query: "tantivy.Query") -> Integers:
        """Return the keys of all passages that a query finds, in order: (passages,)."""
        every = self._searcher.num_docs + 1
        found = self._searcher.search(unscored(query), limit=every, count=False).hits
        return np.sort(self._passages([address for _, address in found]))

    def _passages(self, addresses: "Sequence[tantivy.DocAddress]") -> Integers:
        return np.array(self._searcher.fast_field_values("passage", list(addresses)), np.int64)


def _frequency(searcher: "tantivy.Searcher", forms: "tantivy.TextAnalyzer", word: str) -> int:
    """Return how many passages have a word, by that of its spellings that more of them have."""
    stems = forms.analyze(word)
    found = min(
        (max(searcher.doc_freq(field, stem) for field in ("body", "title")) for stem in stems),
        default=0,
    )
    for other in other_spellings(word):
        for field in ("body_as_written", "title_as_written"):
            found = max(found, searcher.doc_freq(field, other))
    return found
