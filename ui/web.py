"""The page in the browser."""

import os
from typing import TYPE_CHECKING

from backissue.indexer.errors import BackissueError
from backissue.search.archive import Archive
from backissue.ui.render import answer_html, hits_html, message_html

if TYPE_CHECKING:
    import gradio

ADDRESS = "127.0.0.1"

# More choices than this make a list that nobody reads.
SOURCES_OFFERED = 200

STYLE = """
.bi-hits, .bi-citations { padding-left: 1.4rem; }
.bi-hits > li, .bi-citations > li { margin-bottom: 1.2rem; }
.bi-hits li p, .bi-citations li p { display: block; margin: 0.3rem 0; }
.bi-text { font-size: 1.2rem; line-height: 1.5; }
.bi-answer blockquote { border-left: 3px solid var(--color-accent); padding-left: 0.8rem; }
.bi-passage { white-space: pre-line; }
.bi-note { color: var(--body-text-color-subdued); font-size: 0.9rem; }
"""


def build_page(archive: Archive) -> "gradio.Blocks":
    """Build the page over an archive; it is served with `serve`."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr

    def ask(question: str, source: str, after: str, before: str, asked: str) -> str:
        try:
            return answer_html(
                archive.ask(question, source=source, after=after, before=before, asked=asked)
            )
        except BackissueError as error:
            return message_html(str(error))

    def search(query: str, mode: str, source: str, after: str, before: str) -> str:
        try:
            return hits_html(
                archive.search(query, mode=mode, source=source, after=after, before=before)
            )
        except BackissueError as error:
            return message_html(str(error))

    sources = [("Any", ""), *[(name, name) for name in archive.info().sources if name]]

    def scope() -> list[gr.components.Component]:
        """Make the inputs that say which articles are searched."""
        with gr.Row():
            return [
                gr.Dropdown(sources[: SOURCES_OFFERED + 1], value="", label="Source"),
                gr.Textbox(label="Published from", placeholder="YYYY-MM-DD", max_lines=1),
                gr.Textbox(label="Published to", placeholder="YYYY-MM-DD", max_lines=1),
            ]

    page: gr.Blocks = gr.Blocks(title="Backissue", analytics_enabled=False)
    with page:
        gr.Markdown("# Backissue\nAsk the archive: every answer shows the words it rests on.")
        with gr.Tab("Ask"):
            question = gr.Textbox(label="Question", max_lines=3, elem_id="question")
            asked = gr.Textbox(label="Asked on", placeholder="YYYY-MM-DD", max_lines=1)
            question_scope = scope()
            button = gr.Button("Ask", variant="primary")
            answer = gr.HTML(elem_id="answer")
            gr.on(
                [button.click, question.submit],
                ask,
                [question, *question_scope, asked],
                answer,
                concurrency_limit=4,
            )
        with gr.Tab("Search"):
            query = gr.Textbox(label="Words or a question", max_lines=1, elem_id="query")
            mode = gr.Radio(["hybrid", "keyword", "semantic"], value="hybrid", label="Search by")
            query_scope = scope()
            button = gr.Button("Search", variant="primary")
            hits = gr.HTML(elem_id="hits")
            gr.on(
                [button.click, query.submit],
                search,
                [query, mode, *query_scope],
                hits,
                concurrency_limit=4,
            )
    return page


def serve(archive: Archive, port: int) -> None:
    """Serve the page on this machine only, until it is stopped."""
    build_page(archive).launch(
        server_name=ADDRESS,
        server_port=port,
        share=False,
        quiet=True,
        css=STYLE,
        footer_links=[],
        enable_monitoring=False,
        ssr_mode=False,
    )
