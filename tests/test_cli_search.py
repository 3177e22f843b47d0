"""The commands that search an archive print what they found, or why they cannot."""

import json
from pathlib import Path

import pytest

from backissue.indexer import Article, Embedder, build_archive

from command_line import backissue, complaint, found_ids, lines
from conftest import WordEmbedder, article


def test_search_prints_passages_by_word(folder: Path) -> None:
    found = backissue("search", "ferries", "--mode", "keyword", "--archive", folder)
    assert lines(found) == [
        "1. Headline 3 · Courier · 2020-04-02",
        "   Ferries left the harbour late.",
        "   words #1 · score 0.5000 · article-3",
        "",
    ]


def test_search_finds_nothing_without_failing(folder: Path) -> None:
    found = backissue("search", "volcano", "--mode", "keyword", "--archive", folder)
    assert lines(found) == [
        "No article has “volcano”.",
        "",
        "Nothing was found. Try other words, or wider dates and sources.",
    ]
    found = backissue("search", "volcano", "--mode", "keyword", "--json", "--archive", folder)
    assert json.loads(found.stdout)["hits"] == []


THREE = ["article-1", "article-2", "article-3"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["article-1", "article-2", "article-3", "article-5"]),
        (["--source", "Post"], ["article-1", "article-2", "article-5"]),
        (["--source", "post"], ["article-1", "article-2", "article-5"]),
        (["--source", "Gazette"], []),
        (["--after", "2020-04-01"], ["article-2", "article-3"]),
        (["--before", "2020-04-01"], ["article-1", "article-2"]),
        (["--after", "2020-04-01", "--before", "2020-04-01"], ["article-2"]),
        (["--after", "2020-04-01", "--source", "Courier"], ["article-3"]),
        (["--as-of", "2020-04-01"], ["article-1", "article-2"]),
        (["--source", "Post", "--source", "Courier", "--before", "2020-04-02"], THREE),
        (["--section", "World"], []),
        (["--asked", "2020-04-03"], ["article-1", "article-2", "article-3", "article-5"]),
    ],
    ids=" ".join,
)
def test_filters_narrow_a_search(options: list[str], expected: list[str], folder: Path) -> None:
    assert found_ids("harbour", *options, "--archive", folder) == expected


def test_search_says_what_was_understood_where_it_is_more_than_words(folder: Path) -> None:
    query = '"left the harbour" -ice before:2021'
    shown = lines(backissue("search", query, "--mode", "keyword", "--archive", folder))
    assert shown[:3] == [
        "Searched for “left the harbour” · not “ice” · before 2021 (to 2021-12-31).",
        "",
        "1. Headline 3 · Courier · 2020-04-02",
    ]
    record = json.loads(
        backissue("search", "title:headline after:2021", "--json", "--archive", folder).stdout
    )
    assert (record["query"]["after"], record["undated"]) == ("2021-01-01", 1)
    assert [hit["article"]["id"] for hit in record["hits"]] == ["article-4"]


def test_a_misspelt_word_is_put_right(folder: Path) -> None:
    shown = lines(backissue("search", "harbuor", "--mode", "keyword", "--archive", folder))
    assert shown[0] == "Did you mean: harbour"


def test_facets_count_what_matches(folder: Path) -> None:
    assert lines(backissue("facets", "harbour", "--archive", folder)) == [
        "4 articles.",
        "",
        "Sources",
        "        3  Post",
        "        1  Courier",
        "",
        "Sections",
        "        4  (none given)",
        "",
        "Authors",
        "        4  (none given)",
        "",
        "Years",
        "        3  2020",
        "        1  (none given)",
    ]
    result = backissue("facets", "harbour", "--source", "post", "--json", "--archive", folder)
    record = json.loads(result.stdout)
    assert (record["articles"], record["sources"]) == (3, [{"name": "Post", "articles": 3}])


def test_a_timeline_counts_over_time(folder: Path) -> None:
    assert lines(backissue("timeline", "harbour", "--by", "year", "--archive", folder)) == [
        f"2020-01-01        3  {'█' * 50}",
        "1 article without a date left out.",
    ]
    record = json.loads(backissue("timeline", "harbour", "--json", "--archive", folder).stdout)
    assert [each["articles"] for each in record["periods"]] == [1, 0, 0, 2]


