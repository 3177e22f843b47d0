"""The words of an archive: those of an older version are made again, by themselves."""

import logging
import shutil
from pathlib import Path

import pytest
import tantivy

from backissue.indexer.indexes.analyzers import ANALYZER, analyzer
from backissue.indexer.indexes.article_words import ArticleWords
from backissue.indexer.indexes.passage_words import PassageWords
from backissue.indexer.indexes.words import VERSION, Words
from backissue.indexer.truth.store import Store
from backissue.indexer.verify import verify_archive
from backissue.search import Archive

from conftest import WordEmbedder


def write_first_version(folder: Path, generation: int) -> None:
    """Write words as the first version did: without those as written, nor what version they are."""
    store = Store(folder)
    archive = store.manifest()["archive"]
    store.close()
    shutil.rmtree(folder / PassageWords.FOLDER)
    (folder / PassageWords.FOLDER).mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("archive", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("generation", fast=True, indexed=True)
    builder.add_unsigned_field("passage", fast=True)
    builder.add_text_field("body", tokenizer_name=ANALYZER)
    schema = builder.build()
    index = tantivy.Index(schema, path=str(folder / PassageWords.FOLDER))
    index.register_tokenizer(ANALYZER, analyzer())
    with index.writer(15_000_000, num_threads=1) as writer:
        if generation:
            marker = {"archive": archive, "generation": generation}
            writer.add_document(tantivy.Document.from_dict(marker, schema))
        writer.commit()


@pytest.mark.parametrize("generation", [0, 1])
def test_words_of_an_older_version_are_made_again_with_a_message(
    folder: Path, caplog: pytest.LogCaptureFixture, generation: int
) -> None:
    write_first_version(folder, generation)
    with caplog.at_level(logging.WARNING), Archive.open(folder, embedder=WordEmbedder()) as archive:
        (hit,) = archive.search('"froze over"')
        assert hit.article.id == "article-1"
    said = [record.getMessage() for record in caplog.records]
    expected = (
        f"The words in {folder / PassageWords.FOLDER} are of another version of Backissue. "
        "They are made again from the articles."
    )
    assert said == [expected]
    assert verify_archive(folder)


@pytest.mark.parametrize("kind", [PassageWords, ArticleWords])
def test_words_say_their_version(folder: Path, kind: type[Words]) -> None:
    store = Store(folder)
    words = kind.open(store)
    assert words.marker(words.index.searcher()).version == VERSION
    store.close()
