"""What is found, to be taken along as a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from backissue.search.retrieval.hit import Hit

COLUMNS = (
    "rank",
    "title",
    "source",
    "published",
    "section",
    "url",
    "passage",
    "start",
    "end",
    "article",
    "content_hash",
)

# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def hits_csv(hits: Iterable[Hit]) -> str:
    """Return passages as a table, with a header."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for rank, hit in enumerate(hits, start=1):
        article = hit.article
        writer.writerow(
            [
                rank,
                _cell(article.title),
                _cell(article.source),
                article.published or "",
                _cell(article.section),
                _cell(article.url),
                _cell(hit.passage.text),
                hit.passage.start,
                hit.passage.end,
                _cell(article.id),
                article.content_hash,
            ]
        )
    return file.getvalue()


def _cell(text: str | None) -> str:
    """Return a text that no spreadsheet computes."""
    return f"'{text}" if text and text.startswith(FORMULA) else text or ""
