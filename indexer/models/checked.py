"""What an embedder gives, held against what Embedder says: anybody may bring one of their own."""

from collections.abc import Sequence

import numpy as np

from backissue.indexer.errors import ModelUnusable
from backissue.indexer.models.embed import Embedder, Model, Vectors

# How far from 1 the length of a vector may be: in float16 it is off by a thousandth.
LENGTH = 0.01


def check_embedder(embedder: object) -> None:
    """Raise ModelUnusable unless it says which model it is."""
    model = getattr(embedder, "model", None)
    if not isinstance(model, Model):
        raise ModelUnusable(
            f"{embedder!r:.80} is no embedder: it has no `model` that is a Model. Give what "
            "load_embedder returns, or an object of your own that does what Embedder says."
        )


def embed_texts(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """Embed what is searched: (n, dimension).

    Raises ModelUnusable where what comes of it is none such, or a vector is not of length one.
    """
    wanted = (len(texts), embedder.model.dimension)
    return _checked(embedder.model, embedder.embed_texts(texts), wanted)


def embed_question(embedder: Embedder, question: str) -> Vectors:
    """Embed what is asked: (dimension,).

    Raises ModelUnusable as `embed_texts` does.
    """
    return _checked(embedder.model, embedder.embed_question(question), (embedder.model.dimension,))


def _checked(model: Model, given: object, wanted: tuple[int, ...]) -> Vectors:
    try:
        vectors = np.asarray(given, np.float32)
    except (TypeError, ValueError) as error:
        raise ModelUnusable(
            f"The embedder {model.name!r} returned {type(given).__name__}, not an array of numbers."
        ) from error
    if vectors.shape != wanted:
        raise ModelUnusable(
            f"The embedder {model.name!r} returned an array of the shape {vectors.shape}, not "
            f"{wanted}: one vector for each text, with the dimension that its Model names."
        )
    lengths = np.linalg.norm(vectors, axis=-1)
    wrong = lengths[~(np.abs(lengths - 1) < LENGTH)]  # of NaN too
    if wrong.size:
        raise ModelUnusable(
            f"The embedder {model.name!r} returned a vector of length {wrong.flat[0]:g}. All must "
            "be of length one: divide each by its length."
        )
    return vectors
