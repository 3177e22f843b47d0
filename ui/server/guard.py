"""What the page's server lets in, and what it lets a browser do."""

import base64
import hashlib
from html.parser import HTMLParser
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Names of this machine under which the page is open to it alone. Any other name in a request means
# that a web site elsewhere has made its own name point here (DNS rebinding).
HOSTS = {"127.0.0.1", "localhost", "[::1]"}

# Gradio makes functions of text for its components, so eval cannot be forbidden; scripts in the
# page are let run by their hash alone, which nothing that is put into the page later has.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'{hashes}; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; "
    "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Turns away what does not come from the page itself, and says what the page may load."""

    def __init__(self, app: ASGIApp, first: bytes = b"", last: bytes = b"") -> None:
        """Guard an app; `first` and `last` are put into the head of each page that it serves."""
        self._app = app
        self._first = first
        self._last = last

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not _is_ours(Headers(scope=scope)):
            await _refuse(send)
            return
        if scope["path"] == "/":
            # A page that is compressed cannot be read here.
            headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            scope = {**scope, "headers": headers}
        await self._app(scope, receive, _Sender(send, self._first, self._last).send)


class _Sender:
    """Sends a response on: a page whole, with its scripts' hashes, anything else as it comes."""

    def __init__(self, send: Send, first: bytes, last: bytes) -> None:
        self._send = send
        self._first = first
        self._last = last
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            headers.update(HEADERS)
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
            headers["content-security-policy"] = POLICY.format(hashes="")
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_page(self._start)
            return
        await self._send(message)

    async def _send_page(self, start: Message) -> None:
        body = self._body.replace(b"<head>", b"<head>" + self._first, 1)
        body = body.replace(b"</head>", self._last + b"</head>", 1)
        headers = MutableHeaders(raw=start["headers"])
        headers["content-security-policy"] = POLICY.format(hashes=_hashes(body.decode()))
        headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


class _Scripts(HTMLParser):
    """Collects the scripts that stand in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_inside = tag == "script" and "src" not in dict(attrs)
        self.texts += [""] if self._is_inside else []

    def handle_endtag(self, tag: str) -> None:
        self._is_inside = self._is_inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.texts[-1] += data


def _hashes(page: str) -> str:
    """Return the hashes of a page's scripts, as its policy names them."""
    scripts = _Scripts()
    scripts.feed(page)
    scripts.close()
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()) for text in scripts.texts)
    return "".join(f" 'sha256-{digest.decode()}'" for digest in digests)


def _is_ours(headers: Headers) -> bool:
    """Whether a request names this machine, and is sent by no page but our own."""
    host = headers.get("host", "")
    if host.rpartition(":")[0] not in HOSTS and host not in HOSTS:
        return False
    if headers.get("sec-fetch-site", "none") in {"cross-site", "same-site"}:
        return headers.get("sec-fetch-mode") == "navigate"
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == host


async def _refuse(send: Send) -> None:
    text = b"This page is open to its own machine only."
    headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": text})
