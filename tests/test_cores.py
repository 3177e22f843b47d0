"""How many processor cores this process may use."""

import os
import subprocess
import sys

from backissue.indexer.cores import usable_cores


def test_there_is_one_at_least_and_no_more_than_the_machine_has() -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)


def test_a_process_that_is_kept_to_one_core_uses_one() -> None:
    program = (
        "import os; from backissue.indexer.cores import usable_cores; "
        "os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); print(usable_cores())"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ended.stdout == "1\n"
