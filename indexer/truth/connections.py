"""Connections to a SQLite file: one for every thread, closed with it, and kept over no fork."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from weakref import WeakSet

from backissue.indexer.forks import hold_over_forks


class _Lent:
    """A thread's connection, which is not closed while it is in use."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.in_use = threading.RLock()  # taken by its own thread, and once to close it
        self.is_closed = False

    def close(self) -> None:
        with self.in_use:
            self.connection.close()
            self.is_closed = True

    def __del__(self) -> None:
        self.connection.close()  # its thread has ended


class Connections:
    """Lends each thread a connection of its own."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        """Connect, whenever a thread has no connection, as is said."""
        self._connect = connect
        self._local = threading.local()  # what alone keeps a connection: it goes with its thread
        self._lent: WeakSet[_Lent] = WeakSet()
        self.unlock()
        # A child would believe in locks on the file that it does not hold, and take what others
        # write meanwhile for damage: https://sqlite.org/howtocorrupt.html, 2.6.
        hold_over_forks(self)

    @contextmanager
    def lend(self) -> Iterator[sqlite3.Connection]:
        """Lend this thread's connection, which nobody closes meanwhile.

        Not to a thread that has it already: a fork that waits for it would keep it from beginning.
        """
        while True:
            lent = self._of_this_thread()
            with lent.in_use:
                if not lent.is_closed:  # a moment ago, by another thread
                    yield lent.connection
                    return

    def close(self) -> None:
        """Close the connections of all threads, each when it is not in use."""
        with self._lock:
            lent = self._take()
        for each in lent:
            each.close()

    def hold(self) -> None:
        """Close them, and let nobody connect."""
        self._lock.acquire()
        try:
            for each in self._take():
                each.close()
        except BaseException:
            self._lock.release()
            raise

    def go_on(self) -> None:
        """Let everybody connect again."""
        self._lock.release()

    def unlock(self) -> None:
        """Make the lock anew, held by nobody."""
        self._lock = threading.Lock()

    def _take(self) -> list[_Lent]:
        """Return what is lent, and know no more of it."""
        lent, self._lent = list(self._lent), WeakSet()
        self._local = threading.local()
        return lent

    def _of_this_thread(self) -> _Lent:
        lent: _Lent | None = getattr(self._local, "lent", None)
        if lent is None:
            with self._lock:
                lent = _Lent(self._connect())
                self._lent.add(lent)
                self._local.lent = lent
        return lent
