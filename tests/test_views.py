"""An address shows what it asks for, first what is found, then what takes longer."""

import re

from backissue.search import Archive
from backissue.ui.html.address import Address
from backissue.ui.server.views import show_reader, show_view

from conftest import ARTICLES
from hostile import shown


def _text(archive: Archive, address: Address) -> str:
    return shown([*show_view(archive, address)][-1].body).text


def test_without_a_question_the_page_says_what_there_is(archive: Archive) -> None:
    (page,) = show_view(archive, Address())
    assert page.name == "ask-home"
    assert "5 articles · 2 sources · 31 January 2020 – 15 June 2021" in page.body


def test_passages_come_before_the_answer(archive: Archive) -> None:
    first, last = show_view(archive, Address(q="When did the harbour freeze over?"))
    assert not first.is_complete
    assert "The harbour froze over in January." in shown(first.body).text
    assert last.is_complete
    assert last.status.startswith(("Answer: ", "No answer. "))


def test_a_search_shows_passages_with_their_filters_as_chips(archive: Archive) -> None:
    text = _text(archive, Address(view="search", q="harbour", source="Courier"))
    assert "Source: Courier×" in text
    assert "Ferries left the harbour late." in text
    assert "froze" not in text


def test_a_search_can_be_read_from_either_end(archive: Archive) -> None:
    here = Address(view="search", q="harbour")
    newest, oldest = (_text(archive, here.but(sort=sort)) for sort in ("newest", "oldest"))
    froze, late, undated = "froze over in January", "left the harbour late", "Nobody knows"
    assert oldest.index(froze) < oldest.index(late) < oldest.index(undated)
    assert newest.index(late) < newest.index(froze) < newest.index(undated)
    assert "All articles with every word, oldest first" in oldest
    assert "All articles with every word, newest first" in newest


def test_a_search_without_hits_offers_others(archive: Archive) -> None:
    text = _text(archive, Address(view="search", q="harbour", source="Nobody", mode="keyword"))
    assert "Nothing was found" in text
    assert "without “Source: Nobody”" in text
    assert "by words and meaning" in text


def test_a_page_beyond_the_last_leads_back(archive: Archive) -> None:
    assert "the first page" in _text(archive, Address(view="search", q="harbour", sheet=9))


def test_what_cannot_be_understood_is_said_on_the_page(archive: Archive) -> None:
    (page,) = show_view(archive, Address(q="harbour", after="yesterday"))
    assert "YYYY-MM-DD" in page.body
    assert page.status in shown(page.body).text


def test_articles_left_out_for_want_of_a_date_are_counted(archive: Archive) -> None:
    text = _text(archive, Address(view="search", q="harbour", after="2020-01-01", mode="keyword"))
    assert "more article has no date" in text or "more articles have no date" in text


def test_the_library_counts_what_there_is(archive: Archive) -> None:
    text = _text(archive, Address(view="library"))
    for fact in ("Articles5", "Undated1 (20%)", "Post3", "Courier2"):
        assert fact in text


def test_the_library_says_where_nothing_was_published(archive: Archive) -> None:
    text = _text(archive, Address(view="library"))
    assert "15 of 18 months have no article; the longest gap: May 2020 – May 2021." in text


def test_the_library_shows_each_source_over_the_time_of_all(archive: Archive) -> None:
    (page,) = show_view(archive, Address(view="library"))
    heights = re.findall(r'<span style="height:(\d+)%"></span>', page.body)
    months = ["0"] * 18  # from January 2020 to June 2021
    post, courier = [*months], [*months]
    post[0] = post[3] = courier[3] = courier[17] = "100"
    assert heights == post + courier


def test_the_reader_shows_the_article_that_is_open(archive: Archive) -> None:
    html = show_reader(archive, Address(article=ARTICLES[0].id, start=4, end=11))
    assert "The <mark>harbour</mark> froze over in January." in html
    assert show_reader(archive, Address()) == ""


def test_an_article_that_is_not_there_is_said_in_the_reader(archive: Archive) -> None:
    html = show_reader(archive, Address(article="<nobody>"))
    assert "no article with the id" in html
    assert "<nobody>" not in html


def test_a_cited_revision_that_is_not_there_is_said_in_the_reader(archive: Archive) -> None:
    address = Address(article=ARTICLES[0].id, revision="0a1b", start=0, end=3)
    assert "The archive holds no article" in shown(show_reader(archive, address)).text
