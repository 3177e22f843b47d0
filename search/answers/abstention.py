"""Why there is no answer: nothing in scope, nothing about it, or nothing that says it."""

from math import floor
from typing import Literal, TypeAlias

from backissue.search.answers.likeness import shared, with_headline
from backissue.search.retrieval.hits import Hits

Abstained: TypeAlias = Literal["nothing in scope", "not covered", "not answered"]

# A topic is not covered where no passage is so close to the question in meaning and none that was
# found has so much of its words. So 0 of the 144 questions of corpus/ are called not covered there,
# 2 in 100 of real questions about an archive of 3,713 articles of their own months, and 81 in 100
# of those asked of corpus/. A larger archive is near to more: asked of the 3,713 articles, it is 16
# in 100 of the questions of corpus/. The closeness is all-MiniLM-L6-v2's.
CLOSE = 0.45
WORDS = 0.5


def why_not(
    hits: Hits, confidence: float, threshold: float, doubt: str = ""
) -> tuple[Abstained, str]:
    """Return why there is no answer, and the same in plain words, with what to do next.

    `confidence` is that of the best reading, `threshold` what it would have to be, `doubt` what
    its passage says against the question.
    """
    reach = hits.reach
    of_all = f"of {reach.articles:,} in the archive"
    if not hits:
        return "nothing in scope", (
            f"No article {of_all} is in this scope{_left_out(hits)}. {_next_step(hits)}"
        )
    if _is_far(hits):
        return "not covered", (
            f"The {reach.in_scope:,} articles in scope do not seem to cover this: none comes near "
            f"it in words or in meaning. {_next_step(hits)}"
        )
    if doubt:
        return "not answered", (
            f"The passage that comes nearest is about something else: {doubt} Look at the nearest "
            f"passages. {_next_step(hits)}"
        )
    return "not answered", (
        f"The passages found come near, but none says it: the best has a confidence of "
        f"{floor(100 * confidence) / 100:.2f}, and {threshold:.2f} is asked for. "
        f"Look at the nearest passages. {_next_step(hits)}"
    )


def _is_far(hits: Hits) -> bool:
    """Whether nothing in scope is near, neither by meaning nor by word."""
    question = hits.query.words
    close = hits.closeness is not None and hits.closeness >= CLOSE
    return not close and all(shared(question, with_headline(hit.passage)) < WORDS for hit in hits)


def _left_out(hits: Hits) -> str:
    """Return what the days alone leave out."""
    reach = hits.reach
    left_out = [
        f"{number:,} {why}"
        for number, why in ((reach.other_days, "are of other days"), (reach.undated, "undated"))
        if number
    ]
    return f": {' and '.join(left_out)}" if left_out else ""


def _next_step(hits: Hits) -> str:
    query = hits.query
    if query.suggestion:
        return f"Did you mean: {query.suggestion}"
    if query.scope.is_open and not query.condition:
        return "Ask in other words, or index articles about it."
    return "Widen the dates or the source, or ask in other words."
