"""The page in a real browser: it answers with citations, runs nothing hostile, stays at home."""

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
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from backissue.indexer import build_archive

from conftest import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

# Enough for a cold import of PyTorch on a machine that is busy, in seconds.
START_S = 120
ANSWER_MS = 60_000

SCRIPT = "window.hacked = true"
PAYLOADS = [
    f"<script>{SCRIPT}</script>",
    f'"><img src=x onerror="{SCRIPT}">',
    f"<svg onload='{SCRIPT}'>",
    f"${{({SCRIPT})}}",
    "{{constructor.constructor('window.hacked = true')()}}",
    f"</textarea></style></title><script>{SCRIPT}</script>",
    "<img src='http://192.0.2.1/pixel.png'>",
]

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true",
    reason="Chromium is not installed: on Debian, apt-get install chromium",
)
pytestmark = needs_chromium


@dataclass
class Seen:
    """What the browser did while a page was open."""

    hosts: set[str | None] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        self.hosts.add(urlsplit(request.url).hostname)

    def console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)


@pytest.fixture(scope="module")
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
            }
            file.write(json.dumps(article) + "\n")
    shutil.copytree(corpus_archive, scratch / "archive")
    build_archive(hostile, scratch / "archive")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = str(Path(sys.executable).with_name("backissue"))
    with (
        (scratch / "log").open("w") as log,
        subprocess.Popen(
            [command, "ui", "--port", str(port), "--archive", str(scratch / "archive")],
            stdout=log,
            stderr=log,
        ) as server,
    ):
        try:
            _wait(f"http://127.0.0.1:{port}", server, scratch / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture(params=[1440, 390], ids=["desk", "phone"])
def page(
    browser: Browser, address: str, seen: Seen, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """The page at two widths; each test leaves a picture of it in screenshots/."""
    opened = browser.new_page(viewport={"width": request.param, "height": 1000})
    opened.on("request", seen.request)
    opened.on("console", seen.console)
    opened.goto(address)
    expect(opened.get_by_role("tab", name="Ask")).to_be_visible(timeout=ANSWER_MS)
    yield opened
    name = re.sub(r"\W+", "-", request.node.name)
    opened.screenshot(path=ROOT / "screenshots" / f"{name}.png", full_page=True)
    opened.close()


def _ask(page: Page, question: str) -> None:
    page.locator("#question textarea").fill(question)
    page.get_by_role("button", name="Ask").click()


def _search(page: Page, query: str) -> None:
    page.get_by_role("tab", name="Search").click()
    page.locator("#query textarea, #query input").fill(query)
    page.get_by_role("button", name="Search", exact=True).click()


def test_a_question_gets_an_answer_with_its_citation(page: Page, seen: Seen) -> None:
    _ask(page, "How many US troops were to stay in Afghanistan?")
    quote = page.locator("#answer blockquote").first
    expect(quote).to_be_visible(timeout=ANSWER_MS)
    texts = [path.read_text("utf-8") for path in (ROOT / "corpus" / "articles").rglob("*.txt")]
    assert any(quote.inner_text() in text for text in texts)
    assert "2,500" in page.locator("#answer").inner_text()
    assert seen.errors == []
    assert seen.hosts == {"127.0.0.1"}


def test_a_question_without_an_answer_says_so_and_shows_what_is_near(page: Page) -> None:
    _ask(page, "Who won the first cricket match on the Moon?")
    expect(page.locator("#answer .bi-abstained")).to_be_visible(timeout=ANSWER_MS)
    expect(page.locator("#answer")).to_contain_text("Nearest passages")


def test_an_impossible_day_is_explained_on_the_page(page: Page) -> None:
    page.get_by_label("Published from").first.fill("yesterday")
    _ask(page, "How many US troops were to stay in Afghanistan?")
    expect(page.locator("#answer .bi-message")).to_contain_text("YYYY-MM-DD", timeout=ANSWER_MS)


def test_a_search_shows_passages_with_their_headlines(page: Page, seen: Seen) -> None:
    _search(page, "troop withdrawal from Afghanistan")
    first = page.locator("#hits li").first
    expect(first).to_be_visible(timeout=ANSWER_MS)
    expect(page.locator("#hits li")).to_have_count(10)
    assert seen.errors == []


def test_nothing_in_an_article_runs_or_leaves_the_machine(page: Page, seen: Seen) -> None:
    _search(page, "xylophone festival Vexholm")
    expect(page.locator("#hits")).to_contain_text("<script>", timeout=ANSWER_MS)
    _show_answer(page)
    page.wait_for_timeout(500)
    assert page.evaluate("window.hacked === undefined")
    assert page.locator("#hits script, #hits img, #hits svg, #answer img").count() == 0
    assert page.locator("a[href^='javascript:']").count() == 0
    assert seen.hosts == {"127.0.0.1"}


def _show_answer(page: Page) -> None:
    page.get_by_role("tab", name="Ask").click()
    _ask(page, "What drew a crowd in Vexholm?")
    expect(page.locator("#answer section")).to_contain_text("ylophone", timeout=ANSWER_MS)
