"""What is found, to be taken along: Markdown for people, CSV for spreadsheets."""

import csv
import io
import re
from collections.abc import Iterable

from backissue.indexer.article import Article
from backissue.search.answer import Answer
from backissue.search.citation import Citation
from backissue.search.hit import Hit

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

# What Markdown would read as more than text.
MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")

# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def answer_markdown(answer: Answer) -> str:
    """Return a question and its answer, with a footnote for each citation."""
    lines = [f"**{_plain(answer.question)}**", ""]
    if not answer:
        return "\n".join([*lines, _plain(answer.reason), ""])
    numbers = range(1, len(answer.citations) + 1)
    lines.append(_plain(answer.text) + "".join(f"[^{number}]" for number in numbers))
    for number, citation in zip(numbers, answer.citations, strict=True):
        lines += ["", f"[^{number}]: {citation_markdown(citation)}"]
    return "\n".join([*lines, ""])


def citation_markdown(citation: Citation) -> str:
    """Return the cited words, and everything that it takes to find them again."""
    place = f"characters {citation.start}–{citation.end}, revision {citation.content_hash[:12]}"
    return f"“{_plain(citation.quote)}” {article_markdown(citation.article)} ({place})."


def article_markdown(article: Article) -> str:
    """Return an article as bibliographies name it: authors, headline, outlet, day, place."""
    day = article.published.isoformat() if article.published else "undated"
    parts = [", ".join(article.authors), article.title, article.source or "", day]
    named = ", ".join(_plain(part) for part in parts if part)
    return f"{named}, {_plain(article.url or article.id)}"


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


def _plain(text: str) -> str:
    """Return a text on one line that Markdown shows as it is."""
    return MARKUP.sub(r"\\\1", " ".join(text.split()))


def _cell(text: str | None) -> str:
    """Return a text that no spreadsheet computes."""
    return f"'{text}" if text and text.startswith(FORMULA) else text or ""
