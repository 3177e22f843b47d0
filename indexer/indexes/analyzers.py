"""Texts -> the words that an index holds."""

from functools import cache
from typing import TYPE_CHECKING

from backissue.indexer.indexes.wording import with_percent

if TYPE_CHECKING:
    import tantivy

ANALYZER = "backissue_en"
AS_WRITTEN = "backissue_as_written"

# In bytes: longer ones are addresses and codes.
LONGEST_WORD = 60

# What a question begins with says nothing about what it is about.
QUESTION_WORDS = [
    "who",
    "whom",
    "whose",
    "what",
    "which",
    "when",
    "where",
    "why",
    "how",
    "many",
    "much",
]


@cache
def analyzer(*, stop_words: bool = True) -> "tantivy.TextAnalyzer":
    """Return what makes words of a text, with or without those that any text has."""
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(LONGEST_WORD))
    builder = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    if not stop_words:
        builder = builder.filter(tantivy.Filter.stopword("english"))
        builder = builder.filter(tantivy.Filter.custom_stopword(QUESTION_WORDS))
    return builder.filter(tantivy.Filter.stemmer("english")).build()


@cache
def as_written(*, stop_words: bool = True) -> "tantivy.TextAnalyzer":
    """Return what makes words of a text and changes nothing but capitals.

    Without the words that any text has, the places of the others stay what they were.
    """
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(LONGEST_WORD))
    builder = builder.filter(tantivy.Filter.lowercase())
    if not stop_words:
        builder = builder.filter(tantivy.Filter.stopword("english"))
        builder = builder.filter(tantivy.Filter.custom_stopword(QUESTION_WORDS))
    return builder.build()


def content_words(text: str) -> list[str]:
    """Return the words of a text as the index knows them, those that any text has left out."""
    return analyzer(stop_words=False).analyze(with_percent(text))
