"""The page in a real browser: every flow, on a desk and on a phone, and nothing leaves home."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

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
from model_server import Reply, model_server

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
pytestmark = needs_chromium


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module", params=[1440, 390], ids=["desk", "phone"])
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
    _settle(opened)
    yield opened, watched
    context.close()


@pytest.fixture(autouse=True)
def seen(tab: tuple[Page, Seen]) -> Iterator[Seen]:
    """What the browser did; nothing may go wrong in any test, nor leave the machine."""
    watched = tab[1]
    yield watched
    errors, watched.errors = watched.errors, []
    assert errors == []
    assert watched.hosts == {"127.0.0.1"}


@pytest.fixture
def page(tab: tuple[Page, Seen], request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page as the last test left it; each test leaves a picture of it in screenshots/."""
    yield tab[0]
    name = re.sub(r"\W+", "-", request.node.name)
    tab[0].screenshot(path=ROOT / "screenshots" / f"{name}.png")


# Nobody is faster than this; what is asked for while Gradio closes the connection of what was asked
# before is lost, and asked for again much later.
GRADIO_MS = 1_000


def _open(page: Page, link: str = "?") -> None:
    """Go to an address without loading the page anew, and wait until all of it is there."""
    page.evaluate("link => history.pushState(null, '', link)", link)
    page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    _settle(page)


def _settle(page: Page) -> None:
    page.wait_for_function(
        "document.body.dataset.view && !document.body.classList.contains('bi-busy')",
        timeout=ANSWER_MS,
    )


def _type(page: Page, text: str) -> None:
    page.locator("#bi-q").fill(text)
    page.locator("#bi-q").press("Enter")
    _settle(page)


def _violations(page: Page) -> list[str]:
    """Return what is in a user's way, as axe sees it."""
    found = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {[node['html'][:200] for node in violation['nodes'][:3]]}"
        for violation in found
        if violation["impact"] in {"serious", "critical"}
    ]


def test_a_question_gets_its_passages_and_an_answer_with_a_citation(page: Page) -> None:
    _open(page)
    _type(page, QUESTION)
    quote_shown = page.locator(".bi-answer blockquote").first.inner_text()
    texts = [path.read_text("utf-8") for path in (ROOT / "corpus" / "articles").rglob("*.txt")]
    assert any(quote_shown in text for text in texts)
    expect(page.locator(".bi-text")).to_contain_text("2,500")
    expect(page.locator(".bi-answer blockquote mark").first).to_have_text("2,500")
    expect(page.locator(".bi-card")).to_have_count(10)
    expect(page.locator("#bi-status")).to_contain_text("2,500")
    assert _violations(page) == []


def test_a_citation_opens_the_reader_at_its_words_by_keyboard_alone(page: Page) -> None:
    _open(page, f"?q={quote(QUESTION)}")
    words = page.locator(".bi-answer blockquote").first.inner_text()
    chip = page.locator(".bi-cite a").first
    chip.focus()
    expect(page.locator(".bi-note").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".bi-note").first).to_be_hidden()
    page.keyboard.press("Enter")
    _settle(page)
    mark = page.locator("#bi-reader mark").first
    expect(mark).to_have_text(words)
    expect(mark).to_be_in_viewport()
    expect(page.locator("#bi-reader-title")).to_be_focused()
    assert _violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#bi-reader article")).to_have_count(0)
    expect(chip).to_be_focused()


def test_a_citation_shows_its_words_where_the_mouse_rests(page: Page) -> None:
    _open(page, f"?q={quote(QUESTION)}")
    page.locator(".bi-cite a").first.hover()
    expect(page.locator(".bi-note").first).to_be_visible()
    expect(page.locator(".bi-note").first).to_contain_text("2,500")


def test_a_question_without_an_answer_says_so_and_shows_what_is_near(page: Page) -> None:
    _open(page, f"?q={quote('Who won the first cricket match on the Moon?')}")
    expect(page.locator(".bi-abstained")).to_contain_text("does not answer this")
    expect(page.locator(".bi-nearest a").first).to_be_visible()
    assert _violations(page) == []


