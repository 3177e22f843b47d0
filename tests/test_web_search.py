"""The page in a real browser: searches, what narrows them down, and stories over time."""

from playwright.sync_api import Page, expect

from chromium import enter, needs_chromium, settle, violations, visit

pytestmark = needs_chromium


def test_a_search_marks_its_words_and_pages(page: Page) -> None:
    visit(page, "?view=search")
    enter(page, "troop withdrawal from Afghanistan")
    expect(page.locator(".bi-card")).to_have_count(10)
    expect(page.locator(".bi-card mark").first).to_be_visible()
    assert violations(page) == []
    first = page.locator(".bi-card h3").first.inner_text()
    page.get_by_role("link", name="Next").click()
    settle(page)
    expect(page.get_by_role("heading", name="Passages 11–20")).to_be_visible()
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", name="Passages 11–20")).to_be_visible()
    assert page.locator(".bi-card h3").first.inner_text() != first


def test_filters_are_chips_that_a_click_takes_away(page: Page) -> None:
    visit(page, "?view=search")
    page.get_by_text("Dates and source").click()
    page.get_by_label("Source", exact=True).fill("harbour-post")
    page.get_by_label("Published from").fill("2020-01-01")
    enter(page, "troops -Iraq")
    chips = page.locator(".bi-chip")
    expect(chips).to_have_text(["Source: harbour-post×", "From: 2020-01-01×", "not Iraq×"])
    assert set(page.locator(".bi-card .bi-outlet").all_inner_texts()) == {"harbour-post"}
    page.get_by_role("link", name="Remove Source: harbour-post").click()
    settle(page)
    expect(chips).to_have_text(["From: 2020-01-01×", "not Iraq×"])
    assert "source" not in page.url


def test_a_search_that_finds_nothing_says_what_to_try(page: Page) -> None:
    visit(page, "?view=search&q=ferry&source=nowhere")
    expect(page.locator(".bi-empty")).to_contain_text("Nothing was found")
    page.get_by_role("link", name="without “Source: nowhere”").click()
    settle(page)
    expect(page.locator(".bi-card").first).to_be_visible()


def test_bars_and_names_narrow_a_search_down(page: Page) -> None:
    visit(page, "?view=search&q=troops")
    page.get_by_role("link", name="2021: 2 articles").click()
    settle(page)
    expect(page.locator(".bi-chip")).to_have_text(["From: 2021-01-01×", "To: 2021-12-31×"])
    page.locator(".bi-facets").get_by_role("link", name="civic-ledger").click()
    settle(page)
    assert set(page.locator(".bi-card .bi-outlet").all_inner_texts()) == {"civic-ledger"}


def test_keys_lead_from_the_box_over_what_was_found_to_what_narrows_it_down(page: Page) -> None:
    visit(page, "?view=search&q=troops")
    expect(page.locator("#bi-narrow")).to_be_attached()
    page.locator("#bi-q").focus()
    parts: list[tuple[str, float, float]] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        place = page.evaluate(PLACE)
        if place[0] != (parts[-1][0] if parts else ""):
            parts.append(place)
        if place[0] == "narrow":
            break
    assert [name for name, _, _ in parts] == ["form", "found", "narrow"]
    (_, _, found), (_, left, top) = parts[1:]
    is_wide = page.viewport_size is not None and page.viewport_size["width"] > 900
    assert left > 600 if is_wide else top > found, "what comes later stands to the right, or below"


