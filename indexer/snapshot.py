"""A whole archive in one file, and back."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from backissue.indexer.errors import ArchiveDamaged, ArchiveUnwritable
from backissue.indexer.folder import archive_folder
from backissue.indexer.mend import open_archive
from backissue.indexer.truth.audit import audit_truth
from backissue.indexer.truth.database import FILE, Database, explained
from backissue.indexer.writer import WriterLock

# Of all that is damaged, so much is named.
LINES = 3


def write_snapshot(path: str | Path, file: str | Path) -> None:
    """Write an archive as of its last commit into one file, while it is in use if need be.

    The file holds articles, revisions, vectors and manifest; the indexes are made again from them
    on the way back. An existing file is replaced only once every row of the new one was found to be
    what was stored; otherwise this raises ArchiveDamaged.
    """
    folder, file = archive_folder(path), Path(file)
    unfinished = file.with_name(f"{file.name}.new")
    if not file.parent.is_dir():
        raise ArchiveUnwritable(f"{file} cannot be written: there is no folder {file.parent}.")
    database = Database(folder, writable=False)
    try:
        with database.connected() as connection, explained(unfinished):
            unfinished.unlink(missing_ok=True)
            connection.execute("VACUUM INTO ?", (str(unfinished),))
            _check(
                unfinished, f"The archive in {folder} is damaged, and no snapshot was made of it"
            )
            with unfinished.open("rb") as written:
                os.fsync(written.fileno())
            unfinished.rename(file)
    finally:
        database.close()
        unfinished.unlink(missing_ok=True)


def restore_snapshot(file: str | Path, path: str | Path) -> None:
    """Make an archive of a snapshot in a folder that holds none yet.

    Raises ArchiveUnwritable where there is one already, and ArchiveDamaged or ArchiveMismatch
    where the file is not a whole snapshot that this version reads, each row as it was stored.
    """
    file, folder = Path(file), archive_folder(path)
    if not file.is_file():
        raise ArchiveDamaged(f"There is no snapshot {file}.")
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    try:
        (state,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        state = str(error)
    finally:
        connection.close()
    if state != "ok":
        raise ArchiveDamaged(f"The snapshot {file} is damaged: {state}.")
    with WriterLock(folder):
        if (folder / FILE).exists():
            raise ArchiveUnwritable(
                f"{folder} holds an archive already. Restore into a new folder."
            )
        unfinished = folder / f"{FILE}.new"
        shutil.copyfile(file, unfinished)
        connection = sqlite3.connect(unfinished)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
        unfinished.rename(folder / FILE)
    try:
        open_archive(folder).store.close()
        _check(folder / FILE, f"The snapshot {file} is damaged")
    except ArchiveDamaged:
        for part in folder.glob(f"{FILE}*"):
            part.unlink()
        raise


def _check(path: Path, message: str) -> None:
    """Raise ArchiveDamaged with a message unless every row of an archive is what was stored."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        damage = audit_truth(connection).damage
    if damage:
        raise ArchiveDamaged(f"{message}: {' '.join(damage[:LINES])}")
