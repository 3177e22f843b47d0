"""The rows of the truth, each of which is held against its seal whenever it is read."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from zlib import crc32

from backissue.indexer.article import Article, Passage
from backissue.indexer.errors import ArchiveDamaged, BackissueError
from backissue.indexer.models.embed import Vectors
from backissue.indexer.truth.catalogue import Entry
from backissue.indexer.truth.manifest import read_manifest
from backissue.indexer.truth.seal import SealBroken, seal, vector_seal

# SQLite takes at most 32,766 values in one statement.
VALUES_AT_ONCE = 30_000

ADDED, RETIRED = Entry._fields.index("added"), Entry._fields.index("retired")

ENTRIES = """
SELECT key, first_passage, passages, added, retired, published, modified, source, removed, story,
identity, seal FROM articles"""

RECORDS = """
SELECT key, first_passage, passages, added, retired, published, modified, source, removed, story,
id, hash, origin, identity, seal FROM articles"""

# What each search reads comes in few rows and columns: for every one of them sqlite3 lets go of
# Python's lock and waits for it again, and threads that search at once are in one another's way.
ARTICLES = """
SELECT json_array(key, first_passage, passages, added, retired, published, modified, source,
removed, story, id, hash, origin, identity, seal, title, url, authors, section, place), text
FROM articles LEFT JOIN texts ON article = key WHERE key IN (SELECT value FROM json_each(?))"""

SPANS = """
SELECT json_group_array(json_array(key, article, start, stop, seal))
FROM passages WHERE key IN (SELECT value FROM json_each(?))"""

VECTORS = """
SELECT CAST(group_concat(vector, '') AS BLOB), group_concat(seal)
FROM json_each(?) CROSS JOIN vectors ON passage = value"""

INSERT = """
INSERT INTO articles (key, first_passage, passages, added, retired, published, modified, source,
removed, story, id, hash, origin, identity, seal, title, url, authors, section, place)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

UPDATE = """
UPDATE articles SET retired = ?, source = ?, removed = ?, story = ?, origin = ?, identity = ?,
seal = ? WHERE key = ?"""


class Record(NamedTuple):
    """All that is known about an article beside what it says."""

    key: int
    first_passage: int
    passages: int
    added: int
    retired: int | None
    published: str | None
    modified: str | None
    source: str | None
    removed: int
    story: int | None
    id: str
    hash: str
    origin: str | None

    @property
    def seals(self) -> tuple[int, int]:
        """The identity, and the seal over it and the entry."""
        *entry, identity, content_hash, origin = self
        identity_seal = seal(self.key, identity, content_hash, origin)
        return identity_seal, seal(*entry, identity_seal)


def read_entries(connection: sqlite3.Connection) -> list[Entry]:
    """Return what the catalogue needs to know of every article, in the order of their keys."""
    return [Entry._make(row[:-1]) for row in read_entry_rows(connection)]


