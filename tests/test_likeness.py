"""What is asked stands in a text, be it in another form, for so many of its words."""

from backissue.search.answers.likeness import is_about, shared, with_headline

from readings import report, whole


def test_words_count_in_any_form_and_those_that_any_text_has_do_not() -> None:
    assert shared("When did the ferries sink?", "A ferry sank.") == 1
    assert shared("Which ferry sank at noon?", "The ferry is late.") == 1 / 3
    assert shared("Which ferry sank?", "Snow fell.") == 0


def test_a_question_without_a_word_of_its_own_shares_nothing() -> None:
    assert shared("Who was it?", "It was he.") == 0


def test_the_same_number_of_something_else_is_not_about_the_question() -> None:
    question = "How many were saved from the ferry?"
    ferry = report(1, "All 14 were saved from the ferry. The mast is 14 metres high.")
    snow = report(2, "Snow fell on 14 villages.")
    start, again = ferry.text.index("14"), ferry.text.rindex("14")
    assert is_about(question, whole(ferry), start, start + 2)
    assert not is_about(question, whole(ferry), again, again + 2)
    start = snow.text.index("14")
    assert not is_about(question, whole(snow), start, start + 2)


def test_a_passage_is_about_its_headline_too() -> None:
    assert with_headline(whole(report(1, "All were saved."))) == "Report 1. All were saved."
