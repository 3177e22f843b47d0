"""A model's name -> an embedder: run by ONNX Runtime or, where it cannot be, by torch."""

import logging
from functools import partial
from typing import TypeGuard, get_args

from backissue.indexer.cores import is_fast_in_int8
from backissue.indexer.errors import ModelUnusable
from backissue.indexer.models.embed import DEFAULT_MODEL, Embedder, Precision
from backissue.indexer.models.embed_gpu import GpuEmbedder, has_gpu, may_have_gpu
from backissue.indexer.models.embed_onnx import OnnxEmbedder
from backissue.indexer.models.embed_torch import SentenceTransformerEmbedder
from backissue.indexer.models.export import Unexportable, make_export
from backissue.indexer.models.model_cache import find_export, keep_export
from backissue.indexer.models.weights import find_model

logger = logging.getLogger(__name__)


def load_embedder(
    name: str = DEFAULT_MODEL,
    *,
    precision: str | None = None,
    workers: int | None = None,
    download: bool = True,
) -> Embedder:
    """Load a model by name or path; a name that is not on this machine may be downloaded.

    `precision` is int8 or float32; None takes what is faster: float32 where there is a GPU, or a
    processor that has no instructions for sums of products in int8. `workers` is how many passages
    are embedded at once; None takes every core. What ONNX Runtime runs is made of the model's
    weights when it is first needed, which takes some seconds, and kept in the user's cache folder.

    Raises ModelUnusable where it cannot be loaded, or its weights are not the pinned ones.
    """
    if precision is None:
        precision = "int8" if is_fast_in_int8() and not has_gpu() else "float32"
    if not _is_precision(precision):
        raise ModelUnusable(
            f"There is no precision {precision!r}. Choose from {', '.join(get_args(Precision))}."
        )
    folder = find_model(name)
    if folder is None and not download:
        raise ModelUnusable(
            f"The archive's model {name!r} is not on this machine, and nothing is downloaded "
            f"unless you ask for it, as backissue index --model {name} or load_embedder({name!r}) "
            "do."
        )
    export = find_export(folder, precision) if folder else None
    if export is None:
        # Loading it may bring it to this machine.
        model = SentenceTransformerEmbedder(name, attention="eager")
        make = partial(make_export, model, precision)
        try:
            export = keep_export(folder or find_model(name), precision, make)
        except Unexportable as error:
            logger.warning("The model %r is run by torch, which is slower: %s", name, error)
            return SentenceTransformerEmbedder(name)
    embedder = OnnxEmbedder(name, export, workers)
    if precision == "float32" and may_have_gpu():
        return GpuEmbedder(
            embedder, lambda: SentenceTransformerEmbedder(name) if has_gpu() else embedder
        )
    return embedder


def _is_precision(name: str) -> TypeGuard[Precision]:
    return name in get_args(Precision)
