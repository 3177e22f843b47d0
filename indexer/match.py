"""What either index says of a passage."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """A passage, by its key in the truth, with the score that one index gives it."""

    passage: int
    score: float
