"""A server on this machine that speaks the protocol of chat completions, as it is told to."""

import json
import selectors
import socket
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# How often a server that waits looks whether it is still listened to, in seconds.
LOOK_EVERY_S = 0.02


@dataclass(kw_only=True)
class Reply:
    """What the server does with a request."""

    pieces: Sequence[str] = ()
    status: int = 200
    body: bytes = b""
    """Sent as it is in place of the pieces."""
    location: str = ""
    taken_after: float = 0.0
    """Seconds before it is answered at all."""
    first_after: float = 0.0
    """Seconds before the first piece."""
    each_after: float = 0.0
    """Seconds before every other."""
    finish: str | None = "stop"
    """Why it ends; None breaks off."""
    deltas: Iterable[dict[str, Any]] = ()
    """Sent before the pieces."""


@dataclass
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """All that was said to the model."""
        return "\n".join(message["content"] for message in self.body["messages"])


@dataclass
class ModelServer:
    """What to reply, one after the other, the last for good; and what was asked."""

    url: str
    replies: list[Reply]
    asked: list[Asked] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    """Set once somebody hung up before the end."""


def _event(delta: dict[str, Any], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "small"}
    return f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n".encode()


def _wait(connection: socket.socket, closing: threading.Event, seconds: float) -> None:
    """Wait until it is time or the server closes. Raises OSError where somebody hangs up."""
    until = time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        while time.monotonic() < until and not closing.wait(LOOK_EVERY_S):
            if selector.select(0):
                raise ConnectionResetError


@contextmanager
def model_server(*replies: Reply) -> Iterator[ModelServer]:
    """Serve replies on 127.0.0.1 until the end of the block."""
    served = ModelServer("", list(replies))
    closing = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            served.asked.append(Asked(self.path, dict(self.headers), json.loads(body)))
            reply = served.replies.pop(0) if len(served.replies) > 1 else served.replies[0]
            try:
                self._reply(reply)
            except OSError:
                served.left.set()

        def _reply(self, reply: Reply) -> None:
            _wait(self.connection, closing, reply.taken_after)
            self.send_response(reply.status)
            self.send_header("content-type", "text/event-stream")
            if reply.location:
                self.send_header("location", reply.location)
            self.end_headers()
            self.wfile.write(reply.body)
            if reply.body or reply.status != 200:
                return
            _wait(self.connection, closing, reply.first_after)
            for delta in reply.deltas:
                self.wfile.write(_event(delta))
            for place, piece in enumerate(reply.pieces):
                _wait(self.connection, closing, reply.each_after if place else 0)
                self.wfile.write(_event({"content": piece}))
            if reply.finish:
                self.wfile.write(_event({}, reply.finish) + b"data: [DONE]\n\n")

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def refusing_url() -> str:
    """Return the URL of a port on which nothing listens."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.server_close()
    return f"http://127.0.0.1:{server.server_address[1]}/v1"
