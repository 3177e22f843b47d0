"""Where an article was written and when, as its text begins: what that can answer."""

import re
from functools import lru_cache

from backissue.indexer.sources.read_text import DATELINE
from backissue.search.reading.kind import Kind

# “WASHINGTON – ”, “DES MOINES, Iowa — ”: a place in capitals, then a mark.
PLAIN = re.compile(r"[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][\w. ]{1,20})? ?(?:—|–|--?) ")

# What asks for anything else is not answered by the place at which somebody wrote about it.
ANSWERED = frozenset[Kind]({"city", "county", "day", "place"})


def is_of_dateline(text: str, start: int, end: int, kind: Kind) -> bool:
    """Whether characters of an article's text are no answer since they begin in its dateline.

    Those are that ask for neither a place nor a day, or run on into the sentence after it.
    """
    ends = _dateline_ends(text[:200])
    return start < ends and (end > ends or kind not in ANSWERED)


@lru_cache(maxsize=512)
def _dateline_ends(beginning: str) -> int:
    found = DATELINE.match(beginning) or PLAIN.match(beginning)
    if found is None or beginning[found.end() :][:1].islower():  # NASA – the space agency – said
        return 0
    return found.end()
