"""The truth of an archive: its articles, passages, vectors and manifest, and commits to them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from backissue.indexer.article import Article, Passage
from backissue.indexer.catalogue import Catalogue, Integers
from backissue.indexer.database import Database
from backissue.indexer.embed import Vectors
from backissue.indexer.errors import ArchiveDamaged, BackissueError

# SQLite takes at most 32,766 values in one statement.
VALUES_AT_ONCE = 30_000


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


@dataclass(frozen=True, slots=True)
class Counts:
    """What an archive holds, in numbers."""

    articles: int
    passages: int
    undated: int
    first_published: str | None
    last_published: str | None
    revisions: int
    """Former texts of articles that have changed since."""


@dataclass(frozen=True, slots=True)
class Drift:
    """How far the passages have moved away from those of some generations."""

    current: int
    added: int
    """Current ones that are newer."""
    gone: int
    """Those that were there then and are no more."""


class Store:
    """Reads and commits; what it returns is checked against its content hash.

    Every method raises ArchiveDamaged where the file cannot be trusted and ArchiveUnwritable
    where the disk refuses.
    """

    def __init__(self, folder: Path, *, writable: bool = False) -> None:
        """Open the archive in a folder, or raise as Database does."""
        self.folder = folder
        self._database = Database(folder, writable=writable)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def manifest(self) -> dict[str, Any]:
        """Return what is known about the archive as a whole."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT name, value FROM manifest").fetchall()
        return {name: json.loads(value) for name, value in rows}

    def generation(self) -> int:
        """Return the number of the newest commit."""
        with self._database.reading() as connection:
            return _generation(connection)

    def catalogue(self, generation: int) -> Catalogue:
        """Return the dates, sources and passages of all articles as of a generation."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT key, first_passage, passages, added, retired, published, source "
                "FROM articles WHERE added <= ? ORDER BY key",
                (generation,),
            ).fetchall()
        return Catalogue.from_rows(rows, generation)

    def known(self, ids: Iterable[str]) -> dict[str, Known]:
        """Return what is current under each of some ids, without those that are not known."""
        with self._database.reading() as connection:
            rows = _select(
                connection,
                "SELECT id, hash, origin FROM articles WHERE retired IS NULL AND id",
                ids,
            )
            return {row[0]: Known(*row[1:]) for row in rows}

    def article(self, article_id: str) -> Article | None:
        """Return the current article with that id."""
        with self._database.reading() as connection:
            query = "SELECT key FROM articles WHERE retired IS NULL AND id = ?"
            keys = [key for (key,) in connection.execute(query, (article_id,))]
        return next(iter(self.articles(keys).values()), None)

    def revision(self, article_id: str, content_hash: str) -> Article | None:
        """Return an article as it was when it had that hash, if its text is still there."""
        with self._database.reading() as connection:
            query = "SELECT key FROM articles WHERE id = ? AND hash = ? AND NOT removed"
            keys = [key for (key,) in connection.execute(query, (article_id, content_hash))]
        return next(iter(self.articles(keys[:1]).values()), None)

    def articles(self, keys: Iterable[int]) -> dict[int, Article]:
        """Return articles by key, without those that were removed."""
        with self._database.reading() as connection:
            rows = _select(
                connection,
                "SELECT key, hash, id, title, text, published, source, url, authors, section, "
                "place FROM articles JOIN texts ON article = key WHERE key",
                keys,
            )
            return {row[0]: _article(row[1], row[2:]) for row in rows}

    def passages(self, keys: Iterable[int]) -> dict[int, Passage]:
        """Return passages by key, without those whose article was removed."""
        with self._database.reading() as connection:
            rows = _select(
                connection, "SELECT key, article, start, stop FROM passages WHERE key", keys
            )
            spans = {key: (article, start, stop) for key, article, start, stop in rows}
        articles = self.articles({article for article, _, _ in spans.values()})
        return {
            key: Passage(articles[article], start, stop)
            for key, (article, start, stop) in spans.items()
            if article in articles
        }

    def added_since(self, generation: int) -> Iterator[tuple[int, dict[int, Passage]]]:
        """Yield the key and the passages by key of each current article that is newer than that."""
        with self._database.reading() as connection:
            query = "SELECT key FROM articles WHERE retired IS NULL AND added > ? ORDER BY key"
            articles = [key for (key,) in connection.execute(query, (generation,))]
            for article in articles:
                query = "SELECT key FROM passages WHERE article = ? ORDER BY key"
                keys = [key for (key,) in connection.execute(query, (article,))]
                yield article, self.passages(keys)

    def retired_since(self, generation: int) -> list[int]:
        """Return the keys of articles that were current then and have since been replaced."""
        with self._database.reading() as connection:
            query = "SELECT key FROM articles WHERE retired > ? AND added <= ?"
            return [key for (key,) in connection.execute(query, (generation, generation))]

    def drift(self, first: int, last: int) -> Drift:
        """Count what has become of the passages that were there from first to last."""
        with self._database.reading() as connection:
            total = "SELECT coalesce(sum(passages), 0) FROM articles WHERE"
            query = (
                f"SELECT ({total} retired IS NULL), "
                f"({total} retired IS NULL AND added > :last), "
                f"({total} retired > :first AND added <= :last)"
            )
            return Drift(*connection.execute(query, {"first": first, "last": last}).fetchone())

    def vectors(self, keys: Integers, dimension: int) -> Vectors:
        """Return the vectors of passages, zeros for what is gone: (keys, dimension)."""
        vectors = np.zeros((len(keys), dimension), np.float32)
        places = {key: place for place, key in enumerate(keys.tolist())}
        query = "SELECT passage, vector FROM vectors WHERE passage"
        with self._database.reading() as connection:
            rows = list(_select(connection, query, places))
        if any(len(blob) != 2 * dimension for _, blob in rows):
            raise ArchiveDamaged(f"The archive in {self.folder} holds a vector of a wrong length.")
        if rows:
            halves = np.frombuffer(b"".join(blob for _, blob in rows), "<f2")
            vectors[[places[key] for key, _ in rows]] = halves.reshape(-1, dimension)
        return vectors

    def counts(self) -> Counts:
        """Count what is current, and the former texts of what is."""
        with self._database.reading() as connection:
            return Counts(
                *connection.execute(
                    "SELECT count(*), coalesce(sum(passages), 0), count(*) - count(published), "
                    "min(published), max(published), (SELECT count(*) FROM articles "
                    "WHERE retired IS NOT NULL AND NOT removed) FROM articles WHERE retired IS NULL"
                ).fetchone()
            )

    def sources(self) -> dict[str, int]:
        """Count the current articles of each source, the largest first, "" for none given."""
        with self._database.reading() as connection:
            query = (
                "SELECT coalesce(source, ''), count(*) FROM articles WHERE retired IS NULL "
                "GROUP BY 1 ORDER BY 2 DESC, 1"
            )
            return dict(connection.execute(query).fetchall())

    def commit(self, batch: Sequence[Embedded]) -> None:
        """Commit articles, each in place of the current one with its id: all of them, or none."""
        with self._database.writing() as connection:
            generation = _generation(connection) + 1
            for embedded in batch:
                _retire(connection, embedded.article.id, generation)
                _insert(connection, embedded, generation)
            _set_generation(connection, generation)

    def remove(self, ids: Iterable[str]) -> None:
        """Remove articles with all their revisions, for good: only that they were there is kept."""
        with self._database.writing() as connection:
            generation = _generation(connection) + 1
            for article_id in ids:
                _retire(connection, article_id, generation)
                _forget(connection, article_id)
            _set_generation(connection, generation)


def _generation(connection: sqlite3.Connection) -> int:
    query = "SELECT value FROM manifest WHERE name = 'generation'"
    return int(connection.execute(query).fetchone()[0])


def _set_generation(connection: sqlite3.Connection, generation: int) -> None:
    query = "UPDATE manifest SET value = ? WHERE name = 'generation'"
    connection.execute(query, (str(generation),))


def _select(
    connection: sqlite3.Connection, query: str, values: Iterable[Any]
) -> Iterator[tuple[Any, ...]]:
    """Run a query that ends in a column's name for the rows in which it has one of the values."""
    remaining = list(values)
    while remaining:
        some, remaining = remaining[:VALUES_AT_ONCE], remaining[VALUES_AT_ONCE:]
        marks = ", ".join("?" * len(some))
        yield from connection.execute(f"{query} IN ({marks})", some)


