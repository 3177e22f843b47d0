"""The commands that measure: evaluate and compare."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from backissue.search.query.query import Mode
from backissue.ui.commands.command import (
    archive_option,
    json_option,
    json_text,
    print_json,
    print_lines,
    scope_options,
)
from backissue.ui.commands.interrupt import INTERRUPTED

if TYPE_CHECKING:
    # Other commands need not wait for it.
    from backissue.search.evaluation.evaluate import Result

results_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("questions_file", metavar="QUESTIONS", type=results_file)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    help="Only so many of the questions: drawn at random, but the same each time.",
)
@click.option("--search-only", is_flag=True, help="Measure search alone, which is faster.")
@click.option(
    "--mode",
    type=click.Choice(get_args(Mode)),
    default="hybrid",
    show_default=True,
    help="How search searches; answers do not depend on it.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what came of each question to a file, a line each, to look into and to compare.",
)
@scope_options
@archive_option
@json_option
def evaluate(  # noqa: PLR0913 - the options of the command
    questions_file: Path,
    folder: Path,
    limit: int | None,
    mode: str,
    out: Path | None,
    *,
    search_only: bool,
    as_json: bool,
    **scope: Any,
) -> None:
    """Measure how well an archive finds and answers questions whose answers are known.

    QUESTIONS holds one JSON object a line:

    \b
      {"question": "Who won?", "answers": ["Leicester"], "articles": ["sport/leicester"]}

    Everything but the question may be left out; what is not known is not measured. An empty list
    of answers says that the archive does not answer the question. Articles may have grades,
    {"sport/leicester": 2}, or be given by the passages that count, [{"article": "sport/leicester",
    "quote": "Leicester are champions"}] as "passages". A question may have filters of its own, such
    as "asked" or "source": they take the place of the options.
    """  # noqa: D301 - click wants the character itself
    from backissue.search.archive import Archive
    from backissue.search.evaluation.evaluate import Measures, read_questions, unfindable
    from backissue.search.evaluation.evaluate import evaluate as evaluate_archive
    from backissue.search.evaluation.questions import read_filters, sample, scoped
    from backissue.ui.lines.measured import (
        measure_lines,
        measures_record,
        problem_lines,
        problem_records,
    )

    questions, problems = read_questions(questions_file)
    questions = scoped(sample(questions, limit or len(questions)), read_filters("any", scope))
    if out and out.exists() and out.samefile(questions_file):
        raise click.ClickException(f"{out} holds the questions: choose another file for --out.")
    with Archive.open(folder) as archive:
        missing = list(unfindable(archive, questions))
        if not as_json:
            print_lines(problem_lines(problems, "skipped"))
            print_lines(problem_lines(missing, "counts as not found"))
        results = evaluate_archive(archive, questions, mode=mode, ask=not search_only)
        measures = Measures.of(_followed(results, len(questions), out))
    if as_json:
        print_json(
            {
                "questions": len(questions),
                "measures": measures_record(measures),
                "skipped": problem_records(problems),
                "not_in_archive": problem_records(missing),
            }
        )
    else:
        print_lines(measure_lines(measures))


@click.command()
@click.argument("a", type=results_file)
@click.argument("b", type=results_file)
@click.option(
    "--changed",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="How many of the questions that changed most are shown.",
)
@json_option
def compare(a: Path, b: Path, changed: int, *, as_json: bool) -> None:
    """Compare two runs of evaluate, A and B, from the files that --out wrote.

    Each measure of both, how much higher it is in B, and how likely so large a difference is by
    chance: below 0.05 is commonly taken for a difference that is real, though of twenty measures
    one is below it by chance alone.
    """
    from backissue.search.evaluation.compare import compare as compare_runs
    from backissue.search.evaluation.outcome import read_outcomes
    from backissue.ui.lines.measured import comparison_lines, comparison_record

    comparison = compare_runs(read_outcomes(a), read_outcomes(b))
    if as_json:
        print_json(comparison_record(comparison))
    else:
        print_lines(comparison_lines(comparison, str(a), str(b), changed))


def _followed(results: "Iterable[Result]", total: int, out: Path | None) -> "Iterator[Result]":
    """Pass results on, showing how many there are, and write each where it is to be written."""
    from backissue.ui.lines.progress import shown_count

    with _written(out) as write, shown_count(total, "questions") as show:
        done = 0
        try:
            for result in results:
                write(result)
                yield result
                done += 1
                show(done)
        except KeyboardInterrupt:
            click.echo(f"Stopped after {done:,} of {total:,} questions.", err=True)
            sys.exit(INTERRUPTED)


@contextmanager
def _written(path: Path | None) -> "Iterator[Callable[[Result], None]]":
    """Lend a function that writes results, one a line, at once; it drops them without a path."""
    if path is None:
        yield lambda _: None
        return

    def unwritable(error: OSError) -> click.ClickException:
        return click.ClickException(f"{path} cannot be written: {error.strerror}.")

    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise unwritable(error) from error

    def write(result: "Result") -> None:
        try:
            file.write(f"{json_text(result.record())}\n")
            file.flush()
        except OSError as error:
            raise unwritable(error) from error

    with file:
        yield write
