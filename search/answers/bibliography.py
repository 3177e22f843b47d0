"""Articles, as programs that keep literature want them: CSL-JSON and BibTeX."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from backissue.indexer.article import Article

# In a URL they would end a BibTeX field or begin a command.
UNSAFE_IN_URL = re.compile(r"[\\{}\s]")

# Of the hash of an article's id, to tell articles of one outlet and day apart.
LETTERS = 8


def csl_json(articles: Iterable[Article]) -> str:
    """Return articles as CSL-JSON, an item for each, in order."""
    return json.dumps([_csl(article) for article in _distinct(articles)], indent=2) + "\n"


def bibtex(articles: Iterable[Article]) -> str:
    """Return articles as BibTeX, an entry for each, in order."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    library = Library()
    for article in _distinct(articles):
        fields = [Field(*field) for field in _fields(article).items()]
        library.add(Entry("article", _key(article), fields))
    return write_string(library)


def _distinct(articles: Iterable[Article]) -> list[Article]:
    """Return each article once, in the revision that comes first."""
    found: dict[str, Article] = {}
    for article in articles:
        found.setdefault(article.id, article)
    return list(found.values())


def _key(article: Article) -> str:
    """Return a name for an article that stays the same: harbour-post-2020-1f2e3d4c."""
    outlet = re.sub(r"[^a-z0-9]+", "-", (article.source or "").lower()).strip("-")
    year = str(article.published.year) if article.published else ""
    seal = hashlib.sha256(article.id.encode()).hexdigest()[:LETTERS]
    return "-".join(part for part in (outlet, year, seal) if part)


def _csl(article: Article) -> dict[str, Any]:
    """Return an item with the variables of the CSL specification, without those not known."""
    day = article.published
    item = {
        "id": _key(article),
        "type": "article-newspaper",
        "title": article.title or article.id,
        "author": [{"literal": author} for author in article.authors],
        "container-title": article.source,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "section": article.section,
        "publisher-place": article.place,
        "URL": article.url,
    }
    return {name: value for name, value in item.items() if value}


def _fields(article: Article) -> dict[str, str]:
    """Return the fields of an entry, without those not known, in what LaTeX reads as text."""
    day = article.published
    text = {
        "title": article.title or article.id,
        "author": " and ".join(f"{{{_latex(author)}}}" for author in article.authors),
        "journal": article.source,
        "year": str(day.year) if day else None,
        "month": str(day.month) if day else None,
        "date": day.isoformat() if day else None,
        "address": article.place,
    }
    fields = {
        name: value if name == "author" else _latex(value) for name, value in text.items() if value
    }
    if article.url:
        fields["url"] = UNSAFE_IN_URL.sub(_percent, article.url)
    return fields


def _latex(text: str) -> str:
    """Return a text on one line with what means something to LaTeX escaped."""
    from pylatexenc.latexencode import UnicodeToLatexEncoder

    encoder = UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False)
    return str(encoder.unicode_to_latex(" ".join(text.split())))


def _percent(sign: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in sign[0].encode())
