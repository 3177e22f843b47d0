"""What indexing some files would do, without doing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backissue.indexer.article import Article
from backissue.indexer.sources.read import Found, read_sources
from backissue.indexer.sources.record import Problem
from backissue.indexer.truth.store import Store

# Articles compared with the archive at once.
ARTICLES_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Articles that would be added, changed and left as they are, and what cannot be read."""

    new: int
    changed: int
    unchanged: int
    problems: tuple[Problem, ...]


def preview(paths: Sequence[Path], folder: Path) -> Preview:
    """Read files and folders, and compare what is in them with an archive."""
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    problems: list[Problem] = []
    store = Store(folder)
    try:
        batch: list[Article] = []
        for found in read_sources(paths):
            _sort(found, batch, problems)
            if len(batch) == ARTICLES_AT_ONCE:
                _compare(batch, store, counts)
                batch = []
        _compare(batch, store, counts)
    finally:
        store.close()
    return Preview(**counts, problems=tuple(problems))


def _sort(found: Found, articles: list[Article], problems: list[Problem]) -> None:
    if isinstance(found.item, Problem):
        problems.append(found.item)
    else:
        articles.append(found.item)


def _compare(articles: list[Article], store: Store, counts: dict[str, int]) -> None:
    known = store.known([article.id for article in articles])
    for article in articles:
        before = known.get(article.id)
        if before is None:
            counts["new"] += 1
        elif before.content_hash == article.content_hash:
            counts["unchanged"] += 1
        else:
            counts["changed"] += 1
