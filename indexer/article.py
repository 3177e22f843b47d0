"""The values that everything else is about: an article, and a passage of it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from backissue.indexer.errors import ArticleInvalid

# Characters of a headline that are embedded: some feeds put whole paragraphs there.
LONGEST_TITLE = 200
LONGEST_SOURCE = 60

# Fields without which there is no article.
REQUIRED = ("id", "title", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article, as its publisher printed it.

    `published` is the calendar day in the publisher's own time, `modified` that of the text as it
    is, where the publisher states one; a datetime is reduced to its day. `source` is the outlet,
    `place` where the dateline says that it was written.

    Raises ArticleInvalid where a field cannot be indexed as it is.
    """

    id: str
    title: str
    text: str
    published: date | None = None
    modified: date | None = None
    source: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    place: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "authors", _names(self.id, self.authors))
        for name in ("id", "title", "text", "source", "url", "section", "place"):
            value = getattr(self, name)
            if value is not None or name in REQUIRED:
                object.__setattr__(self, name, _text(self.id, name, value))
        if not self.id:
            raise ArticleInvalid("This article has no id. Give it one that stays the same.")
        if not self.text.strip():
            raise ArticleInvalid(f"Article {self.id!r} has no text, so there is nothing to index.")
        for name in ("published", "modified"):
            object.__setattr__(self, name, _day(self.id, name, getattr(self, name)))

    @property
    def heading(self) -> str:
        """Headline, source and day: what is embedded in front of each passage, never quoted."""
        facts = ((self.source or "")[:LONGEST_SOURCE], self.published)
        line = ", ".join(str(fact) for fact in facts if fact)
        return "\n".join(part for part in (self.title[:LONGEST_TITLE], line) if part)

    @property
    def content_hash(self) -> str:
        """SHA-256 of everything but the id, in hexadecimal: it changes with any revision.

        What came after the first version counts only where it is known, so that hashes stay.
        """
        content = [
            self.title,
            self.text,
            self.published.isoformat() if self.published else None,
            self.source,
            self.url,
            list(self.authors),
            self.section,
            self.place,
        ]
        if self.modified:
            content.append(self.modified.isoformat())
        encoded = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(encoded.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences of an article: characters `start` to `end` of its text."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """The passage word for word."""
        return self.article.text[self.start : self.end]


def _day(article_id: str, name: str, value: object) -> date | None:
    """Return a date or a datetime as a day; raise ArticleInvalid where it is neither."""
    if value is None:
        return None
    try:
        return plain_day(value)
    except ValueError as error:
        raise ArticleInvalid(
            f"Article {article_id!r} has {value!r} as its {name} date. "
            "Give a datetime.date, or None where the date is not known."
        ) from error


def plain_day(value: object) -> date:
    """Return a date, or the day of a datetime, as a date and nothing derived from it.

    Raises ValueError where it is neither, or stands for none, as NaT of pandas does.
    """
    if not isinstance(value, date) or not isinstance(value.year, int):
        raise ValueError(f"{value!r:.80} is no day.")  # noqa: TRY004 - of NaT it is the value
    return date(value.year, value.month, value.day)


def _names(article_id: str, authors: object) -> tuple[str, ...]:
    """Return authors as a tuple of names."""
    if isinstance(authors, str) or not isinstance(authors, Iterable):
        raise ArticleInvalid(
            f"Article {article_id!r} has {authors!r} as its authors. Give a tuple of names."
        )
    return tuple(_text(article_id, "author", author) for author in authors)


def _text(article_id: str, name: str, text: object) -> str:
    """Return a text as a str and nothing derived from it, whose repr would be another.

    Raises ArticleInvalid where it is none, or one that cannot be written to disk.
    """
    if not isinstance(text, str):
        raise ArticleInvalid(
            f"Article {article_id!r} has {text!r:.80} as its {name}, which is not text. Give a str."
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ArticleInvalid(
            f"Article {article_id!r} holds half a character (a lone surrogate) in "
            f"{error.object[:40]!r}. Decode its text with errors='replace'."
        ) from error
    return str.__str__(text)
