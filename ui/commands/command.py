"""What commands have in common: options, and how they print."""

import json
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backissue.ui.lines.terminal import printable

if TYPE_CHECKING:
    from backissue.search.llm.language_model import LanguageModel

# What could fool a terminal and JSON leaves as it is: 8-bit controls and turns of direction.
UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _chosen(ctx: click.Context, option: click.Parameter, folder: Path) -> Path:
    """Return the archive that was named: by the command, before it, or in the environment."""
    named: Path | None = ctx.find_root().params.get("archive")
    source = ctx.get_parameter_source(str(option.name))
    if named is None or source is click.core.ParameterSource.COMMANDLINE:
        return folder
    return named


archive_option = click.option(
    "--archive",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    callback=_chosen,
    default=Path("archive"),
    show_default=True,
    envvar="BACKISSUE_ARCHIVE",
    show_envvar=True,
    help="The folder of the archive.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")


llm_option = click.option(
    "--no-llm", is_flag=True, help="Ask no language model, whatever is set up."
)


def chosen_model(*, no_llm: bool) -> "LanguageModel | None":
    """Return the language model that the environment names, and say that it is asked.

    Raises LanguageModelInvalid or LibraryMissing.
    """
    from backissue.search.llm.language_model import LanguageModel

    model = None if no_llm else LanguageModel.from_environment(os.environ)
    if model:
        click.echo(f"Asking {printable(model.name)} at {printable(model.url)} …", err=True)
    return model


def scope_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say which articles are searched."""
    for option in (
        click.option("--asked", metavar="DAY", help="The day on which the question is asked."),
        click.option(
            "--as-of", metavar="DAY", help="Nothing that was published or modified after a day."
        ),
        click.option("--before", metavar="DAY", help="Only articles published on or before a day."),
        click.option("--after", metavar="DAY", help="Only articles published on or after a day."),
        click.option(
            "--place", multiple=True, help="Only articles written there; may be repeated."
        ),
        click.option("--author", multiple=True, help="Only articles of an author; likewise."),
        click.option("--section", multiple=True, help="Only articles of a section; likewise."),
        click.option("--source", multiple=True, help="Only articles of an outlet; likewise."),
    ):
        command = option(command)
    return command


def print_lines(lines: Iterable[str]) -> None:
    """Print lines for a reader."""
    for line in lines:
        click.echo(line)


def print_json(record: object) -> None:
    """Print a record for a program."""
    click.echo(json_text(record, indent=2))


def json_text(record: object, indent: int | None = None) -> str:
    """Return a record as JSON that cannot fool a terminal either."""
    text = json.dumps(record, ensure_ascii=False, indent=indent)
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
