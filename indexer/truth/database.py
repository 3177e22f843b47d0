"""The SQLite file of an archive: transactions, and errors that say more."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from json import JSONDecodeError
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
from backissue.indexer.truth.connections import Connections
from backissue.indexer.truth.manifest import change_manifest, read_manifest
from backissue.indexer.truth.schema import FORMAT_VERSION, SCHEMA, SKETCHES, upgrade
from backissue.indexer.truth.seal import SealBroken

FILE = "archive.sqlite3"

# Marks the file as ours in its header (PRAGMA application_id): "BIss".
APPLICATION_ID = 0x42497373

# How long to wait for another process that is writing, in seconds. Readers never wait (WAL).
PATIENCE_S = 30.0

# Statements that each connection keeps ready: those for many keys take up to 140 KB each, and there
# is one for each number of keys.
STATEMENTS_KEPT = 32


class Database:
    """An archive's SQLite file; each thread that uses it gets a connection of its own."""

    def __init__(self, folder: Path, *, writable: bool) -> None:
        """Open the file.

        Raises ArchiveNotFound, ArchiveMismatch (a newer format) or ArchiveDamaged.
        """
        self.path = path = folder / FILE
        self._writable = writable
        known: set[str] = set()

        def connect() -> sqlite3.Connection:
            # The number of a file that is gone is soon another's: the id of the archive is not.
            connection = _connect(path, writable=writable)
            archive = _archive(connection)
            if archive is not None:
                if known - {archive}:
                    connection.close()
                    raise _replaced(path)
                known.add(archive)
            return connection

        self._connections = Connections(connect)
        if not self.path.is_file():
            raise ArchiveNotFound(
                f"There is no archive in {folder}. Make one there with: "
                f"backissue index PATH --archive {folder}"
            )
        self._file = self._which_file()
        with self.connected() as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            raise ArchiveDamaged(
                f"{self.path} is not the database of a Backissue archive, or its header is "
                "damaged. Put a copy of it back, or a snapshot into a new folder with: "
                "backissue restore"
            )
        if version < 1:
            raise ArchiveDamaged(f"{self.path} is damaged (no format {version}). {advice(folder)}")
        if version > FORMAT_VERSION:
            raise ArchiveMismatch(
                f"The archive in {folder} has format {version}; this version of Backissue reads "
                f"formats up to {FORMAT_VERSION}. Update Backissue to open it."
            )
        if version < FORMAT_VERSION:
            self._migrate(version)

    @contextmanager
    def connected(self) -> Iterator[sqlite3.Connection]:
        """Lend this thread's connection, and say in our own words what goes wrong."""
        # A thread that is connected would go on with what is gone, and others with what came.
        if self._which_file() != self._file:
            raise _replaced(self.path)
        with explained(self.path), self._connections.lend() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend this thread's connection to look at one commit, whatever comes meanwhile."""
        with self.connected() as connection, _transaction(connection, "BEGIN"):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend this thread's connection for one transaction: all of it is kept, or nothing."""
        with self.connected() as connection, _transaction(connection, "BEGIN IMMEDIATE"):
            yield connection

    def _which_file(self) -> tuple[int, int] | None:
        """Return what tells the file from any other, None where there is none."""
        try:
            status = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return status.st_dev, status.st_ino

    def _migrate(self, version: int) -> None:
        """Bring an older format to the present one, all of it or nothing."""
        if not self._writable:
            raise ArchiveOutdated(
                f"The archive in {self.path.parent} has the older format {version}. Open it once "
                "where its folder can be written, and it is brought up to date."
            )
        with self.writing() as connection:
            upgrade(connection, version)

    def close(self) -> None:
        """Close the connections of all threads, each when it is not in use."""
        self._connections.close()


def _replaced(path: Path) -> ArchiveNotFound:
    return ArchiveNotFound(
        f"The archive in {path.parent} was removed or replaced since it was opened. Open it again."
    )


def _archive(connection: sqlite3.Connection) -> str | None:
    """Return the id of an archive, None where it cannot be read, which others will say."""
    try:
        return str(read_manifest(connection)["archive"])
    except (sqlite3.Error, KeyError, ValueError, SealBroken):
        return None


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def create_database(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Make the database of an empty archive, all at once: a crash leaves none rather than half."""
    path = folder / FILE
    unfinished = path.with_suffix(".new")
    with explained(path):
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        connection = sqlite3.connect(unfinished)
        try:
            connection.executescript(SCHEMA + SKETCHES)
            change_manifest(connection, **manifest)
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
        # Where nothing can be written, or no more, there is no room for the files that readers and
        # a writer share; but without a log to read nobody needs them.
        log = Path(f"{path}-wal")
        if log.exists() and log.stat().st_size > 0:
            raise
        connection = _open(f"{address}?immutable=1")
    return connection


def _open(address: str) -> sqlite3.Connection:
    return sqlite3.connect(
        address,
        uri=True,
        timeout=PATIENCE_S,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=STATEMENTS_KEPT,
    )


# What SQLite answers where the file is not as it was written: a plain error means that a table or
# a column is gone.
DAMAGE = {
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_NOTADB,
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk raise into errors that say what to do."""
    try:
        yield
    except BackissueError:
        raise
    except (SealBroken, UnicodeDecodeError, JSONDecodeError) as error:  # no UTF-8, no JSON
        raise ArchiveDamaged(f"{path} is damaged ({error}). {advice(path.parent)}") from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in DAMAGE:
            raise ArchiveDamaged(f"{path} is damaged ({error}). {advice(path.parent)}") from error
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


def advice(folder: Path) -> str:
    """Say what to do about damage."""
    return f"See what can still be read with: backissue verify --archive {folder}"
