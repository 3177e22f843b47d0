"""What an answer was made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from backissue.indexer.article import Article
from backissue.search.retrieval.hits import Hits
from backissue.search.retrieval.reach import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Which archive was asked, how much of it was read, and what of that is the evidence."""

    archive: str
    """The archive's own id, which stays with it wherever it goes."""
    reach: Reach
    asked: date | None
    """The day of the question, where one was given."""
    models: tuple[str, ...]
    """What found the passages and what read them, by name."""
    articles_read: int
    passages_read: int
    sources: tuple[str, ...]
    """The outlets of the articles cited, best first."""
    first_published: date | None
    """Of the articles cited; None where none is, or none has a date."""
    last_published: date | None
    independent_origins: int
    """How many of the articles cited did not copy one another."""


def write_receipt(
    hits: Hits,
    cited: Iterable[Article],
    *,
    archive: str,
    models: tuple[str, ...],
    independent_origins: int,
) -> Receipt:
    """Count what was read for an answer, and what it cites."""
    evidence = list({article.id: article for article in cited}.values())
    days = [article.published for article in evidence if article.published]
    return Receipt(
        archive=archive,
        reach=hits.reach,
        asked=hits.query.asked,
        models=models,
        articles_read=len({hit.article.id for hit in hits}),
        passages_read=len(hits),
        sources=tuple(dict.fromkeys(article.source for article in evidence if article.source)),
        first_published=min(days, default=None),
        last_published=max(days, default=None),
        independent_origins=independent_origins,
    )
