"""The part of the page that adds to an archive and looks after it."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backissue.indexer.errors import BackissueError
from backissue.indexer.read import READERS
from backissue.indexer.snapshot import write_snapshot
from backissue.indexer.verify import verify_archive
from backissue.ui.events import DIRECT, QUIET
from backissue.ui.frame import message
from backissue.ui.job import IndexJob
from backissue.ui.library_cards import job_html, preview_html, verdict_html
from backissue.ui.preview import preview
from backissue.ui.upload import keep_uploads

if TYPE_CHECKING:
    import gradio

READABLE = (
    "<p>Plain text, Markdown and JSON Lines are read. Web addresses and feeds are not, yet: save "
    "what you want to keep as files. Look first, and nothing is changed; what is stopped goes on "
    "where it was when the same is added again.</p>"
)

# How often progress is shown, in seconds.
TICK_S = 0.5


class Librarian:
    """Does one job at a time for an archive."""

    def __init__(self, folder: Path) -> None:
        """Serve the archive in a folder."""
        self.folder = folder
        self._job: IndexJob | None = None
        self._lock = threading.Lock()

    def look(self, typed: str, files: list[str] | None) -> str:
        """Say what adding would do."""
        if web := _web_address(typed):
            return message(web)
        paths = [*_paths(typed), *map(Path, files or ())]
        if not paths:
            return message("Name a file or folder, or choose files to upload.")
        return preview_html(preview(paths, self.folder))

    def add(self, typed: str, files: list[str] | None, outlet: str) -> str:
        """Begin to index, unless that goes on already."""
        if web := _web_address(typed):
            return message(web)
        with self._lock:
            if self._job is None or not self._job.goes_on:
                uploads = keep_uploads(files or (), outlet, self.folder)
                paths = [*_paths(typed), *([uploads] if uploads else [])]
                if not paths:
                    return message("Name a file or folder, or choose files to upload.")
                self._job = IndexJob(paths, self.folder)
            return job_html(self._job)

    def stop(self) -> str:
        """End the run that goes on, if any."""
        if self._job is None:
            return message("Nothing is being indexed.")
        if self._job.goes_on:
            self._job.stop()
        return job_html(self._job)

    def progress(self) -> tuple[str, bool]:
        """Return how the last run goes, and whether it goes on."""
        if self._job is None:
            return "", False
        return job_html(self._job), self._job.goes_on

    def verify(self) -> str:
        """Check everything in the archive."""
        try:
            return verdict_html(verify_archive(self.folder))
        except BackissueError as error:
            return message(str(error))

    def snapshot(self, typed: str) -> str:
        """Write the archive into one file."""
        if not typed.strip():
            return message("Name the file that the archive is to be written into.")
        file = Path(typed.strip()).expanduser()
        try:
            write_snapshot(self.folder, file)
        except BackissueError as error:
            return message(str(error))
        return message(f"Written to {file.absolute()}, {file.stat().st_size / 1e6:,.1f} MB.")


def build_library(librarian: Librarian, watch: str) -> None:
    """Add the controls of the library to the page that is being built."""
    import gradio as gr

    def html() -> "gradio.HTML":
        return gr.HTML(js_on_load=watch, apply_default_css=False)

    with gr.Column(elem_id="bi-library"):
        gr.HTML("<h2>Add articles</h2>", apply_default_css=False, js_on_load=None)
        gr.HTML(READABLE, apply_default_css=False, js_on_load=None)
        paths = gr.Textbox(label="Files or folders on this machine, one a line", lines=2)
        with gr.Row():
            files = gr.File(
                label="Or upload files", file_count="multiple", file_types=list(READERS), height=160
            )
            outlet = gr.Textbox(label="Outlet of uploaded text files", max_lines=1, min_width=260)
        with gr.Row():
            add = gr.Button("Add to the archive", variant="primary")
            look = gr.Button("Look first")
            stop = gr.Button("Stop")
        done = html()
        timer = gr.Timer(TICK_S, active=False)
        gr.HTML("<h2>Look after it</h2>", apply_default_css=False, js_on_load=None)
        with gr.Row():
            verify = gr.Button("Verify everything")
            file = gr.Textbox(label="Snapshot file", max_lines=1, placeholder="archive.snapshot")
            snapshot = gr.Button("Write snapshot")
        checked = html()

    def started(typed: str, chosen: list[str] | None, name: str) -> tuple[str, Any]:
        return librarian.add(typed, chosen, name), gr.Timer(active=True)

    def ticked() -> tuple[str, Any]:
        shown, goes_on = librarian.progress()
        return shown, gr.Timer(active=goes_on)

    look.click(librarian.look, [paths, files], done, **QUIET)
    add.click(started, [paths, files, outlet], [done, timer], **QUIET)
    stop.click(librarian.stop, None, done, **QUIET)
    timer.tick(ticked, None, [done, timer], **QUIET)
    verify.click(librarian.verify, None, checked, **DIRECT)
    snapshot.click(librarian.snapshot, file, checked, **DIRECT)


def _paths(typed: str) -> list[Path]:
    return [Path(line.strip()).expanduser() for line in typed.splitlines() if line.strip()]


def _web_address(typed: str) -> str:
    """Return why what was typed cannot be read, where it has a web address; else nothing."""
    for line in typed.split():
        if line.startswith(("http://", "https://")):
            return f"{line} is a web address, which is not read yet. Save the page as a text file."
    return ""
