"""Opening an archive to read it, which repairs an older format and indexes that are damaged."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

from backissue.indexer.derived import catch_up
from backissue.indexer.errors import (
    ArchiveDamaged,
    ArchiveLocked,
    ArchiveOutdated,
    ArchiveUnwritable,
)
from backissue.indexer.keywords import KeywordIndex
from backissue.indexer.store import Store
from backissue.indexer.vector_file import VectorFile, is_stale, newest_file
from backissue.indexer.writer import WriterLock

logger = logging.getLogger(__name__)

# How long to wait for a writer that is just making or mending the archive, in seconds.
PATIENCE_S = 30.0
LOCK_PATIENCE_S = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """The parts of an archive, checked and ready to be read."""

    store: Store
    keywords: KeywordIndex
    file: VectorFile | None
    """None where all vectors are read from the truth."""

    @property
    def is_up_to_date(self) -> bool:
        """Whether the words and the vectors are up to the truth."""
        return self.keywords.generation == self.store.generation() and not is_stale(
            self.store, self.file
        )


def open_archive(folder: Path) -> Opened:
    """Open an archive, brought into the state in which it is best read, embedding nothing.

    Where another process is writing, or nothing can be written, what is there is left as it is:
    readers then see the last state that is whole. Raises ArchiveNotFound, ArchiveMismatch, or
    ArchiveDamaged where there is no such state.
    """
    patience = time.monotonic() + PATIENCE_S
    while True:
        opened = _look(folder)
        if opened and opened.is_up_to_date:
            return opened
        try:
            with WriterLock(folder, patience=0.0 if opened else LOCK_PATIENCE_S):
                catch_up(folder)
        except ArchiveLocked:
            if opened:
                return opened
            if time.monotonic() > patience:
                raise
        except ArchiveUnwritable as error:
            if opened is None:
                raise
            logger.warning("%s It is read as it is.", error)
            return opened
        if opened:
            opened.store.close()


def _look(folder: Path) -> Opened | None:
    """Open an archive as it is, or return None where it cannot be read without mending it."""
    try:
        store = Store(folder)
    except ArchiveOutdated:
        return None
    try:
        generation = store.generation()
        return Opened(store, KeywordIndex.open(folder), newest_file(folder, generation))
    except ArchiveDamaged:
        store.close()
        return None
    except BaseException:
        store.close()
        raise
