"""Passages by their words: a tantivy index, derived from the truth."""

import json
import logging
import mmap
import shutil
import struct
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from backissue.indexer.article import Passage
from backissue.indexer.catalogue import UNDATED, Integers, Scope, ordinal
from backissue.indexer.errors import ArchiveDamaged
from backissue.indexer.match import Match
from backissue.indexer.store import Store

if TYPE_CHECKING:
    import tantivy

logger = logging.getLogger(__name__)

FOLDER = "words"

# Tantivy's own floor is 15 MB a thread; more makes fewer, larger segments.
WRITER_BYTES = 64_000_000

ANALYZER = "backissue_en"

# Ends every file that tantivy closes.
FOOTER_MAGIC = 1337

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


class KeywordIndex:
    """What the words index held at one generation; searching it needs no lock.

    BM25 over headline and passage (Robertson and Zaragoza, 2009), words folded to lower-case
    ASCII and stemmed.
    """

    def __init__(self, index: "tantivy.Index") -> None:
        """Look at an index as it is now."""
        self._index = index
        self._searcher = index.searcher()
        self._analyzer = _analyzer()
        self.generation = _generation(self._searcher)

    @classmethod
    def open(cls, folder: Path) -> "KeywordIndex":
        """Open the words of an archive.

        Raises ArchiveDamaged where they cannot be read.
        """
        return cls(_open(folder))

    def reloaded(self) -> "KeywordIndex":
        """Return the newest state of the same index."""
        self._index.reload()
        return KeywordIndex(self._index)

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

        words = dict.fromkeys(self._analyzer.analyze(text))
        if not words:
            return []
        schema = self._index.schema
        any_word = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, field, word, "freq"))
                for word in words
                for field in ("title", "body")
            ]
        )
        clauses = [(tantivy.Occur.Must, query) for query in (any_word, *_filters(schema, scope))]
        found = self._searcher.search(
            tantivy.Query.boolean_query(clauses), limit=limit, count=False
        ).hits
        keys = self._searcher.fast_field_values("passage", [address for _, address in found])
        return [
            Match(int(key), float(score))
            for key, (score, _) in zip(keys, found, strict=True)
            if key is not None
        ]


def content_words(text: str) -> list[str]:
    """Return the words of a text as the index knows them, those that any text has left out."""
    return _analyzer(stop_words=False).analyze(text)


def open_words(folder: Path) -> "tantivy.Index":
    """Open the words to be written; those that cannot be read make way for empty ones."""
    import tantivy

    try:
        return _open(folder)
    except ArchiveDamaged as error:
        if (folder / FOLDER).exists():
            logger.warning("%s They are made again from the articles.", error)
            shutil.rmtree(folder / FOLDER)
    (folder / FOLDER).mkdir()
    index = tantivy.Index(_schema(), path=str(folder / FOLDER))
    index.register_tokenizer(ANALYZER, _analyzer())
    index.config_reader("manual")
    return index


def catch_up_words(index: "tantivy.Index", store: Store) -> None:
    """Bring the words up to the newest commit of the truth.

    Doing it twice does no harm, so a run that was killed on the way is simply done again.
    """
    import tantivy

    since, generation = _generation(index.searcher()), store.generation()
    if since == generation:
        return
    with index.writer(WRITER_BYTES, num_threads=1) as writer:
        for article in store.retired_since(since):
            _delete(writer, index.schema, article)
        for article, passages in store.added_since(since):
            _delete(writer, index.schema, article)
            for key, passage in passages.items():
                writer.add_document(_document(index.schema, article, key, passage))
        writer.delete_documents_by_query(tantivy.Query.exists_query("generation"))
        writer.add_document(tantivy.Document.from_dict({"generation": generation}, index.schema))
        writer.commit()
    index.reload()


def _delete(writer: "tantivy.IndexWriter", schema: "tantivy.Schema", article: int) -> None:
    """Delete an article's passages; by query, since by term tantivy 0.27 deletes no numbers."""
    import tantivy

    writer.delete_documents_by_query(tantivy.Query.term_query(schema, "article", article))


def _open(folder: Path) -> "tantivy.Index":
    import tantivy

    words = folder / FOLDER
    try:
        check_words(words)
        index = tantivy.Index.open(str(words))
        index.register_tokenizer(ANALYZER, _analyzer())
        index.config_reader("manual")
        index.reload()
    except (ValueError, KeyError, OSError) as error:
        raise ArchiveDamaged(f"The words in {words} cannot be read: {error}.") from error
    return index


def check_words(words: Path) -> None:
    """Hold every file of the index against the checksum in its own last bytes.

    Tantivy ends a file with its footer in JSON, the footer's length and a magic number, and leaves
    it to others to look. Raises ArchiveDamaged, or ValueError or OSError where there is no telling.
    """
    for segment in json.loads((words / "meta.json").read_text("utf-8"))["segments"]:
        name = segment["segment_id"].replace("-", "")
        deletes = segment["deletes"] and f"{name}.{segment['deletes']['opstamp']}.del"
        for path in words.glob(f"{name}.*"):
            if path.suffix == ".del" and path.name != deletes:
                continue  # the writer's next one, or its last
            with (
                path.open("rb") as file,
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
            ):
                length, magic = struct.unpack("<II", data[-8:])
                end = len(data) - 8 - length
                if magic != FOOTER_MAGIC or end < 0:
                    raise ArchiveDamaged(f"{path} is damaged: it has no footer.")
                with memoryview(data) as view:
                    checksum = zlib.crc32(view[:end])
                if checksum != json.loads(data[end:-8])["crc"]:
                    raise ArchiveDamaged(f"{path} is damaged: it does not match its checksum.")


def _schema() -> "tantivy.Schema":
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("generation", fast=True, indexed=True)
    builder.add_unsigned_field("article", indexed=True)
    builder.add_unsigned_field("passage", fast=True)
    builder.add_unsigned_field("day", fast=True, indexed=True)
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", tokenizer_name=ANALYZER)
    builder.add_text_field("body", tokenizer_name=ANALYZER)
    return builder.build()


@cache
def _analyzer(*, stop_words: bool = True) -> "tantivy.TextAnalyzer":
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(LONGEST_WORD))
    builder = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    if not stop_words:
        builder = builder.filter(tantivy.Filter.stopword("english"))
        builder = builder.filter(tantivy.Filter.custom_stopword(QUESTION_WORDS))
    return builder.filter(tantivy.Filter.stemmer("english")).build()


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


def _filters(schema: "tantivy.Schema", scope: Scope) -> Iterable["tantivy.Query"]:
    """Yield queries that let the scope through and add nothing to the score."""
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
    return (tantivy.Query.const_score_query(query, 0.0) for query in queries)


def _generation(searcher: "tantivy.Searcher") -> int:
    """Return the commit of the truth that the words are up to, which they carry themselves."""
    import tantivy

    marked = tantivy.Query.exists_query("generation")
    found = searcher.search(marked, limit=1, count=False).hits
    if not found:
        return 0
    (generation,) = searcher.fast_field_values("generation", [found[0][1]])
    return int(generation or 0)
