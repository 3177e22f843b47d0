"""Messages -> the words of a language model, as they come and within a time limit."""

import threading
from collections.abc import Iterator, Sequence
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

from backissue.indexer.errors import LanguageModelFailed
from backissue.indexer.sources.record import clean
from backissue.search.llm.language_model import LanguageModel
from backissue.search.llm.line import Line

if TYPE_CHECKING:
    import httpx2
    from openai import OpenAI


class Message(TypedDict):
    """Something said to a model: by whoever runs it, or by whoever asks."""

    role: Literal["system", "user"]
    content: str


# What is read, "" for a sign of life; then how it ended.
Heard: TypeAlias = "str | Ended | Exception"

# In seconds: an address that does not pick up by then is not there.
CONNECT_SECONDS = 5.0

# How often it is looked whether a silent model is still wanted, in seconds.
LOOK_EVERY_SECONDS = 0.1

# In characters: a model that goes on for longer has lost its way.
LONGEST_ANSWER = 8000

# Everything that is sent beside the messages. The client would add what it finds in OPENAI_
# variables, and what machine it runs on.
HEADERS = frozenset({"host", "accept", "content-type", "content-length", "user-agent"})
USER_AGENT = "backissue"

# Reasons for an end that leaves an answer whole.
WHOLE = frozenset({"stop", "end_turn", "eos"})

# Some models think aloud first, between these.
THOUGHT = ("<think>", "</think>")


class Ended:
    """The model has said all it had to say."""


def write(model: LanguageModel, messages: Sequence[Message]) -> Iterator[str]:
    """Yield what a model says to messages, piece by piece.

    Raises LanguageModelFailed where it cannot be reached, takes too long, is not wanted any longer,
    or says nothing or only a part; its message says which, and holds neither key nor anything that
    the server sent.
    """
    line = Line()
    client = _client(model, line)
    heard: SimpleQueue[Heard] = SimpleQueue()
    end = monotonic() + model.total_seconds
    listen = (client, model, messages, heard, end)
    threading.Thread(target=_listen, args=listen, name="backissue-llm", daemon=True).start()
    length, is_empty = 0, True
    try:
        for piece in _without_thoughts(_said(model, heard, end)):
            length += len(piece)
            if length > LONGEST_ANSWER:
                raise LanguageModelFailed(f"{model.name} went on for too long")
            is_empty = is_empty and not piece.strip()
            yield piece
    finally:
        line.hang_up()  # which ends the thread, and tells the server to stop
        client.close()
    if is_empty:
        raise LanguageModelFailed(f"{model.name} sent no answer")


def _said(model: LanguageModel, heard: "SimpleQueue[Heard]", end: float) -> Iterator[str]:
    """Yield what is heard from a model until it has ended; raise what went wrong."""
    last = monotonic()
    while True:
        if not model.is_wanted():
            raise LanguageModelFailed(f"{model.name} was stopped")
        until = min(end, last + model.silence_seconds)
        try:
            piece = heard.get(timeout=max(0.0, min(until - monotonic(), LOOK_EVERY_SECONDS)))
        except Empty:
            if monotonic() < until:
                continue
            piece = _too_late(model, end - last)
        last = monotonic()
        if isinstance(piece, Ended):
            return
        if isinstance(piece, Exception):
            raise piece
        if piece:
            yield piece


def _too_late(model: LanguageModel, left: float) -> LanguageModelFailed:
    if left <= model.silence_seconds:
        return LanguageModelFailed(
            f"{model.name} was not done after {model.total_seconds:g} seconds"
        )
    return LanguageModelFailed(f"{model.name} said nothing for {model.silence_seconds:g} seconds")


