"""The page in a real browser, with a language model."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from chromium import QUESTION, needs_chromium, press, settle, violations, visit
from model_server import ModelServer, Reply, model_server

pytestmark = needs_chromium

PIECES = ["He wanted ", "to keep ", "2,500 ", "troops in ", "each country [1]", ". "]


@contextmanager
def _model(page: Page, *replies: Reply) -> Iterator[ModelServer]:
    """Let the page ask a model that is there until the end of the block."""
    with model_server(*replies) as server:
        visit(page, "?view=settings")
        page.get_by_label("Model", exact=True).fill("small")
        page.get_by_label("Base URL").fill(server.url)
        press(page, "Use it")
        said = page.locator("#bi-settings .bi-message")
        expect(said).to_contain_text(f"worded by small at {server.url}")
        try:
            yield server
        finally:
            visit(page, "?view=settings")
            press(page, "Do without")
            expect(said).to_contain_text("nothing leaves this machine")


def _ask(page: Page, question: str = QUESTION) -> None:
    """Ask without waiting for the answer."""
    visit(page)
    page.locator("#bi-q").fill(question)
    page.locator("#bi-q").press("Enter")


def test_passages_come_first_then_words_with_their_chips_then_the_answer(page: Page) -> None:
    slowly = Reply(pieces=PIECES * 2, first_after=1, each_after=0.25)
    with _model(page, slowly) as server:
        _ask(page)
        expect(page.locator(".bi-waiting")).to_contain_text("small reads 10 passages")
        expect(page.locator(".bi-card")).to_have_count(10)
        page.get_by_role("link", name="Stop").focus()
        expect(page.locator(".bi-written")).to_contain_text("He wanted to keep")
        expect(page.locator(".bi-written .bi-cite a").first).to_have_text("Passage [1]")
        expect(page.get_by_role("link", name="Stop")).to_be_focused()
        assert violations(page) == []
        read = page.locator(".bi-card").nth(4)
        read.scroll_into_view_if_needed()
        before = read.bounding_box()
        expect(page.locator(".bi-text .bi-mark")).to_have_count(2)
        after = read.bounding_box()
        assert before is not None
        assert after is not None
        assert after["y"] == pytest.approx(before["y"], abs=2), "who reads on is left in peace"
        expect(page.locator(".bi-made")).to_contain_text("small wrote this")
        expect(page.locator(".bi-receipt")).to_contain_text("small")
        assert len(server.asked) == 1
        assert violations(page) == []


def test_a_model_is_stopped_and_let_go_on(page: Page) -> None:
    endless = Reply(pieces=["Word. "] * 200, each_after=0.2)
    with _model(page, endless, Reply(pieces=PIECES)) as server:
        _ask(page)
        expect(page.locator(".bi-written")).to_contain_text("Word. Word.")
        page.get_by_role("link", name="Stop").click()
        settle(page)
        expect(page.locator(".bi-made")).to_contain_text("small was stopped")
        expect(page.locator(".bi-text")).to_contain_text("2,500")
        assert server.left.wait(10)
        page.get_by_role("link", name="Let small word it").click()
        settle(page)
        expect(page.locator(".bi-text")).to_contain_text("He wanted to keep")
        assert len(server.asked) == 2


def test_an_article_is_read_while_the_answer_is_being_written(page: Page) -> None:
    with _model(page, Reply(pieces=PIECES, first_after=1, each_after=0.4)) as server:
        _ask(page)
        expect(page.locator(".bi-waiting")).to_contain_text("small reads 10 passages")
        page.locator(".bi-card h3 a").first.click()
        expect(page.locator("#bi-reader-title")).to_be_visible()
        settle(page)
        expect(page.locator(".bi-text")).to_contain_text("He wanted to keep")
        assert len(server.asked) == 1
    visit(page)


def test_a_model_is_asked_once_over_a_reload_and_an_export(page: Page) -> None:
    with _model(page, Reply(pieces=PIECES)) as server:
        _ask(page)
        settle(page)
        page.reload()
        settle(page)
        expect(page.locator(".bi-text")).to_contain_text("He wanted to keep")
        with page.expect_download() as saved:
            page.get_by_role("link", name="Markdown").click()
        assert "He wanted to keep" in saved.value.path().read_text("utf-8")
        assert len(server.asked) == 1


def test_a_silent_model_is_stopped_at_once(page: Page) -> None:
    with _model(page, Reply(taken_after=60)) as server:
        _ask(page)
        expect(page.locator(".bi-waiting")).to_contain_text("Nothing of it has come yet.")
        page.get_by_role("link", name="Stop").press("Enter")
        settle(page)
        expect(page.locator(".bi-text")).to_contain_text("2,500")
        assert server.left.wait(10), "it is hung up on"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(status=500), "answered with the error 500"),
        (Reply(pieces=PIECES[:3], finish=None), "broke off"),
        (Reply(pieces=["The Moon is made of cheese. "]), "is not supported by what it cites"),
    ],
    ids=["gone", "broken off", "unsupported"],
)
def test_where_a_model_fails_the_articles_answer_and_it_is_said(
    page: Page, reply: Reply, said: str
) -> None:
    with _model(page, reply):
        _ask(page)
        settle(page)
        expect(page.locator(".bi-made").first).to_contain_text(said)
        expect(page.locator(".bi-made").first).to_contain_text("in the words of the articles")
        expect(page.locator(".bi-answer blockquote").first).to_be_visible()
        assert violations(page) == []


def test_a_follow_up_is_read_by_the_model(page: Page) -> None:
    replies = [
        Reply(pieces=PIECES),
        Reply(pieces=["How many troops did Christopher Miller want to keep in Iraq?"]),
        Reply(pieces=PIECES),
    ]
    with _model(page, *replies) as server:
        _ask(page)
        settle(page)
        page.get_by_label("Ask a follow-up").fill("And in Iraq?")
        page.get_by_label("Ask a follow-up").press("Enter")
        settle(page)
        expect(page.locator(".bi-read-as")).to_contain_text("keep in Iraq?")
        expect(page.locator(".bi-turn")).to_contain_text("He wanted to keep")
        assert len(server.asked) == 3


def test_how_the_page_looks_and_asks_is_chosen_and_no_key_is_shown(page: Page) -> None:
    key = "sk-nobody-may-see-this"
    visit(page, "?view=settings")
    assert violations(page) == []
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
        press(page, "Test")
        expect(said).to_contain_text("said “Two thousand five hundred.”")
        press(page, "Use it")
        expect(said).to_contain_text("with the key that was given")
        expect(page.get_by_label("Key, if")).to_have_value("")
        page.get_by_label("Strict").check()
        expect(said).to_contain_text("do not bear out are withheld")
        _ask(page)
        settle(page)
        expect(page.locator(".bi-asking")).to_contain_text("your question and the passages found")
        expect(page.locator(".bi-asking")).to_contain_text("is withheld")
        assert [asked.headers["authorization"] for asked in server.asked] == [f"Bearer {key}"] * 2
        assert violations(page) == []
    visit(page, "?view=settings")
    page.reload()
    settle(page)
    expect(page.get_by_label("Model", exact=True)).to_have_value("small")
    assert key not in page.content() + page.url
    expect(page.get_by_label("Strict")).to_be_checked()
    page.get_by_label("Strict").uncheck()
    expect(said).not_to_contain_text("are withheld")
    press(page, "Do without")
    expect(said).to_contain_text("nothing leaves this machine")
