"""What the page's script asks for: a view, line by line as it comes, and the article beside it."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Generator

import fastapi
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import iterate_in_threadpool

from backissue.search.archive import Archive
from backissue.ui.html.address import read_address
from backissue.ui.html.frame import page_html
from backissue.ui.server.interview import Interview
from backissue.ui.server.views import show_reader, show_view

LINES = "application/x-ndjson"


def add_views(app: fastapi.FastAPI, archive: Archive, interview: Interview) -> None:
    """Let an app answer for what an address shows, each line a text in JSON."""

    @app.get("/shown/view")
    async def view(request: fastapi.Request) -> StreamingResponse:
        address, left = read_address(request.url.query), threading.Event()
        pages = show_view(
            archive,
            address,
            interview,
            lambda: not left.is_set(),
            anew="anew" in request.query_params,
        )
        return _lines(request, (page_html(page) for page in pages), left)

    @app.get("/shown/reader")
    def reader(request: fastapi.Request) -> Response:
        return Response(
            _line(show_reader(archive, read_address(request.url.query))), media_type=LINES
        )


def _lines(
    request: fastapi.Request, texts: Generator[str], left: threading.Event
) -> StreamingResponse:
    """Return texts as they come; `left` is set once nobody is there to read them."""

    async def lines() -> AsyncIterator[str]:
        watch = asyncio.create_task(_watch(request, left))
        try:
            async for text in iterate_in_threadpool(texts):
                yield _line(text)
        finally:
            left.set()
            watch.cancel()
            texts.close()  # or what it follows would go on until it is collected

    return StreamingResponse(lines(), media_type=LINES)


def _line(text: str) -> str:
    return json.dumps(text) + "\n"


async def _watch(request: fastapi.Request, left: threading.Event) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    left.set()
