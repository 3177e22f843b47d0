"""The commands that search an archive."""

import json
from pathlib import Path
from typing import Any, get_args

import click

from backissue.search.answers.export import FORMATS, to_csl_json
from backissue.search.answers.record import (
    answer_record,
    article_record,
    facets_record,
    head_record,
    hit_record,
    hits_record,
    timeline_record,
)
from backissue.search.query.query import Mode
from backissue.search.retrieval.explore import Step
from backissue.ui.commands.command import (
    archive_option,
    chosen_model,
    json_option,
    llm_option,
    print_json,
    print_lines,
    scope_options,
)
from backissue.ui.lines.answer_lines import answer_lines
from backissue.ui.lines.terminal import (
    article_lines,
    copies_lines,
    facets_lines,
    found_lines,
    hit_lines,
    printable,
    timeline_lines,
)


@click.command()
@click.argument("query")
@click.option("--limit", default=10, show_default=True, help="How many passages.")
@click.option("--mode", type=click.Choice(get_args(Mode)), default="hybrid", show_default=True)
@click.option(
    "--fold-copies/--all-copies",
    default=True,
    help="Of articles that copy one another show one, the default, or all.",
)
@scope_options
@archive_option
@json_option
def search(query: str, folder: Path, *, as_json: bool, **options: Any) -> None:
    """Find passages, by the words of QUERY and by its meaning.

    \b
    "a phrase"             as it is written; within a question it merely ranks
    -word -"a phrase"      in no article that is found
    troop* colour~         a beginning; a word but for a letter
    AND OR NOT ( )         words side by side belong together
    title:(tram OR bus) source:post author:"Jane Smith" section:world place:paris
    after:2020 before:"3 July 2020" on:2020-07 as_of:yesterday

    Put -- before a query that begins with a minus.
    """  # noqa: D301 - click wants the character itself
    from backissue.search.archive import Archive
    from backissue.search.reading.ahead import Ahead

    ahead: tuple[Ahead, ...] = () if options["mode"] == "keyword" else ("embedder",)
    with Archive.open(folder, ahead=ahead) as archive:
        hits = archive.search(query, **options)
    if as_json:
        print_json(hits_record(hits))
    else:
        print_lines(found_lines(hits))


@click.command()
@click.argument("question")
@click.option("--strict", is_flag=True, help="No answer that its citations do not bear out.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *FORMATS]),
    default="text",
    show_default=True,
    help="How to print it; bibtex and csl name the articles cited.",
)
@llm_option
@scope_options
@archive_option
@json_option
def ask(
    question: str, folder: Path, *, form: str, no_llm: bool, as_json: bool, **options: Any
) -> None:
    """Answer QUESTION with quoted passages, or say why the archive does not answer it.

    Where BACKISSUE_LLM_MODEL and BACKISSUE_LLM_URL name a language model at an OpenAI-compatible
    address, such as llama3.2 at http://localhost:11434/v1, the question and the passages are sent
    there, with BACKISSUE_LLM_KEY if it asks for a key. What it writes is checked; where it fails,
    or takes longer than BACKISSUE_LLM_SECONDS, the answer is in the words of the articles.
    """
    from backissue.search.archive import Archive

    model = chosen_model(no_llm=no_llm)
    with Archive.open(folder, ahead=("embedder", "reader")) as archive:
        answer = archive.ask(question, language_model=model, **options)
    if as_json or form == "json":
        print_json(answer_record(answer))
    elif form == "csl":
        print_json(json.loads(to_csl_json(answer)))
    elif form == "text":
        print_lines(answer_lines(answer))
    else:
        print_lines([printable(FORMATS[form](answer)).rstrip("\n")])


@click.command()
@click.argument("article_id", metavar="ARTICLE")
@archive_option
@json_option
def show(article_id: str, folder: Path, *, as_json: bool) -> None:
    """Print a whole article, by the id that search and ask print."""
    from backissue.search.archive import Archive

    with Archive.open(folder) as archive:
        article = archive.article(article_id)
    if as_json:
        print_json(article_record(article))
    else:
        print_lines(article_lines(article))


@click.command()
@click.argument("query")
@scope_options
@archive_option
@json_option
def facets(query: str, folder: Path, *, as_json: bool, **options: Any) -> None:
    """Count the articles that match QUERY per source, section, author and year.

    An article matches that has every word in its headline or text, in whatever form, and meets
    what search filters by.
    """
    from backissue.search.archive import Archive

    with Archive.open(folder) as archive:
        counted = archive.facets(query, **options)
    if as_json:
        print_json(facets_record(counted))
    else:
        print_lines(facets_lines(counted))


@click.command()
@click.argument("query")
@click.option("--by", type=click.Choice(get_args(Step)), default="month", show_default=True)
@scope_options
@archive_option
@json_option
def timeline(query: str, folder: Path, *, as_json: bool, **options: Any) -> None:
    """Count the articles that match QUERY over time; facets says which those are."""
    from backissue.search.archive import Archive

    with Archive.open(folder) as archive:
        counted = archive.timeline(query, **options)
    if as_json:
        print_json(timeline_record(counted))
    else:
        print_lines(timeline_lines(counted))


@click.command()
@click.argument("article_id", metavar="ARTICLE")
@archive_option
@json_option
def copies(article_id: str, folder: Path, *, as_json: bool) -> None:
    """List the articles that tell the same story as ARTICLE, itself too, earliest first."""
    from backissue.search.archive import Archive

    with Archive.open(folder) as archive:
        articles = archive.copies(article_id)
    if as_json:
        print_json([head_record(article) for article in articles])
    else:
        print_lines(copies_lines(articles))


@click.command()
@click.argument("article_id", metavar="ARTICLE")
@click.option("--limit", default=10, show_default=True, help="How many articles.")
@archive_option
@json_option
def similar(article_id: str, folder: Path, *, limit: int, as_json: bool) -> None:
    """Find the articles most like one, by the id that search and ask print."""
    from backissue.search.archive import Archive

    with Archive.open(folder) as archive:
        hits = archive.similar(article_id, limit=limit)
    if as_json:
        print_json([hit_record(hit) for hit in hits])
    else:
        print_lines(hit_lines(hits))


COMMANDS = (search, ask, show, facets, timeline, similar, copies)
