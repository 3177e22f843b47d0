"""The page in a real browser, for what is measured and drawn there."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

# Longer than anything takes here, on a machine that is busy.
START_S = 120
SETTLE_MS = 60_000

SETTLED = "document.body.dataset.view && !document.body.classList.contains('bi-busy')"


@contextmanager
def served(archive: Path) -> Iterator[str]:
    """Serve the page over an archive, and lend its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("backissue")), "ui", "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--archive", str(archive)], stdout=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(address, server)
            yield address
        finally:
            server.terminate()


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Return once something answers there. Raises TimeoutError, or where the server ends."""
    until = time.monotonic() + START_S
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - it is ours
                return
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                raise TimeoutError(f"Nothing answers at {address}.") from None
            time.sleep(0.05)


@contextmanager
def browser() -> Iterator["Browser"]:
    """Lend the Chromium of this machine. Raises FileNotFoundError where there is none."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise FileNotFoundError("Chromium is not installed: on Debian, apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


def settle(page: "Page") -> None:
    """Return once all of a view is there."""
    page.wait_for_function(SETTLED, timeout=SETTLE_MS)
