"""Where a language model is: what is accepted, and what is never shown."""

import base64
import pickle
from dataclasses import replace

import pytest

from backissue.indexer.errors import LanguageModelInvalid
from backissue.search.llm.language_model import LanguageModel

LOCAL = LanguageModel(name="small", url="http://localhost:11434/v1")


def test_the_key_is_not_shown() -> None:
    model = replace(LOCAL, key="sk-secret-123")
    assert "secret" not in repr(model)
    assert "secret" not in str(model)
    assert model.authorization == "Bearer sk-secret-123"


def test_without_a_key_none_is_sent() -> None:
    assert LOCAL.authorization is None


def test_a_password_in_the_url_is_kept_where_the_key_is_kept() -> None:
    model = LanguageModel(name="small", url="https://ann:p%40ss@models.example:8443/v1/")
    assert model.url == "https://models.example:8443/v1"
    assert "ss@" not in repr(model)
    assert model.authorization == "Basic " + base64.b64encode(b"ann:p@ss").decode()


def test_it_can_be_sent_to_another_process() -> None:
    model = LanguageModel(name="llama3.2", url="http://localhost:11434/v1", key="secret")
    sent = pickle.loads(pickle.dumps(model))  # noqa: S301 - our own
    assert sent == model
    assert sent.is_wanted()


def test_a_copy_keeps_the_password() -> None:
    model = LanguageModel(name="small", url="https://ann:pass@models.example/v1")
    assert replace(model, total_seconds=5.0).authorization == model.authorization


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:11434/v1",
        "ftp://models.example/v1",
        "http://",
        "http://models.example:port/v1",
        "https://models.example/v1?api-key=secret",
        "https://models.example/v1#secret",
    ],
)
def test_what_is_no_url_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(LanguageModelInvalid, match="is not one") as raised:
        LanguageModel(name="small", url=url)
    assert "secret" not in str(raised.value)


def test_a_key_with_line_ends_or_accents_is_refused_and_not_shown() -> None:
    for key in ("sk-secret\r\nX-Other: 1", "sk-sécret"):
        with pytest.raises(LanguageModelInvalid, match="Copy it again") as raised:
            replace(LOCAL, key=key)
        assert "cret" not in str(raised.value)


def test_a_key_and_a_password_are_one_too_many() -> None:
    with pytest.raises(LanguageModelInvalid, match="Leave one of them out") as raised:
        LanguageModel(name="small", url="https://ann:secret@models.example/v1", key="sk-secret")
    assert "secret" not in str(raised.value)


def test_a_name_and_times_are_needed() -> None:
    with pytest.raises(LanguageModelInvalid, match="has no name"):
        replace(LOCAL, name=" ")
    for seconds in (0.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(LanguageModelInvalid, match="above 0"):
            replace(LOCAL, total_seconds=seconds)


@pytest.mark.parametrize("field", ["name", "url", "key"])
def test_what_is_not_set_in_the_environment_is_said_by_name(field: str) -> None:
    """os.environ.get returns None for it."""
    fields = {"name": "small", "url": "http://localhost:11434/v1", "key": ""}
    with pytest.raises(LanguageModelInvalid, match=f"{field} is not text. Give a str."):
        LanguageModel(**fields | {field: None})  # type: ignore[arg-type]


@pytest.mark.parametrize("seconds", ["5", None, float("nan"), 0])
def test_times_are_numbers_of_seconds(seconds: float) -> None:
    with pytest.raises(LanguageModelInvalid, match="give a number of seconds above 0"):
        replace(LOCAL, total_seconds=seconds)


def test_the_environment_says_where_it_is() -> None:
    model = LanguageModel.from_environment(
        {
            "BACKISSUE_LLM_MODEL": "llama3.2",
            "BACKISSUE_LLM_URL": "http://localhost:11434/v1",
            "BACKISSUE_LLM_KEY": " sk-1\n",
            "BACKISSUE_LLM_SECONDS": "30",
        }
    )
    assert model == LanguageModel(
        name="llama3.2", url="http://localhost:11434/v1", key="sk-1", total_seconds=30.0
    )


def test_without_settings_there_is_none_whatever_else_is_set() -> None:
    others = {"OPENAI_API_KEY": "sk-1", "OPENAI_BASE_URL": "https://models.example/v1"}
    assert LanguageModel.from_environment(others) is None
    assert LanguageModel.from_environment({"BACKISSUE_LLM_KEY": "sk-1"}) is None


@pytest.mark.parametrize(
    ("environment", "lacking"),
    [
        ({"BACKISSUE_LLM_MODEL": "small", "OPENAI_BASE_URL": "x"}, "BACKISSUE_LLM_URL"),
        ({"BACKISSUE_LLM_URL": "http://localhost/v1"}, "BACKISSUE_LLM_MODEL"),
    ],
)
def test_half_of_the_settings_is_an_error(environment: dict[str, str], lacking: str) -> None:
    with pytest.raises(LanguageModelInvalid, match=f"but not {lacking}"):
        LanguageModel.from_environment(environment)


def test_seconds_in_the_environment_are_a_number() -> None:
    settings = {"BACKISSUE_LLM_MODEL": "small", "BACKISSUE_LLM_URL": "http://localhost/v1"}
    with pytest.raises(LanguageModelInvalid, match="'soon', which is no number"):
        LanguageModel.from_environment({**settings, "BACKISSUE_LLM_SECONDS": "soon"})
