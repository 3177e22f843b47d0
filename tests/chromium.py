"""A server of the page and a real browser, on a desk and on a phone, for all tests of the page."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from backissue.indexer import build_archive

from conftest import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Enough for a cold import of PyTorch on a machine that is busy, in seconds.
START_S = 120
ANSWER_MS = 60_000

# For what has nothing to do with the width of a screen.
on_a_desk = pytest.mark.parametrize("tab", [1440], indirect=True, ids=["desk"], scope="session")

# A machine that is busy is waited for.
expect.set_options(timeout=ANSWER_MS)

QUESTION = "How many troops did Christopher Miller want to keep in Afghanistan?"

MEASURED = [
    {"id": "troops", "question": QUESTION, "answers": ["2,500"]},
    {"id": "moon", "question": "Who won the first cricket match on the Moon?", "answers": []},
]

SCRIPT = "window.hacked = true"
PAYLOADS = [
    f"<script>{SCRIPT}</script>",
    f'"><img src=x onerror="{SCRIPT}">',
    f"<svg onload='{SCRIPT}'>",
    f"${{({SCRIPT})}}",
    "{{constructor.constructor('window.hacked = true')()}}",
    f"</textarea></style></title><script>{SCRIPT}</script>",
    "<img src='http://192.0.2.1/pixel.png'>",
    "<style>@import 'http://192.0.2.1/x.css'</style><link rel=stylesheet href=//192.0.2.1/y.css>",
    f"<a data-go href=\"javascript:{SCRIPT}\" data-copy='x'>click</a>",
    f"' autofocus onfocus='{SCRIPT}' x='",
]

# What Gradio's own client says whenever it closes the stream of an upload's progress, and of a
# request that was under way when the page was left.
GRADIO_SAYS = (
    "Method not implemented.",
    "AbortError: signal is aborted without reason",
    "Unexpected error Connection errored out.",
)

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true",
    reason="Chromium is not installed: on Debian, apt-get install chromium",
)


@dataclass
class Seen:
    """What the browser did while a page was open."""

    hosts: set[str | None] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.hosts.add(urlsplit(request.url).hostname)

    def console(self, message: ConsoleMessage) -> None:
        said_by_gradio = message.text.startswith(GRADIO_SAYS)
        if message.type in {"error", "warning"} and not said_by_gradio:
            self.errors.append(message.text)


@pytest.fixture(scope="session")
def address(corpus_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page is served, over the example archive and some hostile articles."""
    scratch = tmp_path_factory.mktemp("page")
    hostile = scratch / "hostile.jsonl"
    with hostile.open("w", encoding="utf-8") as file:
        for number, payload in enumerate(PAYLOADS):
            article = {
                "id": f"hostile {number} {payload}",
                "title": f"Xylophone festival {number} {payload}",
                "text": f"The xylophone festival {number} of Vexholm drew a crowd. {payload}",
                "source": f"Vexholm {payload}",
                "url": f"javascript:{SCRIPT}",
                "section": payload,
                "authors": [payload],
                "place": payload,
            }
            file.write(json.dumps(article) + "\n")
    shutil.copytree(corpus_archive, scratch / "archive")
    build_archive([hostile, *_regatta(scratch)], scratch / "archive")
    build_archive(
        _regatta(scratch, tells="A protest against the winner was heard."), scratch / "archive"
    )
    _write_run(scratch / "archive")
    _write_earlier_run(scratch / "archive")
    with served(scratch / "archive") as where:
        yield where


