"""What an archive holds, in numbers."""

from dataclasses import dataclass

from backissue.indexer.models.embed import Model
from backissue.indexer.truth.counts import Counts
from backissue.indexer.truth.schema import FORMAT_VERSION
from backissue.indexer.truth.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """Where an archive comes from and what it holds."""

    archive: str
    """The archive's own id, which stays with it wherever it goes."""
    folder: str
    created: str
    format_version: int
    generation: int
    model: Model
    libraries: dict[str, str]
    counts: Counts
    sources: dict[str, int]
    """Articles of each source, the largest first; an empty name stands for none given."""
    bytes_on_disk: int


def describe(store: Store) -> Info:
    """Count what an archive holds."""
    manifest = store.manifest()
    return Info(
        archive=manifest["archive"],
        folder=str(store.folder),
        created=manifest["created"],
        format_version=FORMAT_VERSION,
        generation=manifest["generation"],
        model=Model(**manifest["model"]),
        libraries=manifest["libraries"],
        counts=store.counts(),
        sources=store.sources(),
        bytes_on_disk=sum(
            path.stat().st_size for path in store.folder.rglob("*") if path.is_file()
        ),
    )
