"""Any sentence-transformers model, run by torch, which defines what the others make of it."""

import hashlib
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from backissue.indexer.errors import ModelUnusable
from backissue.indexer.models.embed import DEFAULT_MODEL, Model, Vectors
from backissue.indexer.models.weights import DEFAULT_WEIGHTS, packaged_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class SentenceTransformerEmbedder:
    """A sentence-transformers model, by name or path, in float32 on a GPU or the processor."""

    def __init__(self, name: str = DEFAULT_MODEL, *, attention: str | None = None) -> None:
        """Load the model; `attention` is a way of calculating it, as transformers names them.

        Raises ModelUnusable where it cannot be loaded or its weights are not the pinned ones.
        """
        self.transformer = _load(name, attention)
        dimension = self.transformer.get_embedding_dimension()
        if dimension is None:
            raise ModelUnusable(f"The model {name!r} does not say how long its vectors are.")
        weights = DEFAULT_WEIGHTS if name == DEFAULT_MODEL else _weights(self.transformer)
        self.model = Model(name, weights, dimension, "float32")
        special = self.transformer.tokenizer.num_special_tokens_to_add()
        self.longest = (self.transformer.max_seq_length or 512) - special
        self.question_prompt = _prompt(self.transformer, "query")
        self.text_prompt = _prompt(self.transformer, "document", "passage", "corpus")
        self.max_tokens = self.longest - self.count_tokens(self.text_prompt)

    def count_tokens(self, text: str) -> int:
        """How many tokens the model sees in a text."""
        # verbose: it would warn that a text is long, which is what is asked.
        return len(self.transformer.tokenizer.tokenize(text, verbose=False))

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed what is searched: (n, dimension), float32."""
        return self.transformer.encode_document(
            list(texts), normalize_embeddings=True, show_progress_bar=False
        )

    def embed_question(self, question: str) -> Vectors:
        """Embed what is asked: (dimension,), float32."""
        return self.transformer.encode_query(
            question, normalize_embeddings=True, show_progress_bar=False
        )


def _load(name: str, attention: str | None) -> "SentenceTransformer":
    """Load a model by name or path; only a name that is not on this machine is downloaded."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    where = str(packaged_model()) if name == DEFAULT_MODEL else name
    settings = {"use_safetensors": True, "attn_implementation": attention}
    try:
        return SentenceTransformer(where, trust_remote_code=False, model_kwargs=settings)
    except (OSError, ValueError) as error:
        raise ModelUnusable(
            f"The model {name!r} could not be loaded: {error}. Name a sentence-transformers model "
            f"with safetensors weights, or a folder that holds one, or leave it at {DEFAULT_MODEL}."
        ) from error


def _prompt(model: "SentenceTransformer", *names: str) -> str:
    """Return what the model wants in front of a text, as encode_query and encode_document do."""
    named = [*names, model.default_prompt_name or ""]
    return next((model.prompts[name] or "" for name in named if name in model.prompts), "")


def _weights(model: "SentenceTransformer") -> str:
    """Return the SHA-256 of a model's weights, name by name."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()
