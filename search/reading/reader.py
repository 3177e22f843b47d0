"""What reads passages for an answer: the protocol that every reader follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from backissue.indexer.article import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Characters `start` to `end` of a passage's article, read as an answer."""

    passage: Passage
    start: int
    end: int
    confidence: float
    """How likely it is that they answer the question, 0 to 1."""

    @property
    def text(self) -> str:
        """The answer word for word."""
        return self.passage.article.text[self.start : self.end]


class Reader(Protocol):
    """Whatever finds the answer to a question in passages."""

    @property
    def name(self) -> str:
        """What receipts call it, so that another one is told from it."""

    def read(
        self, question: str, passages: Sequence[Passage], priors: Sequence[float] = ()
    ) -> list[Reading]:
        """Return what may answer the question, likeliest first.

        `priors` say for each passage what speaks for it before it is read, in log odds; without
        them no passage is likelier to answer than another.
        """
