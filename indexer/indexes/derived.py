"""What is derived from an archive's truth: its words and its vectors."""

from pathlib import Path

from backissue.indexer.indexes.article_words import ArticleWords
from backissue.indexer.indexes.passage_words import PassageWords
from backissue.indexer.indexes.vector_file import clear_files, is_stale, newest_file, write_file
from backissue.indexer.indexes.write_words import catch_up_words
from backissue.indexer.memory import give_back
from backissue.indexer.truth.store import Store


class Derived:
    """Brings the words and the vectors of an archive up to its truth, embedding nothing.

    Only who holds the writer's lock may. It may be stopped at any point and done again.
    """

    def __init__(self, store: Store) -> None:
        """Look at what is there; what is damaged is made again with the next catching up."""
        self._store = store
        self._dimension: int = store.manifest()["model"]["dimension"]
        self._articles = ArticleWords.make(store)
        self._words = PassageWords.make(store)
        clear_files(store.folder, self._words.generation)
        self._file = newest_file(store.folder, self._words.generation)

    def catch_up(self) -> None:
        """Add what is missing, and leave out what is gone."""
        catalogue = self._store.catalogue()
        # First, so that what is seen of them is never behind the passages.
        catch_up_words(self._articles, self._store, catalogue)
        catch_up_words(self._words, self._store, catalogue)
        give_back()
        if is_stale(catalogue, self._file):
            self._file = write_file(self._store, catalogue, self._dimension, self._file)
            give_back()
        # Not before: who still looks at the commit before needs them.
        self._store.forget_vectors(catalogue)


def catch_up(folder: Path) -> None:
    """Bring the words and the vectors of an archive up to its truth, once."""
    store = Store(folder, writable=True)
    try:
        Derived(store).catch_up()
    finally:
        store.close()
