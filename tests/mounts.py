"""File systems of a test's own, where the user who runs it may mount them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def mounted(*arguments: str) -> bool:
    """Mount something, and say whether that was permitted."""
    mount = shutil.which("mount")
    return mount is not None and not subprocess.run([mount, *arguments], check=False).returncode


def unmount(place: Path) -> None:
    # Lazily: what was mapped there goes when the last reader is collected.
    subprocess.run(["umount", "--lazy", str(place)], check=True)  # noqa: S607


def cannot_mount() -> None:
    """Skip, but not where it is decided what is released."""
    if os.environ.get("CI") == "true":
        pytest.fail("CI has to run this test as a user who may mount.")
    pytest.skip("Only a user who may mount can run this test.")
