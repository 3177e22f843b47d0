"""Memory that is free again -> back to the system."""

import ctypes
from contextlib import suppress

# In bytes. Blocks from this size on, and as much that is free at the end of a heap, are given back
# at once. By itself glibc lets both sizes rise with the largest block that it has seen freed.
LARGE = 1 << 20
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # as malloc.h has them


def give_back() -> None:
    """Give the memory that was freed back to the system, where the C library can do so (glibc).

    Otherwise what indexes take while they are written stays with the process, more each time: it
    lies between small blocks that last, and in heaps of threads that have ended. From then on large
    blocks are given back as soon as they are freed, in the whole process.
    """
    with suppress(AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(MMAP_THRESHOLD, LARGE)
        library.mallopt(TRIM_THRESHOLD, LARGE)
        library.malloc_trim(0)
