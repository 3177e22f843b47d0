"""Text files, plain or Markdown -> articles."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from backissue.indexer.article import Article
from backissue.indexer.errors import ArticleInvalid
from backissue.indexer.record import Problem, article_from_record, clean, read_date

# A date line is short; a sentence that holds a date is not a date line.
LONGEST_DATE_LINE = 40

# As in “Washington DC [USA], July 3 : ”, “PARIS, April 15 (AFP) - ” and “LONDON (Reuters) — ”.
DATELINE = re.compile(
    r"(?P<place>[^\W\d_][\w .'’/-]{1,50}(?:\[[^\]\n]{2,40}\])?(?:, [A-Z][\w .]{1,30}?)?)"
    r"(?=, [^\W\d_]{3,10}\.? \d| \()"  # a day or an agency follows: not any phrase and a colon
    r"(?:, [^\W\d_]{3,10}\.? \d{1,2})?"
    r"(?: \((?P<agency>[^)\n]{2,30})\))?"
    r" ?(?::|—|–|--?) "
)


def read_text(stream: BinaryIO, name: str) -> Iterator[Article | Problem]:
    """Read one article: its headline, a line with its date, then its body, led by a dateline.

    Without a date line, all after the first line is the body. The outlet is the agency in the
    dateline, else the first folder that is no number in the article's name; the next such folder
    is the section. The dateline stays in the text, so that it can be quoted.
    """
    lines = _decode(stream.read()).strip().split("\n")
    headline, rest = lines[0], lines[1:]
    while rest and not rest[0].strip():
        del rest[0]
    published = read_date(rest[0]) if rest and len(rest[0]) <= LONGEST_DATE_LINE else None
    body = "\n".join(rest[1:] if published else rest).strip()
    if not body:
        raise ArticleInvalid("It has a headline at most: no text follows the first line.")
    dateline = DATELINE.match(body)
    source, section = _folders(name)
    yield Article(
        id=name,
        title=" ".join(headline.split()),
        text=body,
        published=published,
        source=(dateline and dateline["agency"]) or source,
        section=section,
        place=dateline["place"].strip() if dateline else None,
    )


def read_markdown(stream: BinaryIO, name: str) -> Iterator[Article | Problem]:
    """Read one article: front matter in YAML with an article's fields, then its body.

    Without a title there, a first heading is the title.
    """
    import frontmatter
    import yaml

    try:
        record, body = frontmatter.parse(_decode(stream.read()))
    except (yaml.YAMLError, RecursionError) as error:
        raise ArticleInvalid(f"Its front matter is not YAML: {error}") from error
    body = body.strip()
    if not record.get("title") and body.startswith("# "):
        heading, _, body = body.partition("\n")
        record["title"] = heading.removeprefix("# ")
    source, section = _folders(name)
    fields = {"source": source, "section": section, **record, "text": body.strip()}
    article, warnings = article_from_record(fields, fallback_id=name)
    for warning in warnings:
        yield Problem(name, warning, skipped=False)
    yield article


def _folders(name: str) -> tuple[str | None, str | None]:
    """Outlet and section, from the folders between the one that was given and the file."""
    folders = [part for part in PurePosixPath(name).parts[1:-1] if not part.isdigit()]
    return (folders[0] if folders else None, folders[1] if len(folders) > 1 else None)


def _decode(data: bytes) -> str:
    """Decode UTF-8, or else whatever the bytes look like most."""
    try:
        return clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise ArticleInvalid("It is not text in any encoding known here.")
    return clean(str(best))
