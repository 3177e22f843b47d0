"""Articles cited are read by what keeps and sets literature, whatever stands in them."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from bibtexparser.entrypoint import parse_string
from citeproc import (
    NAMES,
    VARIABLES,
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from backissue.indexer import Article
from backissue.search.answers.bibliography import bibtex, csl_json

from hostile import HOSTILE, ICE, hostile_article

BARE = Article(id="post-18", title="", text="Ice.")


def parsed(text: str) -> dict[str, str]:
    library = parse_string(text)
    assert not library.failed_blocks
    (entry,) = library.entries
    return {field.key: field.value for field in entry.fields}


def test_an_article_is_a_newspaper_article_in_csl() -> None:
    (item,) = json.loads(csl_json([ICE]))
    assert re.fullmatch(r"harbour-post-2020-[0-9a-f]{8}", item.pop("id"))
    assert item == {
        "type": "article-newspaper",
        "title": "Harbour freezes over",
        "author": [{"literal": "Ann Berg"}],
        "container-title": "Harbour Post",
        "issued": {"date-parts": [[2020, 1, 31]]},
        "section": "Local",
        "publisher-place": "SKERRY POINT",
        "URL": "https://post.example/17?a=1&b=2",
    }


def test_a_csl_processor_knows_every_variable_and_sets_the_article() -> None:
    items = json.loads(csl_json([ICE]))
    known = {name.replace("_", "-") for name in (*VARIABLES, *NAMES)}
    named = {name.lower() for name in items[0]} - {"id", "type", "issued"}
    assert named <= {name.lower() for name in known}
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    shown = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    shown.register(Citation([CitationItem(items[0]["id"])]))
    assert str(shown.bibliography()[0]) == (
        "Ann Berg (2020) “Harbour freezes over”, Harbour Post, 31 January. Available at: "
        "https://post.example/17?a=1&b=2."
    )


def test_an_article_is_an_entry_in_bibtex() -> None:
    assert parsed(bibtex([replace(ICE, authors=("Ann Berg", "Reuters and AP"))])) == {
        "title": "Harbour freezes over",
        "author": "{Ann Berg} and {Reuters and AP}",
        "journal": "Harbour Post",
        "year": "2020",
        "month": "1",
        "date": "2020-01-31",
        "address": "SKERRY POINT",
        "url": "https://post.example/17?a=1&b=2",
    }


def test_what_is_not_known_is_left_out() -> None:
    (item,) = json.loads(csl_json([BARE]))
    assert (set(item), item["title"]) == ({"id", "type", "title"}, "post-18")
    assert parsed(bibtex([BARE])) == {"title": "post-18"}


def test_an_article_cited_twice_is_listed_once_and_two_of_a_day_have_their_own_keys() -> None:
    other = replace(ICE, id="post-18")
    items = json.loads(csl_json([ICE, ICE, other]))
    assert len({item["id"] for item in items}) == len(items) == 2
    assert bibtex([ICE, other]).count("@article{harbour-post-2020-") == 2
    assert bibtex([]) == ""
    assert json.loads(csl_json([])) == []


@pytest.mark.parametrize(
    "payload", [*HOSTILE, "} @article{x, title={y}", "\\input{x}", "100% {", "a # b"]
)
def test_no_article_breaks_out_of_its_entry(payload: str) -> None:
    fields = parsed(bibtex([replace(hostile_article(payload), published=date(2020, 1, 31))]))
    assert fields["date"] == "2020-01-31"
    assert not re.search(r"\\(?:input|write|include)\b", " ".join(fields.values()))
    assert len(json.loads(csl_json([hostile_article(payload)]))) == 1


def test_what_latex_would_obey_is_escaped_and_accents_are_kept() -> None:
    fields = parsed(bibtex([replace(ICE, title="50% of $3 & #1_a ~ 港", url=None)]))
    assert fields["title"] == r"50\% of \$3 \& \#1\_a {\textasciitilde} 港"
