"""What no thread may be inside of while the process forks: a library with locks of its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from backissue.indexer.forks import hold_over_forks


class Gate:
    """Lets all threads in at once, and none while the process forks."""

    def __init__(self) -> None:
        self.unlock()
        hold_over_forks(self)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Wait for a fork to end, and keep the next one waiting."""
        with self._news:
            self._news.wait_for(lambda: not self._is_shut)
            self._inside += 1
        try:
            yield
        finally:
            with self._news:
                self._inside -= 1
                self._news.notify_all()

    def hold(self) -> None:
        """Let nobody in, and wait until nobody is inside."""
        with self._news:
            self._is_shut = True
            try:
                self._news.wait_for(lambda: not self._inside)
            except BaseException:
                self._is_shut = False
                raise

    def go_on(self) -> None:
        """Let everybody in again."""
        with self._news:
            self._is_shut = False
            self._news.notify_all()

    def unlock(self) -> None:
        """Begin anew, with nobody inside."""
        self._news = threading.Condition()
        self._inside, self._is_shut = 0, False


models = Gate()
