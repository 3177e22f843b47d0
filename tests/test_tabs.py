"""A tab that turns to something else lets go of what it showed before."""

from backissue.ui.address import Address
from backissue.ui.tabs import KNOWN, Tabs

FIRST = Address(q="When did the harbour freeze over?")
SECOND = Address(q="Who dug the harbour?")


def test_a_tab_leaves_one_question_for_another() -> None:
    tabs = Tabs()
    is_last, left = tabs.turn_to("tab", 1, FIRST)
    assert (is_last(), left) == (True, None)
    is_last_now, left = tabs.turn_to("tab", 2, SECOND)
    assert (is_last(), is_last_now(), left) == (False, True, FIRST)


def test_opening_an_article_beside_a_question_does_not_leave_it() -> None:
    tabs = Tabs()
    tabs.turn_to("tab", 1, FIRST)
    _, left = tabs.turn_to("tab", 2, FIRST.but(article="post-17", start=1, end=2))
    assert left is None


def test_a_wish_that_comes_again_takes_the_place_of_itself() -> None:
    tabs = Tabs()
    once, _ = tabs.turn_to("tab", 1, FIRST)
    again, left = tabs.turn_to("tab", 1, FIRST)
    assert (once(), again(), left) == (False, True, None)


def test_a_wish_that_comes_late_is_not_the_last() -> None:
    tabs = Tabs()
    last, _ = tabs.turn_to("tab", 2, SECOND)
    late, left = tabs.turn_to("tab", 1, FIRST)
    assert (last(), late(), left) == (True, False, None)
    assert tabs.turn_to("tab", 3, FIRST)[1] == SECOND


def test_tabs_know_nothing_of_one_another_and_are_forgotten() -> None:
    tabs = Tabs()
    is_last, _ = tabs.turn_to("tab", 1, FIRST)
    for number in range(KNOWN):
        assert tabs.turn_to(f"other {number}", 1, SECOND)[1] is None
    assert is_last()
    assert tabs.turn_to("tab", 2, SECOND)[1] is None