def test_an_address_holds_an_answer_and_its_reader_over_a_reload_and_back(page: Page) -> None:
    _open(page)
    _type(page, QUESTION)
    page.locator(".bi-citations a").first.click()
    _settle(page)
    expect(page.locator("#bi-reader mark").first).to_be_visible()
    page.reload()
    _settle(page)
    expect(page.locator("#bi-reader mark").first).to_be_in_viewport()
    expect(page.locator(".bi-text")).to_contain_text("2,500")
    page.go_back()
    expect(page.locator("#bi-reader article")).to_have_count(0)
    page.go_back()
    _settle(page)
    expect(page.locator("#bi-q")).to_have_value("")
    expect(page).to_have_title("Backissue")


def test_an_answer_is_copied_with_footnotes_and_saved(page: Page) -> None:
    _open(page, f"?q={quote(QUESTION)}")
    page.get_by_role("button", name="Copy with footnotes").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "2,500[^1]" in copied
    assert f"[^1]: “{page.locator('.bi-answer blockquote').first.inner_text()}”" in copied
    with page.expect_download() as saved:
        page.get_by_role("link", name="JSON").click()
    assert json.loads(saved.value.path().read_text("utf-8"))["text"] == "2,500"
    with page.expect_download() as saved:
        page.get_by_role("link", name="Markdown").click()
    assert saved.value.path().read_text("utf-8") == copied


def test_examples_come_from_the_archive_and_are_answered(page: Page) -> None:
    _open(page)
    assert _violations(page) == []
    example = page.locator("#bi-examples a").first
    expect(example).to_be_visible(timeout=ANSWER_MS)
    example.click()
    _settle(page)
    expect(page.locator(".bi-answer .bi-text")).to_be_visible()


def test_a_search_marks_its_words_and_pages(page: Page) -> None:
    _open(page, "?view=search")
    _type(page, "troop withdrawal from Afghanistan")
    expect(page.locator(".bi-card")).to_have_count(10)
    expect(page.locator(".bi-card mark").first).to_be_visible()
    assert _violations(page) == []
    first = page.locator(".bi-card h3").first.inner_text()
    page.get_by_role("link", name="Next").click()
    _settle(page)
    expect(page.get_by_role("heading", name="Passages 11–20")).to_be_visible()
    page.reload()
    _settle(page)
    expect(page.get_by_role("heading", name="Passages 11–20")).to_be_visible()
    assert page.locator(".bi-card h3").first.inner_text() != first


def test_filters_are_chips_that_a_click_takes_away(page: Page) -> None:
    _open(page, "?view=search")
    page.get_by_text("Dates and source").click()
    page.get_by_label("Source", exact=True).fill("harbour-post")
    page.get_by_label("Published from").fill("2020-01-01")
    _type(page, "troops -Iraq")
    chips = page.locator(".bi-chip")
    expect(chips).to_have_text(["Source: harbour-post×", "From: 2020-01-01×", "not Iraq×"])
    assert set(page.locator(".bi-card .bi-outlet").all_inner_texts()) == {"harbour-post"}
    page.get_by_role("link", name="Remove Source: harbour-post").click()
    _settle(page)
    expect(chips).to_have_text(["From: 2020-01-01×", "not Iraq×"])
    assert "source" not in page.url


def test_a_search_that_finds_nothing_says_what_to_try(page: Page) -> None:
    _open(page, "?view=search&q=ferry&source=nowhere")
    expect(page.locator(".bi-empty")).to_contain_text("Nothing was found")
    page.get_by_role("link", name="without “Source: nowhere”").click()
    _settle(page)
    expect(page.locator(".bi-card").first).to_be_visible()


def test_bars_and_names_narrow_a_search_down(page: Page) -> None:
    _open(page, "?view=search&q=troops")
    page.get_by_role("link", name="2021: 2 articles").click()
    _settle(page)
    expect(page.locator(".bi-chip")).to_have_text(["From: 2021-01-01×", "To: 2021-12-31×"])
    page.locator(".bi-facets").get_by_role("link", name="civic-ledger").click()
    _settle(page)
    assert set(page.locator(".bi-card .bi-outlet").all_inner_texts()) == {"civic-ledger"}


