"""The part of the page that adds to an archive and looks after it."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from backissue.indexer.errors import BackissueError
from backissue.indexer.snapshot import write_snapshot
from backissue.indexer.sources.read import READERS
from backissue.indexer.verify import verify_archive
from backissue.ui.html.frame import message
from backissue.ui.html.library_cards import job_html, paused_html, preview_html, verdict_html
from backissue.ui.server.events import DIRECT, QUIET
from backissue.ui.work.job import IndexJob
from backissue.ui.work.preview import preview
from backissue.ui.work.upload import keep_uploads

if TYPE_CHECKING:
    import gradio

READABLE = (
    "<p>Plain text, Markdown and JSON Lines are read. Web addresses and feeds are not, yet: save "
    "what you want to keep as files. Look first, and nothing is changed.</p>"
)

State: TypeAlias = Literal["idle", "running", "paused"]

NO_FILE = "Name a file or folder, or choose files to upload."

# How often progress is shown, in seconds.
TICK_S = 0.5


class Librarian:
    """Does one job at a time for an archive."""

    def __init__(self, folder: Path) -> None:
        """Serve the archive in a folder."""
        self.folder = folder
        self._job: IndexJob | None = None
        self._paths: list[Path] = []
        self._is_paused = False
        self._lock = threading.Lock()

    @property
    def state(self) -> State:
        """Whether something is being indexed, or could go on."""
        if self._job is not None and self._job.goes_on:
            return "running"
        return "paused" if self._is_paused else "idle"

    def look(self, typed: str, files: list[str] | None) -> str:
        """Say what adding would do."""
        if web := _web_address(typed):
            return message(web)
        paths = [*_paths(typed), *map(Path, files or ())]
        if not paths:
            return message(NO_FILE)
        return preview_html(preview(paths, self.folder))

    def add(self, typed: str, files: list[str] | None, outlet: str) -> str:
        """Begin to index, unless that goes on already."""
        if web := _web_address(typed):
            return message(web)
        with self._lock:
            if self.state == "running":
                return self.progress()
            uploads = keep_uploads(files or (), outlet, self.folder)
            paths = [*_paths(typed), *([uploads] if uploads else [])]
            if not paths:
                return message(NO_FILE)
            return self._begin(paths)

    def pause(self) -> str:
        """End the run that goes on, if any, so that it can go on later."""
        return self._end(may_go_on=True)

    def go_on(self) -> str:
        """Go on with what was paused: what is in the archive already is passed over."""
        with self._lock:
            return self._begin(self._paths) if self.state == "paused" else self.progress()

    def cancel(self) -> str:
        """End the run that goes on, or is paused, for good."""
        return self._end(may_go_on=False)

    def progress(self) -> str:
        """Return how the last run goes or went."""
        if self._job is None:
            return ""
        return paused_html(self._job) if self.state == "paused" else job_html(self._job)

    def _begin(self, paths: list[Path]) -> str:
        self._paths, self._is_paused = paths, False
        self._job = IndexJob(paths, self.folder)
        return job_html(self._job)

    def _end(self, *, may_go_on: bool) -> str:
        with self._lock:
            if self._job is None or self.state == "idle":
                return message("Nothing is being indexed.")
            if self._job.goes_on:
                self._job.stop()
            self._is_paused = may_go_on and isinstance(self._job.outcome, str)
            return self.progress()

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


def build_library(librarian: Librarian, page: "gradio.Blocks", watch: str) -> None:
    """Add the controls of the library to the page that is being built."""
    import gradio as gr

    def html(value: str = "") -> "gradio.HTML":
        return gr.HTML(value, js_on_load=watch, apply_default_css=False)

    with gr.Column(elem_id="bi-library"):
        html("<h2>Add articles</h2>" + READABLE)
        paths = gr.Textbox(label="Files or folders on this machine, one a line", lines=2)
        with gr.Row():
            files = gr.File(
                label="Or upload files", file_count="multiple", file_types=list(READERS), height=160
            )
            outlet = gr.Textbox(label="Outlet of uploaded text files", max_lines=1, min_width=260)
        with gr.Row():
            add = gr.Button("Add to the archive", variant="primary")
            look = gr.Button("Look first")
        done = html()
        with gr.Row():
            pause = gr.Button("Pause", visible=False)
            go_on = gr.Button("Go on", variant="primary", visible=False)
            cancel = gr.Button("Cancel", visible=False)
        timer = gr.Timer(TICK_S, active=False)
        html("<h2>Look after it</h2>")
        with gr.Row():
            verify = gr.Button("Verify everything")
            file = gr.Textbox(label="Snapshot file", max_lines=1, placeholder="archive.snapshot")
            snapshot = gr.Button("Write snapshot")
        checked = html()

    def shown(what: str) -> tuple[Any, ...]:
        """Return what is said, with the controls that go with it."""
        state = librarian.state
        return (
            what,
            gr.Timer(active=state == "running"),
            gr.Button(visible=state == "running"),
            gr.Button(visible=state == "paused"),
            gr.Button(visible=state != "idle"),
        )

    def ticked() -> tuple[Any, ...]:
        is_on = librarian.state == "running"
        return (librarian.progress(), *[gr.skip()] * 4) if is_on else shown(librarian.progress())

    job = [done, timer, pause, go_on, cancel]
    page.load(
        lambda: shown("" if librarian.state == "idle" else librarian.progress()), None, job, **QUIET
    )
    look.click(librarian.look, [paths, files], done, **QUIET)
    add.click(lambda *given: shown(librarian.add(*given)), [paths, files, outlet], job, **QUIET)
    pause.click(lambda: shown(librarian.pause()), None, job, **QUIET)
    go_on.click(lambda: shown(librarian.go_on()), None, job, **QUIET)
    cancel.click(lambda: shown(librarian.cancel()), None, job, **QUIET)
    timer.tick(ticked, None, job, **QUIET)
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
