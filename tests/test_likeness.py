"""What is asked stands in a text, be it in another form, for so many of its words."""

from backissue.search.answers.likeness import (
    LONGEST,
    is_about,
    shared,
    telling_sentence,
    with_headline,
)

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


def test_a_passage_that_does_not_name_whom_the_question_does_is_about_someone_else() -> None:
    question = "How old is Christopher Miller, the defence secretary?"
    for text, is_his in (
        ("Mr Miller, the defence secretary, is 55 years old.", True),
        ("The defence secretary is 55 years old.", False),
        ("Christopher Lund, an old defence secretary, is 55.", False),
    ):
        article = report(1, text)
        start = article.text.index("55")
        assert is_about(question, whole(article), start, start + 2) is is_his


def test_a_passage_is_about_its_headline_too() -> None:
    assert with_headline(whole(report(1, "All were saved."))) == "Report 1. All were saved."


def cited(text: str, words: str = "Ann Berg") -> str:
    article = report(1, text)
    start = article.text.index(words)
    question = "Who will lead the rescue of the ferry?"
    return telling_sentence(question, whole(article), start, start + len(words)).quote


def test_a_sentence_that_says_what_was_asked_is_cited_alone() -> None:
    assert cited("Snow fell. Ann Berg will lead the rescue. It is the ferry's last trip.") == (
        "Ann Berg will lead the rescue."
    )


def test_a_sentence_that_says_too_little_is_cited_with_the_one_beside_it_that_says_more() -> None:
    after = "It is the fourth time for Ann Berg. She leads the rescue."
    assert cited(f"Snow fell. {after} The sea was calm.") == after
    before = "The rescue needs a leader. It will be Ann Berg."
    assert cited(f"Snow fell. {before} The sea was calm.") == before


def test_where_none_says_more_or_both_are_too_long_one_sentence_is_enough() -> None:
    assert cited("Snow fell. It will be Ann Berg. The sea was calm.") == "It will be Ann Berg."
    long = "The rescue " + "of the old and heavy ship " * (LONGEST // 26) + "began."
    assert cited(f"{long} It will be Ann Berg.") == "It will be Ann Berg."
