"""One thing that is wrong with a sentence."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["number", "date", "name", "quotation", "negation", "wording"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Characters `start` to `end` of a sentence, and what is wrong with them."""

    start: int
    end: int
    kind: Kind
    reason: str
    is_contradicted: bool = False
    """Whether the evidence says something else, and not just nothing."""
