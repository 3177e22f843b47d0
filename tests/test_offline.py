"""Nothing reaches the network: every attempt to leave this machine is caught, and there is none."""

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

# Runs before anything else in the process, and lets only this machine be reached.
GUARD = """
import socket, sys

def guard(event, arguments):
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if host not in ("127.0.0.1", "localhost", "::1", None):
        print("TRIED TO REACH", host, file=sys.stderr, flush=True)
        raise OSError(f"no network: {host}")

sys.addaudithook(guard)
"""

PROGRAM = (
    GUARD
    + """
from pathlib import Path
from backissue.indexer import build_archive
from backissue.search import Archive
from backissue.ui.server.web import build_page

folder = sys.argv[1]
report = build_archive([sys.argv[2]], folder)
assert report.added > 0
with Archive.open(folder) as archive:
    assert archive.search("particle")
    archive.ask("Who presented the results?")
    page = build_page(archive)
    page.launch(prevent_thread_lock=True, quiet=True, server_name="127.0.0.1")
    page.close(verbose=False)
print("done")
"""
)


def _run(program: str, *arguments: object, home: Path) -> subprocess.CompletedProcess[str]:
    settings = {"HOME": str(home), "HF_HOME": str(home), "HF_HUB_OFFLINE": ""}
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **settings},
        cwd=home,
    )


def test_indexing_searching_asking_and_the_page_reach_for_no_other_machine(tmp_path: Path) -> None:
    articles = ROOT / "corpus" / "articles" / "civic-ledger" / "science"
    done = _run(PROGRAM, tmp_path / "archive", articles, home=tmp_path)
    assert done.stdout == "done\n", done.stderr
    assert "TRIED TO REACH" not in done.stderr


def test_the_guard_itself_sees_an_attempt(tmp_path: Path) -> None:
    program = GUARD + "socket.create_connection(('192.0.2.1', 80), timeout=1)"
    done = _run(program, home=tmp_path)
    assert "TRIED TO REACH 192.0.2.1" in done.stderr
