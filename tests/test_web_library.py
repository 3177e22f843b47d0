"""The page in a real browser: adding articles, and measuring."""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from chromium import (
    MEASURED,
    QUESTION,
    enter,
    needs_chromium,
    press,
    settle,
    violations,
    visit,
)
from conftest import ROOT

pytestmark = needs_chromium


def test_articles_are_looked_at_then_added_then_found(page: Page, tmp_path: Path) -> None:
    visit(page, "?view=library")
    assert violations(page) == []
    word = f"zeppelin{page.viewport_size['width']}" if page.viewport_size else ""
    (tmp_path / f"{word}.txt").write_text(f"A {word} lands\nJan 5, 2020\nA {word} has landed.")
    (tmp_path / "photo.jpg").write_bytes(b"\xff")
    page.get_by_label("Files or folders on this machine").fill(str(tmp_path))
    press(page, "Look first")
    result = page.locator(".bi-result").first
    expect(result).to_contain_text("1 new, 0 changed, 0 unchanged articles; 1 problem.")
    expect(result).to_contain_text("photo.jpg")
    press(page, "Add to the archive")
    expect(result).to_contain_text("1 article added")
    press(page, "Verify everything")
    expect(page.get_by_text("Everything is as it should be")).to_be_visible()
    page.get_by_role("link", name="Search", exact=True).click()
    settle(page)
    enter(page, word)
    expect(page.locator(".bi-card h3").first).to_have_text(f"A {word} lands")
    page.locator(".bi-card h3 a").first.click()
    settle(page)
    page.get_by_role("link", name="Remove from the archive").click()
    settle(page)
    expect(page.get_by_role("heading", name="Remove this article for good?")).to_be_in_viewport()
    assert violations(page) == []
    page.get_by_role("link", name="Keep it").click()
    settle(page)
    expect(page.get_by_role("heading", name="Remove this")).to_have_count(0)
    page.go_back()
    settle(page)
    page.get_by_role("button", name="Remove it").press("Enter")
    expect(page.get_by_role("heading", name="There is nothing to remove")).to_be_visible()
    expect(page.locator("#bi-status")).to_have_text("1 article removed.")
    visit(page, f"?view=search&mode=keyword&q={word}")
    expect(page.locator(".bi-empty")).to_contain_text("Nothing was found")


def test_indexing_is_paused_goes_on_over_a_reload_and_is_cancelled(
    page: Page, tmp_path: Path
) -> None:
    for number in range(400):
        text = f"Kite {number}\nJan 5, 2020\n" + f"The kite {number} rose over Vexholm. " * 40
        (tmp_path / f"kite{number}.txt").write_text(text)
    visit(page, "?view=library")
    result = page.locator("#bi-library .bi-result").first
    page.get_by_label("Files or folders on this machine").fill(str(tmp_path))
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)
    press(page, "Add to the archive")
    expect(result).to_contain_text("passages/s")
    page.reload()
    settle(page)
    expect(result).to_contain_text("Indexing")
    press(page, "Pause")
    expect(result).to_contain_text("Paused")
    assert violations(page) == []
    press(page, "Go on")
    expect(result).to_contain_text("Indexing")
    press(page, "Cancel")
    expect(result).to_contain_text("Cancelled. What was committed is kept")
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)


def test_files_are_uploaded_and_found(page: Page, tmp_path: Path) -> None:
    visit(page, "?view=library")
    word = f"airship{page.viewport_size['width']}" if page.viewport_size else ""
    (tmp_path / f"{word}.txt").write_text(f"An {word} lands\nJan 5, 2020\nAn {word} has landed.")
    page.locator("#bi-library input[type=file]").set_input_files(tmp_path / f"{word}.txt")
    expect(page.locator("#bi-library .file-preview")).to_contain_text(word)
    page.get_by_label("Outlet of uploaded text files").fill("Skerry Post")
    press(page, "Look first")
    expect(page.locator(".bi-result").first).to_contain_text("Nothing has been changed yet")
    press(page, "Add to the archive")
    expect(page.locator(".bi-result").first).to_contain_text("1 article added")
    visit(page, f"?view=search&q={word}")
    expect(page.locator(".bi-card .bi-outlet").first).to_have_text("Skerry Post")


def test_an_archive_is_measured_question_by_question_and_run_by_run(
    page: Page, tmp_path: Path
) -> None:
    visit(page, "?view=evaluate")
    assert violations(page) == []
    file = tmp_path / f"measured{page.viewport_size['width'] if page.viewport_size else 0}.jsonl"
    file.write_text("\n".join(map(json.dumps, MEASURED)))
    result = page.locator("#bi-evaluate .bi-result")
    page.locator("#bi-evaluate input[type=file]").set_input_files(file)
    expect(page.locator("#bi-evaluate .file-preview")).to_contain_text(file.stem)
    press(page, "Ask every question")
    expect(result).to_contain_text("2 questions asked")
    page.get_by_role("link", name="See the measures").click()
    settle(page)
    expect(page.locator("#bi-view table")).to_contain_text("F1 of all")
    expect(page.locator(".bi-asked li")).to_have_count(2)
    assert violations(page) == []
    page.get_by_role("link", name=QUESTION).click()
    settle(page)
    expect(page.locator("#bi-view")).to_contain_text("Expected“2,500”")
    assert violations(page) == []
    page.locator(".bi-found a").first.click()
    settle(page)
    expect(page.locator("#bi-reader mark").first).to_be_in_viewport()
    visit(page, "?view=evaluate")
    page.locator(".bi-runs").get_by_role("link", name=file.stem).click()
    settle(page)
    page.get_by_label("Compare with").select_option("before")
    page.get_by_role("button", name="Compare").click()
    settle(page)
    expect(page.get_by_role("heading", name="Two runs side by side")).to_be_visible()
    assert violations(page) == []


def test_a_run_of_questions_can_be_stopped(page: Page) -> None:
    visit(page, "?view=evaluate")
    questions = str(ROOT / "corpus" / "questions.jsonl")
    page.get_by_label("File of questions on this machine").fill(questions)
    press(page, "Ask every question")
    result = page.locator("#bi-evaluate .bi-result")
    expect(result).to_contain_text("of 144 questions")
    page.locator("#bi-stop-measuring").click()
    expect(result).to_contain_text("What came of the questions asked so far is kept.")