def test_a_search_can_be_put_in_order_and_led_on_to_what_is_alike(page: Page) -> None:
    _open(page, "?view=search&q=troops")
    page.get_by_role("link", name="Newest first").click()
    _settle(page)
    days = [time.get_attribute("datetime") for time in page.locator(".bi-card time").all()]
    assert days == sorted(days, key=str, reverse=True)
    title = page.locator(".bi-card h3").first.inner_text()
    page.get_by_role("link", name="More like this").first.click()
    _settle(page)
    expect(page.get_by_role("heading", name=f"More like “{title}”")).to_be_visible()
    assert title not in page.locator(".bi-card h3").all_inner_texts()


def test_a_story_is_followed_from_its_first_report_to_what_became_of_it(page: Page) -> None:
    _open(page, "?view=timeline")
    _type(page, "troops")
    days = [time.get_attribute("datetime") for time in page.locator(".bi-dated time").all()]
    assert days == sorted(days, key=str)
    expect(page.locator(".bi-tag")).to_have_text("First report")
    assert _violations(page) == []
    page.get_by_role("link", name="2021: 2 articles").click()
    _settle(page)
    expect(page.locator(".bi-entry")).to_have_count(2)
    _open(page, "?view=timeline&q=regatta")
    expect(page.locator(".bi-entry")).to_have_count(1)
    expect(page.locator(".bi-later").first).to_contain_text("Changed once")
    page.get_by_role("link", name="what differs").click()
    _settle(page)
    expect(page.locator("#bi-reader .bi-differences p:last-child ins")).to_have_text(["twelve"])
    assert _violations(page) == []


def test_former_texts_and_copies_are_listed_in_the_reader_and_compared(page: Page) -> None:
    _open(page, "?view=search&q=regatta")
    page.get_by_role("link", name="+1 copy").first.click()
    _settle(page)
    reader = page.locator("#bi-reader")
    reader.get_by_text("1 copy elsewhere").click()
    expect(reader.get_by_role("link", name="Petrel wins regatta")).to_be_visible()
    reader.get_by_text("1 former text").click()
    reader.get_by_role("link", name="what changed since").click()
    _settle(page)
    expect(reader.locator(".bi-differences del").first).to_have_text("There")
    expect(reader.locator(".bi-differences ins").first).to_have_text("A protest against the winner")
    assert _violations(page) == []
    reader.get_by_role("link", name="read without marks").click()
    _settle(page)
    expect(reader.locator("ins, del")).to_have_count(0)


def test_another_spelling_is_offered(page: Page) -> None:
    _open(page, "?view=search&q=Afganistan")
    page.get_by_role("link", name="Afghanistan", exact=True).click()
    _settle(page)
    expect(page.locator("#bi-q")).to_have_value("Afghanistan")


def test_an_impossible_day_is_explained_on_the_page(page: Page) -> None:
    _open(page, "?q=Who?&after=yesterday")
    expect(page.locator("#bi-view .bi-message")).to_contain_text("YYYY-MM-DD")


