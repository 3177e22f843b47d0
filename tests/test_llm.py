"""The client of a language model, against a server of the protocol on this machine."""

import gc
import logging
import threading
import time
import traceback
from collections.abc import Sequence
from itertools import repeat
from typing import Any

import pytest

from backissue.indexer.errors import LanguageModelFailed
from backissue.search.llm.language_model import LanguageModel
from backissue.search.llm.llm import LONGEST_ANSWER, Message, write

from model_server import ModelServer, Reply, model_server, refusing_url

MESSAGES: Sequence[Message] = [{"role": "user", "content": "Did the harbour freeze?"}]
KEY = "sk-very-secret-key"


def _model(server: ModelServer, **changes: Any) -> LanguageModel:
    return LanguageModel(name="small", url=server.url, key=KEY, **changes)


def _fails(model: LanguageModel, said: str) -> None:
    with pytest.raises(LanguageModelFailed) as raised:
        list(write(model, MESSAGES))
    assert said in str(raised.value)
    assert KEY not in "".join(traceback.format_exception(raised.value))
    assert raised.value.__context__ is None


def test_what_the_model_says_comes_in_pieces() -> None:
    with model_server(Reply(pieces=["It ", "froze ", "over."])) as server:
        assert list(write(_model(server), MESSAGES)) == ["It ", "froze ", "over."]
    (asked,) = server.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.body["model"] == "small"
    assert asked.body["messages"] == MESSAGES
    assert asked.body["stream"] is True


def test_a_piece_is_passed_on_as_soon_as_it_comes() -> None:
    with model_server(Reply(pieces=["It ", "froze."], each_after=30)) as server:
        pieces = write(_model(server), MESSAGES)
        assert next(pieces) == "It "
        pieces.close()  # type: ignore[attr-defined]


def test_nothing_is_sent_that_was_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "OPENAI_API_KEY": "sk-other",
        "OPENAI_ADMIN_KEY": "sk-admin",
        "OPENAI_BASE_URL": "http://192.0.2.1/v1",
        "OPENAI_ORG_ID": "org-1",
        "OPENAI_PROJECT_ID": "project-1",
        "OPENAI_CUSTOM_HEADERS": "X-Custom: 1\nAuthorization: Bearer sk-custom",
        "HTTP_PROXY": "http://192.0.2.2:3128",
        "ALL_PROXY": "http://192.0.2.2:3128",
        "NO_PROXY": "",
    }.items():
        monkeypatch.setenv(name, value)
    with model_server(Reply(pieces=["Yes."])) as server:
        list(write(_model(server), MESSAGES))
        list(write(LanguageModel(name="small", url=server.url), MESSAGES))
    with_key, without = (
        {name.lower(): value for name, value in each.headers.items()} for each in server.asked
    )
    assert with_key.pop("authorization") == f"Bearer {KEY}"
    assert with_key.keys() == without.keys()
    assert with_key.keys() <= {"host", "accept", "content-type", "content-length", "user-agent"}
    assert with_key["user-agent"] == "backissue"


def test_a_model_that_allows_no_temperature_is_asked_without() -> None:
    with model_server(Reply(status=400), Reply(pieces=["Yes."])) as server:
        assert list(write(_model(server), MESSAGES)) == ["Yes."]
    assert [each.body.get("temperature") for each in server.asked] == [0, None]


def test_thoughts_are_left_out() -> None:
    pieces = ["<thi", "nk>Was it?", " [1]</th", "ink>\n\nIt ", "froze."]
    with model_server(Reply(pieces=pieces)) as server:
        assert list(write(_model(server), MESSAGES)) == ["It ", "froze."]


def test_thoughts_may_be_long() -> None:
    thoughts = "<think>" + "Was it? " * LONGEST_ANSWER + "</think>"
    with model_server(Reply(pieces=[thoughts, "It froze."])) as server:
        assert list(write(_model(server), MESSAGES)) == ["It froze."]


def test_thinking_is_a_sign_of_life() -> None:
    thoughts = [{"reasoning_content": "Was it?"}] * 3
    with model_server(Reply(deltas=thoughts, pieces=["It froze."])) as server:
        assert list(write(_model(server), MESSAGES)) == ["It froze."]


def test_a_silent_model_fails_in_time() -> None:
    with model_server(Reply(pieces=["Yes."], first_after=30)) as server:
        started = time.monotonic()
        _fails(_model(server, silence_seconds=0.3), "small said nothing for 0.3 seconds")
        assert time.monotonic() - started < 5


def test_a_model_that_stalls_midway_fails_in_time() -> None:
    with model_server(Reply(pieces=["It ", "froze."], each_after=30)) as server:
        _fails(_model(server, silence_seconds=0.5), "small said nothing for 0.5 seconds")
        assert server.left.wait(5)


def test_a_model_that_drips_on_and_on_fails_in_time() -> None:
    with model_server(Reply(pieces=["drip "] * 1000, each_after=0.05)) as server:
        _fails(_model(server, total_seconds=0.6), "small was not done after 0.6 seconds")
        assert server.left.wait(5)  # it was told to stop


