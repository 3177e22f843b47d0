"""A sentence-transformers model -> what ONNX Runtime runs: the same weights, in int8 or float32."""

import json
import warnings
from dataclasses import asdict
from pathlib import Path

import numpy as np

from backissue.indexer.models.embed import Embedder, Precision, Vectors
from backissue.indexer.models.embed_onnx import FACTS, Facts, OnnxEmbedder
from backissue.indexer.models.embed_torch import SentenceTransformerEmbedder
from backissue.indexer.models.quantise import quantise

# The least cosine to what torch makes of the samples. With all-MiniLM-L6-v2 it is 0.99999 in
# float32 and 0.9995 in int8; of a model that int8 does not suit it is far lower.
FLOORS: dict[Precision, float] = {"float32": 0.9999, "int8": 0.99}

# Of other lengths than the text that a model is traced with, in other scripts, and longer than it
# reads.
SAMPLES = (
    "Ice",
    "The ferry was late.",
    "Why did the council of Oslo put off its vote on the new bridge until the second week of May?",
    "Łódź, 12. März: „Über 3,5 % mehr“, sagte Müller. 東京で会談した。 Цены выросли.",
    "The river rose by a hand before noon, and fell again at dusk. " * 9,
    "Antidisestablishmentarianism, said the minister (§ 12.4–7), is not on the agenda. " * 90,
)


class Unexportable(Exception):
    """Why a model has to be run by torch."""


def make_export(model: SentenceTransformerEmbedder, precision: Precision, scratch: Path) -> bytes:
    """Make an export, which is optimised for any processor and carries its facts.

    The model should have been loaded with attention="eager": what the other ways of calculating it
    are traced to takes a tenth more time. `scratch` is an empty folder, to be deleted afterwards.
    Raises Unexportable.
    """
    facts = _facts(model, precision)
    expected = _of_samples(model)
    try:
        whole = _trace(model, scratch / "whole.onnx")
        export = _finish(whole, facts)
        _check(export, "float32", expected)
        if precision == "int8":
            export = _finish(_reduce(whole, export), facts)
            _check(export, "int8", expected)
    except (OSError, Unexportable):
        raise
    except Exception as error:  # whatever libraries raise that meet a model they do not know
        raise Unexportable(f"it cannot be exported ({error}).") from error
    return export


def _facts(model: SentenceTransformerEmbedder, precision: Precision) -> Facts:
    from tokenizers import Tokenizer

    tokenizer = getattr(model.transformer.tokenizer, "backend_tokenizer", None)
    if tokenizer is None:
        raise Unexportable("it has no tokenizer that the library tokenizers can run.")
    plain = Tokenizer.from_str(tokenizer.to_str())
    plain.no_truncation()
    plain.no_padding()
    return Facts(
        weights=model.model.weights,
        dimension=model.model.dimension,
        precision=precision,
        longest=model.longest,
        question_prompt=model.question_prompt,
        text_prompt=model.text_prompt,
        tokenizer=plain.to_str(),
    )


def _trace(model: SentenceTransformerEmbedder, target: Path) -> Path:
    """Write down what torch calculates from the tokens of one text to its vector of length one.

    That is all the modules of the model: transformer, pooling, normalisation and whatever else.
    """
    import torch

    class Vector(torch.nn.Module):
        def __init__(self, transformer: torch.nn.Module) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            features = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
            vectors = self.transformer(features)["sentence_embedding"]
            return torch.nn.functional.normalize(vectors, dim=1)

    with warnings.catch_warnings():
        # It warns of all that depends on a text's length; the samples show whether anything does.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Vector(model.transformer).to("cpu").float().eval(),
            (torch.ones(1, 8, dtype=torch.long),),
            str(target),
            input_names=["ids"],
            output_names=["vectors"],
            dynamic_axes={"ids": {1: "tokens"}},
            dynamo=False,
        )
    return target


def _reduce(whole: Path, exact: bytes) -> Path:
    """Put weights into int8; what they meet follows as it comes. `exact` is the float32 export."""
    import onnx
    from onnxruntime.quantization import quant_pre_process

    prepared, reduced = whole.with_stem("prepared"), whole.with_stem("reduced")
    quant_pre_process(whole, prepared, skip_symbolic_shape=True)
    model = onnx.load(prepared)
    embedder = OnnxEmbedder("", exact)
    quantise(model, [embedder.tokens(text) for text in SAMPLES])
    onnx.save(model, reduced)
    return reduced


def _finish(graph: Path, facts: Facts) -> bytes:
    """Optimise a graph, so that no process has to when it loads it, and add the facts."""
    import onnx
    import onnxruntime

    optimised = graph.with_stem(f"{graph.stem}-optimised")
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # More than that would be for this processor alone.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(optimised)
    onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    finished = onnx.load(optimised)
    onnx.helper.set_model_props(finished, {FACTS: json.dumps(asdict(facts))})
    export: bytes = finished.SerializeToString()
    return export


def _check(export: bytes, precision: Precision, expected: Vectors) -> None:
    """Raise Unexportable where an export makes other vectors of the samples."""
    found = _of_samples(OnnxEmbedder("", export))
    cosine = float(np.sum(found * expected, axis=1).min())
    if cosine < FLOORS[precision]:
        raise Unexportable(
            f"exported in {precision}, it makes other vectors than before (their cosine is "
            f"{cosine:.3f}, where {FLOORS[precision]} is asked for)."
        )


def _of_samples(embedder: Embedder) -> Vectors:
    """Embed the samples as what is searched, and one of them as what is asked."""
    asked = embedder.embed_question(SAMPLES[2])
    return np.vstack([embedder.embed_texts(SAMPLES), asked])
