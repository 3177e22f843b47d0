"""The files of a tantivy index, held against their checksums and against one another."""

import json
import mmap
import struct
import zlib
from pathlib import Path
from typing import Any

from backissue.indexer.errors import ArchiveDamaged

# The files of a segment, beside the one that says what was deleted.
KINDS = ("fast", "fieldnorm", "idx", "pos", "store", "term")

# Ends every file that tantivy closes.
FOOTER_MAGIC = 1337


def check_words(path: Path) -> None:
    """Hold every file of the index in a folder against the checksum in its own last bytes.

    Tantivy leaves it to others to look. Its meta.json has no checksum: the counts in it are held
    against the files that it names, and its schema is compared by who opens it. Raises
    ArchiveDamaged, or what reading such files raises where there is no telling.
    """
    while True:
        described = (path / "meta.json").read_bytes()
        try:
            for segment in json.loads(described)["segments"]:
                _check_segment(path, segment)
        except FileNotFoundError:
            if (path / "meta.json").read_bytes() == described:
                raise
            # A writer has just put other files in their place.
        else:
            return


def _check_segment(path: Path, segment: dict[str, Any]) -> None:
    name, deletes = segment["segment_id"].replace("-", ""), segment["deletes"]
    for kind in KINDS:
        _check_file(path / f"{name}.{kind}")
    documents = _documents(path / f"{name}.fieldnorm")
    stated, deleted = 0, 0
    if deletes is not None:
        file = path / f"{name}.{deletes['opstamp']}.del"
        _check_file(file)
        stated, deleted = deletes["num_deleted_docs"], documents - _kept(file)
    if (segment["max_doc"], stated) != (documents, deleted):
        raise ArchiveDamaged(f"{path / 'meta.json'} is damaged: it counts other documents.")


def _check_file(path: Path) -> None:
    """Look at a footer: it is JSON, followed by its own length and a magic number."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        length, magic = struct.unpack("<II", data[-8:])
        end = len(data) - 8 - length
        if magic != FOOTER_MAGIC or end < 0:
            raise ArchiveDamaged(f"{path} is damaged: it has no footer.")
        with memoryview(data) as view:
            checksum = zlib.crc32(view[:end])
        if checksum != json.loads(data[end:-8])["crc"]:
            raise ArchiveDamaged(f"{path} is damaged: it does not match its checksum.")


def _content(path: Path) -> bytes:
    """Return a file without its footer."""
    data = path.read_bytes()
    return data[: -8 - int.from_bytes(data[-8:-4], "little")]


def _documents(path: Path) -> int:
    """Return how many documents a segment has: one byte a document for each field of text.

    Behind these stands where the bytes of each field begin, and last how long that is.
    """
    content = _content(path)
    begins = int.from_bytes(content[-4:], "little")
    lengths = len(content) - 4 - begins
    fields = content[lengths] & 0x7F  # the highest bit ends a number
    return lengths // fields


def _kept(path: Path) -> int:
    """Return how many documents of a segment were not deleted: one bit each, after their number."""
    return int.from_bytes(_content(path)[4:], "little").bit_count()
