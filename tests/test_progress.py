"""A long run says how far it has come."""

import time

import pytest

from backissue.indexer.build import Progress
from backissue.ui.lines.progress import Clock, shown_count, shown_progress


def test_an_end_is_told_once_it_is_no_guess() -> None:
    clock = Clock()
    time.sleep(0.01)
    assert clock.describe(None, ["7 articles"]) == "7 articles"
    assert clock.describe(0.001, ["7 articles"]) == "7 articles"
    assert clock.describe(1.0, ["7 articles", "done"]) == "7 articles · done"
    assert clock.describe(0.5, ["7 articles"]).startswith("7 articles · ends about ")


def test_a_rate_is_by_the_second() -> None:
    clock = Clock()
    time.sleep(0.05)
    assert 0 < clock.rate(10) <= 200
    assert clock.rate(0) == 0


def test_a_short_run_without_a_terminal_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_progress() as show:
        show(Progress(articles=3, passages=9, done=0.5))
    with shown_count(3, "questions") as show_count:
        show_count(1)
    assert capsys.readouterr().err == ""
