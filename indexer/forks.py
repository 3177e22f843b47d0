"""What a process that forks holds still meanwhile, and its child takes up anew.

A child has none of the threads of its parent: a lock that one of them holds at that moment stays
locked in it for good.
"""

import os
import threading
from typing import Protocol
from weakref import WeakSet


class Unlocked(Protocol):
    """What has locks."""

    def unlock(self) -> None:
        """Make the locks anew, held by nobody."""


class Held(Unlocked, Protocol):
    """What no thread may be using, and nothing of which may be open, while the process forks."""

    def hold(self) -> None:
        """Let go of everything, and let nobody begin again."""

    def go_on(self) -> None:
        """Let everybody begin again."""


held: WeakSet[Held] = WeakSet()
unlocked: WeakSet[Unlocked] = WeakSet()


class _Fork:
    """One fork at a time, and the parts that are held during it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._parts: tuple[Held, ...] = ()

    def join(self, part: Held) -> None:
        with self._lock:  # nothing is added to what a fork goes through, nor opened beside it
            held.add(part)

    def hold(self) -> None:
        self._lock.acquire()
        self._parts = ()
        for part in tuple(held):
            part.hold()
            self._parts += (part,)  # what was not held, as after Ctrl-C, is not let go of either

    def go_on(self) -> None:
        for part in self._parts:
            part.go_on()
        self._lock.release()

    def begin_anew(self) -> None:
        self._lock = threading.Lock()
        for part in (*self._parts, *unlocked):
            part.unlock()


_fork = _Fork()
hold_over_forks = _fork.join
os.register_at_fork(before=_fork.hold, after_in_parent=_fork.go_on, after_in_child=_fork.begin_anew)
