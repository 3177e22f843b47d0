"""The SQLite file of an archive: its schema, and connections to it for every thread."""

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from backissue.indexer.errors import (
    ArchiveDamaged,
    ArchiveMismatch,
    ArchiveNotFound,
    ArchiveOutdated,
    ArchiveUnwritable,
    BackissueError,
)

FILE = "archive.sqlite3"

# Raised with each change of what is on disk.
FORMAT_VERSION = 2

# Marks the file as ours in its header (PRAGMA application_id): "BIss".
APPLICATION_ID = 0x42497373

# An article's row says from which generation (commit) on it is part of the archive and, once it
# was revised or removed, up to which. A revised article keeps its text, so that citations resolve.
# Articles keep their passages in one run of keys, and no key is used twice.
SCHEMA = """
CREATE TABLE manifest (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE articles (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    hash TEXT NOT NULL,
    added INTEGER NOT NULL,
    retired INTEGER,
    first_passage INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    title TEXT NOT NULL,
    published TEXT,
    source TEXT,
    url TEXT,
    authors TEXT NOT NULL,
    section TEXT,
    place TEXT,
    origin TEXT,
    removed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX current ON articles (id) WHERE retired IS NULL;
CREATE INDEX revisions ON articles (id, hash);
CREATE INDEX added ON articles (added);
CREATE INDEX retired ON articles (retired) WHERE retired IS NOT NULL;
CREATE TABLE texts (article INTEGER PRIMARY KEY REFERENCES articles, text TEXT NOT NULL) STRICT;
CREATE TABLE passages (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
) STRICT;
CREATE INDEX article_passages ON passages (article);
CREATE TABLE vectors (passage INTEGER PRIMARY KEY REFERENCES passages, vector BLOB NOT NULL) STRICT;
"""

# From each older format to the next one.
MIGRATIONS = {
    1: "ALTER TABLE articles ADD COLUMN removed INTEGER NOT NULL DEFAULT 0",
}

# How long to wait for another process that is writing, in seconds. Readers never wait (WAL).
PATIENCE_S = 30.0


class Database:
    """An archive's SQLite file; each thread that uses it gets a connection of its own."""

    def __init__(self, folder: Path, *, writable: bool) -> None:
        """Open the file.

        Raises ArchiveNotFound, ArchiveMismatch (a newer format) or ArchiveDamaged.
        """
        self.path = folder / FILE
        self._writable = writable
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        if not self.path.is_file():
            raise ArchiveNotFound(
                f"There is no archive in {folder}. Make one there with: "
                f"backissue index PATH --archive {folder}"
            )
        with self.reading() as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            raise ArchiveDamaged(f"{self.path} is not the database of a Backissue archive.")
        if version > FORMAT_VERSION:
            raise ArchiveMismatch(
                f"The archive in {folder} has format {version}; this version of Backissue reads "
                f"formats up to {FORMAT_VERSION}. Update Backissue to open it."
            )
        if version < FORMAT_VERSION:
            self._migrate(version)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend this thread's connection, and say in our own words what goes wrong."""
        with explained(self.path):
            yield self._connection()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend this thread's connection for one transaction: all of it is kept, or nothing."""
        with explained(self.path):
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _migrate(self, version: int) -> None:
        """Bring an older format to the present one, all of it or nothing."""
        if not self._writable:
            raise ArchiveOutdated(
                f"The archive in {self.path.parent} has the older format {version}. Open it once "
                "where its folder can be written, and it is brought up to date."
            )
        with self.writing() as connection:
            for older in range(version, FORMAT_VERSION):
                connection.execute(MIGRATIONS[older])
            connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = _connect(self.path, writable=self._writable)
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection


def create_database(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Make the database of an empty archive, all at once: a crash leaves none rather than half."""
    path = folder / FILE
    unfinished = path.with_suffix(".new")
    with explained(path):
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        connection = sqlite3.connect(unfinished)
        try:
            connection.executescript(SCHEMA)
            connection.executemany(
                "INSERT INTO manifest VALUES (?, ?)",
                [(name, json.dumps(value)) for name, value in manifest.items()],
            )
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
            connection.commit()
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
        unfinished.rename(path)


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    # check_same_thread: close() may come from another thread; no other use does.
    address = f"file:{quote(str(path.absolute()))}"
    if writable:
        connection = _open(f"{address}?mode=rw")
        connection.execute("PRAGMA synchronous = FULL")
        return connection
    try:
        connection = _open(f"{address}?mode=ro")
        connection.execute("SELECT 1 FROM manifest")
    except sqlite3.OperationalError:
        # A folder where nothing can be written has no room for the files that readers and a
        # writer share; but neither has it a writer.
        if Path(f"{path}-wal").exists():
            raise
        connection = _open(f"{address}?immutable=1")
    return connection


def _open(address: str) -> sqlite3.Connection:
    return sqlite3.connect(
        address, uri=True, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False
    )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk raise into errors that say what to do."""
    try:
        yield
    except BackissueError:
        raise
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise ArchiveDamaged(
                f"{path} is damaged ({error}). See what can still be read with: "
                f"backissue verify --archive {path.parent}"
            ) from error
        if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise ArchiveUnwritable(
                f"{path} could not be written ({error}). Everything committed before is kept. "
                "Make room on the disk and run the same command again."
            ) from error
        if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
            raise ArchiveUnwritable(
                f"{path} cannot be opened for this ({error}). Check the permissions of its folder."
            ) from error
        raise
    except OSError as error:
        raise ArchiveUnwritable(
            f"{error.filename or path} could not be written: {error.strerror}. Everything "
            "committed before is kept."
        ) from error
