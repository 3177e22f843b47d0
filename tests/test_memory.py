"""Memory that is free goes back to the system."""

import platform
from pathlib import Path

import pytest

from backissue.indexer.memory import give_back

BLOCK, BLOCKS = 50_000, 2_000


def private_mib() -> float:
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("RssAnon:")[2].split()[0]) / 1024


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is asked to give it back")
def test_what_lies_between_blocks_that_last_goes_back() -> None:
    blocks = [b"x" * BLOCK for _ in range(BLOCKS)]
    del blocks[::2]
    before = private_mib()
    give_back()
    assert before - private_mib() > BLOCK * BLOCKS / 2 / 2**20 * 0.8
    assert set(map(len, blocks)) == {BLOCK}
