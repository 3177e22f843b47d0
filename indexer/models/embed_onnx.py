"""A model run by ONNX Runtime, from what indexer/models/export.py made of it."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from backissue.indexer.cores import usable_cores
from backissue.indexer.gate import models
from backissue.indexer.models.embed import Model, Precision, Tokens, Vectors

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

# Under which name an export carries its facts.
FACTS = "backissue"

# Their vectors take 1.5 KB each.
QUESTIONS_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an export says of itself, beside the graph of calculations."""

    weights: str
    dimension: int
    precision: Precision
    longest: int
    """How many tokens the model reads at once, its own special tokens not counted."""
    question_prompt: str
    """What the model wants in front of a question."""
    text_prompt: str
    tokenizer: str
    """The tokenizer as JSON."""


class OnnxEmbedder:
    """Embeds text by text, each on one core, and as many at once as there are cores.

    One by one, texts have the same vectors whatever stands beside them, nothing is spent on
    padding, and more passages a second are embedded.
    """

    def __init__(self, name: str, export: bytes, workers: int | None = None) -> None:
        """Load an export of the model with that name."""
        from tokenizers import Tokenizer

        self._session = load_session(export)
        facts = Facts(**json.loads(self._session.get_modelmeta().custom_metadata_map[FACTS]))
        self._facts = facts
        self._tokenizer = Tokenizer.from_str(facts.tokenizer)
        self._workers = workers or usable_cores()
        # Made of parts: a method would keep the model in memory until Python looks for cycles.
        self._embed = partial(_embed, self._session, self._tokenizer, facts.longest)
        self._remembered = lru_cache(QUESTIONS_REMEMBERED)(self._embed)
        self.model = Model(name, facts.weights, facts.dimension, facts.precision)
        self.max_tokens = facts.longest - self.count_tokens(facts.text_prompt)

    def count_tokens(self, text: str) -> int:
        """How many tokens the model sees in a text."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed what is searched: (n, dimension), float32."""
        with ThreadPoolExecutor(self._workers) as pool:
            vectors = list(
                pool.map(self._embed, [self._facts.text_prompt + text for text in texts])
            )
        return np.array(vectors, np.float32).reshape(-1, self.model.dimension)

    def embed_question(self, question: str) -> Vectors:
        """Embed what is asked: (dimension,), float32. Recent questions are remembered."""
        return self._remembered(self._facts.question_prompt + question).copy()

    def tokens(self, text: str) -> Tokens:
        """Return what the model reads of a text: (1, tokens), no more than it can."""
        return _tokens(self._tokenizer, self._facts.longest, text)


def _embed(
    session: "onnxruntime.InferenceSession", tokenizer: "Tokenizer", longest: int, text: str
) -> Vectors:
    with models.inside():
        vectors: list[Vectors] = session.run(None, {"ids": _tokens(tokenizer, longest, text)})
    vector: Vectors = vectors[0][0]
    return vector


def _tokens(tokenizer: "Tokenizer", longest: int, text: str) -> Tokens:
    encoding = tokenizer.encode(text, add_special_tokens=False)
    encoding.truncate(longest)
    return np.array([tokenizer.post_process(encoding).ids], np.int64)


def load_session(export: bytes) -> "onnxruntime.InferenceSession":
    """Load a graph that was made ready when it was exported, to be run on one core at a time."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(export, options, providers=["CPUExecutionProvider"])
