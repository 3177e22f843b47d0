"""Articles of which the stories know nothing but the same: one stands for all of them."""

import hashlib
from bisect import insort
from collections.abc import Iterable
from typing import NamedTuple

from backissue.indexer.truth.sketch import Sketch


class Member(NamedTuple):
    """An article that may belong to a story."""

    key: int
    day: int
    """As date.toordinal(), or UNDATED."""
    source: str
    """In lower case, empty where there is none."""
    sketch: Sketch


class Twins:
    """Which articles are the same but for their keys; the one with the least key is the first.

    What is fetched again and again under other addresses is compared once, not with its square.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._keys: dict[bytes, list[int]] = {}
        self.of: dict[int, list[int]] = {}
        """The keys of each first and its twins, in order."""

    def change(
        self, added: Iterable[Member], removed: Iterable[Member]
    ) -> tuple[set[int], set[int], set[int]]:
        """Add and remove articles; return the firsts that are new, gone and have other twins."""
        firsts: dict[bytes, int | None] = {}

        def keys(member: Member) -> list[int]:
            """Return the twins of an article, and remember which was the first."""
            identity = _identity(member)
            twins = self._keys.setdefault(identity, [])
            firsts.setdefault(identity, twins[0] if twins else None)
            return twins

        for member in removed:
            keys(member).remove(member.key)
        for member in added:
            insort(keys(member), member.key)
        new, gone, other = set[int](), set[int](), set[int]()
        for identity, before in firsts.items():
            twins = self._keys[identity]
            after = twins[0] if twins else None
            if before is not None and before != after:
                gone.add(before)
                del self.of[before]
            if after is None:
                del self._keys[identity]
                continue
            (other if before == after else new).add(after)
            self.of[after] = twins
        return new, gone, other


def _identity(member: Member) -> bytes:
    """Return what two articles have in common that are the same but for their keys."""
    _, day, source, sketch = member
    return hashlib.sha256(b"%d %b\0%b" % (day, source.encode(), bytes(sketch))).digest()
