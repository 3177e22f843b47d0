"""The words of an archive's articles, each as a whole: what ranks their passages."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from backissue.indexer.indexes.analyzers import ANALYZER
from backissue.indexer.indexes.match import Floats
from backissue.indexer.indexes.wording import with_percent
from backissue.indexer.indexes.words import Fields, Words
from backissue.indexer.truth.catalogue import Catalogue, Integers
from backissue.indexer.truth.store import Store

if TYPE_CHECKING:
    import tantivy


class ArticleWords(Words):
    """An entry for every current article.

    They stand in an index of their own, because tantivy reckons how long a text is on average
    over all that stands in one.
    """

    FOLDER = "article-words"

    @staticmethod
    def _add_fields(builder: "tantivy.SchemaBuilder") -> None:
        builder.add_unsigned_field("article", indexed=True, fast=True)
        builder.add_text_field("body", tokenizer_name=ANALYZER, index_option="freq")

    @staticmethod
    def documents(store: Store, catalogue: Catalogue, place: int) -> Iterator[Fields]:
        """Yield the text of an article, without its headline."""
        first = int(catalogue.first_passages[place])
        for passage in store.passages([first]).values():
            yield {"body": with_percent(passage.article.text)}


class ArticleIndex:
    """What the words of whole articles were at one generation; asking it needs no lock."""

    def __init__(self, words: ArticleWords) -> None:
        """Look at the words as they are now."""
        self._schema = words.index.schema
        self._searcher = words.index.searcher()
        self.generation = words.marker(self._searcher).generation

    def scores(self, words: Sequence[str], articles: Integers) -> Floats:
        """Return BM25 of some articles by their keys, in order, for stemmed words: (articles,)."""
        import tantivy

        wanted = tantivy.Query.term_set_query(self._schema, "article", articles.tolist())
        clauses = [(tantivy.Occur.Must, tantivy.Query.const_score_query(wanted, 0.0))]
        for word in words:
            query = tantivy.Query.term_query(self._schema, "body", word, "freq")
            clauses.append((tantivy.Occur.Should, query))
        query = tantivy.Query.boolean_query(clauses)
        found = self._searcher.search(query, limit=max(1, len(articles)), count=False).hits
        addresses = [address for _, address in found]
        keys = np.array(self._searcher.fast_field_values("article", addresses), np.int64)
        scores = np.zeros(len(articles))
        scores[np.searchsorted(articles, keys)] = [score for score, _ in found]
        return scores

    def article_keys(self) -> Integers:
        """Return the keys of all articles in it, in order: (articles,)."""
        import tantivy

        every = tantivy.Query.exists_query("article")
        found = self._searcher.search(every, limit=self._searcher.num_docs + 1, count=False).hits
        addresses = [address for _, address in found]
        return np.sort(np.array(self._searcher.fast_field_values("article", addresses), np.int64))
