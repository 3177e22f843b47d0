"""The command line."""

import logging
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

import click

from backissue.indexer.errors import BackissueError
from backissue.indexer.models.embed import DEFAULT_MODEL, Precision
from backissue.ui.commands.cli_chat import chat
from backissue.ui.commands.cli_evaluate import compare, evaluate
from backissue.ui.commands.cli_search import COMMANDS
from backissue.ui.commands.command import archive_option, json_option, print_json, print_lines
from backissue.ui.commands.interrupt import INTERRUPTED, interruptible
from backissue.ui.lines.terminal import (
    counted,
    info_lines,
    printable,
    report_lines,
    verdict_lines,
)


class Source(click.Path):
    """A path to index, which may turn out not to be readable, and stops no others then."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """Refuse what is empty, as an unset variable is: it would stand for this folder."""
        if value == "":
            self.fail("It is empty. Name a file or a folder; this one is called “.”.", param, ctx)
        return super().convert(value, param, ctx)


class OneLineErrors(click.Group):
    """Ends with one line on standard error and exit code 1 where Backissue raises an error.

    With exit code 130, and no line of its own, where it is interrupted.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except BackissueError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="backissue")
@click.option(
    "--archive",
    hidden=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the archive, for any command.",
)
def main(archive: Path | None) -> None:  # noqa: ARG001 - read by archive_option
    """Ask a news archive.

    \b
    Index articles once, then search them by word and by meaning, or ask a question and get the
    sentences that answer it, quoted word for word. Nothing leaves this machine.

    \b
      backissue index corpus/articles
      backissue search "troop withdrawal" --after 2020-01-01
      backissue ask "How many troops did Christopher Miller want to keep in Afghanistan?"
      backissue ui

    Days are written YYYY-MM-DD. In a range, a month (YYYY-MM) or a year is meant whole.
    """  # noqa: D301 - click wants the character itself
    logging.basicConfig(format="%(message)s", level=logging.WARNING)


@main.command()
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=Source(readable=False, path_type=Path),
    metavar="PATH…",
)
@click.option(
    "--model",
    metavar="NAME",
    help="A sentence-transformers model, by name or folder, for a new archive. A name that is not "
    "on this machine is downloaded.  [default: all-MiniLM-L6-v2, which is installed]",
)
@click.option(
    "--precision",
    type=click.Choice(get_args(Precision)),
    help="What the model calculates in, for a new archive; either finds nearly the same.  "
    "[default: the one that is faster on this machine]",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="How many passages are embedded at once.  [default: as many as there are cores]",
)
@archive_option
@json_option
def index(  # noqa: PLR0913 - one parameter for each option
    paths: tuple[Path, ...],
    folder: Path,
    model: str | None,
    precision: str | None,
    workers: int | None,
    *,
    as_json: bool,
) -> None:
    """Add articles to an archive, which is made if need be.

    PATH is a .txt, .md, .jsonl or .jsonl.gz file, or a folder of them. What is in the archive
    already, word for word, costs nothing; a changed article takes the place of its former self.
    Work is committed as it goes: after an interruption, run the same command again to go on.
    """
    from backissue.indexer.build import build_archive
    from backissue.indexer.models.load import load_embedder
    from backissue.ui.lines.progress import shown_progress

    embedder = None
    try:
        with interruptible(), shown_progress() as progress:
            if model or precision:
                name = model or DEFAULT_MODEL
                embedder = load_embedder(name, precision=precision, workers=workers)
            report = build_archive(
                paths, folder, embedder=embedder, workers=workers, progress=progress
            )
    except KeyboardInterrupt:
        click.echo(
            "Stopped. What was indexed is kept; run the same command again to go on.", err=True
        )
        sys.exit(INTERRUPTED)
    if as_json:
        print_json(asdict(report))
    else:
        print_lines(report_lines(report, str(folder)))
    if not report.read:
        click.echo("Nothing could be read.", err=True)
        sys.exit(1)


@main.command()
@archive_option
@json_option
def info(folder: Path, *, as_json: bool) -> None:
    """Print what an archive holds and what it was made with."""
    from backissue.search.archive import Archive

    with Archive.open(folder) as archive:
        described = archive.info()
    if as_json:
        print_json(asdict(described))
    else:
        print_lines(info_lines(described))


@main.command()
@click.argument("article_ids", nargs=-1, required=True, metavar="ARTICLE…")
@archive_option
@json_option
def remove(article_ids: tuple[str, ...], folder: Path, *, as_json: bool) -> None:
    """Take articles out of an archive for good, with all their former texts.

    Answers that the page keeps, and for which any of them was read, go with them.
    """
    from backissue.search.archive import Archive
    from backissue.ui.work.kept import FILE, Kept

    with Archive.open(folder) as archive:
        removed = archive.remove(article_ids)
        if (folder / FILE).exists():
            Kept(archive, folder / FILE).forget_articles(removed)
    missing = sorted(set(article_ids) - set(removed))
    if as_json:
        print_json({"removed": removed, "missing": missing})
    else:
        print_lines(f"{printable(article_id)}: not in the archive" for article_id in missing)
        print_lines([f"{counted(len(removed), 'article')} removed."])
    if missing:
        sys.exit(1)


@main.command()
@click.option("--repair", is_flag=True, help="Make the indexes again if they are damaged.")
@archive_option
@json_option
def verify(folder: Path, *, repair: bool, as_json: bool) -> None:
    """Check everything in an archive against everything else.

    Exit code 1 says that something is damaged, and was not repaired.
    """
    from backissue.indexer.verify import verify_archive

    verdict = verify_archive(folder, repair=repair)
    if as_json:
        print_json(asdict(verdict))
    else:
        print_lines(verdict_lines(verdict, repaired=repair))
    if verdict.damage or (verdict.stale and not repair):
        sys.exit(1)


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@archive_option
def snapshot(file: Path, folder: Path) -> None:
    """Write an archive into one portable FILE, while it is in use if need be."""
    from backissue.indexer.snapshot import write_snapshot

    write_snapshot(folder, file)
    print_lines([f"{folder} was written to {file}, {file.stat().st_size / 1e6:,.1f} MB."])


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@archive_option
def restore(file: Path, folder: Path) -> None:
    """Make an archive of a snapshot FILE, in a folder that holds none yet."""
    from backissue.indexer.snapshot import restore_snapshot

    restore_snapshot(file, folder)
    print_lines([f"{file} was restored to {folder}."])


@main.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=7860,
    show_default=True,
    help="Where the page listens.",
)
@archive_option
def ui(folder: Path, port: int) -> None:
    """Serve a page to search and ask in the browser, on this machine only (127.0.0.1).

    The answers given last are kept in the archive's folder, in answers.sqlite, so that a link to
    one shows it again. The page's settings forget them; so does deleting that file.
    """
    from backissue.search.archive import Archive
    from backissue.ui.server.web import ADDRESS, serve

    with Archive.open(folder) as archive:
        click.echo(f"Open http://{ADDRESS}:{port} in a browser. Stop with Ctrl-C.")
        try:
            serve(archive, port)
        except OSError as error:
            raise click.ClickException(
                f"The page cannot listen on port {port}: choose another with --port."
            ) from error


for command in (*COMMANDS, chat, compare, evaluate):
    main.add_command(command)
