"""How a query was read, in words, and which words of it no article has."""

import re
from collections.abc import Sequence

from backissue.search.query.parts import Part
from backissue.search.query.query import Query

WORD = re.compile(r"\w+")

# Words that no article has: a question in another language has none but such.
UNKNOWN_SHOWN = 5


def parts_said(parts: Sequence[Part]) -> str:
    """Return parts as they were understood, as a person would write them."""
    said = ""
    # Whether what stands between these brackets is excluded, which is said once, before them.
    around = [False]
    for part in parts:
        sign = part.value if part.kind == "operator" else ""
        if sign == ")":
            around.pop()
        is_excluded = part.is_excluded != around[-1]
        if sign == "(":
            around.append(part.is_excluded)
        if sign == ")":
            said += sign
        elif sign in {"AND", "OR"}:
            said += f" {sign} "
        elif sign != "NOT":  # which is said of what follows it
            said += "" if not said or said.endswith((" ", "(")) else " · "
            said += f"not {_part(part)}" if is_excluded else _part(part)
    return said


def _part(part: Part) -> str:
    """Return a part as it was understood, such as: after 2020 (from 2020-01-01)."""
    match part.kind:
        case "operator":
            return part.value
        case "words" | "word" | "phrase":
            said = f"“{part.value}”"
        case "wildcard":
            said = part.value
        case "fuzzy":
            said = f"like “{part.value}”"
        case _:
            said = f"{part.kind} {part.value}"
    return f"{said} ({part.meaning})" if part.meaning else said


def unknown_note(query: Query) -> str:
    """Return which words no article has, nothing where all that are in none are put right."""
    left = WORD.findall(query.suggestion or query.text)
    words = [f"“{word}”" for word in query.unknown if word in left]
    more = len(words) - UNKNOWN_SHOWN
    words[UNKNOWN_SHOWN:] = [f"{more:,} more of these words"] if more > 0 else []
    *others, last = words or [""]
    named = f"{', '.join(others)} or {last}" if others else last
    return f"No article has {named}." if named else ""