def test_light_and_dark_are_a_choice_that_is_kept(page: Page) -> None:
    _open(page)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark or light").click()
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert after != before
    page.reload()
    _settle(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after
    assert _violations(page) == []
    page.evaluate("localStorage.clear()")
    page.reload()
    _settle(page)


def test_how_the_page_looks_and_asks_is_chosen_and_no_key_is_shown(page: Page) -> None:
    key = "sk-nobody-may-see-this"
    _open(page, "?view=settings")
    assert _violations(page) == []
    for theme, is_dark in (("Dark", True), ("Light", False)):
        page.get_by_text(theme, exact=True).click()
        assert page.evaluate("document.body.classList.contains('dark')") is is_dark
    page.get_by_text("As the system").click()
    said = page.locator("#bi-settings .bi-message")
    expect(said).to_contain_text("nothing leaves this machine")
    with model_server(Reply(pieces=["Two thousand five hundred. "])) as server:
        page.get_by_label("Model", exact=True).fill("small")
        page.get_by_label("Base URL").fill(server.url)
        page.get_by_label("Key, if").fill(key)
        page.get_by_role("button", name="Test", exact=True).click()
        expect(said).to_contain_text("said “Two thousand five hundred.”", timeout=ANSWER_MS)
        page.get_by_role("button", name="Use it").click()
        expect(said).to_contain_text("with the key that was given")
        expect(page.get_by_label("Key, if")).to_have_value("")
        page.get_by_label("Strict").check()
        page.wait_for_timeout(GRADIO_MS)
        _open(page, f"?q={quote(QUESTION)}")
        expect(page.locator(".bi-asking")).to_contain_text("your question and the passages found")
        expect(page.locator(".bi-asking")).to_contain_text("is withheld")
        assert [asked.headers["authorization"] for asked in server.asked] == [f"Bearer {key}"] * 2
        assert _violations(page) == []
    _open(page, "?view=settings")
    page.reload()
    _settle(page)
    expect(page.get_by_label("Model", exact=True)).to_have_value("small")
    assert key not in page.content() + page.url
    expect(page.get_by_label("Strict")).to_be_checked()
    page.get_by_label("Strict").uncheck()
    page.wait_for_timeout(GRADIO_MS)
    page.get_by_role("button", name="Do without").click()
    expect(said).to_contain_text("nothing leaves this machine")


def test_articles_are_looked_at_then_added_then_found(page: Page, tmp_path: Path) -> None:
    _open(page, "?view=library")
    assert _violations(page) == []
    word = f"zeppelin{page.viewport_size['width']}" if page.viewport_size else ""
    (tmp_path / f"{word}.txt").write_text(f"A {word} lands\nJan 5, 2020\nA {word} has landed.")
    (tmp_path / "photo.jpg").write_bytes(b"\xff")
    page.get_by_label("Files or folders on this machine").fill(str(tmp_path))
    page.get_by_role("button", name="Look first").click()
    result = page.locator(".bi-result").first
    expect(result).to_contain_text("1 new, 0 changed, 0 unchanged articles; 1 problems.")
    expect(result).to_contain_text("photo.jpg")
    page.get_by_role("button", name="Add to the archive").click()
    expect(result).to_contain_text("1 articles added", timeout=ANSWER_MS)
    page.get_by_role("button", name="Verify everything").click()
    expect(page.get_by_text("Everything is as it should be")).to_be_visible(timeout=ANSWER_MS)
    page.get_by_role("link", name="Search", exact=True).click()
    _settle(page)
    _type(page, word)
    expect(page.locator(".bi-card h3").first).to_have_text(f"A {word} lands")


def test_files_are_uploaded_and_found(page: Page, tmp_path: Path) -> None:
    _open(page, "?view=library")
    word = f"airship{page.viewport_size['width']}" if page.viewport_size else ""
    (tmp_path / f"{word}.txt").write_text(f"An {word} lands\nJan 5, 2020\nAn {word} has landed.")
    page.locator("#bi-library input[type=file]").set_input_files(tmp_path / f"{word}.txt")
    expect(page.locator("#bi-library")).to_contain_text(word)
    page.get_by_label("Outlet of uploaded text files").fill("Skerry Post")
    page.get_by_role("button", name="Look first").click()
    expect(page.locator(".bi-result").first).to_contain_text("Nothing has been changed yet")
    page.get_by_role("button", name="Add to the archive").click()
    expect(page.locator(".bi-result").first).to_contain_text("1 articles added", timeout=ANSWER_MS)
    _open(page, f"?view=search&q={word}")
    expect(page.locator(".bi-card .bi-outlet").first).to_have_text("Skerry Post")


def test_an_archive_is_measured_question_by_question_and_run_by_run(
    page: Page, tmp_path: Path
) -> None:
    _open(page, "?view=evaluate")
    assert _violations(page) == []
    file = tmp_path / f"measured{page.viewport_size['width'] if page.viewport_size else 0}.jsonl"
    file.write_text("\n".join(map(json.dumps, MEASURED)))
    result = page.locator("#bi-evaluate .bi-result")
    page.locator("#bi-evaluate input[type=file]").set_input_files(file)
    expect(page.locator("#bi-evaluate")).to_contain_text(file.name)
    page.get_by_role("button", name="Ask every question").click()
    expect(result).to_contain_text("2 questions asked", timeout=ANSWER_MS)
    page.get_by_role("link", name="See the measures").click()
    _settle(page)
    expect(page.locator("#bi-view table")).to_contain_text("F1 of all")
    expect(page.locator(".bi-asked li")).to_have_count(2)
    assert _violations(page) == []
    page.get_by_role("link", name=QUESTION).click()
    _settle(page)
    expect(page.locator("#bi-view")).to_contain_text("Expected“2,500”")
    assert _violations(page) == []
    page.locator(".bi-found a").first.click()
    _settle(page)
    expect(page.locator("#bi-reader mark").first).to_be_in_viewport()
    _open(page, "?view=evaluate")
    page.locator(".bi-runs").get_by_role("link", name=file.stem).click()
    _settle(page)
    page.get_by_label("Compare with").select_option("before")
    page.get_by_role("button", name="Compare").click()
    _settle(page)
    expect(page.get_by_role("heading", name="Two runs side by side")).to_be_visible()
    assert _violations(page) == []


def test_a_run_of_questions_can_be_stopped(page: Page) -> None:
    _open(page, "?view=evaluate")
    questions = str(ROOT / "corpus" / "questions.jsonl")
    page.get_by_label("File of questions on this machine").fill(questions)
    page.get_by_role("button", name="Ask every question").click()
    result = page.locator("#bi-evaluate .bi-result")
    expect(result).to_contain_text("of 144 questions", timeout=ANSWER_MS)
    page.locator("#bi-stop-measuring").click()
    expect(result).to_contain_text("What came of the questions asked so far is kept.")


ALL_VIEWS = (
    "?view=settings",
    "?view=evaluate",
    "?view=evaluate&run=hostile",
    "?view=evaluate&run=hostile&question=0",
    "?view=search&q=troops",
    "?view=timeline&q=troops",
    f"?q={quote(QUESTION)}",
    "?view=library",
)


def test_the_page_is_no_wider_than_the_screen(page: Page) -> None:
    for link in ("?", *ALL_VIEWS):
        _open(page, link)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), link


