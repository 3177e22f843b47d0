"""What a search may return: some articles, or some passages of them."""

from dataclasses import dataclass

import numpy as np

from backissue.indexer.indexes.terms import Term
from backissue.indexer.truth.catalogue import Integers, Mask, among


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """The articles that may be returned: (articles,), as Catalogue.within returns it."""

    articles: Mask
    passages: Integers | None = None
    """The keys, in order, of the passages that may be; None where any of these articles may."""
    is_found: bool = False
    """Whether these passages are what was asked for, even those without a word of the text."""
    terms: tuple[Term, ...] = ()
    """Terms of which each of these passages holds one."""

    def has(self, passages: Integers) -> Mask:
        """Return which of some passages may be returned: (passages,)."""
        if self.passages is None:
            return np.ones(len(passages), np.bool_)
        return among(passages, self.passages)
