"""Opening an archive to read it, which repairs an older format and indexes that are damaged."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

from backissue.indexer.errors import (
    ArchiveDamaged,
    ArchiveLocked,
    ArchiveOutdated,
    ArchiveUnwritable,
)
from backissue.indexer.indexes.derived import catch_up
from backissue.indexer.indexes.keywords import KeywordIndex
from backissue.indexer.indexes.vector_file import VectorFile, is_stale, newest_file
from backissue.indexer.truth.catalogue import Catalogue
from backissue.indexer.truth.database import advice
from backissue.indexer.truth.store import Store
from backissue.indexer.writer import WriterLock

logger = logging.getLogger(__name__)

# How long to wait for a writer that is just making or mending the archive, in seconds.
PATIENCE_S = 30.0
LOCK_PATIENCE_S = 1.0

# How often to mend what still cannot be read, or is behind again because somebody goes on writing.
ROUNDS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """The parts of an archive, checked and ready to be read: all as of the commit of its words."""

    store: Store
    keywords: KeywordIndex
    catalogue: Catalogue
    file: VectorFile | None
    """None where all vectors are read from the truth."""

    @classmethod
    def of(cls, store: Store, keywords: KeywordIndex, known: VectorFile | None = None) -> "Opened":
        """Take what belongs to some words; a file that is known already is not read again."""
        catalogue = store.catalogue(keywords.generation)
        file = newest_file(store.folder, catalogue.generation, known)
        return cls(store, keywords, catalogue, file)

    @property
    def is_up_to_date(self) -> bool:
        """Whether the words and the vectors are up to the truth."""
        newest = self.catalogue.generation == self.store.generation()
        return newest and self.keywords.has_articles and not is_stale(self.catalogue, self.file)


def open_archive(folder: Path) -> Opened:
    """Open an archive, brought into the state in which it is best read, embedding nothing.

    Where another process is writing, or nothing can be written, what is there is left as it is:
    readers then see the last state that is whole. Raises ArchiveNotFound, ArchiveMismatch, or
    ArchiveDamaged where there is no such state.
    """
    patience = time.monotonic() + PATIENCE_S
    mended = 0
    while True:
        opened = _look(folder)
        if opened and (opened.is_up_to_date or mended == ROUNDS):
            return opened
        if mended == ROUNDS:
            raise ArchiveDamaged(f"The indexes in {folder} cannot be mended. {advice(folder)}")
        try:
            with WriterLock(folder, patience=0.0 if opened else LOCK_PATIENCE_S):
                catch_up(folder)
            mended += 1
        except ArchiveLocked:
            if opened:
                return opened
            if time.monotonic() > patience:
                raise
        except ArchiveUnwritable as error:
            if opened is None:
                raise ArchiveUnwritable(
                    f"{error} What is searched in it is damaged, or of another version of "
                    "Backissue, and has to be made again: open it once where it can be written."
                ) from error
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
        keywords = _words(store)
        if keywords is not None:
            return Opened.of(store, keywords)
    except BaseException:
        store.close()
        raise
    store.close()
    return None


def _words(store: Store) -> KeywordIndex | None:
    generation = store.generation()  # damage to the truth cannot be mended: it is not passed over
    try:
        keywords = KeywordIndex.open(store)
    except ArchiveDamaged:
        return None
    # Words that are empty are just being made: they are not those of an archive without articles.
    return keywords if keywords.generation or not generation else None
