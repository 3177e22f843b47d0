"""The truth of an archive: its articles, passages, vectors and manifest, and commits to them."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from backissue.indexer.article import Article, Passage
from backissue.indexer.errors import ArchiveDamaged
from backissue.indexer.models.embed import Vectors
from backissue.indexer.truth.catalogue import Catalogue, Integers
from backissue.indexer.truth.counts import Counts, count, count_sources
from backissue.indexer.truth.database import Database
from backissue.indexer.truth.grouping import complete_stories, is_grouped, replace_stories
from backissue.indexer.truth.manifest import change_manifest, read_manifest
from backissue.indexer.truth.rows import (
    ADDED,
    Record,
    find_current,
    find_revision,
    find_revisions,
    find_texts,
    forget_article,
    insert_article,
    insert_passages,
    read_articles,
    read_entries,
    read_entry_rows,
    read_spans,
    read_vectors,
    write_record,
)
from backissue.indexer.truth.stories import Stories

# Stored vectors in memory at once, each three times over on its way.
VECTORS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive holds under an article's id."""

    content_hash: str
    origin: str | None
    """The file that the id was made from, if it was."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """An article with its passages and their vectors, ready to be stored."""

    article: Article
    passages: Sequence[Passage]
    vectors: Vectors
    """(passages, dimension), kept as float16."""
    origin: str | None = None


class Store:
    """Reads and commits; what it returns is checked against its content hash.

    Every method raises ArchiveDamaged where the file cannot be trusted, ArchiveUnwritable where the
    disk refuses, and ArchiveNotFound where the archive was removed or replaced meanwhile.
    """

    def __init__(self, folder: Path, *, writable: bool = False) -> None:
        """Open the archive in a folder, or raise as Database does."""
        self.folder = folder
        self._database = Database(folder, writable=writable)
        self._stories: Stories | None = None

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def manifest(self) -> dict[str, Any]:
        """Return what is known about the archive as a whole."""
        with self._database.connected() as connection:
            return read_manifest(connection)

    def generation(self) -> int:
        """Return the number of the newest commit."""
        return int(self.manifest()["generation"])

    def catalogue(self, generation: int | None = None) -> Catalogue:
        """Return the dates, sources and passages of all articles as of a generation, or now."""
        with self._database.reading() as connection:
            newest = read_manifest(connection)["generation"]
            entries = read_entry_rows(connection)
        if generation is None or generation == newest:
            return Catalogue.from_entries(entries, newest)
        known = [row for row in entries if row[ADDED] <= generation]
        return Catalogue.from_entries(known, generation)

    def known(self, ids: Iterable[str]) -> dict[str, Known]:
        """Return what is current under each of some ids, without those that are not known."""
        with self._database.reading() as connection:
            found = find_current(connection, ids)
        return {identity: Known(record.hash, record.origin) for identity, record in found.items()}

    def article(self, article_id: str) -> Article | None:
        """Return the current article with that id."""
        with self._database.reading() as connection:
            record = find_current(connection, [article_id]).get(article_id)
            return read_articles(connection, [record.key])[record.key] if record else None

    def key(self, article_id: str) -> int | None:
        """Return the key of the current article with that id."""
        with self._database.reading() as connection:
            record = find_current(connection, [article_id]).get(article_id)
        return record.key if record else None

    def revision(self, article_id: str, content_hash: str) -> Article | None:
        """Return an article as it was when it had that hash, if its text is still there."""
        with self._database.reading() as connection:
            record = find_revision(connection, article_id, content_hash)
            return read_articles(connection, [record.key])[record.key] if record else None

    def revisions(self, article_id: str) -> list[Article]:
        """Return every text that there is of an article, each once, the latest last."""
        with self._database.reading() as connection:
            keys = {record.hash: record.key for record in find_texts(connection, article_id)}
            articles = read_articles(connection, keys.values())
        return [articles[key] for key in sorted(articles)]

    def told(self, ids: Iterable[str]) -> dict[str, int]:
        """Return which story each of some current articles tells, without those not known."""
        with self._database.reading() as connection:
            found = find_current(connection, ids)
        return {identity: record.story or record.key for identity, record in found.items()}

    def telling(self, stories: Iterable[int]) -> list[Article]:
        """Return the current articles that tell one of some stories."""
        with self._database.reading() as connection:
            wanted = set(stories)
            keys = [
                entry.key
                for entry in read_entries(connection)
                if entry.retired is None and (entry.story or entry.key) in wanted
            ]
            return list(read_articles(connection, keys).values())

    def articles(self, keys: Iterable[int]) -> dict[int, Article]:
        """Return articles by key, without those that were removed."""
        with self._database.reading() as connection:
            return read_articles(connection, keys)

    def passages(self, keys: Iterable[int]) -> dict[int, Passage]:
        """Return passages by key, without those whose article was removed."""
        with self._database.reading() as connection:
            spans = read_spans(connection, keys)
            articles = read_articles(connection, {article for article, _, _ in spans.values()})
        return {
            key: Passage(articles[article], start, stop)
            for key, (article, start, stop) in spans.items()
        }

    def vectors(self, keys: Integers, dimension: int) -> Vectors:
        """Return the vectors of passages that are current: (keys, dimension).

        Raises ArchiveDamaged also where they are current no more and have been forgotten.
        """
        vectors = np.empty((len(keys), dimension), np.float32)
        with self._database.connected() as connection:
            for start in range(0, len(keys), VECTORS_AT_ONCE):
                wanted = keys[start : start + VECTORS_AT_ONCE].tolist()
                halves = np.frombuffer(read_vectors(connection, wanted), "<f2")
                if len(halves) != dimension * len(wanted):
                    raise ArchiveDamaged(
                        f"The archive in {self.folder} holds vectors of a wrong length."
                    )
                vectors[start : start + len(wanted)] = halves.reshape(-1, dimension)
        return vectors

    def counts(self) -> Counts:
        """Count what is current, and the former texts of what is."""
        with self._database.reading() as connection:
            return count(read_entries(connection))

    def sources(self) -> dict[str, int]:
        """Count the current articles of each source, the largest first, "" for none given."""
        with self._database.reading() as connection:
            return count_sources(read_entries(connection))

    def commit(self, batch: Sequence[Embedded]) -> None:
        """Commit articles, each in place of the current one with its id: all of them, or none."""
        with self._changing() as (connection, stories):
            manifest = read_manifest(connection)
            generation, last = manifest["generation"] + 1, manifest["passages"]
            formers = find_current(connection, {embedded.article.id for embedded in batch})
            current = dict(formers)
            for key, embedded in enumerate(batch, start=manifest["articles"] + 1):
                article = embedded.article
                if former := current.get(article.id):
                    write_record(connection, former._replace(retired=generation))
                record = _record(embedded, key, last + 1, generation)
                insert_article(connection, record, article)
                insert_passages(connection, record, embedded.passages, embedded.vectors)
                current[article.id] = record
                last += record.passages
            newest = {embedded.article.id: embedded.article for embedded in batch}
            replace_stories(
                connection,
                stories,
                [(current[article.id], article) for article in newest.values()],
                [former.key for former in formers.values()],
            )
            change_manifest(
                connection,
                generation=generation,
                articles=manifest["articles"] + len(batch),
                passages=last,
            )

    def remove(self, ids: Iterable[str]) -> None:
        """Remove articles with all their revisions, for good: only that they were there is kept."""
        with self._changing() as (connection, stories):
            generation = read_manifest(connection)["generation"] + 1
            records = find_revisions(connection, ids)
            for record in records:
                forget_article(connection, record, generation)
            gone = [record.key for record in records if record.retired is None]
            replace_stories(connection, stories, [], gone)
            change_manifest(connection, generation=generation)

    def group(self) -> None:
        """Put articles into stories that an older format knew nothing of."""
        with self._database.reading() as connection:
            if is_grouped(connection):
                return
        with self._database.writing() as connection:
            _, is_new = complete_stories(connection)
            if is_new:
                generation = read_manifest(connection)["generation"] + 1
                change_manifest(connection, generation=generation)

    @contextmanager
    def _changing(self) -> Iterator[tuple[sqlite3.Connection, Stories]]:
        """Lend a connection to change articles, and their stories to be changed with them."""
        # What a change that fails leaves of them in memory is not used again.
        stories, self._stories = self._stories, None
        with self._database.writing() as connection:
            if stories is None:
                stories, _ = complete_stories(connection)
            yield connection, stories
        self._stories = stories

    def forget_vectors(self, catalogue: Catalogue) -> None:
        """Delete the vectors of what is no longer current, once no index is behind a catalogue."""
        gone = catalogue.retired_since(self.manifest()["forgotten"])
        if not gone.any():
            return
        keys = catalogue.passage_keys(gone).tolist()
        with self._database.writing() as connection:
            delete = "DELETE FROM vectors WHERE passage = ?"
            connection.executemany(delete, [(key,) for key in keys])
            change_manifest(connection, forgotten=catalogue.generation)


def _record(embedded: Embedded, key: int, first_passage: int, generation: int) -> Record:
    article = embedded.article
    return Record(
        key=key,
        first_passage=first_passage,
        passages=len(embedded.passages),
        added=generation,
        retired=None,
        published=article.published.isoformat() if article.published else None,
        modified=article.modified.isoformat() if article.modified else None,
        source=article.source,
        removed=0,
        story=None,
        id=article.id,
        hash=article.content_hash,
        origin=embedded.origin,
    )
