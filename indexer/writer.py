"""The one process that may change an archive: its lock, and the order in which files change.

The truth is committed first, then what is derived from it catches up. A crash in between leaves
the derived files behind the truth, and the next one to open the archive brings them up to date.
"""

import json
import os
import platform
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from backissue.indexer.errors import ArchiveLocked, ArchiveMismatch, ArchiveUnwritable
from backissue.indexer.indexes.derived import Derived
from backissue.indexer.models.checked import check_embedder
from backissue.indexer.models.embed import DEFAULT_MODEL, Embedder, Model, Precision
from backissue.indexer.models.load import load_embedder
from backissue.indexer.truth.database import FILE, create_database
from backissue.indexer.truth.store import Embedded, Known, Store

LOCK_FILE = "writer.lock"
OWNER_FILE = "writer.json"

# How long to wait for the lock, in seconds: one that opens an archive may hold it for a moment.
PATIENCE_S = 2.0

# Whose versions decide what is in an archive.
LIBRARIES = (
    "faiss-cpu",
    "langchain-text-splitters",
    "onnxruntime",
    "sentence-transformers",
    "sentencex",
    "tantivy",
)


class ArchiveWriter:
    """Changes an archive, which it makes with the first commit. Use it in a `with` statement.

    Raises ArchiveLocked, ArchiveMismatch, ArchiveDamaged or ArchiveUnwritable on entering.
    """

    def __init__(
        self, folder: Path, embedder: Embedder | None = None, workers: int | None = None
    ) -> None:
        """Prepare to write; without an embedder, the archive's own model is used.

        `workers` is how many passages that model embeds at once.
        """
        if embedder is not None:
            check_embedder(embedder)
        self._folder = folder
        self._embedder = embedder
        self._workers = workers
        self._lock = WriterLock(folder)
        self._store: Store | None = None
        self._derived: Derived | None = None
        self._model: Model | None = None

    def __enter__(self) -> Self:
        self._lock.acquire()
        try:
            if (self._folder / FILE).exists():
                self._open()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._close()

    @property
    def embedder(self) -> Embedder:
        """The model that the archive's vectors come from; loaded when first asked for."""
        if self._embedder is None:
            name: str = DEFAULT_MODEL
            precision: Precision | None = None
            if self._model is not None:
                name, precision = self._model.name, self._model.precision
            self._embedder = load_embedder(
                name, precision=precision, workers=self._workers, download=False
            )
        if self._model is not None:
            _check_same(self._folder, self._model, self._embedder.model)
        return self._embedder

    def known(self, ids: Sequence[str]) -> dict[str, Known]:
        """Return what is current under each of some ids."""
        return self._store.known(ids) if self._store else {}

    def commit(self, batch: Sequence[Embedded]) -> None:
        """Keep articles for good, in the truth and in the words."""
        if not batch:
            return
        if self._store is None:
            create_database(self._folder, _manifest(self.embedder.model))
            self._open()
        assert self._store is not None  # noqa: S101 - _open has just set it
        assert self._derived is not None  # noqa: S101 - likewise
        self._store.commit(batch)
        self._derived.catch_up()

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Remove articles with all their revisions for good; return the ids that were there."""
        found = list(self.known(ids))
        if self._store is not None and self._derived is not None and found:
            self._store.remove(found)
            self._derived.catch_up()
        return found

    def _open(self) -> None:
        self._store = Store(self._folder, writable=True)
        self._model = Model(**self._store.manifest()["model"])
        if self._embedder is not None:
            _check_same(self._folder, self._model, self._embedder.model)
        self._store.group()
        self._derived = Derived(self._store)
        self._derived.catch_up()

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
        self._lock.release()


class WriterLock:
    """The right to write to an archive, which ends with the process that holds it."""

    def __init__(self, folder: Path, patience: float = PATIENCE_S) -> None:
        """Prepare the lock of a folder, which is made when the lock is taken.

        `patience` is how long to wait for another owner, in seconds.
        """
        from filelock import FileLock

        self._folder = folder
        self._is_new = False
        self._lock = FileLock(folder / LOCK_FILE, timeout=patience)

    def acquire(self) -> None:
        """Take the lock.

        Raises ArchiveLocked with the owner's name, or ArchiveUnwritable.
        """
        try:
            self._is_new = not self._folder.exists()
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
            owner = {
                "pid": os.getpid(),
                "host": platform.node(),
                "since": datetime.now(UTC).isoformat(timespec="seconds"),
            }
            (self._folder / OWNER_FILE).write_text(json.dumps(owner), "utf-8")
        except TimeoutError as error:
            raise ArchiveLocked(
                f"Another process is writing to the archive in {self._folder}: {self._owner()}. "
                "Wait until it ends, or end it; searching goes on meanwhile."
            ) from error
        except OSError as error:
            self._lock.release()
            raise ArchiveUnwritable(
                f"The archive in {self._folder} cannot be written: {error.strerror}."
            ) from error

    def __enter__(self) -> None:
        self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    def release(self) -> None:
        """Give the lock back, and leave no folder behind in which nothing was written."""
        if self._lock.is_locked:
            (self._folder / OWNER_FILE).unlink(missing_ok=True)
            if self._is_new and [path.name for path in self._folder.iterdir()] == [LOCK_FILE]:
                (self._folder / LOCK_FILE).unlink()  # whoever waits for it looks again
                with suppress(OSError):  # somebody else has begun to use it
                    self._folder.rmdir()
            self._lock.release()

    def _owner(self) -> str:
        with suppress(OSError, ValueError, KeyError):
            owner = json.loads((self._folder / OWNER_FILE).read_text("utf-8"))
            return f"process {owner['pid']} on {owner['host']}, since {owner['since']}"
        return "one that has only just begun"


def check_model(folder: Path, expected: Model, found: Model) -> None:
    """Raise ArchiveMismatch unless both are the same weights."""
    if found.weights != expected.weights:
        raise ArchiveMismatch(
            f"The archive in {folder} was made with the model {expected.name!r} and cannot be used "
            f"with {found.name!r}: their vectors do not compare. Use {expected.name!r}, or index "
            "the articles into a new archive."
        )


def _check_same(folder: Path, expected: Model, found: Model) -> None:
    """Raise ArchiveMismatch unless new vectors are made exactly as those that are there."""
    check_model(folder, expected, found)
    if found.precision != expected.precision:
        raise ArchiveMismatch(
            f"The vectors in {folder} were made in {expected.precision}, and those of new articles "
            f"would be in {found.precision}. Ask for {expected.precision}, or index the articles "
            "into a new archive."
        )


def _manifest(model: Model) -> dict[str, Any]:
    from importlib.metadata import version

    return {
        "archive": str(uuid.uuid4()),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "generation": 0,
        "articles": 0,
        "passages": 0,
        "forgotten": 0,
        "model": asdict(model),
        "libraries": {name: version(name) for name in LIBRARIES},
    }
