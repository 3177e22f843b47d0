"""The page in a real browser: one question after another."""

from urllib.parse import quote

from playwright.sync_api import Page, expect

from chromium import needs_chromium, settle, violations, visit

pytestmark = needs_chromium

MERKEL = "Where was Angela Merkel's plane sent in April 2010?"
EVER_GIVEN = "Where was the Ever Given heading when it ran aground in the Suez Canal?"


def _go_on(page: Page, question: str) -> None:
    page.get_by_label("Ask a follow-up").fill(question)
    page.get_by_label("Ask a follow-up").press("Enter")
    settle(page)


def test_a_question_goes_on_from_the_one_before(page: Page) -> None:
    visit(page, f"?q={quote(EVER_GIVEN)}")
    _go_on(page, "Who owns it?")
    expect(page.locator(".bi-read-as")).to_contain_text("Read as “Who owns the Ever Given?”")
    expect(page.locator("h1")).to_have_text("Who owns it?")
    expect(page.locator("h1")).to_be_in_viewport()
    expect(page.locator(".bi-turn")).to_have_count(1)
    expect(page.locator(".bi-turn .bi-text")).to_be_hidden()
    assert violations(page) == []
    page.locator(".bi-turn summary").click()
    expect(page.locator(".bi-turn .bi-text")).to_be_visible()
    assert violations(page) == []
    answer = page.locator(".bi-answer").inner_text()
    page.reload()
    settle(page)
    expect(page.locator(".bi-turn")).to_have_count(1)
    assert page.locator(".bi-answer").inner_text() == answer


def test_a_follow_up_is_asked_as_typed_or_read_again(page: Page) -> None:
    visit(page, f"?q={quote(MERKEL)}")
    _go_on(page, "How did she get home?")
    read_as = page.locator(".bi-read-as")
    expect(read_as).to_contain_text("Read as “How did Angela Merkel get home?”")
    page.get_by_role("link", name="Ask it as typed").click()
    settle(page)
    expect(read_as).to_contain_text("Asked as typed.")
    page.get_by_role("link", name="Read it by what came before").click()
    settle(page)
    expect(read_as).to_contain_text("Read as")


def test_a_conversation_keeps_its_scope_and_is_begun_afresh_in_it(page: Page) -> None:
    visit(page, f"?q={quote(MERKEL)}&after=2010-01-01")
    _go_on(page, "Why?")
    _go_on(page, "And in 2011?")
    expect(page.locator(".bi-turn")).to_have_count(2)
    expect(page.locator(".bi-chip").first).to_have_text("From: 2010-01-01×")
    page.get_by_role("link", name="Start afresh").click()
    settle(page)
    expect(page.locator("#bi-q")).to_have_value("")
    expect(page.locator(".bi-chip")).to_have_text(["From: 2010-01-01×"])
    page.go_back()
    settle(page)
    page.locator(".bi-turn summary").first.click()
    page.get_by_role("link", name="Go back to this question").first.click()
    settle(page)
    expect(page.locator("#bi-q")).to_have_value(MERKEL)
    expect(page.locator(".bi-thread")).to_have_count(0)


def test_the_next_question_looks_where_it_is_told(page: Page) -> None:
    visit(page, f"?q={quote(MERKEL)}&after=2010-01-01")
    form = page.locator(".bi-follow")
    chips = form.locator(".bi-chip")
    expect(chips).to_have_text(["From: 2010-01-01×"])
    form.get_by_text("From: 2010-01-01").click()
    expect(form.get_by_label("Published from")).to_be_focused()
    form.get_by_label("Source", exact=True).fill("harbour-post")
    form.get_by_label("Published from").fill("2010-02-01")
    form.get_by_label("Published from").blur()
    expect(chips).to_have_text(["Source: harbour-post×", "From: 2010-02-01×"])
    assert violations(page) == []
    form.get_by_role("button", name="Remove Source: harbour-post").press("Enter")
    expect(chips).to_have_text(["From: 2010-02-01×"])
    expect(form.get_by_role("button", name="Remove From: 2010-02-01")).to_be_focused()
    _go_on(page, "Why?")
    expect(page.locator(".bi-chip").first).to_have_text("From: 2010-02-01×")
    page.locator(".bi-follow").get_by_role("button", name="Remove").click()
    _go_on(page, "And in 2011?")
    expect(page.locator(".bi-chip", has_text="From:")).to_have_count(0)
    page.locator(".bi-turn summary").first.click()
    page.get_by_role("link", name="Go back to this question").first.click()
    settle(page)
    assert "after=2010-01-01" in page.url, "what was asked before was asked where it was"


def test_the_box_for_the_next_question_is_at_hand(page: Page) -> None:
    visit(page, f"?q={quote(MERKEL)}")
    _go_on(page, "Why?")
    page.locator("body").press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    expect(page.get_by_label("Ask a follow-up")).to_be_focused()
