"""What each tab of a browser shows, so that what it has left can be let go."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from itertools import count

from backissue.ui.address import Address

# Tabs that are known; of one that was forgotten nothing is let go.
KNOWN = 1_000


class Tabs:
    """Knows the last wish of each tab; safe to share between threads."""

    def __init__(self) -> None:
        """Know of no tab."""
        self._last: OrderedDict[str, tuple[tuple[int, int], Address]] = OrderedDict()
        self._numbers = count()
        self._lock = threading.Lock()

    def turn_to(
        self, tab: str, turn: int, address: Address
    ) -> tuple[Callable[[], bool], Address | None]:
        """Take a wish, and return whether it is still the last, and what it turns away from.

        `turn` counts the wishes of a tab, which may come in any order; one that comes again takes
        the place of itself.
        """
        with self._lock:
            wish = (turn, next(self._numbers))
            last, shown = self._last.pop(tab, (wish, address))
            self._last[tab] = max((last, shown), (wish, address), key=lambda each: each[0])
            if len(self._last) > KNOWN:
                self._last.popitem(last=False)
        left = shown if wish > last and shown.turn != address.turn else None
        return lambda: self._last.get(tab, (wish,))[0] <= wish, left
