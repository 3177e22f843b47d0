"""The other ways in which a number, an acronym or a compound may be written."""

import re
from collections.abc import Iterator

LETTERS = r"[^\W\d_]"
CAPITAL = r"[A-Z]"

# 1,000 and 1000, but no years: those are written in one way.
GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?!\w|[.,]\d)")
PLAIN = re.compile(r"(?<![\w.,])(?!(?:1[5-9]|20)\d\d(?!\d))[1-9]\d{3,8}(?!\w|[.,]\d)")

# U.A.W. and UAW; in a text of nothing but capitals nobody can tell which words are acronyms.
DOTTED = re.compile(
    rf"(?<![\w.])(?:{CAPITAL}\.){{2,5}}(?!\w)|(?<![\w.])(?:{CAPITAL}\.){{1,4}}{CAPITAL}\b"
)
CAPITALS = re.compile(rf"(?<![\w.&-]){CAPITAL}{{2,5}}(?![\w&-])")

# AT&T, whose words are too common to be looked for one by one.
JOINED = re.compile(rf"(?<!\w)(?P<first>{LETTERS}{{1,3}}) ?& ?(?P<last>{LETTERS}{{1,3}})(?!\w)")

# COP28, COP-28 and COP 28; e-mail and email.
NUMBERED = re.compile(rf"(?<![\w-])(?P<name>{LETTERS}{{1,9}})(?P<number>\d{{1,3}})(?![\w-])")
APART = re.compile(
    rf"(?<![\w-])(?:(?P<name>{LETTERS}{{1,9}})-|(?P<capitals>{CAPITAL}{{1,5}}) )"
    r"(?P<number>\d{1,3})(?![\w,-])"
)
HYPHENED = re.compile(rf"(?<![\w-]){LETTERS}+(?:-{LETTERS}+)+(?![\w-])")

# What stands for one name, though there are spaces in it, or else a word.
TOGETHER = re.compile(rf"(?<![\w-]){CAPITAL}{{1,5}} \d{{1,3}}(?![\w,-])|\S+")

# Not the one of keyboards; NFKC makes it of the one at which no line breaks.
HYPHEN = "\u2010"

# Without their dots these are taken for other words; and what most articles have tells little.
TAKEN = {"AM", "PM", "US"}


def variants(text: str) -> list[tuple[str, ...]]:
    """Return the words, side by side, by which parts of a text may be written otherwise."""
    found = _variants(text.replace(HYPHEN, "-"))
    return list(dict.fromkeys(tuple(word.lower() for word in words) for words in found))


def _variants(text: str) -> Iterator[tuple[str, ...]]:
    yield from (("".join(found[0].split(",")),) for found in GROUPED.finditer(text))
    yield from (tuple(f"{int(found[0]):,}".split(",")) for found in PLAIN.finditer(text))
    dotted = (found[0].replace(".", "") for found in DOTTED.finditer(text))
    yield from ((acronym,) for acronym in dotted if acronym not in TAKEN)
    if not text.isupper() or " " not in text:
        plain = (found[0] for found in CAPITALS.finditer(text))
        yield from (tuple(acronym) for acronym in plain if acronym not in TAKEN)
    yield from ((found["first"], found["last"]) for found in JOINED.finditer(text))
    yield from ((found["name"], found["number"]) for found in NUMBERED.finditer(text))
    for found in APART.finditer(text):
        yield ((found["name"] or found["capitals"]) + found["number"],)
    yield from ((found[0].replace("-", ""),) for found in HYPHENED.finditer(text))
