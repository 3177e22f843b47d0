"""The truth -> words on disk, brought up to each commit."""

from typing import TYPE_CHECKING

import numpy as np

from backissue.indexer.errors import ArchiveUnwritable, BackissueError
from backissue.indexer.indexes.words import VERSION, Words
from backissue.indexer.truth.catalogue import Catalogue
from backissue.indexer.truth.store import Store

if TYPE_CHECKING:
    import tantivy

# Tantivy's own floor is 15 MB a thread; more makes fewer, larger segments.
WRITER_BYTES = 64_000_000


def catch_up_words(words: Words, store: Store, catalogue: Catalogue) -> None:
    """Bring the words up to a commit of the truth.

    Doing it twice does no harm, so a run that was killed on the way is simply done again.
    """
    if words.generation == catalogue.generation:
        return
    try:
        with words.index.writer(WRITER_BYTES, num_threads=1) as writer:
            # What a commit left that was killed would stand in the way of this one.
            writer.garbage_collect_files()
            _write(writer, words, store, catalogue)
            writer.commit()
    except BackissueError:
        raise
    except ValueError as error:  # so tantivy says what the disk refuses
        raise ArchiveUnwritable(
            f"The words in {store.folder} could not be written: {error}. Every article that was "
            "committed is kept. Make room on the disk and run the same command again."
        ) from error
    words.reload()


def _write(writer: "tantivy.IndexWriter", words: Words, store: Store, catalogue: Catalogue) -> None:
    """Write what has changed since the words were last brought up to date."""
    import tantivy

    schema, since = words.index.schema, words.generation
    for article in catalogue.keys[catalogue.between(since, since) & ~catalogue.current()].tolist():
        _delete(writer, schema, article)
    for place in np.flatnonzero(catalogue.current() & (catalogue.added > since)).tolist():
        key = int(catalogue.keys[place])
        _delete(writer, schema, key)
        for fields in words.documents(store, catalogue, place):
            writer.add_document(tantivy.Document.from_dict({"article": key, **fields}, schema))
    writer.delete_documents_by_query(tantivy.Query.exists_query("generation"))
    archive = store.manifest()["archive"]
    marker = {"archive": archive, "version": VERSION, "generation": catalogue.generation}
    writer.add_document(tantivy.Document.from_dict(marker, schema))


def _delete(writer: "tantivy.IndexWriter", schema: "tantivy.Schema", article: int) -> None:
    """Delete what is of an article; by query, since by term tantivy 0.27 deletes no numbers."""
    import tantivy

    writer.delete_documents_by_query(tantivy.Query.term_query(schema, "article", article))
