"""A record of named fields, as files carry it -> an article."""

import re
import reprlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from backissue.indexer.article import Article
from backissue.indexer.errors import ArticleInvalid

# Numbers alone say in which order they stand: after a year, or with dots between them.
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
DAY_FIRST = re.compile(r"\d{1,2}\. ?\d{1,2}\. ?\d{4}\b")

# What else `modified` is called: in Atom, and in schema.org as it is written in Python.
MODIFIED = ("modified", "updated", "date_modified")

# The keys of a record that are read.
FIELDS = {
    "id",
    "title",
    "text",
    "published",
    *MODIFIED,
    "source",
    "url",
    "authors",
    "section",
    "place",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What was wrong with something that was to be indexed."""

    name: str
    """A file, a line of one, or an article's id."""
    reason: str
    skipped: bool = True
    """Whether it was left out; otherwise it was indexed without the part that was wrong."""


def article_from_record(
    record: Mapping[str, Any], fallback_id: str | None = None
) -> tuple[Article, list[str]]:
    """Make an article of a record, and list what in it could not be used.

    Its id is the key `id`, else `url`, else `fallback_id`. `authors` is a list or one name.
    `modified` may be called `updated` or `date_modified`; the first that says anything counts.

    Raises ArticleInvalid where there is no id or no text.
    """
    warnings: list[str] = []
    values = {
        key: _text(record, key, warnings)
        for key in ("id", "title", "text", "source", "url", "section", "place")
    }
    identity = values["id"] or values["url"] or fallback_id
    if identity is None:
        raise ArticleInvalid('It has neither an "id" nor a "url". Give it one that stays the same.')
    article = Article(
        id=identity,
        title=values["title"] or "",
        text=values["text"] or "",
        published=_day(record, "published", warnings),
        modified=_day(record, next(filter(record.get, MODIFIED), "modified"), warnings),
        source=values["source"],
        url=values["url"],
        authors=_authors(record.get("authors"), warnings),
        section=values["section"],
        place=values["place"],
    )
    return article, warnings


def read_date(text: str) -> date | None:
    """Read a whole date (day, month and year) in any common form and language, else None.

    ISO 8601 is read as it stands; a time or time zone does not move the day.
    """
    text = text.strip()
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    if not any(character.isdigit() for character in text):
        return None
    import dateparser

    settings: dict[str, Any] = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
    }
    if numbers := YEAR_FIRST.match(text):
        with suppress(ValueError):
            return date(*map(int, numbers.groups()))
        return None
    if DAY_FIRST.match(text):
        settings["DATE_ORDER"] = "DMY"
    found = dateparser.parse(text, settings=settings)
    return found.date() if found else None


def clean(text: str) -> str:
    """Return the text with one kind of line end and without what no file should hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-8", "replace").decode()


def storable(name: str) -> str:
    """Return a file's name with its bytes that are not UTF-8 written out, so that names differ."""
    return name.encode("utf-8", "backslashreplace").decode()


def _text(record: Mapping[str, Any], key: str, warnings: list[str]) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        value = clean(value)
        return value if key == "text" else " ".join(value.split()) or None
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        with suppress(ValueError):  # Python writes no number of thousands of digits
            return str(value)
    warnings.append(f"{key!r} is not text: {_short(value)}.")
    return None


def _day(record: Mapping[str, Any], key: str, warnings: list[str]) -> date | None:
    value = record.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    found = read_date(value) if isinstance(value, str) else None
    if found is None:
        fate = "kept as undated" if key == "published" else "left out"
        warnings.append(f"{key!r} is not a whole date: {_short(value)}. It is {fate}.")
    return found


def _authors(value: object, warnings: list[str]) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else [] if value is None else value
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return tuple(name for name in (" ".join(clean(name).split()) for name in names) if name)
    warnings.append(f"'authors' is not a list of names: {_short(value)}.")
    return ()


def _short(value: object) -> str:
    """Return what stands for a value in a message, however large it is."""
    try:
        shown = repr(value) if isinstance(value, str | int | float) else reprlib.repr(value)
    except ValueError:
        shown = "a number of thousands of digits"
    return f"{shown:.80}"
