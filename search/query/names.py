"""Names as people type them: of an outlet, a section, an author or a place."""

import re
import unicodedata
from fnmatch import fnmatchcase

WORD = re.compile(r"[\w*]+")


def folded(name: str) -> str:
    """Return a name without capitals and accents, its words a space apart."""
    if name.isascii():
        return " ".join(name.casefold().split())
    parts = unicodedata.normalize("NFKD", name)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return " ".join(bare.casefold().split())


def is_named(name: str, words: str, *, is_whole: bool) -> bool:
    """Whether words are a name, or stand in it if they need not be the whole of it."""
    return folded(name) == folded(words) if is_whole else has_words(name, words)


def has_words(name: str, words: str) -> bool:
    """Whether words stand in a name, whole, in their order; * stands for any letters."""
    known = WORD.findall(folded(name).replace("_", " "))
    wanted = WORD.findall(folded(words).replace("_", " "))
    return bool(wanted) and any(
        all(fnmatchcase(word, each) for word, each in zip(known[start:], wanted, strict=False))
        for start in range(len(known) - len(wanted) + 1)
    )
