"""Commands as a person types them, and what they print."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from backissue.ui.cli import main


def backissue(*arguments: str | Path, **environment: str) -> Result:
    """Run a command with nothing in its environment but what is given."""
    variables = {"BACKISSUE_ARCHIVE": None, "HF_HUB_OFFLINE": "1", **environment}
    return CliRunner(env=variables).invoke(main, [str(argument) for argument in arguments])


def lines(result: Result) -> list[str]:
    """Return what was printed by a command that went well."""
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


def complaint(result: Result) -> str:
    """Return the one line that a command ended with, which is no traceback."""
    assert isinstance(result.exception, SystemExit)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("Error: ").removesuffix("\n")


def found_ids(*arguments: str | Path) -> list[str]:
    """Return the ids of the articles that a search by word finds, in order of the alphabet."""
    result = backissue("search", *arguments, "--mode", "keyword", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return sorted(hit["article"]["id"] for hit in json.loads(result.stdout)["hits"])
