"""The models of an archive: loaded when they are needed, or while it opens."""

from collections.abc import Collection
from pathlib import Path
from typing import Literal, TypeAlias

from backissue.indexer.models.checked import check_embedder
from backissue.indexer.models.embed import Embedder, Model
from backissue.indexer.models.load import load_embedder
from backissue.indexer.truth.store import Store
from backissue.indexer.writer import check_model
from backissue.search.reading.late import Late
from backissue.search.reading.reader import Reader
from backissue.search.reading.span_reader import SpanReader

# What may be loaded ahead: search needs the first, unless it is by word alone; ask needs both.
Ahead: TypeAlias = Literal["embedder", "reader"]


def late_models(
    folder: Path, embedder: Embedder | None, ahead: Collection[Ahead]
) -> tuple[Late[Embedder], Late[Reader]]:
    """Return the models of the archive in a folder; those named begin to load at once.

    Raises ModelUnusable where an embedder is given that is none.
    """
    if embedder is not None:
        check_embedder(embedder)
    late_embedder = Late(lambda: embedder or _load_embedder(folder))
    late_reader = Late[Reader](SpanReader)
    if "embedder" in ahead:
        late_embedder.begin()
    if "reader" in ahead:
        late_reader.begin()
    return late_embedder, late_reader


def _load_embedder(folder: Path) -> Embedder:
    """Load the model that the archive in a folder was made with."""
    store = Store(folder)
    try:
        model = Model(**store.manifest()["model"])
    finally:
        store.close()
    embedder = load_embedder(model.name, precision=model.precision, download=False)
    check_model(folder, model, embedder.model)
    return embedder
