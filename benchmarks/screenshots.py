"""Draws the pictures of the README from the example archive.

Run it from the project's folder: python benchmarks/screenshots.py

It indexes corpus/articles in a folder of its own, opens the page in Chromium, and writes
docs/ask.png, docs/search.png and docs/timeline.png.
"""

import io
import tempfile
from pathlib import Path
from urllib.parse import quote

from backissue.indexer import build_archive

from browser import browser, served, settle

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"

WIDTH, HEIGHT = 1200, 760

# Few enough for a small file, and enough for letters with smooth edges.
COLOURS = 96

PICTURES = {
    "ask": f"?q={quote('How many troops did Christopher Miller want to keep in Afghanistan?')}",
    "search": "?view=search&q=troop+withdrawal",
    "timeline": "?view=timeline&q=troops",
}


def main() -> None:
    """Draw them all."""
    from PIL import Image

    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / "archive"
        build_archive([ROOT / "corpus" / "articles"], archive)
        with served(archive) as address, browser() as opened:
            page = opened.new_page(
                base_url=address,
                viewport={"width": WIDTH, "height": HEIGHT},
                color_scheme="light",
            )
            for name, link in PICTURES.items():
                page.goto(f"/{link}")
                settle(page)
                drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
                file = DOCS / f"{name}.png"
                drawn.quantize(COLOURS).save(file, optimize=True)
                print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
