"""What is said of words that no article has."""

from backissue.search.query.query import Query

# Words that no article has: a question in another language has none but such.
UNKNOWN_SHOWN = 5


def unknown_note(query: Query) -> str:
    """Return which words no article has, nothing where all that are in none are put right."""
    left = (query.suggestion or query.text).split()
    words = [f"“{word}”" for word in query.unknown if any(word in each for each in left)]
    more = len(words) - UNKNOWN_SHOWN
    words[UNKNOWN_SHOWN:] = [f"{more:,} more of these words"] if more > 0 else []
    *others, last = words or [""]
    named = f"{', '.join(others)} or {last}" if others else last
    return f"No article has {named}." if named else ""
