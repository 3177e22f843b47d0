"""What kind of answer a question asks for, and which words can be one."""

import pytest

from backissue.search.reading.kind import Kind, asked_kind, can_be


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many troops were to stay?", "number"),
        ("By what percentage did rents rise?", "share"),
        ("How long did the strike last?", "number"),
        ("At what time did the doors close?", "hour"),
        ("What is the opening time of the museum?", "hour"),
        ("At what time of the year does it bloom?", "any"),
        ("What time zone is Guam in?", "any"),
        ("In what time did he run the marathon?", "any"),
        ("Which Time magazine cover was it?", "any"),
        ("When was the bridge closed?", "day"),
        ("In which year did the lake freeze?", "day"),
        ("On what day of the week was the vote?", "day"),
        ("What was decided on that day?", "any"),
        ("Who won in the end, and when?", "name"),
        ("Whose boat sank?", "name"),
        ("Which country lifted the ban?", "country"),
        ("What other European nation signed?", "country"),
        ("Which country's parliament voted?", "country"),
        ("Which US state lifted the ban?", "state"),
        ("What does the country export?", "any"),
        ("What did Ohio state in its letter?", "any"),
        ("What is the state of the economy?", "any"),
        ("Which party rules this country?", "any"),
        ("Which country singer won?", "any"),
        ("Which state senator resigned?", "any"),
        ("Which city lifted the ban?", "any"),
        ("Where did the ferry sink?", "place"),
        ("Why did the mayor resign?", "any"),
    ],
)
def test_the_question_says_what_it_asks_for(question: str, kind: Kind) -> None:
    assert asked_kind(question) == kind


@pytest.mark.parametrize(
    ("kind", "words", "possible"),
    [
        ("number", "about 4,500", True),
        ("number", "two dozen", True),
        ("number", "2,500 by January 15", True),
        ("number", "two weeks", True),
        ("number", "half of them", True),
        ("number", "twice", True),
        ("number", "the mayor", False),
        ("number", "the fourth", False),
        ("number", "Aug. 15", False),
        ("number", "2020", False),
        ("hour", "5.40 a.m. GMT", True),
        ("hour", "midnight", True),
        ("hour", "six o’clock", True),
        ("hour", "at 9", True),
        ("hour", "half past six", True),
        ("hour", "1800 GMT", True),
        ("hour", "dawn", True),
        ("hour", "40 years", False),
        ("share", "59%", True),
        ("share", "6.2 per cent", True),
        ("share", "a third of them", True),
        ("share", "4,500", False),
        ("day", "last Tuesday", True),
        ("day", "July 2020", True),
        ("day", "1987", True),
        ("day", "next week", True),
        ("day", "at 5 p.m.", True),
        ("day", "14", False),
        ("day", "the mayor", False),
        ("name", "Ann Berg", True),
        ("name", "on the quay", False),
        ("name", "(R-Calif.)", False),
        ("name", "D-Day", True),
        ("place", "on the quay", True),
        ("place", "10 Downing Street", True),
        ("place", "5.40 a.m. GMT", False),
        ("place", "Friday", False),
        ("country", "the Netherlands", True),
        ("country", "U.S.", True),
        ("country", "South Korea", True),
        ("country", "Trinidad and Tobago", True),
        ("country", "Ohio", False),
        ("country", "the mayor", False),
        ("state", "West Virginia", True),
        ("state", "Norway", True),
        ("state", "Columbus", False),
        ("any", "on the quay", True),
    ],
)
def test_words_are_of_a_kind_or_not(kind: Kind, words: str, *, possible: bool) -> None:
    assert can_be(kind, words) == possible