def read_entry_rows(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Return the entries as plain tuples, with their seals: where there are many, it is faster."""
    rows = connection.execute(f"{ENTRIES} ORDER BY key").fetchall()
    manifest = read_manifest(connection)
    if [row[0] for row in rows] != list(range(1, manifest["articles"] + 1)):
        raise SealBroken("articles are missing")
    # seal() written out, for the same reason
    if broken := [row[0] for row in rows if crc32(ascii(row[:-1]).encode()) != row[-1]]:
        raise SealBroken(f"article {broken[0]} does not match its checksum")
    newest = manifest["generation"]
    if early := [row[0] for row in rows if row[ADDED] > newest or (row[RETIRED] or 0) > newest]:
        raise SealBroken(f"article {early[0]} is of a commit that was never made")
    return rows


def find_current(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Record]:
    """Return the current article under each of some ids, without those that are not known."""
    wanted = list(ids)
    found = {record.id: record for record in _current(connection, "", wanted)}
    if missing := [each for each in wanted if each not in found]:
        # An index that is damaged is not taken at its word.
        found |= {record.id: record for record in _current(connection, "NOT INDEXED", missing)}
    return found


def _current(connection: sqlite3.Connection, hint: str, ids: Sequence[str]) -> list[Record]:
    query = f"{RECORDS} {hint} WHERE retired IS NULL AND id"
    records = [_record(row) for row in _select(connection, query, ids)]
    if any(record.retired is not None for record in records):
        raise SealBroken("its index of current articles is wrong")
    return records


def find_revision(
    connection: sqlite3.Connection, article_id: str, content_hash: str
) -> Record | None:
    """Return an article as it was when it had that hash, unless it was removed."""
    for hint in ("", "NOT INDEXED"):
        query = f"{RECORDS} {hint} WHERE id = ? AND hash = ?"
        for row in connection.execute(query, (article_id, content_hash)).fetchall():
            record = _record(row)
            if not record.removed:
                return record
    return None


def find_texts(connection: sqlite3.Connection, article_id: str) -> list[Record]:
    """Return the revisions of an article that were not removed, in the order of their keys."""
    rows = connection.execute(f"{RECORDS} WHERE id = ? ORDER BY key", (article_id,)).fetchall()
    return [record for record in map(_record, rows) if not record.removed]


def find_revisions(connection: sqlite3.Connection, ids: Iterable[str]) -> list[Record]:
    """Return all revisions of some articles, without trusting an index."""
    rows = _select(connection, f"{RECORDS} NOT INDEXED WHERE id", ids)
    return [_record(row) for row in rows]


def read_record(connection: sqlite3.Connection, key: int) -> Record:
    """Return what is known about the article with a key."""
    row = connection.execute(f"{RECORDS} WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise SealBroken(f"article {key} is missing")
    return _record(row)


def _record(row: tuple[Any, ...]) -> Record:
    record = Record._make(row[: len(Record._fields)])
    if record.seals != row[len(record) :]:
        raise SealBroken(f"the article {record.id!r} does not match its checksum")
    return record


def read_articles(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, Article]:
    """Return articles by key, without those that were removed."""
    wanted = list(keys)
    rows = connection.execute(ARTICLES, (json.dumps(wanted),)).fetchall()
    if len(rows) != len(set(wanted)):
        raise SealBroken("articles are missing")
    read = [_read_article(json.loads(row), text) for row, text in rows]
    return {record.key: article for record, article in read if article}


def _read_article(row: list[Any], text: str) -> tuple[Record, Article | None]:
    """Return an article with what is known about it, unless it was removed."""
    *known, title, url, authors, section, place = row
    record = _record(tuple(known))
    if record.removed:
        return record, None
    try:
        article = Article(
            id=record.id,
            title=title,
            text=text,
            published=date.fromisoformat(record.published) if record.published else None,
            modified=date.fromisoformat(record.modified) if record.modified else None,
            source=record.source,
            url=url,
            authors=tuple(json.loads(authors)),
            section=section,
            place=place,
        )
        intact = article.content_hash == record.hash
    except (AttributeError, BackissueError, TypeError, ValueError):
        intact = False
    if not intact:
        raise ArchiveDamaged(
            f"The article {record.id!r} in the archive is not what was stored: its content hash "
            "does not match. Index it again from its source."
        )
    return record, article


def read_spans(
    connection: sqlite3.Connection, keys: Iterable[int]
) -> dict[int, tuple[int, int, int]]:
    """Return article, start and stop of passages by key, without those that were removed."""
    wanted = list(keys)
    (packed,) = connection.execute(SPANS, (json.dumps(wanted),)).fetchone()
    rows = json.loads(packed)
    if any(seal(*values) != stated for *values, stated in rows):
        raise SealBroken("a passage does not match its checksum")
    spans = {key: (article, start, stop) for key, article, start, stop, _ in rows}
    if lost := set(wanted) - spans.keys():
        for entry in (entry for entry in read_entries(connection) if entry.removed):
            lost -= set(range(entry.first_passage, entry.first_passage + entry.passages))
        if lost:
            raise SealBroken("passages are missing")
    return spans


def read_vectors(connection: sqlite3.Connection, passages: Iterable[int]) -> bytes:
    """Return the stored vectors of passages one after the other, all of which have to be there."""
    keys = list(passages)
    if not keys:
        return b""
    data, seals = connection.execute(VECTORS, (json.dumps(keys),)).fetchone()
    if data is None or seals.count(",") + 1 < len(keys):
        raise SealBroken("vectors are missing")
    size, rest = divmod(len(data), len(keys))
    vectors = [data[place * size : (place + 1) * size] for place in range(len(keys))]
    if rest or seals != ",".join(map(str, map(vector_seal, keys, vectors))):
        raise SealBroken("a vector does not match its checksum")
    return bytes(data)


def insert_article(connection: sqlite3.Connection, record: Record, article: Article) -> None:
    """Add an article."""
    said = (article.title, article.url, json.dumps(article.authors), article.section, article.place)
    connection.execute(INSERT, (*record, *record.seals, *said))
    connection.execute("INSERT INTO texts VALUES (?, ?)", (record.key, article.text))


def insert_passages(
    connection: sqlite3.Connection, record: Record, passages: Sequence[Passage], vectors: Vectors
) -> None:
    """Add the passages of an article, with their vectors as float16."""
    spans = [
        (key, record.key, passage.start, passage.end)
        for key, passage in enumerate(passages, start=record.first_passage)
    ]
    connection.executemany(
        "INSERT INTO passages (key, article, start, stop, seal) VALUES (?, ?, ?, ?, ?)",
        [(*span, seal(*span)) for span in spans],
    )
    blobs = [half.tobytes() for half in vectors.astype("<f2")]
    connection.executemany(
        "INSERT INTO vectors (passage, vector, seal) VALUES (?, ?, ?)",
        [(key, blob, vector_seal(key, blob)) for (key, *_), blob in zip(spans, blobs, strict=True)],
    )


def write_record(connection: sqlite3.Connection, record: Record) -> None:
    """Change what may change of what is known about an article."""
    changes = (record.retired, record.source, record.removed, record.story, record.origin)
    connection.execute(UPDATE, (*changes, *record.seals, record.key))


def forget_article(connection: sqlite3.Connection, record: Record, generation: int) -> None:
    """Delete what an article said; its row stays, so that its keys are never used again."""
    last = record.first_passage + record.passages - 1
    connection.execute("DELETE FROM texts WHERE article = ?", (record.key,))
    delete = "DELETE FROM passages WHERE key BETWEEN ? AND ?"
    connection.execute(delete, (record.first_passage, last))
    retired = generation if record.retired is None else record.retired
    forgotten = record._replace(retired=retired, removed=1, source=None, story=None, origin=None)
    write_record(connection, forgotten)
    connection.execute(
        "UPDATE articles SET title = '', authors = '[]', url = NULL, section = NULL, place = NULL "
        "WHERE key = ?",
        (record.key,),
    )


def _select(
    connection: sqlite3.Connection, query: str, values: Iterable[Any]
) -> list[tuple[Any, ...]]:
    """Run a query that ends in a column's name for the rows in which it has one of the values."""
    remaining = list(values)
    rows: list[tuple[Any, ...]] = []
    while remaining:
        some, remaining = remaining[:VALUES_AT_ONCE], remaining[VALUES_AT_ONCE:]
        marks = ", ".join("?" * len(some))
        rows += connection.execute(f"{query} IN ({marks})", some)
    return rows
