"""Each thread has a connection of its own for as long as it lives."""

import sqlite3
import threading
from pathlib import Path

import pytest

from backissue.indexer.truth.connections import Connections
from backissue.search import Archive


class Counted(sqlite3.Connection):
    """Knows how many of its kind are open."""

    count = 0

    def __init__(self, path: str) -> None:
        super().__init__(path, check_same_thread=False)
        type(self).count += 1
        self._is_open = True

    def close(self) -> None:
        type(self).count -= self._is_open
        self._is_open = False
        super().close()


class Interrupted(sqlite3.Connection):
    """Is interrupted when the first of its kind is closed."""

    was_closed = False

    def close(self) -> None:
        if not self.was_closed:
            type(self).was_closed = True
            raise KeyboardInterrupt
        super().close()


def test_a_thread_that_has_ended_leaves_no_connection_open() -> None:
    connections = Connections(lambda: Counted(":memory:"))

    def use() -> None:
        with connections.lend() as connection:
            connection.execute("SELECT 1")

    use()
    for _ in range(5):
        thread = threading.Thread(target=use)
        thread.start()
        thread.join()
    assert Counted.count == 1
    connections.close()
    assert Counted.count == 0


def test_an_archive_asked_by_one_thread_after_another_keeps_no_files_open(archive: Archive) -> None:
    archive.search("harbour")
    files = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        thread = threading.Thread(target=archive.search, args=["harbour"])
        thread.start()
        thread.join()
    # SQLite may keep one for the next connection: closing it would end the locks of this one.
    assert len(list(Path("/proc/self/fd").iterdir())) <= files + 1


def test_a_thread_has_the_same_connection_until_it_is_closed() -> None:
    connections = Connections(lambda: Counted(":memory:"))
    with connections.lend() as first:
        pass
    with connections.lend() as second:
        assert first is second
    connections.close()
    with connections.lend() as third:
        assert third is not first
    connections.close()


def test_what_cannot_be_held_over_a_fork_lends_again() -> None:
    connections = Connections(lambda: Interrupted(":memory:"))
    with connections.lend():
        pass
    with pytest.raises(KeyboardInterrupt):
        connections.hold()
    with connections.lend() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
