"""The page in a real browser: an answer is still there after the server was started again."""

import json
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from backissue.indexer import build_archive

from chromium import QUESTION, Seen, needs_chromium, served, settle, violations
from conftest import ROOT, article

pytestmark = needs_chromium

LINK = f"?q={quote(QUESTION)}"
LATER = "Christopher Miller wanted to keep 9,999 troops in Afghanistan, he said."


@pytest.fixture(scope="module")
def link(corpus_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a question was answered before the archive was changed and the server started again."""
    archive = tmp_path_factory.mktemp("kept") / "archive"
    shutil.copytree(corpus_archive, archive)
    with (
        served(archive) as address,
        urllib.request.urlopen(f"{address}/shown/view{LINK}") as answered,  # noqa: S310 - ours
    ):
        assert "2,500" in json.loads(answered.readlines()[-1])
    build_archive([article(1, LATER)], archive)
    with served(archive) as address:
        yield f"{address}/{LINK}"


@pytest.mark.parametrize(("width", "look"), [(1440, "light"), (390, "dark")])
def test_a_link_shows_the_answer_that_was_given(
    browser: Browser, link: str, width: int, look: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=look,  # type: ignore[arg-type]
    )
    page, seen = context.new_page(), Seen()
    page.on("console", seen.console)
    page.goto(link)
    page.locator("#bi-settings").wait_for(state="attached")
    settle(page)
    given = page.locator(".bi-given")
    expect(given).to_contain_text("before the archive was changed. Ask again")
    expect(page.locator(".bi-answer .bi-text")).to_contain_text("2,500")
    expect(page.locator("#bi-view")).not_to_contain_text("9,999")
    assert violations(page) == []
    page.screenshot(path=ROOT / "screenshots" / f"kept-{width}.png")
    page.locator(".bi-citations a").first.click()
    expect(page.locator("#bi-reader mark").first).to_contain_text("2,500")
    page.go_back()
    settle(page)
    expect(given).to_be_visible()
    context.close()
    assert seen.errors == []


def test_asked_again_it_is_answered_from_the_archive_as_it_is(browser: Browser, link: str) -> None:
    page = browser.new_page()
    page.goto(link)
    settle(page)
    page.locator("#bi-q").press("Enter")
    settle(page)
    _is_answered_anew(page)
    page.reload()
    settle(page)
    _is_answered_anew(page)
    page.goto(link.partition("?")[0] + "?view=settings")
    settle(page)
    kept = page.locator(".bi-kept")
    expect(kept).to_contain_text("Now: 1 answer,")
    assert violations(page) == []
    page.get_by_role("button", name="Forget them").click()
    expect(kept).to_contain_text("Now: 0 answers,")
    expect(page.locator("#bi-status")).to_have_text("No answer is kept any longer.")
    page.close()


def _is_answered_anew(page: Page) -> None:
    expect(page.locator(".bi-given")).to_have_count(0)
    expect(page.locator("#bi-view")).to_contain_text("9,999")