@contextmanager
def served(archive: Path) -> Iterator[str]:
    """Serve the page over an archive, and return where."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = str(Path(sys.executable).with_name("backissue"))
    said = archive.with_suffix(".log")
    with (
        said.open("w") as log,
        subprocess.Popen(
            [command, "ui", "--port", str(port), "--archive", str(archive)],
            stdout=log,
            stderr=log,
        ) as server,
    ):
        try:
            _wait(f"http://127.0.0.1:{port}", server, said)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _write_run(archive: Path) -> None:
    """Write a run of hostile questions, as if it had been measured."""
    (archive / "runs").mkdir()
    with (archive / "runs" / "hostile.jsonl").open("w", encoding="utf-8") as file:
        for number, payload in enumerate(PAYLOADS):
            found = {"article": payload, "title": payload, "start": 0, "end": 1}
            record = {
                "id": str(number),
                "question": payload,
                "answers": [payload],
                "answer": payload,
                "reason": payload,
                "quotes": [payload],
                "relevant_ranks": [1],
                "found": [found],
                "values": {"F1 of all": number % 2, payload: 1.0},
            }
            file.write(json.dumps(record) + "\n")


def _write_earlier_run(archive: Path) -> None:
    """Write a run over the questions that are measured, in which all went wrong."""
    came = {"answer": "Nobody", "relevant_ranks": [], "values": {"F1 of all": 0.0}}
    lines = [json.dumps({**question, **came}) for question in MEASURED]
    (archive / "runs" / "before.jsonl").write_text("\n".join(lines), "utf-8")


def _regatta(folder: Path, tells: str = "There was no protest.") -> list[Path]:
    """Write a report that was copied; telling something else makes it a changed one."""
    text = (
        "The yacht Petrel won the Skerry regatta on Sunday, ahead of eleven others. A fresh wind "
        f"kept the crews wet until the last mark. {tells} The prizes were given in the harbour by "
        "the mayor, who had crewed on the winning yacht as a boy. Two masts were lost, and a crew "
        "had to be taken off by the lifeboat. It was the fortieth race around the island, and the "
        "fastest since the lighthouse was built. The club hopes for visitors from abroad next year."
    )
    files = []
    for day, source in (("2021-06-07", "Skerry Post"), ("2021-06-08", "Vexholm Wire")):
        article = {
            "id": f"regatta {source}",
            "title": f"Petrel wins regatta, says {source}",
            "text": text,
            "source": source,
            "published": day,
        }
        files.append(folder / f"{source}.jsonl")
        files[-1].write_text(json.dumps(article), "utf-8")
        if source == "Skerry Post":
            text = text.replace("eleven", "twelve")
    return files


def _wait(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + START_S
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - it is ours
                return
        except OSError:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.2)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session", params=[1440, 390], ids=["desk", "phone"])
def tab(
    browser: Browser, address: str, request: pytest.FixtureRequest
) -> Iterator[tuple[Page, Seen]]:
    """A tab of a desk's width that likes it light, or of a phone's that likes it dark."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": request.param, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
        color_scheme="light" if request.param > 1000 else "dark",
    )
    opened, watched = context.new_page(), Seen()
    opened.on("request", watched.request)
    opened.on("console", watched.console)
    opened.on("pageerror", lambda error: watched.errors.append(str(error)))
    opened.goto("/")
    settle(opened)
    yield opened, watched
    context.close()


@pytest.fixture
def seen(tab: tuple[Page, Seen]) -> Iterator[Seen]:
    """What the browser did; nothing may go wrong in any test, nor leave the machine."""
    watched = tab[1]
    yield watched
    errors, watched.errors = watched.errors, []
    assert errors == []
    assert watched.hosts == {"127.0.0.1"}


@pytest.fixture
def page(tab: tuple[Page, Seen], seen: Seen, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page as the last test left it; each test leaves a picture of it in screenshots/."""
    assert seen.errors == []
    yield tab[0]
    name = re.sub(r"\W+", "-", request.node.name)
    tab[0].screenshot(path=ROOT / "screenshots" / f"{name}.png")


def visit(page: Page, link: str = "?") -> None:
    """Go to an address without loading the page anew, and wait until all of it is there."""
    page.evaluate("link => history.pushState(null, '', link)", link)
    page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    settle(page)


def press(page: Page, name: str) -> None:
    """Press one of Gradio's buttons."""
    page.get_by_role("button", name=name, exact=True).click()


def settle(page: Page) -> None:
    page.wait_for_function(
        "document.body.dataset.view && !document.body.classList.contains('bi-busy')",
        timeout=ANSWER_MS,
    )


def enter(page: Page, text: str) -> None:
    page.locator("#bi-q").fill(text)
    page.locator("#bi-q").press("Enter")
    settle(page)


def violations(page: Page) -> list[str]:
    """Return what is in a user's way, as axe sees it, once Gradio has built the page."""
    page.wait_for_function("!document.querySelector('p.loading')")
    return [
        f"{violation['id']}: {[node['html'][:200] for node in violation['nodes'][:3]]}"
        for violation in Axe().run(page).response["violations"]
    ]
