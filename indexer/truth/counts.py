"""What an archive holds, in numbers."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from backissue.indexer.truth.catalogue import Entry


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles and passages are current, and from when to when."""

    articles: int
    passages: int
    undated: int
    first_published: str | None
    last_published: str | None
    revisions: int
    """Former texts of articles that have changed since."""


def count(entries: Collection[Entry]) -> Counts:
    """Count what is current, and the former texts of what is."""
    current = [entry for entry in entries if entry.retired is None]
    days = [entry.published for entry in current if entry.published]
    return Counts(
        articles=len(current),
        passages=sum(entry.passages for entry in current),
        undated=len(current) - len(days),
        first_published=min(days, default=None),
        last_published=max(days, default=None),
        revisions=sum(entry.retired is not None and not entry.removed for entry in entries),
    )


def count_sources(entries: Collection[Entry]) -> dict[str, int]:
    """Count the current articles of each source, the largest first, "" for none given."""
    counted = Counter(entry.source or "" for entry in entries if entry.retired is None)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
