"""Copies among what was found: one passage of each story, and which sources are independent."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

import numpy as np

from backissue.indexer.truth.catalogue import Integers

# Given the article and the story of each passage, best passage first: the places of those to keep.
Keep: TypeAlias = Callable[[Integers, Integers], Integers]


def every_passage(articles: Integers, stories: Integers) -> Integers:  # noqa: ARG001 - a Keep
    """Keep all, of copies too."""
    return np.arange(len(articles))


def one_of_each(articles: Integers, stories: Integers) -> Integers:  # noqa: ARG001 - a Keep
    """Keep the best passage of each story.

    So the article that has it stands for the story, be it the first to tell it or a copy.
    """
    _, first = np.unique(stories, return_index=True)
    return np.sort(first)


def without_copies(articles: Integers, stories: Integers) -> Integers:
    """Keep all passages of the article that stands for each story, and none of the others."""
    _, first, story = np.unique(stories, return_index=True, return_inverse=True)
    return np.flatnonzero(articles[first[story]] == articles)


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
