"""What changed between two texts is marked word by word, and nothing of either is lost."""

import re
import time

import pytest

from backissue.ui.html.differences import differences

from hostile import HOSTILE, shown


def test_a_word_that_was_replaced_is_marked_and_no_more() -> None:
    assert differences("He paid 15 crowns.", "He paid 20 crowns.") == (
        "He paid <del>15</del><ins>20</ins> crowns."
    )


def test_a_sentence_that_was_put_in_is_marked_whole() -> None:
    before = "The ferry left.\nIt was late."
    after = "The ferry left. It was full.\nIt was late."
    assert differences(before, after) == (
        "The ferry left.<del>\n</del><ins> It was full.\n</ins>It was late."
    )


def test_words_side_by_side_are_one_change() -> None:
    assert differences("a ferry to the old port", "a ship from some new port") == (
        "a <del>ferry to the old</del><ins>ship from some new</ins> port"
    )


def test_the_same_text_has_no_marks() -> None:
    assert differences("The ferry left.\n", "The ferry left.\n") == "The ferry left.\n"


@pytest.mark.parametrize("payload", HOSTILE)
def test_both_texts_can_be_read_in_the_marks_and_nothing_else_is_html(payload: str) -> None:
    before = f"The ferry left. {payload} It was late.\n\nNobody knows 17 why."
    after = f"The ferry {payload}left. It was {payload} late!\nNobody knows 18 why. {payload}"
    html = str(differences(before, after))
    assert {tag for tag, _ in shown(html).tags} <= {"del", "ins"}
    assert shown(re.sub(r"(?s)<ins>.*?</ins>", "", html)).text == before
    assert shown(re.sub(r"(?s)<del>.*?</del>", "", html)).text == after


def test_long_texts_take_no_time() -> None:
    """No sentence of one is in the other, and these are too long to compare word by word."""
    started = time.process_time()
    html = differences("one two three " * 20_000, "two three four " * 20_000)
    assert time.process_time() - started < 1
    assert html.startswith("<del>one two")
