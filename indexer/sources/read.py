"""Paths -> articles: walks folders, finds the reader for each file, reports what it cannot read."""

import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from backissue.indexer.article import Article
from backissue.indexer.errors import ArticleInvalid
from backissue.indexer.sources.read_jsonl import read_jsonl, read_jsonl_gz
from backissue.indexer.sources.read_text import read_markdown, read_text
from backissue.indexer.sources.record import Problem, clean, storable

Source: TypeAlias = str | os.PathLike[str] | Article
Reader: TypeAlias = Callable[[BinaryIO, str], Iterator[Article | Problem]]

READERS: dict[str, Reader] = {
    ".jsonl": read_jsonl,
    ".jsonl.gz": read_jsonl_gz,
    ".md": read_markdown,
    ".txt": read_text,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article, or a problem in its place, and how far the reading has come."""

    item: Article | Problem
    origin: Path | None = None
    """The file its id was made from, as it can be stored; None where it has an id of its own."""
    done: float | None = None
    """The share of all bytes that has been read, 0 to 1; None where that cannot be known."""


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    name: str
    size: int


def read_sources(sources: Source | Iterable[Source]) -> Iterator[Found]:
    """Read articles from files and folders, in the order given, folders in the order of names.

    Articles in `sources` pass through. Files and folders whose name begins with a dot are left
    alone. An article without an id of its own is named after its file: the folder that was given,
    then the path inside it. Raises ArticleInvalid where a source is neither a path nor an Article.
    """
    files: list[_File] = []
    for source in _each(sources):
        if isinstance(source, Article):
            yield Found(item=source)
        elif source == "" or not isinstance(source, str | os.PathLike):
            raise ArticleInvalid(
                f"{source!r:.80} is neither a path nor an Article. Give paths of files or folders, "
                "or make an Article of it."
            )
        else:
            for found in _walk(Path(source)):
                if isinstance(found, Problem):
                    yield Found(item=found)
                else:
                    files.append(found)
    yield from _read_files(files)


def _each(sources: Source | Iterable[Source]) -> Iterable[Source]:
    """Return sources one by one, be it one that was given or several."""
    if isinstance(sources, str | os.PathLike | Article):
        return [sources]
    is_one = isinstance(sources, bytes | Mapping) or not isinstance(sources, Iterable)
    return [cast("Source", sources)] if is_one else sources


def _walk(path: Path) -> Iterator[_File | Problem]:
    """Find the files below a path, named after the last folder of the path that was given."""
    top = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    if not path.exists():
        yield Problem(str(path), "There is no such file or folder.")
        return
    if not path.is_dir():
        yield from _file(path, f"{top.parent.name}/{top.name}")
        return
    refused: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for link in (Path(folder, name) for name in folders):
            if os.path.islink(link):  # noqa: PTH114 - is_symlink() raises where paths are too long
                reason = "A link to a folder is not followed: index the folder itself."
                yield Problem(str(link), reason)
        for name in sorted(name for name in names if not name.startswith(".")):
            file = Path(folder, name)
            yield from _file(file, f"{top.name}/{file.relative_to(path).as_posix()}")
    for error in refused:
        yield Problem(str(error.filename), f"The folder cannot be read: {error.strerror}.")


def _file(path: Path, name: str) -> Iterator[_File | Problem]:
    if _reader(path) is None:
        known = ", ".join(sorted(READERS))
        yield Problem(str(path), f"Not a format that Backissue reads ({known}).")
        return
    try:
        size = path.stat().st_size
    except OSError as error:
        yield Problem(str(path), f"The file cannot be read: {error.strerror}.")
        return
    if path.is_file():
        yield _File(path, clean(storable(name)), size)
    else:
        yield Problem(str(path), "It is not a file, but a device or a pipe.")


def _reader(path: Path) -> Reader | None:
    name = path.name.lower()
    return next((reader for suffix, reader in READERS.items() if name.endswith(suffix)), None)


def _read_files(files: list[_File]) -> Iterator[Found]:
    total = sum(file.size for file in files) or 1
    before = 0
    for file in files:
        for item, position in _read_file(file):
            # An id that a publisher gave may come again in any file.
            named = isinstance(item, Article) and item.id == file.name
            origin = Path(storable(str(file.path.absolute()))) if named else None
            yield Found(item=item, origin=origin, done=(before + position) / total)
        before += file.size


def _read_file(file: _File) -> Iterator[tuple[Article | Problem, int]]:
    reader = _reader(file.path)
    assert reader is not None  # noqa: S101 - _file let nothing else through
    try:
        with file.path.open("rb") as stream:
            for item in reader(stream, file.name):
                yield _with_path(item, file), min(stream.tell(), file.size)
    except ArticleInvalid as error:
        yield Problem(str(file.path), str(error)), file.size
    except (OSError, EOFError, zlib.error) as error:
        yield Problem(str(file.path), f"The file cannot be read to its end: {error}."), file.size


def _with_path(item: Article | Problem, file: _File) -> Article | Problem:
    """Name a problem after the file on disk, which a person can open."""
    if isinstance(item, Problem):
        return Problem(item.name.replace(file.name, str(file.path), 1), item.reason, item.skipped)
    return item
