"""The words of an archive on disk: a folder that tantivy keeps, checked before it is trusted."""

import logging
import shutil
import struct
import tempfile
import weakref
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from backissue.indexer.errors import ArchiveDamaged
from backissue.indexer.indexes.word_files import check_words
from backissue.indexer.truth.database import explained
from backissue.indexer.truth.store import Store

if TYPE_CHECKING:
    import tantivy

logger = logging.getLogger(__name__)

FOLDER = "words"

# Raised with each change of the schema or of an analyzer: older words are made again.
VERSION = 2

ANALYZER = "backissue_en"
AS_WRITTEN = "backissue_as_written"

# Tantivy wants this lock even for reading.
LOCK_FILE = ".tantivy-meta.lock"

# In bytes: longer ones are addresses and codes.
LONGEST_WORD = 60

# What is known about an article and can be asked for by name.
LABELS = ("source", "section", "author", "place")

# What a question begins with says nothing about what it is about.
QUESTION_WORDS = [
    "who",
    "whom",
    "whose",
    "what",
    "which",
    "when",
    "where",
    "why",
    "how",
    "many",
    "much",
]


class Marker(NamedTuple):
    """Which state of which archive the words are of, as they say themselves."""

    archive: str | None
    generation: int
    version: int = VERSION


class Words:
    """An index in a folder, open.

    Where the folder cannot be written, tantivy is shown one of links to its files in which it can
    take its lock (https://github.com/quickwit-oss/tantivy/issues/557).
    """

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

        path = store.folder / FOLDER
        try:
            check_words(path)
            links = None if _can_lock(path) else Path(tempfile.mkdtemp(prefix="backissue-"))
            if links is not None:
                _link(path, links)
            words = cls(path, tantivy.Index.open(str(links or path)), links)
        except (struct.error, KeyError, OSError, TypeError, ValueError) as error:
            raise ArchiveDamaged(f"The words in {path} cannot be read: {error}.") from error
        if words.index.schema != _schema():
            raise ArchiveDamaged(f"The words in {path} are of another version of Backissue.")
        words._check_marker(store.manifest())
        return words

    @classmethod
    def make(cls, store: Store) -> Self:
        """Open the words to be written; those that cannot be read make way for empty ones."""
        import tantivy

        path = store.folder / FOLDER
        try:
            return cls.open(store)
        except ArchiveDamaged as error:
            if path.exists():
                logger.warning("%s They are made again from the articles.", error)
        with explained(path):
            clear_words(path)
            path.mkdir()
        return cls(path, tantivy.Index(_schema(), path=str(path)))

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
    """Delete an index, which is put aside first: those who read it put their locks into it."""
    aside = path.with_suffix(".old")
    shutil.rmtree(aside, ignore_errors=True)
    with suppress(FileNotFoundError):
        path.rename(aside)
    shutil.rmtree(aside, ignore_errors=True)


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


def _schema() -> "tantivy.Schema":
    """Return the fields: those of the marker, those of every passage, those of an article.

    `title` and `body` are ranked by, any form of a word for any other. The three fields as written
    hold phrases: `seam` the words on either side of the border with the article's next passage.
    What is known about an article stands with its first passage alone, so that it counts once.
    """
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("archive", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("version", stored=True)
    builder.add_unsigned_field("generation", fast=True, indexed=True)
    builder.add_unsigned_field("article", indexed=True)
    builder.add_unsigned_field("passage", fast=True)
    builder.add_unsigned_field("day", fast=True, indexed=True)
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    for field in ("title", "body"):
        builder.add_text_field(field, tokenizer_name=ANALYZER, index_option="freq")
    for field in ("title_as_written", "body_as_written", "seam"):
        builder.add_text_field(field, tokenizer_name=AS_WRITTEN, index_option="position")
    for field in LABELS:
        builder.add_text_field(f"{field}_label", tokenizer_name="raw", index_option="basic")
    return builder.build()


@cache
def analyzer(*, stop_words: bool = True) -> "tantivy.TextAnalyzer":
    """Return what makes words of a text, with or without those that any text has."""
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(LONGEST_WORD))
    builder = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    if not stop_words:
        builder = builder.filter(tantivy.Filter.stopword("english"))
        builder = builder.filter(tantivy.Filter.custom_stopword(QUESTION_WORDS))
    return builder.filter(tantivy.Filter.stemmer("english")).build()


@cache
def as_written(*, stop_words: bool = True) -> "tantivy.TextAnalyzer":
    """Return what makes words of a text and changes nothing but capitals.

    Without the words that any text has, the places of the others stay what they were.
    """
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(LONGEST_WORD))
    builder = builder.filter(tantivy.Filter.lowercase())
    if not stop_words:
        builder = builder.filter(tantivy.Filter.stopword("english"))
        builder = builder.filter(tantivy.Filter.custom_stopword(QUESTION_WORDS))
    return builder.build()