def test_lines_fit_a_terminal_that_is_narrow(tmp_path: Path, embedder: WordEmbedder) -> None:
    text = " ".join(["The ferries left the harbour late, and nobody knew why."] * 12)
    build_archive([article(1, text)], tmp_path / "archive", embedder=embedder)
    archive = "--archive", tmp_path / "archive"
    for command in (["search", "ferries", "--mode", "keyword"], ["show", "article-1"]):
        wide, narrow = (
            lines(backissue(*command, *archive, COLUMNS=str(columns))) for columns in (200, 40)
        )
        assert 80 < max(map(len, wide)) <= 91
        assert max(map(len, narrow)) <= 40
        assert " ".join(wide).split() == " ".join(narrow).split()


def test_similar_finds_articles_like_one(folder: Path) -> None:
    shown = lines(backissue("similar", "article-1", "--limit", "2", "--archive", folder))
    assert [line[:2] for line in shown if line[:1].isdigit()] == ["1.", "2."]
    record = json.loads(backissue("similar", "article-1", "--json", "--archive", folder).stdout)
    assert "article-1" not in [hit["article"]["id"] for hit in record]
    message = complaint(backissue("similar", "article-17", "--archive", folder))
    assert message.startswith("The archive has no article with the id 'article-17'.")


def test_a_limit_limits(folder: Path) -> None:
    assert len(found_ids("harbour", "--limit", "2", "--archive", folder)) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([""], "There is nothing to look for. Type a few words or a question."),
        (["ice", "--limit", "0"], "limit is 0; ask for at least one."),
        (["ice", "--limit", "-3"], "limit is -3; ask for at least one."),
        (
            ["ice", "--after", "last week"],
            "after is 'last week', which is not a day. Write it as YYYY-MM-DD.",
        ),
        (
            ["ice", "--before", "2020-02-30"],
            "before is '2020-02-30', which is not a day. Write it as YYYY-MM-DD.",
        ),
        (
            ["ice", "--asked", "now"],
            "asked is 'now', which is not a day. Write it as YYYY-MM-DD.",
        ),
        (
            ["ice", "--after", "2021-01-01", "--before", "2020-01-01"],
            "No day is both after 2021-01-01 and before 2020-01-01. Swap the two.",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_search_that_makes_no_sense_is_explained(
    arguments: list[str], message: str, folder: Path
) -> None:
    result = backissue("search", *arguments, "--mode", "keyword", "--archive", folder)
    assert complaint(result) == message


@pytest.mark.parametrize(
    "query",
    [
        '"harbour',
        "harbour AND (",
        "harbour^2 foo:harbour",
        "harbour~2 \\",
        "\0harbour",
        "<b>harbour</b>",
    ],
    ids=ascii,
)
def test_no_sign_in_a_query_is_an_error(query: str, folder: Path) -> None:
    assert "article-1" in found_ids(query, "--archive", folder)


def test_a_limit_beyond_all_passages_finds_them_all(folder: Path) -> None:
    assert len(found_ids("harbour", "--limit", str(10**30), "--archive", folder)) == 4


@pytest.mark.parametrize("command", ["show", "search"])
def test_words_that_are_not_utf_8_end_in_no_traceback(command: str, folder: Path) -> None:
    mode = ["--mode", "keyword"] if command == "search" else []
    result = backissue(command, "caf\udce9", *mode, "--archive", folder)
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_show_prints_an_article_as_text_or_as_json(folder: Path) -> None:
    assert lines(backissue("show", "article-5", "--archive", folder)) == [
        "Headline 5",
        "Post · undated",
        "",
        "Nobody knows when the harbour was dug.",
    ]
    shown = json.loads(backissue("show", "article-5", "--json", "--archive", folder).stdout)
    assert shown.pop("content_hash")
    assert shown == {
        "id": "article-5",
        "title": "Headline 5",
        "published": None,
        "modified": None,
        "source": "Post",
        "url": None,
        "section": None,
        "place": None,
        "authors": [],
        "text": "Nobody knows when the harbour was dug.",
    }


def test_show_says_which_article_is_not_there(folder: Path) -> None:
    message = complaint(backissue("show", "article-17", "--archive", folder))
    assert message.startswith("The archive has no article with the id 'article-17'.")


@pytest.mark.parametrize(
    "form",
    [
        "text",
        pytest.param("json"),
    ],
)
def test_show_sends_no_control_character_to_the_terminal(
    form: str, tmp_path: Path, embedder: Embedder
) -> None:
    hostile = Article(id="post-17", title="Ice \x9b2J", text="The \x1b[2Jharbour \u202efroze.")
    build_archive(hostile, tmp_path / "archive", embedder=embedder)
    option = ["--json"] if form == "json" else []
    result = backissue("show", "post-17", *option, "--archive", tmp_path / "archive")
    assert result.exit_code == 0
    assert {"\x1b", "\x9b", "\u202e"}.isdisjoint(result.stdout)
