"""An address says all that is shown, and whatever is typed into one shows something."""

import pytest

from backissue.ui.html.address import LAST_PAGE, LONGEST, Address, read_address


@pytest.mark.parametrize(
    "address",
    [
        Address(),
        Address(q="Who won?", source="Post & Courier", after="2020-01-01", as_of="2020-06-30"),
        Address(view="search", q='"a phrase" -not', mode="keyword", sheet=3),
        Address(view="library"),
        Address(article="a/b?c=d&e#f <b>", revision="0a1b", start=221, end=325),
    ],
)
def test_an_address_is_read_as_it_was_written(address: Address) -> None:
    assert read_address(address.link) == address


def test_what_is_as_usual_is_left_out() -> None:
    assert Address(q="ice").link == "?q=ice"


@pytest.mark.parametrize(
    "link", ["", "?", "?view=admin", "?sheet=x", "?sheet=-1", "?start=1e9", "?__class__=x", "?mode"]
)
def test_what_is_impossible_is_left_out(link: str) -> None:
    assert read_address(link) == Address()


def test_pages_and_texts_have_an_end() -> None:
    address = read_address(f"?q={'x' * 10_000}&sheet=99999999999")
    assert (len(address.q), address.sheet) == (LONGEST, LAST_PAGE)


def test_a_view_alone_has_no_article_open() -> None:
    address = Address(q="ice", article="post-17", revision="0a1b", start=1, end=2)
    assert address.view_alone == Address(q="ice")


def test_filters_are_those_that_are_set() -> None:
    assert Address(q="ice", source="Post", before="2020").scope == {
        "source": "Post",
        "before": "2020",
    }
