"""Readings -> an answer in the words of the articles, or why there is none."""

from collections.abc import Sequence

from backissue.search.answer import THRESHOLD, Answer
from backissue.search.hit import Hit
from backissue.search.query import Query
from backissue.search.reader import Reader, Reading
from backissue.search.runner_up import runners_up
from backissue.search.support import CountOrigins, citations


def extract(
    query: Query,
    hits: Sequence[Hit],
    readings: Sequence[Reading],
    *,
    reader: Reader,
    origins: CountOrigins,
) -> Answer:
    """Answer with the best reading, or say why none is good enough.

    `reader` reads single passages again, and `origins` counts articles that did not copy one
    another, to find more that say the same.
    """
    best = readings[0] if readings else None
    if best is None:
        reason = "No article in scope holds any of this. " + _scope_hint(query)
    elif best.confidence < THRESHOLD:
        reason = (
            f"The passages found come near, but none says it: the best has a confidence of "
            f"{best.confidence:.2f}, and {THRESHOLD:.2f} is asked for. " + _scope_hint(query)
        )
    else:
        cited = citations(
            query.words,
            best,
            [hit.passage for hit in hits],
            reader=reader,
            origins=origins,
        )
        return Answer(
            query=query,
            text=best.text,
            citations=cited,
            confidence=best.confidence,
            reason=f"{cited[0].article.title} says so in these words.",
            passages=tuple(hits),
            runners_up=runners_up(readings),
        )
    return Answer(
        query=query,
        text="",
        citations=(),
        confidence=best.confidence if best else 0.0,
        reason=reason.strip(),
        passages=tuple(hits),
    )


def _scope_hint(query: Query) -> str:
    return (
        ""
        if query.scope.is_open and not query.condition
        else "Widen the dates or the source to look further."
    )
