"""A text in the ways in which it may be quoted: one form of each letter, words made whole."""

import re
import unicodedata

# A word that was parted at the end of a line: “govern-” and “ment”, or “well-” and “known”.
LINE_END = re.compile(r"(?<=\w)[-\u2010]\s*\n\s*(?=[^\W\d_])")

# 10%, 10 per cent and 10 percent.
PERCENT = re.compile(r"(?<=\d)\s?[%％]|\bper[\s-]+cent\b", re.IGNORECASE)

SOFT_HYPHEN = re.compile(r"\u00ad(?:\s*\n\s*)?")

# Words on either side of the border between two passages: quotations are seldom longer than both
# sides together.
SEAM_WORDS = 15

# The most that is looked at for them.
SEAM_CHARACTERS = 600

SPACED = re.compile(r"\S+\s*")


def plain(text: str) -> str:
    """Return a text in one form of each letter (NFKC) and of percent, without soft hyphens."""
    return with_percent(unicodedata.normalize("NFKC", SOFT_HYPHEN.sub("", text)))


def with_percent(text: str) -> str:
    """Return a text in which shares are written in one way: 10 percent."""
    # Of most texts this is known in a tenth of the time.
    has_share = "%" in text or "％" in text or "cent" in text.lower()
    return PERCENT.sub(" percent ", text) if has_share else text


def wordings(text: str) -> list[str]:
    """Return a text for an index of phrases: once, or twice where a hyphen ends a line.

    Nobody can tell there whether the hyphen belongs to the word, so both are right.
    """
    kept = plain(text)
    joined = LINE_END.sub("", kept)
    return [kept] if joined == kept else [joined, kept]


def seam(before: str, after: str) -> list[str]:
    """Return the words around the border between two passages, in all their wordings."""
    ending = SPACED.findall(before[-SEAM_CHARACTERS:])[-SEAM_WORDS:]
    beginning = SPACED.findall(after[:SEAM_CHARACTERS])[:SEAM_WORDS]
    return wordings("".join([*ending, "\n", *beginning]))
