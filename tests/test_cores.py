"""How many processor cores this process may use, and what they are good at."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backissue.indexer import cores
from backissue.indexer.cores import is_fast_in_int8, usable_cores


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


@pytest.mark.parametrize(
    "listed",
    [
        "flags\t\t: fpu avx2 avx512f avx512_vnni",
        "flags\t\t: fpu avx_vnni",
        "Features\t: asimddp fp",
    ],
)
def test_int8_is_fast_where_the_processor_adds_up_products(
    listed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpuinfo").write_text(f"processor\t: 0\n{listed}\n")
    monkeypatch.setattr(cores, "PROCESSOR", tmp_path / "cpuinfo")
    assert is_fast_in_int8()


@pytest.mark.parametrize("listed", ["flags\t\t: fpu avx2 fma", "model name\t: avx512_vnniless"])
def test_int8_is_slow_elsewhere(
    listed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpuinfo").write_text(f"processor\t: 0\n{listed}\n")
    monkeypatch.setattr(cores, "PROCESSOR", tmp_path / "cpuinfo")
    assert not is_fast_in_int8()


def test_a_processor_that_nothing_is_known_of_is_taken_for_slow_in_int8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cores, "PROCESSOR", tmp_path / "nothing")
    assert not is_fast_in_int8()
