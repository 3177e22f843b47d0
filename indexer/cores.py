"""How many processor cores this process may use."""

import os


def usable_cores() -> int:
    """Return how many cores there are for this process, at least one."""
    if hasattr(os, "sched_getaffinity"):  # not everywhere
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
