"""What is made of models for ONNX Runtime, kept from one process to the next."""

import hashlib
import json
import logging
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

from backissue.indexer.models.embed import Precision
from backissue.indexer.models.weights import cache_folder, folder_digest

logger = logging.getLogger(__name__)

# Raised with each change of what an export is or how it is made.
EXPORT_VERSION = 2


def find_export(folder: Path, precision: Precision) -> bytes | None:
    """Return what was made of the model in a folder, or None where that is yet to be done."""
    try:
        return _read(_kept(folder, precision))
    except OSError:  # the cache is another user's: keep_export says so
        return None


def keep_export(folder: Path | None, precision: Precision, make: Callable[[Path], bytes]) -> bytes:
    """Make an export and keep it, unless another process has done so meanwhile.

    `make` is given a folder for what it needs on the way. Where nothing can be kept, because the
    files of the model are not known or the disk refuses, the export is made all the same.
    """
    from filelock import FileLock

    if folder is None:
        return _make_elsewhere(make)
    kept = _kept(folder, precision)
    scratch = kept.with_suffix(".unfinished")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(kept.with_suffix(".lock")):
            content = _read(kept)
            if content is None:
                shutil.rmtree(scratch, ignore_errors=True)
                scratch.mkdir()
                content = make(scratch)
                _write(kept, scratch / "export", content)
                shutil.rmtree(scratch)
            return content
    except OSError as error:
        logger.warning(
            "%s cannot be written (%s): until it can, every process takes some seconds to make the "
            "model ready. XDG_CACHE_HOME names another folder.",
            kept.parent,
            error.strerror or error,
        )
        return _make_elsewhere(make)


def _make_elsewhere(make: Callable[[Path], bytes]) -> bytes:
    with tempfile.TemporaryDirectory() as scratch:
        return make(Path(scratch))


def _kept(folder: Path, precision: Precision) -> Path:
    """Return the name of an export, made of all that decides what is in it."""
    import onnxruntime

    decides = [EXPORT_VERSION, onnxruntime.__version__, precision, folder_digest(folder)]
    key = hashlib.sha256(json.dumps(decides).encode()).hexdigest()[:32]
    return cache_folder() / "models" / f"{precision}-{key}.onnx"


def _read(kept: Path) -> bytes | None:
    """Return an export whose content has the checksum that its name says."""
    for path in kept.parent.glob(f"{kept.stem}-*.onnx"):
        content = path.read_bytes()
        if path.name == _checked(kept, content).name:
            return content
        logger.warning("%s is damaged. It is made again.", path)
    return None


def _write(kept: Path, unfinished: Path, content: bytes) -> None:
    """Put an export in its place, whole or not at all, instead of any that is damaged."""
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    for damaged in kept.parent.glob(f"{kept.stem}-*.onnx"):
        damaged.unlink(missing_ok=True)
    unfinished.rename(_checked(kept, content))


def _checked(kept: Path, content: bytes) -> Path:
    return kept.with_stem(f"{kept.stem}-{zlib.crc32(content):08x}")