def _article(stored_hash: str, row: Sequence[Any]) -> Article:
    identity, title, text, published, source, url, authors, section, place = row
    try:
        article = Article(
            id=identity,
            title=title,
            text=text,
            published=date.fromisoformat(published) if published else None,
            source=source,
            url=url,
            authors=tuple(json.loads(authors)),
            section=section,
            place=place,
        )
        intact = article.content_hash == stored_hash
    except (BackissueError, ValueError):
        intact = False
    if not intact:
        raise ArchiveDamaged(
            f"The article {identity!r} in the archive is not what was stored: its content hash "
            "does not match. Index it again from its source."
        )
    return article


def _retire(connection: sqlite3.Connection, article_id: str, generation: int) -> None:
    """End an article's time in the archive; its text stays, so that citations resolve."""
    query = "SELECT key, first_passage, passages FROM articles WHERE id = ? AND retired IS NULL"
    for key, first, passages in connection.execute(query, (article_id,)).fetchall():
        connection.execute("UPDATE articles SET retired = ? WHERE key = ?", (generation, key))
        connection.execute(
            "DELETE FROM vectors WHERE passage BETWEEN ? AND ?", (first, first + passages - 1)
        )


def _forget(connection: sqlite3.Connection, article_id: str) -> None:
    """Delete what an article said; its row stays, so that its keys are never used again."""
    of_article = "IN (SELECT key FROM articles WHERE id = ?)"
    connection.execute(f"DELETE FROM texts WHERE article {of_article}", (article_id,))  # noqa: S608
    connection.execute(f"DELETE FROM passages WHERE article {of_article}", (article_id,))  # noqa: S608
    connection.execute(
        "UPDATE articles SET removed = 1, title = '', authors = '[]', source = NULL, url = NULL, "
        "section = NULL, place = NULL, origin = NULL WHERE id = ?",
        (article_id,),
    )


def _insert(connection: sqlite3.Connection, embedded: Embedded, generation: int) -> None:
    article = embedded.article
    query = "SELECT max(first_passage + passages) FROM articles"
    first = connection.execute(query).fetchone()[0] or 1
    cursor = connection.execute(
        "INSERT INTO articles (id, hash, added, first_passage, passages, title, published, source, "
        "url, authors, section, place, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.id,
            article.content_hash,
            generation,
            first,
            len(embedded.passages),
            article.title,
            article.published.isoformat() if article.published else None,
            article.source,
            article.url,
            json.dumps(article.authors),
            article.section,
            article.place,
            embedded.origin,
        ),
    )
    key = cursor.lastrowid
    connection.execute("INSERT INTO texts VALUES (?, ?)", (key, article.text))
    numbered = list(enumerate(embedded.passages, start=first))
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?)",
        [(number, key, passage.start, passage.end) for number, passage in numbered],
    )
    halves = embedded.vectors.astype("<f2")
    connection.executemany(
        "INSERT INTO vectors VALUES (?, ?)",
        [(number, half.tobytes()) for (number, _), half in zip(numbered, halves, strict=True)],
    )
