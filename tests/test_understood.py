"""What was understood is shown, and a click takes it away."""

from dataclasses import replace

import pytest

from backissue.search.query.query import Query, read_query
from backissue.ui.html.address import Address, read_address
from backissue.ui.html.understood import understood

from hostile import HOSTILE, shown


def _shown(text: str, **filters: str) -> list[tuple[str, str]]:
    """Return chips with the query that is left when they are taken away."""
    html = understood(read_query(text, asked=filters.get("asked")), Address(view="search", q=text))
    found = shown(html)
    labels = [label or "" for label in found.attributes("a", "aria-label")]
    links = [link or "" for link in found.attributes("a", "href")]
    return [
        (label.removeprefix("Remove "), read_address(link).q)
        for label, link in zip(labels, links, strict=False)
    ]


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        ("ferry harbour", []),
        ('"last ferry" harbour', [("“last ferry”", "harbour")]),
        ("harbour -ferry", [("not ferry", "harbour")]),
        ('harbour -"last ferry"', [("not “last ferry”", "harbour")]),
        ("harbour ferr*", [("ferr*", "harbour")]),
        ("harbour source:Post", [("source: Post", "harbour")]),
    ],
)
def test_each_part_is_a_chip(text: str, chips: list[tuple[str, str]]) -> None:
    assert _shown(text) == chips


def test_the_time_a_question_is_about_can_be_made_a_filter() -> None:
    text = "What froze in January 2020?"
    html = understood(read_query(text), Address(q=text))
    assert "About 1 January 2020 – 31 January 2020, from “January 2020”" in shown(html).text
    (link,) = shown(html).attributes("a", "href")
    assert read_address(link or "") == Address(q=text, after="2020-01-01", before="2020-01-31")


@pytest.mark.parametrize(
    ("text", "said", "link"),
    [
        (
            "ice not before 2020",
            "Since 1 January 2020, from “not before 2020”",
            {"after": "2020-01-01"},
        ),
        (
            "ice no later than March 2020",
            "Up to 31 March 2020, from “no later than March 2020”",
            {"before": "2020-03-31"},
        ),
        (
            "ice on 3 March 2020",
            "About 3 March 2020, from “3 March 2020”",
            {"after": "2020-03-03", "before": "2020-03-03"},
        ),
    ],
)
def test_a_time_that_is_open_on_one_side_is_said_so(
    text: str, said: str, link: dict[str, str]
) -> None:
    html = understood(read_query(text), Address(q=text))
    assert said in shown(html).text
    (only,) = shown(html).attributes("a", "href")
    assert read_address(only or "") == Address(q=text, **link)  # type: ignore[arg-type]


def test_another_spelling_is_offered_first() -> None:
    html = understood(Query(text="harbuor", suggestion="harbour"), Address(q="harbuor"))
    assert shown(html).text == "Did you mean harbour?"
    assert shown(html).attributes("a", "href") == ["?q=harbour"]


def test_articles_without_a_date_are_counted() -> None:
    text = shown(understood(read_query("ferry"), Address(), undated=1_234)).text
    assert text == "1,234 more articles have no date, and may be of these days."


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_hostile_query_changes_nothing_but_texts(payload: str) -> None:
    for text in (payload, f'"{payload}"', f"-{payload}", f'source:"{payload}"'):
        html = understood(read_query(text), Address(q=text))
        assert {tag for tag, _ in shown(html).tags} <= {"ul", "li", "span", "a", "div", "p"}


def test_words_that_no_article_has_are_said_of_a_search_not_of_a_question() -> None:
    query = replace(read_query("harbour Maralago"), unknown=("Maralago",))
    html = understood(query, Address(view="search", q=query.text))
    assert shown(html).text == "No article has “Maralago”."
    assert understood(query, Address(q=query.text)) == ""
