"""`backissue ask` with a language model: only where it is set up, and never without saying so."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backissue.indexer import Article, build_archive
from backissue.ui.cli import main

from model_server import ModelServer, Reply, model_server, refusing_url

ICE = Article(
    id="ice",
    title="Harbour freezes over",
    text="The harbour froze over on Friday for the first time since 1987. Ferries stay in port.",
)
WRITTEN = Reply(pieces=["The harbour ", "froze over on Friday [", "1", "]. It cost 40 ships [1]."])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ice") / "archive"
    build_archive([ICE], folder)
    return folder


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server(WRITTEN) as served:
        yield served


def _ask(folder: Path, *options: str, **environment: str) -> Result:
    settings = {f"BACKISSUE_LLM_{name}": value for name, value in environment.items()}
    arguments = ["ask", "When did the harbour freeze over?", "--archive", str(folder), *options]
    return CliRunner(env=settings).invoke(main, arguments)


def test_the_answer_is_written_by_the_model_that_is_set_up(
    folder: Path, server: ModelServer
) -> None:
    done = _ask(folder, MODEL="small", URL=server.url, KEY="sk-secret")
    assert done.exit_code == 0
    assert done.stderr == f"Asking small at {server.url} …\n"
    said = " ".join(done.stdout.split())
    assert "Careful, “It cost 40 ships.” is not supported: It says 40; what it cites" in said
    assert "“The harbour froze over on Friday for the first time since 1987.”" in said
    assert "small wrote this; each sentence was checked against what it cites." in said
    assert "secret" not in done.output
    assert server.asked[0].headers["authorization"] == "Bearer sk-secret"


def test_as_json_it_says_how_far_each_sentence_is_supported(
    folder: Path, server: ModelServer
) -> None:
    record = json.loads(_ask(folder, "--json", MODEL="small", URL=server.url).stdout)
    first, second = record["claims"]
    assert first["text"] == "The harbour froze over on Friday."
    assert first["verdict"]["support"] == "supported"
    assert first["citations"][0]["quote"].startswith("The harbour froze over on Friday")
    assert second["verdict"]["support"] == "not supported"
    assert record["notes"] == ["small wrote this; each sentence was checked against what it cites."]
    assert record["receipt"]["models"][-1] == "small"


def test_no_llm_asks_nobody(folder: Path, server: ModelServer) -> None:
    done = _ask(folder, "--no-llm", MODEL="small", URL=server.url)
    assert (done.exit_code, done.stderr) == (0, "")
    assert server.asked == []


def test_without_settings_nobody_is_asked(
    folder: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    done = _ask(folder)
    assert (done.exit_code, done.stderr) == (0, "")
    assert server.asked == []


def test_a_model_that_is_gone_is_said_beside_the_answer(folder: Path) -> None:
    url = refusing_url()
    done = _ask(folder, MODEL="small", URL=url, KEY="sk-secret")
    assert done.exit_code == 0
    said = " ".join(done.stdout.split())
    assert f"small cannot be reached at {url}. The answer is in the words of the articles" in said
    assert "secret" not in done.output


def test_half_of_the_settings_ends_in_one_line(folder: Path) -> None:
    done = _ask(folder, MODEL="small")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: BACKISSUE_LLM_MODEL is set, but not BACKISSUE_LLM_URL.")


def test_without_the_library_it_says_how_to_install_it() -> None:
    program = (
        "import sys; sys.modules['openai'] = None\n"
        "from backissue.search.llm.language_model import LanguageModel\n"
        "LanguageModel(name='small', url='http://localhost/v1')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "LibraryMissing" in done.stderr
    assert "pip install 'backissue[llm]'" in done.stderr


def test_chat_goes_on_from_the_question_before(folder: Path) -> None:
    arguments = ["chat", "--archive", str(folder), "--no-llm"]
    typed = (
        "When did the harbour freeze over?\nWho stayed there?\nafter:2020 before:2019\n\nnever\n"
    )
    done = CliRunner().invoke(main, arguments, input=typed)
    assert done.exit_code == 0
    said = " ".join(done.stdout.split())
    assert "The harbour froze over on Friday" in said
    assert "“there” is left open: nothing before it says what is meant." in said
    assert "never" not in done.output


def test_chat_asks_the_model_that_is_set_up(folder: Path, server: ModelServer) -> None:
    settings = {"BACKISSUE_LLM_MODEL": "small", "BACKISSUE_LLM_URL": server.url}
    arguments = ["chat", "--archive", str(folder)]
    done = CliRunner(env=settings).invoke(main, arguments, input="When did the harbour freeze?")
    assert done.exit_code == 0
    assert done.stderr == f"Asking small at {server.url} …\n> > "
    assert "small wrote this" in done.stdout
