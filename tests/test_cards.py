"""A card says what is known of an article, and what of that is doubtful."""

from datetime import date, datetime, timedelta

import pytest

from backissue.indexer import Article
from backissue.ui.html.cards import AHEAD, day, facts

from hostile import shown


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (date(2020, 7, 3), "3 July 2020"),
        (date(1620, 12, 2), "2 December 1620"),
        (date(9999, 1, 1), "1 January 9999 (a day to come)"),
        (None, "undated"),
    ],
)
def test_a_day_that_cannot_be_right_says_so(published: date | None, said: str) -> None:
    assert shown(day(published)).text == said


def test_today_has_come_wherever_it_is() -> None:
    furthest = datetime.now(AHEAD).date()
    assert "to come" not in day(furthest - timedelta(days=1))
    assert "to come" in day(furthest + timedelta(days=2))


def test_outlet_day_and_section_stand_in_one_line() -> None:
    article = Article(
        id="1", title="Ice", text="Ice.", source="Post", section="Local", published=date(2020, 7, 3)
    )
    assert shown(facts(article)).text == "Post3 July 2020Local"
