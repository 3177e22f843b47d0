"""Words of an archive on disk: a folder that tantivy keeps, checked before it is trusted."""

import logging
import re
import shutil
import struct
import tempfile
import weakref
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self, TypeAlias

from backissue.indexer.errors import ArchiveDamaged
from backissue.indexer.indexes.analyzers import ANALYZER, AS_WRITTEN, analyzer, as_written
from backissue.indexer.indexes.word_files import check_words
from backissue.indexer.truth.catalogue import Catalogue
from backissue.indexer.truth.database import explained
from backissue.indexer.truth.store import Store

if TYPE_CHECKING:
    import tantivy

logger = logging.getLogger(__name__)

Fields: TypeAlias = dict[str, int | str | list[str]]

# Raised with each change of the schema or of an analyzer: older words are made again.
VERSION = 3

# What tantivy calls its files, but for its locks.
FILES = re.compile(r"[0-9a-f]{32}\..+|meta\.json|\.managed\.json|\.tmp\w+")

# Tantivy wants this lock even for reading.
LOCK_FILE = ".tantivy-meta.lock"


class Marker(NamedTuple):
    """Which state of which archive the words are of, as they say themselves."""

    archive: str | None
    generation: int
    version: int = VERSION


class Words(ABC):
    """An index in a folder, open; what stands in it, and where, is for each kind to say.

    Where the folder cannot be written, tantivy is shown one of links to its files in which it can
    take its lock (https://github.com/quickwit-oss/tantivy/issues/557).
    """

    FOLDER: ClassVar[str]
    """What it is called within an archive."""

    def __init__(self, path: Path, index: "tantivy.Index", links: Path | None = None) -> None:
        """Use `open` or `make`."""
        self.index = index
        self._path = path
        self._links = links
        index.register_tokenizer(ANALYZER, analyzer())
        index.register_tokenizer(AS_WRITTEN, as_written())
        index.config_reader("manual")
        index.reload()
        if links is not None:
            weakref.finalize(self, shutil.rmtree, links, ignore_errors=True)

    @classmethod
    def open(cls, store: Store) -> Self:
        """Open the words of an archive.

        Raises ArchiveDamaged where they cannot be read, or are not of this archive as it is.
        """
        import tantivy

        path = store.folder / cls.FOLDER
        try:
            check_words(path)
            links = None if _can_lock(path) else Path(tempfile.mkdtemp(prefix="backissue-"))
            if links is not None:
                _link(path, links)
            words = cls(path, tantivy.Index.open(str(links or path)), links)
        except (struct.error, KeyError, OSError, TypeError, ValueError) as error:
            raise ArchiveDamaged(f"The words in {path} cannot be read: {error}.") from error
        if words.index.schema != cls._schema():
            raise ArchiveDamaged(f"The words in {path} are of another version of Backissue.")
        words._check_marker(store.manifest())
        return words

    @classmethod
    def make(cls, store: Store) -> Self:
        """Open the words to be written; those that cannot be read make way for empty ones."""
        import tantivy

        path = store.folder / cls.FOLDER
        try:
            return cls.open(store)
        except ArchiveDamaged as error:
            if any(_files(path)):
                logger.warning("%s They are made again from the articles.", error)
        with explained(path):
            clear_words(path)
            path.mkdir(exist_ok=True)
        return cls(path, tantivy.Index(cls._schema(), path=str(path)))

    @classmethod
    def _schema(cls) -> "tantivy.Schema":
        """Return its fields: those of the marker, and those of what stands in it."""
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("archive", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_unsigned_field("version", stored=True)
        builder.add_unsigned_field("generation", fast=True, indexed=True)
        cls._add_fields(builder)
        return builder.build()

    @staticmethod
    @abstractmethod
    def _add_fields(builder: "tantivy.SchemaBuilder") -> None:
        """Add the fields of what stands in it; `article`, by which it is deleted, is one."""

    @staticmethod
    @abstractmethod
    def documents(store: Store, catalogue: Catalogue, place: int) -> Iterator[Fields]:
        """Yield what stands in it for the article at a place in the catalogue."""

    def reload(self) -> None:
        """Look at the newest commit from now on."""
        if self._links is not None:
            _link(self._path, self._links)
        self.index.reload()

    def marker(self, searcher: "tantivy.Searcher") -> Marker:
        """Return what the words say they are of, which nothing is where there are none."""
        import tantivy

        marked = tantivy.Query.exists_query("generation")
        found = searcher.search(marked, limit=1, count=False).hits
        if not found:
            return Marker(None, 0)
        address = found[0][1]
        (generation,) = searcher.fast_field_values("generation", [address])
        stored = searcher.doc(address)
        version = stored.get_first("version") or 1
        return Marker(stored.get_first("archive"), int(generation or 0), version)

    @property
    def generation(self) -> int:
        """The commit that they are of, 0 while they are empty."""
        return self.marker(self.index.searcher()).generation

    def _check_marker(self, manifest: dict[str, Any]) -> None:
        """Raise ArchiveDamaged unless they are of an archive, and of a commit that it knows."""
        archive, generation, version = self.marker(self.index.searcher())
        if version != VERSION:
            raise ArchiveDamaged(f"The words in {self._path} are of another version of Backissue.")
        if generation and archive != manifest["archive"]:
            raise ArchiveDamaged(f"The words in {self._path} are of another archive.")
        if generation > manifest["generation"]:
            raise ArchiveDamaged(
                f"The words in {self._path} are of commit {generation}, but the articles only of "
                f"commit {manifest['generation']}: an older copy of them was put back, or commits "
                "were lost."
            )


def clear_words(path: Path) -> None:
    """Delete an index; what else somebody has put into its folder stays."""
    for file in sorted(_files(path), key=lambda each: each.name != "meta.json"):
        file.unlink(missing_ok=True)


def _files(path: Path) -> Iterator[Path]:
    """Yield the files of an index in a folder, if there is one."""
    if path.is_dir():
        yield from (file for file in path.iterdir() if FILES.fullmatch(file.name))


def _can_lock(path: Path) -> bool:
    try:
        with (path / LOCK_FILE).open("ab"):
            return True
    except OSError:
        return False


def _link(path: Path, links: Path) -> None:
    for file in path.iterdir():
        link = links / file.name
        if file.name != LOCK_FILE and not link.is_symlink():
            link.symlink_to(file.absolute())
