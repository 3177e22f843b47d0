"""Memory that is free again -> back to the system."""

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Give the memory that was freed back to the system, where the C library can do so (glibc).

    Otherwise what indexes take while they are written stays with the process, more each time: it
    lies between small blocks that last, and in heaps of threads that have ended.
    """
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
