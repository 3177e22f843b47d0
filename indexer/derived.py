"""What is derived from an archive's truth: its words and its vectors."""

from pathlib import Path

from backissue.indexer.keywords import catch_up_words, open_words
from backissue.indexer.store import Store
from backissue.indexer.vector_file import is_stale, newest_file, write_file


class Derived:
    """Brings the words and the vectors of an archive up to its truth, embedding nothing.

    Only who holds the writer's lock may. It may be stopped at any point and done again.
    """

    def __init__(self, store: Store) -> None:
        """Look at what is there; what is damaged is made again with the next catching up."""
        self._store = store
        self._dimension: int = store.manifest()["model"]["dimension"]
        self._words = open_words(store.folder)
        self._file = newest_file(store.folder, store.generation())

    def catch_up(self) -> None:
        """Add what is missing, and leave out what is gone."""
        catch_up_words(self._words, self._store)
        if is_stale(self._store, self._file):
            self._file = write_file(self._store, self._dimension, self._file)


def catch_up(folder: Path) -> None:
    """Bring the words and the vectors of an archive up to its truth, once."""
    store = Store(folder, writable=True)
    try:
        Derived(store).catch_up()
    finally:
        store.close()
