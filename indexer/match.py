"""What either index says of a passage."""

from typing import NamedTuple


class Match(NamedTuple):
    """A passage, by its key in the truth, with the score that one index gives it."""

    passage: int
    score: float
