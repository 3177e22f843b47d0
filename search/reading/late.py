"""Parts that take time to load: loaded when they are first needed, or ahead of that."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

from backissue.indexer.errors import BackissueError
from backissue.indexer.forks import unlocked

Part = TypeVar("Part")


class Late(Generic[Part]):
    """A part that is loaded once, by whichever thread needs it first; the others wait."""

    def __init__(self, load: Callable[[], Part]) -> None:
        """Take what loads it."""
        self._load = load
        self._loaded: tuple[Part, ...] = ()
        self.unlock()
        unlocked.add(self)

    def unlock(self) -> None:
        """Make the lock anew, held by nobody."""
        self._lock = threading.Lock()

    def get(self) -> Part:
        """Return the part, or raise what loading it raises."""
        if not self._loaded:
            with self._lock:
                if not self._loaded:
                    self._loaded = (self._load(),)
        return self._loaded[0]

    def begin(self) -> None:
        """Load it in a thread of its own; where that fails, `get` tries again and says why."""
        threading.Thread(target=self._try, name="backissue-ahead").start()

    def _try(self) -> None:
        with suppress(BackissueError):
            self.get()
