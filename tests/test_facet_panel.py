"""Counts narrow a search down by a click."""

from datetime import date

from backissue.search import Archive
from backissue.search.retrieval.explore import Period
from backissue.ui.html.address import Address, read_address
from backissue.ui.html.facet_panel import facet_panel
from backissue.ui.html.histogram import histogram

from hostile import shown

HERE = Address(view="search", q="harbour")


def test_names_are_counted_and_narrow_the_search_down(archive: Archive) -> None:
    found = shown(facet_panel(archive, HERE))
    assert "Narrow down4 articles have every word" in found.text
    assert "SourcePost 3Courier 1" in found.text
    links = [read_address(link or "") for link in found.attributes("a", "href")]
    assert HERE.but(source="Post") in links


def test_a_name_that_is_chosen_is_not_offered_again(archive: Archive) -> None:
    assert "Source" not in shown(facet_panel(archive, HERE.but(source="Post"))).text


def test_bars_lead_to_their_days(archive: Archive) -> None:
    found = shown(facet_panel(archive, HERE))
    assert "January 2020: 1 article" in found.attributes("a", "aria-label")
    links = [read_address(link or "") for link in found.attributes("a", "href")]
    assert HERE.but(after="2020-01-01", before="2020-01-31") in links


def test_nothing_that_matches_leaves_the_place_empty(archive: Archive) -> None:
    assert shown(facet_panel(archive, HERE.but(q="zeppelin"))).text == ""


def test_one_bar_is_no_picture() -> None:
    day = date(2020, 1, 31)
    assert histogram([Period(day, day, 3)], HERE) == ""


def test_a_gap_has_no_link_and_the_highest_bar_is_whole() -> None:
    years = [Period(date(year, 1, 1), date(year, 12, 31), count) for year, count in
             ((2018, 2), (2019, 0), (2020, 4))]  # fmt: skip
    found = shown(histogram(years, HERE))
    assert found.attributes("a", "title") == ["2018: 2 articles", "2020: 4 articles"]
    assert found.attributes("span", "style") == ["height:50%", "height:100%"]
