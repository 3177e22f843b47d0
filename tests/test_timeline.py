"""A timeline shows when a story was first reported, and what became of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from backissue.indexer import Article, build_archive
from backissue.search import Archive, Hits
from backissue.search.query.query import read_query
from backissue.ui.html.address import Address, read_address
from backissue.ui.html.dated import Dated, Story
from backissue.ui.html.timeline import timeline
from backissue.ui.server.views import find, show_view

from conftest import WordEmbedder
from ferries import REPORTS, WIRE
from hostile import HOSTILE, ICE, Shown, hit, hostile_article, shown

HERE = Address(view="timeline", q="ferry")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("reports") / "archive"
    build_archive(REPORTS, folder, embedder=WordEmbedder())
    changed = replace(REPORTS[2], text="The inquiry into the ferry has ended.")
    told = replace(REPORTS[0], text=f"{WIRE} More follows.")
    build_archive([changed, told], folder, embedder=WordEmbedder())
    with Archive.open(folder, embedder=WordEmbedder()) as opened:
        yield opened


def _shown(archive: Archive, address: Address) -> Shown:
    (page,) = show_view(archive, address)
    return shown(page.body)


def test_stories_stand_in_the_order_of_their_days_under_their_months(archive: Archive) -> None:
    text = _shown(archive, HERE).text
    text = text[text.index("JSON") :]
    places = [
        text.index(each)
        for each in ("January 2019", "Report early", "March 2020", "Report wire", "June 2020")
    ]
    assert places == sorted(places)
    assert text.index("Undated") > places[-1]


def test_what_is_shown_is_summed_up(archive: Archive) -> None:
    assert (
        "4 dated articles with every word, in 4 stories; most in March 2020."
        in _shown(archive, HERE).text
    )


def test_the_first_report_is_marked_in_either_order(archive: Archive) -> None:
    for sort in ("relevance", "newest"):
        text = _shown(archive, HERE.but(sort=sort)).text
        assert text.count("First report") == (1 if sort == "relevance" else 0), "an undated one"
    text = _shown(archive, HERE.but(q="aground", sort="newest")).text
    assert text.count("First report") == 1


def test_what_became_of_a_report_is_below_it(archive: Archive) -> None:
    found = _shown(archive, HERE)
    assert "Changed once · what changed" in found.text
    assert "Told again" in found.text
    assert "Report copy · what differs" in found.text
    compared = [
        address.article
        for address in map(read_address, filter(None, found.attributes("a", "href")))
        if address.against
    ]
    assert compared == ["copy", "inquiry"]


def test_passages_are_cited_in_the_revision_that_is_shown(archive: Archive) -> None:
    links = map(read_address, filter(None, _shown(archive, HERE).attributes("a", "href")))
    cited = [link for link in links if link.article and link.revision and link.start < link.end]
    assert [link.article for link in cited] == ["early", "wire", "inquiry", "undated"]


def test_bars_lead_to_their_days(archive: Archive) -> None:
    links = map(read_address, filter(None, _shown(archive, HERE).attributes("a", "href")))
    assert HERE.but(after="2019-01-01", before="2019-01-31") in links


def test_without_an_article_that_has_every_word_the_nearest_are_shown(archive: Archive) -> None:
    found = _shown(archive, HERE.but(q="ferry zeppelin inquiry"))
    assert "No article has every word: these are the" in found.text
    assert "First report" not in found.text


def test_where_nothing_is_found_something_else_is_offered(archive: Archive) -> None:
    text = _shown(archive, HERE.but(q="zeppelin", mode="keyword", source="Nobody")).text
    assert "Nothing was found" in text


def test_an_export_stands_in_the_same_order(archive: Archive) -> None:
    hits = find(archive, HERE, 100)
    assert [hit.article.id for hit in hits] == ["early", "wire", "inquiry", "undated"]


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_articles_change_nothing_but_texts(payload: str) -> None:
    def shape(payload: str) -> list[tuple[str, tuple[str, ...]]]:
        article = hostile_article(payload)
        story = Story(hit(article), [ICE], [replace(ICE, title=payload, source=payload)])
        found = Dated(Hits((story.hit,), read_query(f"ice {payload}"), total=1), None)
        html = shown(timeline(found, [story], (), HERE))
        return [tag for tag in html.shape if tag[0] != "mark"]

    assert shape(payload) == shape("plain")


def test_an_article_without_a_headline_is_called_by_its_id(tmp_path: Path) -> None:
    article = Article(id="nameless", title="", text="The ferry left.")
    build_archive([article], tmp_path / "archive", embedder=WordEmbedder())
    with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        assert "nameless" in _shown(archive, HERE).text
