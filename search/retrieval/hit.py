"""A passage that was found."""

from dataclasses import dataclass

from backissue.indexer.article import Article, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found, with its score and its rank, from 1, on either side."""

    passage: Passage
    score: float
    keyword_rank: int | None
    semantic_rank: int | None
    copies: int = 0
    """How many other current articles in scope tell the same story."""

    @property
    def article(self) -> Article:
        """The article that the passage is part of."""
        return self.passage.article
