"""The page in the browser."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from backissue.search.archive import Archive
from backissue.ui.html.examples import Examples, examples_html
from backissue.ui.html.frame import PLACE, early_frame, masthead
from backissue.ui.server.asking import Chosen
from backissue.ui.server.evaluation import Evaluator, build_evaluation
from backissue.ui.server.events import QUIET
from backissue.ui.server.guard import Guard
from backissue.ui.server.interview import Interview
from backissue.ui.server.library import Librarian, build_library
from backissue.ui.server.settings import build_settings
from backissue.ui.work.kept import FILE, Kept

if TYPE_CHECKING:
    import fastapi
    import gradio

ADDRESS = "127.0.0.1"

STYLES = ("frame", "asking", "found", "reader", "keeping")
SCRIPTS = (
    "early",
    "morph",
    "view",
    "reader",
    "asking",
    "brush",
    "hands",
    "removal",
    "scope",
    "theme",
)

# Before anything of Gradio's, so that there is something to see while it is being loaded.
FIRST = "".join(
    (
        '<meta name="color-scheme" content="light dark">',
        f'<template id="bi-early">{early_frame()}</template>',
        *(f'<link rel="modulepreload" href="page/{name}.js">' for name in SCRIPTS),
        '<script type="module" src="page/page.js"></script>',
    )
).encode()

# After Gradio's, which they change.
LAST = "".join(f'<link rel="stylesheet" href="page/{name}.css">' for name in STYLES).encode()

# Tells the script that Gradio has put something new on the page.
WATCH = "watch('value', () => backissue.shown(element))"


def build_page(archive: Archive, chosen: Chosen | None = None) -> "gradio.Blocks":
    """Build the page over an archive; it is served with `serve`."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr

    examples, folder = Examples(archive), Path(archive.info().folder)

    def html(value: str = "", **given: str) -> "gradio.HTML":
        return gr.HTML(value, js_on_load=None, apply_default_css=False, **given)  # type: ignore[arg-type]

    page: gr.Blocks = gr.Blocks(title="Backissue", analytics_enabled=False)
    with page:
        html(masthead())
        with gr.Row(elem_id="bi-desk"):
            with gr.Column(elem_id="bi-main"):
                html(PLACE, elem_id="bi-view")
                build_library(Librarian(folder), page, WATCH)
                build_evaluation(Evaluator(folder), page, WATCH)
                build_settings(chosen or Chosen(), page, WATCH)
                tried = html(elem_id="bi-examples")
            html(PLACE, elem_id="bi-reader")
        page.load(lambda: examples_html(examples.questions()), None, tried, **QUIET)
    return page


def build_app(archive: Archive) -> "fastapi.FastAPI":
    """Build what answers requests: the page, its style and script, and exports.

    Raises LanguageModelInvalid where the environment sets one up that cannot be used.
    """
    kept = Kept(archive, Path(archive.info().folder) / FILE)
    interview = Interview(archive, Chosen.from_environment(os.environ), kept)
    page = build_page(archive, interview.chosen)
    import fastapi
    import gradio as gr

    from backissue.ui.server.coming import add_views
    from backissue.ui.server.routes import add_routes

    app = fastapi.FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, first=FIRST, last=LAST)
    add_views(app, archive, interview)
    add_routes(app, archive, interview)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        theme=gr.themes.Base(font=FONT, font_mono=["ui-monospace", "monospace"]),
    )
    return app


FONT = ["system-ui", "sans-serif"]


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """Lend a socket of this machine alone. Raises OSError where the port is taken."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as opened:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((ADDRESS, port))
        yield opened


def serve(archive: Archive, port: int) -> None:
    """Serve the page on this machine only, until it is stopped."""
    with listening(port) as opened:
        app = build_app(archive)
        import uvicorn

        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        server.run(sockets=[opened])
