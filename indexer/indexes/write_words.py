"""The truth -> the words of its passages, brought up to each commit."""

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from backissue.indexer.article import Passage
from backissue.indexer.errors import ArchiveUnwritable, BackissueError
from backissue.indexer.indexes.wording import seam, wordings
from backissue.indexer.indexes.words import VERSION, Words
from backissue.indexer.truth.catalogue import Catalogue, ordinal
from backissue.indexer.truth.store import Store

if TYPE_CHECKING:
    import tantivy

Fields: TypeAlias = dict[str, int | str | list[str]]

# Tantivy's own floor is 15 MB a thread; more makes fewer, larger segments.
WRITER_BYTES = 64_000_000


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