def test_a_model_that_thinks_on_and_on_fails_in_time() -> None:
    with model_server(Reply(deltas=repeat({"reasoning_content": "Was it?"}))) as server:
        _fails(_model(server, total_seconds=0.5), "small was not done after 0.5 seconds")
        assert server.left.wait(5)


def test_whoever_stops_listening_stops_the_model() -> None:
    with model_server(Reply(pieces=["drip "] * 1000, each_after=0.05)) as server:
        pieces = write(_model(server), MESSAGES)
        next(pieces)
        pieces.close()  # type: ignore[attr-defined]
        assert server.left.wait(5)
    listening = [each for each in threading.enumerate() if each.name == "backissue-llm"]
    for each in listening:
        each.join(5)
        assert not each.is_alive()


@pytest.mark.parametrize(
    "reply",
    [Reply(taken_after=60), Reply(first_after=60), Reply(pieces=["It "] * 2, each_after=60)],
    ids=["before it answers", "before the first word", "midway"],
)
def test_a_silent_model_is_hung_up_on_once_it_is_not_wanted(reply: Reply) -> None:
    with model_server(reply) as server:
        until = time.monotonic() + 0.5
        _fails(_model(server, is_wanted=lambda: time.monotonic() < until), "small was stopped")
        assert time.monotonic() - until < 5
        assert server.left.wait(5)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "did not accept the key (401)"),
        (403, "did not accept the key (403)"),
        (404, "has no model small, or is not the right URL (404)"),
        (400, "answered with the error 400"),
        (429, "takes no more questions for now (429)"),
        (500, "answered with the error 500"),
    ],
)
def test_an_error_is_told_without_what_the_server_says(status: int, said: str) -> None:
    body = b'{"error": {"message": "Incorrect key sk-very-secret-key"}}'
    with model_server(Reply(status=status, body=body)) as server:
        _fails(_model(server), said)


def test_a_server_that_fails_once_is_asked_again() -> None:
    with model_server(Reply(status=500), Reply(pieces=["Yes."])) as server:
        assert list(write(_model(server), MESSAGES)) == ["Yes."]


def test_a_redirect_is_not_followed() -> None:
    with model_server(Reply(pieces=["Yes."])) as other:
        location = f"{other.url}/chat/completions"
        with model_server(Reply(status=307, location=location)) as server:
            _fails(_model(server), "answered with the error 307")
        assert other.asked == []


@pytest.mark.parametrize(
    "body",
    [
        b"<html>It works!</html>",
        b"data: {not json}\n\n",
        b"data: [1, 2]\n\n",
        b'data: {"choices": 7}\n\n',
        b'data: {"choices": [{"delta": {"content": 7}}]}\n\n',
        b"data: \xff\xfe\n\n",
        b'data: {"error": {"message": "sk-very-secret-key"}}\n\n',
        b"data: [DONE]\n\n",
        b"\x00" * 1000,
    ],
)
def test_garbage_is_no_answer(body: bytes) -> None:
    with model_server(Reply(body=body)) as server:
        _fails(_model(server), "small ")


def test_an_answer_that_breaks_off_is_none() -> None:
    with model_server(Reply(pieces=["It froze"], finish=None)) as server:
        _fails(_model(server), "small broke off")
    with model_server(Reply(pieces=["It froze"], finish="length")) as server:
        _fails(_model(server), "small broke off before its answer was whole")


def test_an_empty_answer_is_none() -> None:
    for pieces in ([], [" \n"], ["<think>Was it?</think>"], ["<think>Was it"]):
        with model_server(Reply(pieces=pieces)) as server:
            _fails(_model(server), "small sent no answer")


def test_an_endless_answer_is_none() -> None:
    with model_server(Reply(pieces=["x" * (LONGEST_ANSWER + 1)])) as server:
        _fails(_model(server), "went on for too long")


def test_an_address_where_nothing_listens_is_told() -> None:
    url = refusing_url()
    _fails(LanguageModel(name="small", url=url, key=KEY), f"small cannot be reached at {url}")


def test_a_password_in_the_url_is_not_told() -> None:
    url = refusing_url().replace("http://", "http://xenia:secret@")
    with pytest.raises(LanguageModelFailed) as raised:
        list(write(LanguageModel(name="small", url=url), MESSAGES))
    assert "secret" not in str(raised.value)
    assert "xenia" not in str(raised.value)


def test_no_log_has_the_key(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        with model_server(Reply(status=500), Reply(pieces=["Yes."])) as server:
            list(write(_model(server), MESSAGES))
        with model_server(Reply(status=401)) as server:
            _fails(_model(server), "401")
    assert caplog.records
    assert KEY not in caplog.text
    assert all(KEY not in repr(vars(record)) for record in caplog.records)


def test_nothing_is_left_open() -> None:
    with model_server(Reply(pieces=["Yes."])) as server:
        list(write(_model(server), MESSAGES))
    gc.collect()  # a socket left open would warn, which is an error
