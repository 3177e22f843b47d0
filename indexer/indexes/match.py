"""What either index finds: passages, with the scores that it gives them."""

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from backissue.indexer.truth.catalogue import Integers

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Passages and their scores, as arrays: Python would hold up other threads for each of them."""

    passages: Integers = field(default_factory=lambda: np.empty(0, np.int64))
    """Their keys in the truth: (matches,)."""
    scores: Floats = field(default_factory=lambda: np.empty(0))
    """(matches,)."""

    def __len__(self) -> int:
        return len(self.passages)
