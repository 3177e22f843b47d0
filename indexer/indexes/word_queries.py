"""The words of a query -> what tantivy finds and ranks passages by."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from backissue.indexer.indexes.analyzers import analyzer, as_written, content_words
from backissue.indexer.indexes.selection import Selection
from backissue.indexer.indexes.spelling import other_spellings
from backissue.indexer.indexes.terms import Place, Term, term_query
from backissue.indexer.indexes.variants import variants
from backissue.indexer.indexes.wording import plain
from backissue.indexer.truth.catalogue import UNDATED, Scope

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

# Texts whose words to rank by are remembered: passages are ranked by them, then whole articles.
TEXTS_REMEMBERED = 32


class WordQueries:
    """Makes queries for the words that an index holds at one generation."""

    def __init__(
        self, schema: "tantivy.Schema", searcher: "tantivy.Searcher", no_pairs: int
    ) -> None:
        """Make them for a searcher; pairs are left out from `no_pairs` passages on."""
        self._schema = schema
        self._searcher = searcher
        self._no_pairs = no_pairs
        self._remembered = lru_cache(TEXTS_REMEMBERED)(partial(_ranking_words, searcher))

    def ranked(self, text: str, scope: Scope, selection: Selection) -> "tantivy.Query | None":
        """Return what finds the words of a text in a selection and ranks by them.

        None where it has none. Where the selection is what was asked for, the words only rank.
        """
        import tantivy

        words = [(tantivy.Occur.Should, each) for each in self._ranking(text)]
        if not words and not selection.is_found:
            return None
        clauses = [(tantivy.Occur.Must, each) for each in _filters(self._schema, scope)]
        if selection.is_found:
            everywhere = unscored(tantivy.Query.exists_query("passage"))
            holding = _holding(self._schema, selection.terms) if selection.terms else everywhere
            clauses += [(tantivy.Occur.Must, holding), *words]
        else:
            clauses.append((tantivy.Occur.Must, tantivy.Query.boolean_query(words)))
        # One clause alone is not wrapped: tantivy then skips what cannot come first.
        return clauses[0][1] if len(clauses) == 1 else tantivy.Query.boolean_query(clauses)

    def _ranking(self, text: str) -> "Iterator[tantivy.Query]":
        """Yield queries whose scores add up to that of a passage."""
        import tantivy

        for word in self.ranking_words(text):
            yield tantivy.Query.term_query(self._schema, "body", word, "freq")
            title = tantivy.Query.term_query(self._schema, "title", word, "freq")
            yield tantivy.Query.boost_query(title, TITLE_WEIGHT)
        for words in (*variants(plain(text)), *((each,) for each in other_spellings(text))):
            yield self._as_written(words)
            yield tantivy.Query.boost_query(self._as_written(words, "title"), TITLE_WEIGHT)
        if self._searcher.num_docs >= self._no_pairs:
            return
        tokens = as_written(stop_words=False).pre_tokenize(plain(text)).tokens
        pairs = {
            (first.text, second.text): None
            for first, second in pairwise(tokens)
            if second.position == first.position + 1
        }
        for pair in pairs:
            yield tantivy.Query.boost_query(self._as_written(pair), PAIR_WEIGHT)

    def _as_written(self, words: tuple[str, ...], place: Place = "body") -> "tantivy.Query":
        """Return what finds words side by side, as they are written."""
        import tantivy

        field = f"{place}_as_written"
        if len(words) == 1:
            return tantivy.Query.term_query(self._schema, field, words[0], "position")
        return tantivy.Query.phrase_query(self._schema, field, list(words))

    def ranking_words(self, text: str) -> Sequence[str]:
        """Return the words to rank by.

        What most passages have is left out if anything else is asked for: in a large archive it
        costs the most time and changes the least.
        """
        return self._remembered(text)


def _ranking_words(searcher: "tantivy.Searcher", text: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(content_words(text) or analyzer().analyze(text)))
    passages = searcher.num_docs
    if passages < LARGE_PASSAGES:
        return words
    common = passages * COMMON_SHARE
    telling = tuple(word for word in words if searcher.doc_freq("body", word) < common)
    return telling or words


def _holding(schema: "tantivy.Schema", terms: Iterable[Term]) -> "tantivy.Query":
    """Return a query for whatever holds one of some terms; it adds nothing to the score."""
    import tantivy

    places: tuple[Place, ...] = ("title", "body", "seam")
    found = [term_query(schema, term, place) for term in terms for place in places]
    clauses = [(tantivy.Occur.Should, query) for query in found if query is not None]
    return unscored(tantivy.Query.boolean_query(clauses))


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
    return [unscored(query) for query in queries]


def unscored(query: "tantivy.Query") -> "tantivy.Query":
    """Return a query that finds the same and adds nothing to a score."""
    import tantivy

    return tantivy.Query.const_score_query(query, 0.0)
