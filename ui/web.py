"""The page in the browser."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backissue.search.archive import Archive
from backissue.ui.address import read_address
from backissue.ui.asking import Chosen
from backissue.ui.evaluation import Evaluator, build_evaluation
from backissue.ui.examples import Examples, examples_html
from backissue.ui.frame import masthead, page_html, reader_html
from backissue.ui.guard import Guard
from backissue.ui.interview import Interview
from backissue.ui.library import Librarian, build_library
from backissue.ui.settings import build_settings
from backissue.ui.tabs import Tabs
from backissue.ui.views import show_reader, show_view

if TYPE_CHECKING:
    import fastapi
    import gradio

ADDRESS = "127.0.0.1"

HEAD = (
    b'<link rel="stylesheet" href="page/page.css"><script src="page/page.js"></script>'
    b'<meta name="color-scheme" content="light dark">'
)

# Searches and answers under way at once; each keeps a core busy.
AT_ONCE = 4


def build_page(archive: Archive, interview: Interview | None = None) -> "gradio.Blocks":
    """Build the page over an archive; it is served with `serve`."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr

    interview = interview or Interview(archive)
    examples, tabs = Examples(archive), Tabs()
    folder = Path(archive.info().folder)

    def go(event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, Any]]:
        """Show an address, and leave alone what is shown already."""
        wish = event._data  # noqa: SLF001 - Gradio has no other way to read all of it
        address, turn = read_address(str(wish["address"])), int(wish["turn"])
        is_last, left = tabs.turn_to(str(request.session_hash), turn, address)
        if left:
            interview.leave(left)
        reader = reader_html(show_reader(archive, address), turn)
        shown = wish["shown"]
        if shown is not None and read_address(str(shown)).view_alone == address.view_alone:
            yield gr.skip(), reader
            return
        for page in show_view(archive, address, interview, is_last):
            if not is_last():
                yield gr.skip(), gr.skip()
                return
            yield page_html(page, turn), reader

    page: gr.Blocks = gr.Blocks(title="Backissue", analytics_enabled=False)
    with page:
        frame = gr.HTML(
            masthead(), js_on_load="backissue.start(trigger, 'go')", apply_default_css=False
        )
        with gr.Row(elem_id="bi-desk"):
            with gr.Column(elem_id="bi-main"):
                view = gr.HTML(js_on_load=WATCH, apply_default_css=False, elem_id="bi-view")
                build_library(Librarian(folder), WATCH)
                build_evaluation(Evaluator(folder), WATCH)
                build_settings(interview.chosen, page, WATCH)
                tried = gr.HTML(apply_default_css=False, elem_id="bi-examples", js_on_load=None)
            reader = gr.HTML(js_on_load=WATCH, apply_default_css=False, elem_id="bi-reader")
        frame.go(
            go,
            None,
            [view, reader],
            api_name="go",
            # Gradio's browser side may lose the end of an event, and would wait for it for good
            # with another mode; the page itself passes over what it did not ask for last.
            trigger_mode="multiple",
            concurrency_limit=AT_ONCE,
            show_progress="hidden",
        )
        page.load(
            lambda: examples_html(examples.questions()),
            None,
            tried,
            api_name="examples",
            show_progress="hidden",
        )
    return page


WATCH = "watch('value', () => backissue.shown(element))"


def build_app(archive: Archive) -> "fastapi.FastAPI":
    """Build what answers requests: the page, its style and script, and exports.

    Raises LanguageModelInvalid where the environment sets one up that cannot be used.
    """
    interview = Interview(archive, Chosen.from_environment(os.environ))
    page = build_page(archive, interview)
    import fastapi
    import gradio as gr

    from backissue.ui.routes import add_routes

    app = fastapi.FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, head=HEAD)
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
