"""What opening an archive repairs: an older format, and indexes that are behind or damaged."""

import logging
import time
from pathlib import Path

from backissue.indexer.embed import Model
from backissue.indexer.errors import (
    ArchiveDamaged,
    ArchiveLocked,
    ArchiveOutdated,
    ArchiveUnwritable,
)
from backissue.indexer.keywords import KeywordIndex
from backissue.indexer.store import Store
from backissue.indexer.vector_file import is_stale, newest_file
from backissue.indexer.writer import WriterLock, catch_up

logger = logging.getLogger(__name__)

# How long to wait for a writer that is just making or mending the archive, in seconds.
PATIENCE_S = 30.0


def mend(folder: Path) -> None:
    """Bring an archive into the state in which it can be read, embedding nothing.

    Where another process is writing, or nothing can be written, what is there is left as it is:
    readers then see the last state that is whole. Raises ArchiveNotFound, ArchiveMismatch, or
    ArchiveDamaged where there is no such state.
    """
    patience = time.monotonic() + PATIENCE_S
    while not _is_whole(folder):
        try:
            with WriterLock(folder):
                store = Store(folder, writable=True)
                try:
                    catch_up(store, Model(**store.manifest()["model"]))
                finally:
                    store.close()
        except ArchiveLocked:
            if _is_readable(folder):
                return
            if time.monotonic() > patience:
                raise
            time.sleep(0.05)
        except ArchiveUnwritable as error:
            if not _is_readable(folder):
                raise
            logger.warning("%s It is read as it is.", error)
            return


def _is_whole(folder: Path) -> bool:
    """Whether the words and the vectors are intact and up to the truth."""
    try:
        store = Store(folder)
    except ArchiveOutdated:
        return False
    try:
        generation = store.generation()
        if KeywordIndex.open(folder).generation != generation:
            return False
        return not is_stale(store.catalogue(generation), newest_file(folder, generation))
    except ArchiveDamaged:
        return False
    finally:
        store.close()


def _is_readable(folder: Path) -> bool:
    """Whether the words are intact, if perhaps behind; vectors can be read from the truth."""
    try:
        Store(folder).close()
        KeywordIndex.open(folder)
    except (ArchiveDamaged, ArchiveOutdated):
        return False
    return True
