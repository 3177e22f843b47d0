"""The page in a real browser: questions, answers and what they cite."""

import json
from urllib.parse import quote

from playwright.sync_api import Page, expect

from chromium import (
    QUESTION,
    Seen,
    enter,
    needs_chromium,
    settle,
    violations,
    visit,
)
from conftest import ROOT

pytestmark = needs_chromium


def test_a_question_gets_its_passages_and_an_answer_with_a_citation(page: Page) -> None:
    visit(page)
    enter(page, QUESTION)
    quote_shown = page.locator(".bi-answer blockquote").first.inner_text()
    texts = [path.read_text("utf-8") for path in (ROOT / "corpus" / "articles").rglob("*.txt")]
    assert any(quote_shown in text for text in texts)
    expect(page.locator(".bi-text")).to_contain_text("2,500")
    expect(page.locator(".bi-answer blockquote mark").first).to_have_text("2,500")
    expect(page.locator(".bi-card")).to_have_count(15)
    expect(page.locator("#bi-status")).to_contain_text("2,500")
    assert violations(page) == []


def test_a_citation_opens_the_reader_at_its_words_by_keyboard_alone(page: Page) -> None:
    visit(page, f"?q={quote(QUESTION)}")
    words = page.locator(".bi-answer blockquote").first.inner_text()
    chip = page.locator(".bi-cite a").first
    chip.focus()
    expect(page.locator(".bi-note").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".bi-note").first).to_be_hidden()
    page.keyboard.press("Enter")
    settle(page)
    mark = page.locator("#bi-reader mark").first
    expect(mark).to_have_text(words)
    expect(mark).to_be_in_viewport()
    expect(page.locator("#bi-reader-title")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#bi-reader article")).to_have_count(0)
    expect(chip).to_be_focused()


def test_a_citation_shows_its_words_where_the_mouse_rests(page: Page) -> None:
    visit(page, f"?q={quote(QUESTION)}")
    page.locator(".bi-cite a").first.hover()
    expect(page.locator(".bi-note").first).to_be_visible()
    expect(page.locator(".bi-note").first).to_contain_text("2,500")


def test_a_question_without_an_answer_says_so_and_shows_what_is_near(page: Page) -> None:
    visit(page, f"?q={quote('Who won the first cricket match on the Moon?')}")
    expect(page.locator(".bi-abstained")).to_contain_text("does not answer this")
    expect(page.locator(".bi-nearest a").first).to_be_visible()
    assert violations(page) == []


def test_an_address_holds_an_answer_and_its_reader_over_a_reload_and_back(page: Page) -> None:
    visit(page)
    enter(page, QUESTION)
    page.locator(".bi-citations a").first.click()
    settle(page)
    expect(page.locator("#bi-reader mark").first).to_be_visible()
    page.reload()
    settle(page)
    expect(page.locator("#bi-reader mark").first).to_be_in_viewport()
    expect(page.locator(".bi-text")).to_contain_text("2,500")
    page.go_back()
    expect(page.locator("#bi-reader article")).to_have_count(0)
    page.go_back()
    settle(page)
    expect(page.locator("#bi-q")).to_have_value("")
    expect(page).to_have_title("Backissue")


def test_an_answer_is_copied_with_footnotes_and_saved(page: Page) -> None:
    visit(page, f"?q={quote(QUESTION)}")
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
    visit(page)
    assert violations(page) == []
    example = page.locator("#bi-examples a").first
    expect(example).to_be_visible()
    example.click()
    settle(page)
    expect(page.locator(".bi-answer .bi-text")).to_be_visible()


def test_an_impossible_day_is_explained_on_the_page(page: Page) -> None:
    visit(page, "?q=Who?&after=yesterday")
    expect(page.locator("#bi-view .bi-message")).to_contain_text("YYYY-MM-DD")


def test_what_is_lost_on_the_way_is_asked_for_again_and_then_said(page: Page, seen: Seen) -> None:
    visit(page)
    page.route("**/shown/view**", lambda route: route.abort(), times=1)
    visit(page, "?view=search&q=troops")
    expect(page.locator(".bi-card").first).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.route("**/shown/view**", lambda route: route.abort(), times=2)
    visit(page, "?view=timeline&q=troops")
    expect(page.get_by_role("alert")).to_contain_text("Backissue does not answer.")
    page.get_by_role("button", name="try again").press("Enter")
    expect(page.locator(".bi-entry").first).to_be_visible()
    seen.errors.clear()


def test_light_and_dark_are_a_choice_that_is_kept(page: Page) -> None:
    visit(page)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark or light").click()
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert after != before
    page.reload()
    settle(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after
    assert violations(page) == []
    page.evaluate("localStorage.clear()")
    page.reload()
    settle(page)


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
        visit(page, link)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), link
