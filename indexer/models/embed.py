"""Passages and questions -> vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import index
from typing import Literal, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from backissue.indexer.article import Passage

Vectors: TypeAlias = npt.NDArray[np.float32]

Tokens: TypeAlias = npt.NDArray[np.int64]

Precision: TypeAlias = Literal["int8", "float32"]

DEFAULT_MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class Model:
    """What an archive must remember of the model that made its vectors."""

    name: str
    weights: str
    """SHA-256 of the weights, in hexadecimal."""
    dimension: int
    precision: Precision = "float32"
    """What it calculates in; archives from before there was a choice do not say."""

    def __post_init__(self) -> None:
        # NumPy's numbers cannot be written into the manifest.
        object.__setattr__(self, "dimension", index(self.dimension))


class Embedder(Protocol):
    """Whatever turns texts into vectors of length one, close where the meanings are close."""

    @property
    def model(self) -> Model:
        """Which model this is."""

    @property
    def max_tokens(self) -> int:
        """How many tokens of text it reads at once, its own special tokens not counted."""

    def count_tokens(self, text: str) -> int:
        """How many tokens it sees in a text."""

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed what is searched: (n, dimension), float32."""

    def embed_question(self, question: str) -> Vectors:
        """Embed what is asked: (dimension,), float32."""


def embedded_text(passage: Passage) -> str:
    """Return what is embedded for a passage: its article's heading, then the passage."""
    return f"{passage.article.heading}\n{passage.text}"