def _client(model: LanguageModel, line: Line) -> "OpenAI":
    """Make a client that sends what it is told to, to this address alone."""
    from openai import DefaultHttpxClient, OpenAI, Timeout

    def keep_headers(request: "httpx2.Request") -> None:
        for name in set(request.headers.keys()) - HEADERS:
            del request.headers[name]
        request.headers["user-agent"] = USER_AGENT
        if model.authorization:
            request.headers["authorization"] = model.authorization
        request.extensions["trace"] = line.hear

    limits = Timeout(model.total_seconds, connect=CONNECT_SECONDS)
    return OpenAI(
        api_key="sent by keep_headers",
        admin_api_key="",
        base_url=model.url,
        timeout=limits,
        # No proxy, certificate or .netrc of the environment, and no other address.
        http_client=DefaultHttpxClient(
            trust_env=False,
            follow_redirects=False,
            timeout=limits,
            event_hooks={"request": [keep_headers]},
        ),
    )


def _listen(
    client: "OpenAI",
    model: LanguageModel,
    messages: Sequence[Message],
    heard: "SimpleQueue[Heard]",
    end: float,
) -> None:
    """Read what a model says, in a thread of its own, since no read of a socket has a deadline."""
    from openai import BadRequestError, OpenAIError

    try:
        try:
            _read(client, model, messages, heard, end, temperature=0)
        except BadRequestError:  # there are models that allow no temperature
            _read(client, model, messages, heard, end)
    except (OpenAIError, ValueError) as error:
        heard.put(_failure(model, error))
    except Exception as error:  # noqa: BLE001 - whoever waits for it hears of it
        heard.put(error)


def _read(
    client: "OpenAI",
    model: LanguageModel,
    messages: Sequence[Message],
    heard: "SimpleQueue[Heard]",
    end: float,
    **settings: float,
) -> None:
    reason, is_silent = None, True
    stream = client.chat.completions.create(  # type: ignore[call-overload]
        model=model.name, messages=list(messages), stream=True, **settings
    )
    with stream:
        for chunk in stream:
            if monotonic() > end:
                heard.put(_too_late(model, 0))
                return
            choices = getattr(chunk, "choices", None)  # the client checks nothing
            for choice in choices if isinstance(choices, list) else ():
                content = getattr(getattr(choice, "delta", None), "content", None)
                said = clean(content) if isinstance(content, str) else ""
                is_silent = is_silent and not said
                heard.put(said)
                reason = getattr(choice, "finish_reason", None) or reason
    if reason in WHOLE or (reason is None and is_silent):
        heard.put(Ended())
    elif reason is None:
        heard.put(LanguageModelFailed(f"{model.name} broke off"))
    else:
        heard.put(LanguageModelFailed(f"{model.name} broke off before its answer was whole"))


def _failure(model: LanguageModel, error: Exception) -> LanguageModelFailed:
    """Say what went wrong in words of our own: the server's might hold anything, even the key."""
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    name, status = model.name, getattr(error, "status_code", None)
    if isinstance(error, APITimeoutError):
        said = f"{name} took too long at {model.url}"
    elif isinstance(error, APIConnectionError):
        said = f"{name} cannot be reached at {model.url}"
    elif not isinstance(error, APIStatusError):
        said = f"{name} sent what cannot be read"
    elif status in {401, 403}:
        said = f"{model.url} did not accept the key ({status})"
    elif status == 404:  # noqa: PLR2004 - not found
        said = f"{model.url} has no model {name}, or is not the right URL (404)"
    elif status == 429:  # noqa: PLR2004 - too many requests
        said = f"{model.url} takes no more questions for now (429)"
    else:
        said = f"{model.url} answered with the error {status}"
    return LanguageModelFailed(said)


def _without_thoughts(pieces: Iterator[str]) -> Iterator[str]:
    """Leave out what a model thinks aloud before it answers."""
    begin, end = THOUGHT
    held = ""
    for piece in pieces:
        held = (held + piece).lstrip()
        if not begin.startswith(held[: len(begin)]):
            break
        _, closed, after = held.partition(end)
        if closed:
            held = after.lstrip()
            break
    if held and not held.startswith(begin):
        yield held
    yield from pieces
