"""The page answers its own machine alone, and tells the browser to load nothing from elsewhere."""

import asyncio
import base64
import hashlib

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message

from backissue.ui.server.guard import Guard

PAGE = "<html><head><script>first()</script></head><body><script src='x.js'></script></body></html>"


def _get(app: ASGIApp, **headers: str) -> tuple[int, dict[str, str], str]:
    """Return status, headers and body of the answer to a request for /."""
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    sent = {"host": "127.0.0.1:7860", **{k.replace("_", "-"): v for k, v in headers.items()}}
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
    }

    async def answered() -> None:
        await app(scope, receive, send)

    asyncio.run(answered())
    start = messages[0]
    body = b"".join(message.get("body", b"") for message in messages[1:])
    found = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], found, body.decode()


def test_a_page_may_load_nothing_from_elsewhere_and_run_no_script_but_its_own() -> None:
    status, headers, body = _get(Guard(HTMLResponse(PAGE), last=b"<link>"))
    digest = base64.b64encode(hashlib.sha256(b"first()").digest()).decode()
    policy = headers["content-security-policy"]
    assert status == 200
    assert f"script-src 'self' 'unsafe-eval' 'sha256-{digest}';" in policy
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "'unsafe-inline'" not in policy.partition("style-src")[0]
    assert "<link></head>" in body
    assert headers["content-length"] == str(len(body))
    assert headers["x-content-type-options"] == "nosniff"


def test_what_is_no_page_has_a_policy_too() -> None:
    _, headers, body = _get(Guard(PlainTextResponse("x,y")))
    assert "script-src 'self' 'unsafe-eval';" in headers["content-security-policy"]
    assert body == "x,y"


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "localhost", "[::1]:7860"])
def test_this_machine_is_answered_under_its_names(host: str) -> None:
    assert _get(Guard(PlainTextResponse("")), host=host)[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", ""]
)
def test_another_name_is_turned_away(host: str) -> None:
    assert _get(Guard(PlainTextResponse("")), host=host)[0] == 403


def test_another_site_may_link_to_the_page_but_neither_read_nor_send() -> None:
    app = Guard(PlainTextResponse(""))
    navigate = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}
    assert _get(app, **navigate)[0] == 200
    assert _get(app, sec_fetch_site="cross-site", sec_fetch_mode="no-cors")[0] == 403
    assert _get(app, origin="https://evil.example")[0] == 403
    assert _get(app, origin="null")[0] == 403
    assert _get(app, origin="http://127.0.0.1:7860")[0] == 200
