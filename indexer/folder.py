"""The folder of an archive, whatever folder the process goes to meanwhile."""

import os
from pathlib import Path

from backissue.indexer.errors import ArchiveNotFound


def archive_folder(path: str | os.PathLike[str]) -> Path:
    """Return the folder that is meant, from the root.

    Raises ArchiveNotFound where the path is empty, which would stand for the present folder.
    """
    if path == "":
        raise ArchiveNotFound("The path of the archive is empty. Give that of a folder.")
    return Path(path).absolute()
