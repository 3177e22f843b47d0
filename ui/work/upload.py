"""Files that came through the browser, kept beside the archive that they are indexed into."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

# Where the files go: an article that is named after one has an id that begins so.
FOLDER = "uploads"

UNFIT = re.compile(r"[^\w .&'-]+")
LONGEST_OUTLET = 60


def keep_uploads(files: Iterable[str], outlet: str, archive: Path) -> Path | None:
    """Copy files into the archive's folder of uploads, and return it; None where there are none.

    The folder above a text file is its outlet. A file with the name of another takes its place.
    """
    top = archive / FOLDER
    folder = top / _folder_name(outlet)
    files = list(files)
    if not files:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copyfile(file, folder / Path(file).name.lstrip("."))
    return top


def _folder_name(outlet: str) -> str:
    """Return a name that stays inside the folder, whatever was typed."""
    return UNFIT.sub(" ", outlet).strip(" .")[:LONGEST_OUTLET].strip(" .")
