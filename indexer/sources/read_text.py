"""Text files, plain or Markdown -> articles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from backissue.indexer.article import Article
from backissue.indexer.errors import ArticleInvalid
from backissue.indexer.sources.record import FIELDS, Problem, article_from_record, clean, read_date

# A date line is short; a sentence that holds a date is not a date line.
LONGEST_DATE_LINE = 40

# As in “Washington DC [USA], July 3 : ”, “PARIS, April 15 (AFP) - ” and “LONDON (Reuters) — ”:
# capitalised words, then a day or an agency or both, then a mark.
_WORD = r"(?:(?:al|el)-)?(?![a-zß-ÿ])[^\W\d_][\w\u0300-\u036f.'’/-]{0,40}"
_SMALL = r"(?:al|am|an|and|da|de|del|der|di|do|el|la|le|of|the|upon)"
_DAY = r"(?:[^\W\d_]{3,10}\.? \d{1,2}|\d{1,2}\.? [^\W\d_]{3,10}\.?)"
DATELINE = re.compile(
    rf"(?P<place>{_WORD}(?: (?:{_SMALL} )*{_WORD}){{0,5}}(?: \[[^\]\n]{{2,40}}\])?"
    rf"(?:, (?!{_DAY}){_WORD}(?: {_WORD})?)?)"
    rf"(?=, {_DAY}| \()(?:, {_DAY})?"
    r"(?: \((?P<agency>(?![a-zß-ÿ])[^\W\d_][^)\n]{1,29})\))?"
    r" ?(?::|—|–|--?) "
)

# What Python puts in the place of a byte that is not UTF-8, and what Windows means by it.
STRAY_BYTES = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)}

# Most old files in Latin letters are Western. Bytes that read as such are told from others by a
# measure of disorder, 0 to 1; French has up to .03 more in it than in a wrong encoding.
WESTERN = "cp1252"
WESTERN_BONUS = 0.03


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the bytes of a file say."""

    text: str
    guessed: str | None = None
    """The encoding, where there was nothing but the bytes themselves to tell it by."""

    def doubts(self, name: str) -> Iterator[Problem]:
        """Say that letters may be wrong where the encoding was guessed."""
        if self.guessed:
            reason = (
                f"It is not UTF-8, and was read as {self.guessed}. If letters are wrong, save it "
                "as UTF-8 and index it again."
            )
            yield Problem(name, reason, skipped=False)


def read_text(stream: BinaryIO, name: str) -> Iterator[Article | Problem]:
    """Read one article: its headline, a line with its date, then its body, led by a dateline.

    Without a date line, all after the first line is the body. The outlet is the agency in the
    dateline, else the first folder that is no number in the article's name; the next such folder
    is the section. The dateline stays in the text, so that it can be quoted.
    """
    decoded = _decode(stream.read())
    lines = decoded.text.strip().split("\n")
    headline, rest = lines[0], lines[1:]
    while rest and not rest[0].strip():
        del rest[0]
    published = read_date(rest[0]) if rest and len(rest[0]) <= LONGEST_DATE_LINE else None
    body = "\n".join(rest[1:] if published else rest).strip()
    if not body:
        raise ArticleInvalid("It has a headline at most: no text follows the first line.")
    dateline = DATELINE.match(body)
    source, section = _folders(name)
    yield from decoded.doubts(name)
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
    decoded = _decode(stream.read())
    record, body = _front_matter(decoded.text.strip())
    body = body.strip()
    if not record.get("title") and body.startswith("# "):
        heading, _, body = body.partition("\n")
        record["title"] = heading.removeprefix("# ")
    source, section = _folders(name)
    fields = {"source": source, "section": section, **record, "text": body.strip()}
    article, warnings = article_from_record(fields, fallback_id=name)
    yield from decoded.doubts(name)
    for warning in warnings:
        yield Problem(name, warning, skipped=False)
    yield article


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Part the fields in YAML from the body; what stands between two rules is not always fields."""
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    handler = YAMLHandler()
    if not handler.detect(text):
        return {}, text
    try:
        matter, body = handler.split(text)
    except ValueError:  # there is no second rule
        return {}, text
    try:
        # The loader in C crashes where this one, in Python, says that there are too many brackets.
        record = handler.load(matter, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise ArticleInvalid(f"Its front matter is not YAML: {reason}") from error
    if not isinstance(record, dict) or not record.keys() & FIELDS:
        return {}, text
    return record, body


def _folders(name: str) -> tuple[str | None, str | None]:
    """Outlet and section, from the folders between the one that was given and the file."""
    folders = [part for part in PurePosixPath(name).parts[1:-1] if not part.isdigit()]
    return (folders[0] if folders else None, folders[1] if len(folders) > 1 else None)


def _decode(data: bytes) -> Decoded:
    """Decode UTF-8, or else whatever the bytes look like most."""
    try:
        return Decoded(clean(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        pass
    escaped = data.decode("utf-8-sig", "surrogateescape")
    wrong = sum(ord(character) in STRAY_BYTES for character in escaped)
    if sum(character > "\x7f" for character in escaped) >= 2 * wrong:
        # UTF-8, with some bytes of another file in it.
        return Decoded(clean(escaped.translate(STRAY_BYTES)))
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    best = matches.best()
    if best is None:
        raise ArticleInvalid("It is not text in any encoding known here.")
    western = next((match for match in matches if WESTERN in match.could_be_from_charset), best)
    if western.chaos <= best.chaos + WESTERN_BONUS:
        best = western
    encoding = WESTERN if WESTERN in best.could_be_from_charset else best.encoding
    return Decoded(clean(str(best)), None if encoding.startswith("utf") else encoding)
