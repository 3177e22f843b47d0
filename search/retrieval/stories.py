"""Copies among what was found: one passage of each story, and which sources are independent."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

# Given the article and the story of each passage, best passage first: the places of those to keep.
Keep: TypeAlias = Callable[[Sequence[int], Sequence[int]], list[int]]


def every_passage(articles: Sequence[int], stories: Sequence[int]) -> list[int]:
    """Keep all, of copies too."""
    return [place for place, _ in enumerate(zip(articles, stories, strict=True))]


def one_of_each(articles: Sequence[int], stories: Sequence[int]) -> list[int]:
    """Keep the best passage of each story.

    So the article that has it stands for the story, be it the first to tell it or a copy.
    """
    best: dict[int, int] = {}
    for place, story in zip(every_passage(articles, stories), stories, strict=True):
        best.setdefault(story, place)
    return list(best.values())


def without_copies(articles: Sequence[int], stories: Sequence[int]) -> list[int]:
    """Keep all passages of the article that stands for each story, and none of the others."""
    stands_for = {stories[place]: articles[place] for place in one_of_each(articles, stories)}
    return [
        place
        for place, (article, story) in enumerate(zip(articles, stories, strict=True))
        if stands_for[story] == article
    ]


def independent_origins(told: Iterable[tuple[int | str, str | None]]) -> int:
    """Count the articles, each given as story and source, of which no two share either.

    That is the largest number of pairs of a story and a source, found by augmenting paths (Kuhn,
    The Hungarian method for the assignment problem, 1955). Sources that are not known count as one.
    """
    sources: dict[int | str, set[str]] = {}
    for story, source in told:
        sources.setdefault(story, set()).add((source or "").casefold())
    taken: dict[str, int | str] = {}

    def place(story: int | str, tried: set[str]) -> bool:
        """Give a story a source of its own, if others can make room."""
        for source in sorted(sources[story] - tried):
            tried.add(source)
            if source not in taken or place(taken[source], tried):
                taken[source] = story
                return True
        return False

    return sum(place(story, set()) for story in sources)