PLACE = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  const parts = [["form", ".bi-form"], ["narrow", ".bi-facets"], ["found", ".bi-columns"]];
  const [name] = parts.find(([, part]) => here.closest(part)) ?? ["elsewhere"];
  return [name, box.left, box.top + scrollY];
}"""


def test_what_narrows_a_search_down_is_one_link_away(page: Page) -> None:
    visit(page, "?view=search&q=troops")
    link = page.get_by_role("link", name="Narrow down")
    is_wide = page.viewport_size is not None and page.viewport_size["width"] > 900
    expect(link).to_have_count(0 if is_wide else 1)
    if not is_wide:
        link.press("Enter")
        expect(page.get_by_role("heading", name="Narrow down")).to_be_in_viewport()
        page.keyboard.press("Tab")
        assert page.evaluate(PLACE)[0] == "narrow"
    page.locator(".bi-card h3 a").first.click()
    settle(page)
    assert violations(page) == []
    visit(page, "?view=search&q=troops nobody ever wrote of together xyzzy")
    expect(link).to_have_count(0)


def test_a_drag_over_bars_narrows_down_to_their_days(page: Page) -> None:
    visit(page, "?view=search&q=troops")
    years = ("2020", "2021")
    page.get_by_role("link", name="2020:").scroll_into_view_if_needed()
    first, last = (page.get_by_role("link", name=f"{year}:").bounding_box() for year in years)
    assert first is not None
    assert last is not None
    page.mouse.move(last["x"] + last["width"] / 2, last["y"] + last["height"] - 2)
    page.mouse.down()
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + first["height"] + 9, steps=5)
    assert page.locator(".bi-brushed").count() >= 2
    page.mouse.up()
    settle(page)
    expect(page.locator(".bi-chip")).to_have_text(["From: 2020-01-01×", "To: 2021-12-31×"])


def test_a_chip_leads_to_the_field_that_changes_it(page: Page) -> None:
    visit(page, "?view=search&q=troops&after=2020-01-01")
    page.get_by_role("button", name="Change From: 2020-01-01").press("Enter")
    field = page.get_by_label("Published from")
    expect(field).to_be_focused()
    field.fill("2021-01-01")
    field.press("Enter")
    settle(page)
    expect(page.locator(".bi-chip")).to_have_text(["From: 2021-01-01×"])
    expect(field).to_be_hidden()


def test_back_leads_to_where_the_eye_was(page: Page) -> None:
    visit(page, "?view=search&q=troops")
    page.locator(".bi-card").nth(6).scroll_into_view_if_needed()
    page.wait_for_function("history.state?.top > 0")
    top = page.evaluate("scrollY")
    page.locator(".bi-card").nth(6).get_by_role("link", name="More like this").click()
    settle(page)
    expect(page.get_by_role("heading", name="More like")).to_be_in_viewport()
    page.go_back()
    settle(page)
    expect(page.get_by_role("heading", name="Passages 1–10")).to_be_attached()
    assert page.evaluate("scrollY") == top


def test_an_article_is_read_and_left_without_losing_the_place_in_a_list(page: Page) -> None:
    visit(page, "?view=search&q=troops")
    link = page.locator(".bi-card h3 a").nth(7)
    for leave in (page.go_back, lambda: page.keyboard.press("Escape")):
        link.scroll_into_view_if_needed()
        page.wait_for_function("scrollY > 100")
        place = page.evaluate("scrollY")
        link.click()
        settle(page)
        expect(page.locator("#bi-reader mark").first).to_be_in_viewport()
        assert page.evaluate("scrollY") == place
        leave()
        settle(page)
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport()
        assert page.evaluate("scrollY") == place


def test_a_search_can_be_put_in_order_and_led_on_to_what_is_alike(page: Page) -> None:
    visit(page, "?view=search&q=troops")
    order = page.get_by_role("navigation", name="Order")
    expect(order.locator("[aria-current]")).to_have_text("Best first")
    for name, is_reversed in (("Oldest first", False), ("Newest first", True)):
        order.get_by_role("link", name=name).click()
        settle(page)
        expect(order.locator("[aria-current]")).to_have_text(name)
        expect(page.locator(".bi-order")).to_contain_text(f"every word, {name.lower()}")
        days = [time.get_attribute("datetime") for time in page.locator(".bi-card time").all()]
        assert days == sorted(days, key=str, reverse=is_reversed)
        assert len(set(days)) > 2
    assert violations(page) == []
    title = page.locator(".bi-card h3").first.inner_text()
    page.get_by_role("link", name="More like this").first.click()
    settle(page)
    expect(page.get_by_role("heading", name=f"More like “{title}”")).to_be_visible()
    assert title not in page.locator(".bi-card h3").all_inner_texts()


def test_a_story_is_followed_from_its_first_report_to_what_became_of_it(page: Page) -> None:
    visit(page, "?view=timeline")
    enter(page, "troops")
    days = [time.get_attribute("datetime") for time in page.locator(".bi-dated time").all()]
    assert days == sorted(days, key=str)
    expect(page.locator(".bi-tag")).to_have_text("First report")
    assert violations(page) == []
    page.get_by_role("link", name="2021: 2 articles").click()
    settle(page)
    expect(page.locator(".bi-entry")).to_have_count(2)
    visit(page, "?view=timeline&q=regatta")
    expect(page.locator(".bi-entry")).to_have_count(1)
    expect(page.locator(".bi-later").first).to_contain_text("Changed once")
    page.get_by_role("link", name="what differs").click()
    settle(page)
    expect(page.locator("#bi-reader .bi-differences p:last-child ins")).to_have_text(["twelve"])
    assert violations(page) == []


def test_former_texts_and_copies_are_listed_in_the_reader_and_compared(page: Page) -> None:
    visit(page, "?view=search&q=regatta")
    page.get_by_role("link", name="+1 copy").first.click()
    settle(page)
    reader = page.locator("#bi-reader")
    reader.get_by_text("1 copy elsewhere").click()
    expect(reader.get_by_role("link", name="Petrel wins regatta")).to_be_visible()
    reader.get_by_text("1 former text").click()
    reader.get_by_role("link", name="what changed since").click()
    settle(page)
    expect(reader.locator(".bi-differences del").first).to_have_text("There")
    expect(reader.locator(".bi-differences ins").first).to_have_text("A protest against the winner")
    assert violations(page) == []
    reader.get_by_role("link", name="read without marks").click()
    settle(page)
    expect(reader.locator("ins, del")).to_have_count(0)


def test_another_spelling_is_offered(page: Page) -> None:
    visit(page, "?view=search&q=Afganistan")
    page.get_by_role("link", name="Afghanistan", exact=True).click()
    settle(page)
    expect(page.locator("#bi-q")).to_have_value("Afghanistan")
