"""The part of the page that measures an archive on a file of questions."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from backissue.ui.html.address import Address
from backissue.ui.html.frame import message
from backissue.ui.html.library_cards import problem_list, section
from backissue.ui.lines.terminal import counted
from backissue.ui.server.events import QUIET
from backissue.ui.work.job import Job
from backissue.ui.work.runs import Coming, Measured, measure, new_name

if TYPE_CHECKING:
    import gradio

# How often progress is shown, in seconds.
TICK_S = 0.5

NO_FILE = "Name a file of questions on this machine, or upload one."


class Evaluator:
    """Does one run at a time over an archive."""

    def __init__(self, folder: Path) -> None:
        """Measure the archive in a folder."""
        self.folder = folder
        self._job: Job[Coming, Measured] | None = None
        self._name = ""
        self._lock = threading.Lock()

    def start(self, typed: str, upload: str | None, *, search_only: bool) -> str:
        """Begin to ask, unless that goes on already."""
        with self._lock:
            if self._job is None or not self._job.goes_on:
                named = typed.strip() or upload
                if not named:
                    return message(NO_FILE)
                file = Path(named).expanduser()
                self._name = new_name(file.name, search_only=search_only)
                self._job = Job(
                    _measure,
                    (file, self.folder, self._name, search_only),
                    Coming(0, 0),
                    "Stopped. What came of the questions asked so far is kept.",
                )
            return self._html(self._job)

    def stop(self) -> str:
        """End the run that goes on, if any."""
        if self._job is None:
            return message("Nothing is being measured.")
        if self._job.goes_on:
            self._job.stop()
        return self._html(self._job)

    def progress(self) -> tuple[str, bool]:
        """Return how the last run goes, and whether it goes on."""
        if self._job is None:
            return "", False
        return self._html(self._job), self._job.goes_on

    def _html(self, job: Job[Coming, Measured]) -> str:
        outcome = job.outcome
        if outcome is None:
            return _going_on(job)
        if isinstance(outcome, str):
            return section("The run ended", outcome, Markup("<span data-refresh></span>"))
        text = (
            f"{counted(outcome.questions, 'question')} asked; "
            f"{counted(len(outcome.skipped), 'line')} skipped; "
            f"{len(outcome.missing):,} that name what the archive does not have."
        )
        more = Markup(
            '<p><a data-go href="{}">See the measures</a></p>{}<span data-refresh></span>'
        ).format(
            Address(view="evaluate", run=outcome.name).link,
            problem_list((*outcome.skipped, *outcome.missing)),
        )
        return section("Measured", text, more)


def _measure(tell: Any, file: Path, folder: Path, name: str, search_only: bool) -> Measured:  # noqa: FBT001 - a process is given no names
    return measure(tell, file, folder, name, search_only=search_only)


def _going_on(job: Job[Coming, Measured]) -> str:
    coming = job.progress
    share = coming.questions / coming.total if coming.total else None
    parts = [f"{coming.questions:,} of {coming.total:,} questions" if share else "Starting"]
    bar = Markup('<progress aria-label="Measuring"{}></progress>').format(
        "" if share is None else Markup(' max="1" value="{:.3f}"').format(share)
    )
    return section("Measuring", job.clock.describe(share, parts), bar)


def build_evaluation(evaluator: Evaluator, page: "gradio.Blocks", watch: str) -> None:
    """Add the controls of a run to the page that is being built."""
    import gradio as gr

    with gr.Column(elem_id="bi-evaluate"):
        gr.HTML("<h2>Measure</h2>", apply_default_css=False, js_on_load=None)
        typed = gr.Textbox(label="File of questions on this machine", max_lines=1)
        upload = gr.File(label="Or upload one", file_types=[".jsonl", ".gz"], height=130)
        search_only = gr.Checkbox(label="Search only, which is faster")
        with gr.Row():
            start = gr.Button("Ask every question", variant="primary")
            stop = gr.Button("Stop", visible=False, elem_id="bi-stop-measuring")
        done = gr.HTML(js_on_load=watch, apply_default_css=False)
        timer = gr.Timer(TICK_S, active=False)

    def shown(said: str) -> tuple[str, "gradio.Timer", "gradio.Button"]:
        """Return what is said, with the controls that go with it."""
        _, goes_on = evaluator.progress()
        return said, gr.Timer(active=goes_on), gr.Button(visible=goes_on)

    def started(path: str, file: str | None, only: bool) -> tuple[Any, ...]:  # noqa: FBT001 - Gradio gives no names
        return shown(evaluator.start(path, file, search_only=only))

    def ticked() -> tuple[Any, ...]:
        said, goes_on = evaluator.progress()
        return (said, gr.skip(), gr.skip()) if goes_on else shown(said)

    def loaded() -> tuple[Any, ...]:
        said, goes_on = evaluator.progress()
        return shown(said if goes_on else "")

    run = [done, timer, stop]
    page.load(loaded, None, run, **QUIET)
    start.click(started, [typed, upload, search_only], run, **QUIET)
    stop.click(lambda: shown(evaluator.stop()), None, run, **QUIET)
    timer.tick(ticked, None, run, **QUIET)
