"""What is asked stands in a text, be it in another form, for so many of its words."""

from backissue.search.likeness import shared, with_headline

from readings import report, whole


def test_words_count_in_any_form_and_those_that_any_text_has_do_not() -> None:
    assert shared("When did the ferries sink?", "A ferry sank.") == 1
    assert shared("Which ferry sank at noon?", "The ferry is late.") == 1 / 3
    assert shared("Which ferry sank?", "Snow fell.") == 0


def test_a_question_without_a_word_of_its_own_shares_nothing() -> None:
    assert shared("Who was it?", "It was he.") == 0


def test_a_passage_is_about_its_headline_too() -> None:
    assert with_headline(whole(report(1, "All were saved."))) == "Report 1. All were saved."
