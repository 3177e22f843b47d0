"""The reader shows a whole article, what is cited in it, and what has become of it."""

from dataclasses import replace
from datetime import date

import pytest

from backissue.ui.html.address import Address, read_address
from backissue.ui.html.opened import Opened
from backissue.ui.html.reader_panel import reader_message, reader_panel

from hostile import HOSTILE, ICE, hit, hostile_article, shown

HERE = Address(q="ice", article=ICE.id, start=4, end=11)
NOW = Opened(article=ICE, current=ICE)


def test_an_article_is_shown_whole_with_the_passage_marked() -> None:
    html = reader_panel(NOW, HERE)
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
    (close, *_) = shown(reader_panel(NOW, HERE)).attributes("a", "href")
    assert close == "?q=ice"


def test_a_citation_can_be_copied() -> None:
    (copied,) = shown(reader_panel(NOW, HERE)).attributes("button", "data-copy")
    assert copied is not None
    assert copied.startswith("“harbour” Ann Berg, Harbour freezes over, Harbour Post, 2020-01-31, ")


def test_a_place_beyond_the_end_marks_what_there_is() -> None:
    html = reader_panel(NOW, HERE.but(start=40, end=999))
    assert "<mark>port.</mark>" in html
    assert "<mark>" not in reader_panel(NOW, HERE.but(start=99, end=999))


def test_an_article_that_changed_since_it_was_cited_says_so() -> None:
    now = replace(ICE, text="It thawed.")
    html = reader_panel(Opened(article=ICE, current=now), HERE.but(revision="x"))
    assert "has changed since it was cited" in html
    assert any(
        read_address(link or "") == HERE.but(start=0, end=0)
        for link in shown(html).attributes("a", "href")
    )
    assert "cited" not in reader_panel(NOW, HERE)


def test_an_article_that_was_taken_out_says_so() -> None:
    html = reader_panel(Opened(article=ICE, current=None), HERE)
    assert "taken out of the archive" in html


def test_a_message_can_be_closed() -> None:
    assert (
        shown(reader_message("No such <article>.", HERE)).text == "Close articleNo such <article>."
    )


def test_former_texts_are_listed_latest_first_each_with_what_changed_since() -> None:
    texts = [
        replace(ICE, text=f"Text {number}.", modified=date(2020, 2, number)) for number in (1, 2)
    ]
    html = shown(reader_panel(Opened(article=ICE, current=ICE, revisions=[*texts, ICE]), HERE))
    assert "2 former texts" in html.text
    assert "The text as it is now, of 31 January 2020Text 2, of 2 February 2020" in html.text
    links = map(read_address, filter(None, html.attributes("a", "href")))
    alone = HERE.but(start=0, end=0)
    assert [link for link in links if link.article == ICE.id] == [
        alone,
        alone.but(revision=texts[1].content_hash),
        alone.but(against=texts[1].content_hash),
        alone.but(revision=texts[0].content_hash),
        alone.but(against=texts[0].content_hash),
    ]


def test_copies_are_listed_and_say_whether_they_differ() -> None:
    copies = [
        replace(ICE, id="courier-3", source="Courier"),
        replace(ICE, id="wire-4", source="Wire", text="The harbour froze."),
    ]
    html = reader_panel(Opened(article=ICE, current=ICE, copies=copies), HERE)
    assert "2 copies elsewhere" in html
    assert html.count("word for word") == html.count("what differs there") == 1


def test_what_has_changed_is_marked_in_the_text_and_in_the_headline() -> None:
    before = replace(
        ICE, title="Harbour freezes", text="The harbour thawed.\nFerries stay in port."
    )
    opened = Opened(article=ICE, current=ICE, revisions=[before, ICE])
    html = reader_panel(opened, HERE.but(start=0, end=0, against=before.content_hash))
    assert "Harbour freezes<ins> over</ins>" in html
    assert "The harbour <del>thawed.<br></del><ins>froze over. </ins>Ferries stay in port." in html
    assert "the former text" in html
    cited = reader_panel(opened, HERE.but(against=before.content_hash))
    assert "<ins>" not in cited, "what is cited comes first"


def test_a_former_text_says_so() -> None:
    now = replace(ICE, text="It thawed.")
    opened = Opened(article=ICE, current=now, revisions=[ICE, now])
    html = reader_panel(opened, HERE.but(revision=ICE.content_hash, start=0, end=0))
    assert "This is a former text of the article." in html


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_hostile_article_changes_nothing_but_texts(payload: str) -> None:
    def shape(payload: str) -> list[tuple[str, tuple[str, ...]]]:
        article = hostile_article(payload)
        former = replace(article, text=f"{payload} thawed.", title=f"{payload} thaws")
        opened = Opened(
            article=article,
            current=article,
            revisions=[former, article],
            copies=[replace(article, id=f"{payload} again", text=f"{payload} froze again.")],
            near=[hit(article)],
        )
        panels = [
            shown(reader_panel(opened, HERE)),
            shown(reader_panel(opened, Address(article="x", against=former.content_hash))),
        ]
        texts = {"mark", "p", "ins", "del", "br"}
        return [tag for panel in panels for tag in panel.shape if tag[0] not in texts]

    assert shape(payload) == shape("plain")
