"""How many processor cores this process may use, and what they are good at."""

import os
from pathlib import Path

PROCESSOR = Path("/proc/cpuinfo")

# What Linux calls it where a processor multiplies numbers in int8 and adds them up in one step:
# two kinds of it on x86-64, and one on Arm.
ADDS_PRODUCTS = {"avx512_vnni", "avx_vnni", "asimddp"}


def usable_cores() -> int:
    """Return how many cores there are for this process, at least one."""
    if hasattr(os, "sched_getaffinity"):  # not everywhere
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def is_fast_in_int8() -> bool:
    """Whether a model runs faster in int8 than in float32; not if the processor is not known."""
    try:
        return not ADDS_PRODUCTS.isdisjoint(
            PROCESSOR.read_text(encoding="ascii", errors="replace").split()
        )
    except OSError:
        return False
