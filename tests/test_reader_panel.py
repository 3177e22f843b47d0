"""The reader shows a whole article, what is cited in it, and what has become of it."""

from dataclasses import replace

import pytest

from backissue.search.citation import Citation
from backissue.search.resolve import Resolution
from backissue.ui.address import Address, read_address
from backissue.ui.reader_panel import reader_message, reader_panel

from hostile import HOSTILE, ICE, hostile_article, shown

HERE = Address(q="ice", article=ICE.id, start=4, end=11)


def test_an_article_is_shown_whole_with_the_passage_marked() -> None:
    html = reader_panel(ICE, HERE, None)
    text = shown(html).text
    assert "The <mark>harbour</mark> froze over. Ferries stay in port." in html
    for fact in (
        ICE.title,
        "31 January 2020",
        "Harbour Post",
        "By Ann Berg · SKERRY POINT",
        "Local",
    ):
        assert fact in text
    assert ICE.url in shown(html).attributes("a", "href")


def test_closing_leaves_the_view() -> None:
    (close, *_) = shown(reader_panel(ICE, HERE, None)).attributes("a", "href")
    assert close == "?q=ice"


def test_a_citation_can_be_copied() -> None:
    (copied,) = shown(reader_panel(ICE, HERE, None)).attributes("button", "data-copy")
    assert copied is not None
    assert copied.startswith("“harbour” Ann Berg, Harbour freezes over, Harbour Post, 2020-01-31, ")


def test_a_place_beyond_the_end_marks_what_there_is() -> None:
    html = reader_panel(ICE, HERE.but(start=40, end=999), None)
    assert "<mark>port.</mark>" in html
    assert "<mark>" not in reader_panel(ICE, HERE.but(start=99, end=999), None)


def test_an_article_that_changed_since_it_was_cited_says_so() -> None:
    now = replace(ICE, text="It thawed.")
    html = reader_panel(ICE, HERE.but(revision="x"), Resolution(Citation(ICE, 4, 11), now))
    assert "has changed since it was cited" in html
    assert any(
        read_address(link or "") == HERE.but(start=0, end=0)
        for link in shown(html).attributes("a", "href")
    )
    assert "cited" not in reader_panel(ICE, HERE, Resolution(Citation(ICE, 4, 11), ICE))


def test_an_article_that_was_taken_out_says_so() -> None:
    html = reader_panel(ICE, HERE, Resolution(Citation(ICE, 4, 11), None))
    assert "taken out of the archive" in html


def test_a_message_can_be_closed() -> None:
    assert (
        shown(reader_message("No such <article>.", HERE)).text == "Close articleNo such <article>."
    )


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_hostile_article_changes_nothing_but_texts(payload: str) -> None:
    usual = shown(reader_panel(hostile_article("plain"), HERE, None))
    hostile = shown(reader_panel(hostile_article(payload), HERE, None))
    assert [tag for tag in hostile.shape if tag[0] not in {"mark", "p"}] == [
        tag for tag in usual.shape if tag[0] not in {"mark", "p"}
    ]
