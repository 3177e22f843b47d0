"""Measures how long somebody waits for the page: until it can be used, and until results show.

Run it from the project's folder: python benchmarks/page.py [ARCHIVE] [--rounds 5]

Without an archive, corpus/articles is indexed in a folder of its own. Every round opens the page
in a browser that knows nothing of it yet. Times are taken in the page itself: from the start of
loading to the frame in which the box for a question is drawn, and from the key that sends a search
to the frame in which its first passages are.
"""

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from backissue.indexer import build_archive
from backissue.search import Archive

from browser import browser, served, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent

QUERIES = (
    "election result",
    "troop withdrawal",
    "earthquake killed",
    "court ruling on appeal",
    "climate summit",
    "who resigned over the report",
    '"prime minister" -Brexit',
    "vaccine approved",
    "interest rates",
    "record heat",
)

# What is wanted, in milliseconds.
USABLE_MS, RESULTS_MS = 2_000, 300

WATCH = """
window.times = {};
const has = (name, element) => {
  if (!element || name in times) return;
  requestAnimationFrame(() => { times[name] ??= performance.now(); });
};
const fresh = ".bi-page:not(.bi-old)";
new MutationObserver(() => {
  has("usable", document.querySelector("#bi-q"));
  if ("sent" in times) has("results", document.querySelector(`${fresh} .bi-card`));
}).observe(document, { childList: true, subtree: true });
window.begin = () => {
  document.querySelector(".bi-page").classList.add("bi-old");
  delete times.sent;
  delete times.results;
  const sent = () => { times.sent = performance.now(); };
  addEventListener("keydown", sent, { capture: true, once: true });
};
"""


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with _archive(options.archive) as archive, served(archive) as address, browser() as opened:
        with Archive.open(archive) as held:
            print(f"{archive}: {held.info().counts.articles:,} articles")
        usable = [_usable(opened, address) for _ in range(options.rounds)]
        _show("until the page can be used", usable, USABLE_MS)
        results = list(_results(opened, address))
        _show("from a key to the results of a search", results, RESULTS_MS)


@contextmanager
def _archive(given: Path | None) -> Iterator[Path]:
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory() as scratch:
        build_archive([ROOT / "corpus" / "articles"], Path(scratch) / "archive")
        yield Path(scratch) / "archive"


def _usable(opened: "Browser", address: str) -> float:
    page = opened.new_context(base_url=address).new_page()
    page.add_init_script(WATCH)
    page.goto("/")
    taken = _taken(page, "times.usable")
    page.context.close()
    return taken


def _results(opened: "Browser", address: str) -> Iterator[float]:
    """Yield how long each search takes, but for one before, which loads the model."""
    page = opened.new_context(base_url=address).new_page()
    page.add_init_script(WATCH)
    page.goto("/?view=search&q=news")
    settle(page)
    for query in QUERIES:
        box = page.locator("#bi-q")
        box.fill(query)
        page.evaluate("begin()")
        box.press("Enter")
        yield _taken(page, "times.results && times.results - times.sent")
        settle(page)


def _taken(page: "Page", times: str) -> float:
    return float(page.wait_for_function(times, polling="raf").json_value())


def _show(what: str, taken: list[float], wanted: int) -> None:
    print(
        f"{what}: median {statistics.median(taken):,.0f} ms, slowest {max(taken):,.0f}, of "
        f"{len(taken)}; wanted: {wanted:,}"
    )


if __name__ == "__main__":
    main()
