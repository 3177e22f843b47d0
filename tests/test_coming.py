"""What the page's script asks for comes line by line, and ends where nobody is left to read it."""

import asyncio
import json

import fastapi
import pytest
from fastapi.testclient import TestClient
from starlette.types import Message

from backissue.search import Archive
from backissue.search.llm.language_model import LanguageModel
from backissue.ui.server.asking import Asking, Chosen
from backissue.ui.server.coming import add_views
from backissue.ui.server.interview import Interview
from backissue.ui.work.recording import GRACE_S

from hostile import shown
from model_server import Reply, model_server


@pytest.fixture
def client(archive: Archive) -> TestClient:
    return TestClient(_app(archive, Interview(archive)))


def _app(archive: Archive, interview: Interview) -> fastapi.FastAPI:
    app = fastapi.FastAPI()
    add_views(app, archive, interview)
    return app


def test_a_view_comes_line_by_line_the_last_one_whole(client: TestClient) -> None:
    found = client.get("/shown/view", params={"q": "When did the harbour freeze over?"})
    first, last = (json.loads(line) for line in found.text.splitlines())
    assert "data-pending" in first
    assert "The harbour froze over in January." in shown(first).text
    assert "data-pending" not in last
    assert found.headers["content-type"] == "application/x-ndjson"


def test_an_article_comes_in_a_line(client: TestClient) -> None:
    text = json.loads(client.get("/shown/reader", params={"article": "article-2"}).text)
    assert "The harbour opened again in spring." in text
    missing = json.loads(client.get("/shown/reader", params={"article": "nobody"}).text)
    assert "bi-message" in missing


def test_where_a_browser_leaves_the_model_is_hung_up_on(archive: Archive) -> None:
    with model_server(Reply(taken_after=60)) as server:
        model = LanguageModel(name="small", url=server.url)
        app = _app(archive, Interview(archive, Chosen(Asking(language_model=model))))
        sent = asyncio.run(_leave_after_a_line(app, "q=When+did+the+harbour+freeze+over%3F"))
        assert server.left.wait(GRACE_S + 5)
    assert "small reads" in sent


async def _leave_after_a_line(app: fastapi.FastAPI, query: str) -> str:
    """Ask for a view, and go away when its first line is there."""
    body, has_come = b"", asyncio.Event()

    async def receive() -> Message:
        await has_come.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        nonlocal body
        body += message.get("body", b"")
        if b"\n" in body:
            has_come.set()

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "method": "GET",
        "path": "/shown/view",
        "query_string": query.encode(),
        "headers": [],
    }
    await asyncio.wait_for(app(scope, receive, send), 10)
    return body.decode()
