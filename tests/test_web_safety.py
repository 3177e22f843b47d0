"""The page in a real browser: nothing in an article, an address or a page can harm."""

from collections.abc import Callable
from urllib.parse import quote

from playwright.sync_api import Page, expect

from chromium import PAYLOADS, Seen, needs_chromium, on_a_desk, settle, visit

pytestmark = needs_chromium


HOSTILE_VIEWS: list[Callable[[str], str]] = [
    lambda payload: f"?view=search&q={quote('xylophone ' + payload)}",
    lambda payload: f"?q={quote('What drew a crowd in Vexholm? ' + payload)}",
    lambda payload: f"?view=search&q=xylophone&source={quote('Vexholm ' + payload)}",
    lambda payload: f"?view=library&revision={quote(payload)}&removing={quote(payload)}",
    lambda payload: f"?view=timeline&q={quote('xylophone ' + payload)}",
    lambda payload: f"?view=evaluate&run={quote(payload)}",
    lambda payload: f"?view=evaluate&run=hostile&question={PAYLOADS.index(payload)}",
    lambda _: "?view=evaluate&run=hostile",
    lambda _: "?view=timeline&q=xylophone",
    lambda payload: f"?view=search&q=xylophone&against={quote(payload)}",
]


def test_nothing_in_an_article_or_an_address_runs_or_leaves_the_machine(page: Page) -> None:
    visit(page, "?view=search&q=xylophone+festival+Vexholm")
    expect(page.locator("#bi-view")).to_contain_text("<script>")
    for number, (payload, view) in enumerate(zip(PAYLOADS, HOSTILE_VIEWS, strict=True)):
        link = f"{view(payload)}&article={quote(f'hostile {number} {payload}')}"
        visit(page, link)
        said = "no text of article" if "revision" in link else f"festival {number}"
        expect(page.locator("#bi-reader")).to_contain_text(said)
        assert page.evaluate("window.hacked === undefined"), link
        assert page.locator(".bi-desk, .bi-page").locator("script, img, svg, style").count() == 0
        assert page.locator("a[href^='javascript:']").count() == 0


@on_a_desk
def test_a_script_that_is_put_into_the_page_does_not_run(page: Page, seen: Seen) -> None:
    """If something were not escaped, the page's policy would still stand in its way."""
    visit(page)
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
    page.reload()
    settle(page)
