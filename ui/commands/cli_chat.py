"""The command that asks one question after another."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from backissue.indexer.errors import QueryInvalid
from backissue.ui.commands.command import (
    archive_option,
    chosen_model,
    llm_option,
    print_lines,
    scope_options,
)
from backissue.ui.lines.answer_lines import answer_lines


@click.command()
@click.option("--strict", is_flag=True, help="No answer that its citations do not bear out.")
@llm_option
@scope_options
@archive_option
def chat(folder: Path, *, no_llm: bool, **options: Any) -> None:
    """Answer one question after another, each understood by the one before.

    “How old was he?”, “What happened there that year?” and “And in Iraq?” go on from the answer
    before, which says how they were understood. What is searched stays the same until a question
    says otherwise, such as source:post. An empty line ends.
    """
    from backissue.search.archive import Archive
    from backissue.search.dialogue.conversation import Conversation

    model = chosen_model(no_llm=no_llm)
    with Archive.open(folder, ahead=("embedder", "reader")) as archive:
        conversation = Conversation(archive, language_model=model, **options)
        for question in _questions():
            try:
                print_lines([*answer_lines(conversation.ask(question)), ""])
            except QueryInvalid as error:
                click.echo(str(error), err=True)


def _questions() -> Iterator[str]:
    """Yield what is typed, line by line, up to an empty one."""
    while True:
        click.echo("> ", nl=False, err=True)
        line = sys.stdin.readline().strip()
        if not line:
            return
        yield line