HOSTILE_VIEWS: list[Callable[[str], str]] = [
    lambda payload: f"?view=search&q={quote('xylophone ' + payload)}",
    lambda payload: f"?q={quote('What drew a crowd in Vexholm? ' + payload)}",
    lambda payload: f"?view=search&q=xylophone&source={quote('Vexholm ' + payload)}",
    lambda payload: f"?view=library&revision={quote(payload)}",
    lambda payload: f"?view=timeline&q={quote('xylophone ' + payload)}",
    lambda payload: f"?view=evaluate&run={quote(payload)}",
    lambda payload: f"?view=evaluate&run=hostile&question={PAYLOADS.index(payload)}",
    lambda _: "?view=evaluate&run=hostile",
    lambda _: "?view=timeline&q=xylophone",
    lambda payload: f"?view=search&q=xylophone&against={quote(payload)}",
]


def test_nothing_in_an_article_or_an_address_runs_or_leaves_the_machine(page: Page) -> None:
    _open(page, "?view=search&q=xylophone+festival+Vexholm")
    expect(page.locator("#bi-view")).to_contain_text("<script>")
    for number, (payload, view) in enumerate(zip(PAYLOADS, HOSTILE_VIEWS, strict=True)):
        link = f"{view(payload)}&article={quote(f'hostile {number} {payload}')}"
        _open(page, link)
        said = "no text of article" if "revision" in link else f"festival {number}"
        expect(page.locator("#bi-reader")).to_contain_text(said)
        assert page.evaluate("window.hacked === undefined"), link
        assert page.locator(".bi-desk, .bi-page").locator("script, img, svg, style").count() == 0
        assert page.locator("a[href^='javascript:']").count() == 0


def test_a_script_that_is_put_into_the_page_does_not_run(page: Page, seen: Seen) -> None:
    """If something were not escaped, the page's policy would still stand in its way."""
    _open(page)
    page.evaluate(
        """() => {
            const image = document.createElement("div");
            image.innerHTML = "<img src='data:,' onerror='window.hacked = true'>";
            document.body.append(image);
            const script = document.createElement("script");
            script.textContent = "window.hacked = true";
            document.body.append(script);
            const pixel = new Image();
            pixel.src = "http://192.0.2.1/pixel.png";
            document.body.append(pixel);
        }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.hacked === undefined")
    refused = [error for error in seen.errors if "Content Security Policy" in error]
    assert len(refused) == 3
    seen.errors.clear()
    seen.hosts.discard("192.0.2.1")
