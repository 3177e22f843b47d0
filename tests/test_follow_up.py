"""Questions that lean on the one before, understood by rules."""

from datetime import date

import pytest

from backissue.indexer import Article
from backissue.indexer.article import Passage
from backissue.search import Answer, Citation, Hit
from backissue.search.dialogue.follow_up import FollowUp, follow_up
from backissue.search.query.query import read_query

TEXT = (
    "Ann Berg opened the new bridge on Friday. She said that it cost 40 million crowns. "
    "Mayor Olaf Lund thanked her. He called the bridge a gift to Skerry Point. "
    "The council will decide on the old ferry in May."
)
BRIDGE = Article(id="bridge", title="Bridge opened", text=TEXT, published=date(2021, 6, 18))


HARBOUR = Article(id="harbour", title="Harbour", text="Berg and Sons built 30 ferries. Five sank.")


def _answered(question: str, text: str, article: Article = BRIDGE) -> Answer:
    """Return an answer that cites the sentence in which its text stands."""
    whole = Passage(article, 0, len(article.text))
    citations = []
    if text:
        place = article.text.index(text)
        start = article.text.rfind(". ", 0, place) + 1
        end = article.text.index(".", place) + 1
        citations.append(Citation(article, start + (start > 0), end))
    return Answer(
        query=read_query(question),
        text=text,
        citations=tuple(citations),
        confidence=0.9,
        reason="",
        passages=(Hit(passage=whole, score=1.0, keyword_rank=1, semantic_rank=1),),
    )


OPENED = _answered("Who opened the new bridge in Skerry Point?", "Ann Berg")
THANKED = _answered("Whom did Olaf Lund thank in Skerry Point?", "")
COST = _answered("How much did the new bridge cost?", "40 million crowns")


def test_whoever_is_asked_about_by_name_is_meant_and_not_a_name_that_says_who_that_is() -> None:
    text = (
        "Jan Moor was fired on Friday. He had led the harbour office of Paul Lund. "
        "Paul Lund was elected in May. He spoke at noon."
    )
    office = Article(id="office", title="Harbour office", text=text)
    who = _answered("Who was Jan Moor?", "harbour office of Paul Lund", office)
    assert follow_up("What did he say?", who).question == "What did Jan Moor say?"
    assert follow_up("How old was he?", who).assumed == ("Understood “he” as Jan Moor.",)
    led = _answered("Who was elected after Jan Moor?", "Paul Lund", office)
    assert follow_up("What did he say?", led).question == "What did Paul Lund say?"


@pytest.mark.parametrize(
    ("before", "text", "question", "assumed"),
    [
        (OPENED, "How old is she?", "How old is Ann Berg?", "Understood “she” as Ann Berg."),
        (OPENED, "What is her age?", "What is Ann Berg’s age?", "Understood “her” as Ann Berg."),
        (OPENED, "Who thanked her?", "Who thanked Ann Berg?", "Understood “her” as Ann Berg."),
        (THANKED, "What did he say?", "What did Olaf Lund say?", "Understood “he” as Olaf Lund."),
        (
            COST,
            "Who paid for it?",
            "Who paid for the new bridge?",
            "Understood “it” as the new bridge.",
        ),
        (
            OPENED,
            "Who lives there?",
            "Who lives in Skerry Point?",
            "Understood “there” as Skerry Point.",
        ),
        (
            OPENED,
            "Who came from there?",
            "Who came from Skerry Point?",
            "Understood “there” as Skerry Point.",
        ),
        (
            OPENED,
            "What else was opened that year?",
            "What else was opened in 2021?",
            "Understood “that year” as 2021.",
        ),
        (
            OPENED,
            "Who was mayor then?",
            "Who was mayor on 18 June 2021?",
            "Understood “then” as 18 June 2021.",
        ),
        (
            OPENED,
            "Who was mayor the year before?",
            "Who was mayor in 2020?",
            "Understood “the year before” as 2020.",
        ),
    ],
)
def test_a_word_that_takes_something_up_is_said_outright(
    before: Answer, text: str, question: str, assumed: str
) -> None:
    assert follow_up(text, before) == FollowUp(question, (assumed,))


@pytest.mark.parametrize(
    ("before", "text", "question"),
    [
        (OPENED, "And in Northfield?", "Who opened the new bridge in Northfield?"),
        (COST, "And the old ferry?", "How much did the old ferry cost?"),
        (COST, "What about the ferry?", "How much did the ferry cost?"),
        (COST, "And in 2019?", "How much did the new bridge cost in 2019?"),
        (
            _answered("What did the council decide in May 2021?", ""),
            "What about 2019?",
            "What did the council decide in 2019?",
        ),
        (
            _answered("What did the council decide in May 2021?", ""),
            "And the year before?",
            "What did the council decide in 2020?",
        ),
        (
            _answered("How long was the ferry on its first trip?", ""),
            "What about the second trip?",
            "How long was the ferry on the second trip?",
        ),
        (OPENED, "When?", "When was it that Ann Berg opened the new bridge in Skerry Point?"),
        (
            OPENED,
            "When was that?",
            "When was it that Ann Berg opened the new bridge in Skerry Point?",
        ),
        (
            _answered("Who closed the new bridge?", ""),
            "When did that happen?",
            "When was it that someone closed the new bridge?",
        ),
        (THANKED, "Why?", "Why did Olaf Lund thank in Skerry Point?"),
        (COST, "When?", "When did the new bridge cost 40 million crowns?"),
        (
            _answered("How many ferries did Olaf Lund want to send to Skerry Point?", "", HARBOUR),
            "When was that?",
            "When did Olaf Lund want to send ferries to Skerry Point?",
        ),
        (
            _answered("How many ferries did Olaf Lund want to keep in May?", "30", HARBOUR),
            "When was that?",
            "When did Olaf Lund want to keep 30 ferries in May?",
        ),
        (
            _answered("How many ferries were sold by the council?", "30 ferries", HARBOUR),
            "Where was that?",
            "Where were 30 ferries sold by the council?",
        ),
        (
            _answered("How many ferries sank in May?", "30", HARBOUR),
            "Why?",
            "Why was it that 30 ferries sank in May?",
        ),
        (
            _answered("Which firm did the council choose?", "Berg and Sons", HARBOUR),
            "When was that?",
            "When did the council choose Berg and Sons?",
        ),
        (
            _answered("Which firm did the council choose?", "", HARBOUR),
            "When was that?",
            "When did the council choose the firm?",
        ),
        (
            _answered("How many ferries sank in May in all?", "30", HARBOUR),
            "Why?",
            "Why was it that 30 ferries sank in May in all?",
        ),
        (
            _answered("How many ferries sank in April 2020?", "30", HARBOUR),
            "May 2021?",
            "How many ferries sank in May 2021?",
        ),
        (
            _answered("How long was the ferry?", "30", HARBOUR),
            "Why?",
            "Why was the ferry?",
        ),
        (
            _answered("Which year did the ferry sink?", "May", BRIDGE),
            "Why?",
            "Why did the ferry sink?",
        ),
        (
            _answered("What time did the ferry sink?", "Friday"),
            "Why?",
            "Why did the ferry sink?",
        ),
        (
            _answered("What share did Olaf Lund sell?", "30", HARBOUR),
            "Why?",
            "Why did Olaf Lund sell?",
        ),
        (
            _answered("Where exactly did the ferry sink?", "Skerry Point"),
            "When?",
            "When did the ferry sink?",
        ),
        (
            _answered("Which firm will the council choose?", "Berg and Sons", HARBOUR),
            "When?",
            "When will the council choose Berg and Sons?",
        ),
        (OPENED, "March winds?", "Who opened the March winds in Skerry Point?"),
        (
            _answered("Whose harbour did the council sell?", "Olaf Lund"),
            "When?",
            "When did the council sell Olaf Lund’s harbour?",
        ),
        (
            _answered("Who did the council choose as mayor?", "Olaf Lund"),
            "When?",
            "When did the council choose Olaf Lund as mayor?",
        ),
        (
            _answered("Who did the council of Skerry Point choose?", "Olaf Lund"),
            "When?",
            "When did the council of Skerry Point choose Olaf Lund?",
        ),
        (
            _answered("Who was seen in May?", "Olaf Lund"),
            "Where?",
            "Where was Olaf Lund seen in May?",
        ),
        (COST, "Who said so?", "Who said that she said that it cost 40 million crowns?"),
    ],
)
def test_half_a_question_is_made_whole(before: Answer, text: str, question: str) -> None:
    assert follow_up(text, before) == FollowUp(question, (f"Understood as “{question}”",))


@pytest.mark.parametrize(
    "text",
    [
        "Who built the harbour?",
        "Did Olaf Lund say that he would resign?",
        "How long did it take to build the bridge?",
        "Is it true that the ferry sank?",
        "Is there a new ferry?",
        "What happened then?",
        "Which firm sold its ships?",
        "May the ferry sail?",
    ],
)
def test_a_question_that_stands_alone_stays(text: str) -> None:
    assert follow_up(text, COST) == FollowUp(text)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Who built the harbour?", "Who built the harbour — about Ann Berg, Skerry Point?"),
        ("For how much?", "For how much — about Ann Berg, Skerry Point?"),
        ("What did it cost?", "What did the new bridge cost — about Ann Berg, Skerry Point?"),
        ("Did they pay?", "Did they pay — about Ann Berg, Skerry Point?"),
    ],
)
def test_a_question_that_names_nobody_is_about_what_was_named_before(
    text: str, question: str
) -> None:
    understood = follow_up(text, OPENED)
    assert understood.question == question
    assert understood.assumed[-1] == "Understood as about Ann Berg, Skerry Point."
    assert not [each for each in understood.assumed if "left open" in each]


def test_what_a_conversation_is_about_is_handed_on() -> None:
    about = _answered("Who paid — about Skerry Point?", "Olaf Lund")
    assert follow_up("Is the ferry late?", about).question == (
        "Is the ferry late — about Olaf Lund, Skerry Point?"
    )


def test_what_is_asked_for_by_which_comes_after_those_it_belongs_to() -> None:
    before = _answered("Which town did Olaf Lund rule?", "Skerry Point")
    assert follow_up("For how much?", before).question == (
        "For how much — about Olaf Lund, Skerry Point?"
    )


def test_a_name_of_two_stays_whole_and_an_office_is_no_name() -> None:
    before = _answered("Who lost the Women’s World Cup?", "")
    assert follow_up("For how long?", before).question == (
        "For how long — about Women’s World Cup?"
    )
    office = Article(id="2", title="Ferries", text="Its CEO left.")
    assert follow_up("For how long?", _answered("Who left Skerry Point?", "CEO", office)) == (
        FollowUp("For how long — about Skerry Point?", ("Understood as about Skerry Point.",))
    )


@pytest.mark.parametrize(
    ("text", "open_word"),
    [
        ("How old was he?", "he"),
        ("Who was mayor that year?", "that year"),
        ("Who died there?", "there"),
    ],
)
def test_what_cannot_be_told_is_left_open_and_said(text: str, open_word: str) -> None:
    nothing = _answered("How deep is the sea?", "", Article(id="1", title="Ice", text="It froze."))
    said = f"“{open_word}” is left open: nothing before it says what is meant."
    assert follow_up(text, nothing) == FollowUp(text, (said,))


def test_he_is_whom_the_articles_call_so_rather_than_whom_they_call_nothing() -> None:
    before = _answered("Did Greta Lindholm hear Olaf Lund?", "")
    assert follow_up("How old is he?", before).question == "How old is Olaf Lund?"


def test_half_a_question_that_goes_on_from_nothing_is_asked_as_it_stands() -> None:
    understood = follow_up("And there?", OPENED)
    assert understood.question == "And there?"
    assert understood.assumed == ("It was asked as it stands: what it goes on from was not clear.",)


def test_a_search_of_several_words_is_no_half_question() -> None:
    text = "harbour ice ferries winter traffic"
    assert follow_up(text, OPENED) == FollowUp(text)


@pytest.mark.parametrize(
    ("question", "text", "meant"),
    [
        ("Who opposed New Zealand's ban on guns?", "Who proposed it?", "New Zealand's ban"),
        ("What is the name of the woman who opened the bridge?", "Who built it?", "the bridge"),
        ("Why was the old bridge closed?", "Who built it?", "the old bridge"),
        ("When did the old bridge collapse?", "Who built it?", "the old bridge"),
        ("Who was there when the bridge fell?", "Who built it?", "the bridge"),
        ("Who lost the Remain vote in Dover?", "Who won it?", "the Remain vote"),
        ("Who directed Parasite?", "How many prizes did it win?", "Parasite"),
        ("How long did the Mars helicopter stay up?", "Who built it?", "the Mars helicopter"),
        ("Who stood up for Skerry Point after the vote?", "Who lost it?", "the vote"),
        ("Which MP opposed the ban?", "Who proposed it?", "the ban"),
    ],
)
def test_it_is_a_thing_and_not_whoever_did_something(question: str, text: str, meant: str) -> None:
    assumed = follow_up(text, _answered(question, "")).assumed
    assert assumed[0] == f"Understood “it” as {meant}."


def test_where_was_it_asks_for_a_place_and_when_was_it_for_a_time() -> None:
    assert follow_up("Where was it?", COST).question == "Where was the new bridge?"
    cost = "When did the new bridge cost 40 million crowns?"
    assert follow_up("When was it?", COST).question == cost


def test_two_names_side_by_side_are_two() -> None:
    before = _answered("Which mayor gave Ann Berg the Golden Bear in May?", "")
    assert follow_up("How old is she?", before).question == "How old is Ann Berg?"


def test_two_words_are_taken_up_each_by_its_own() -> None:
    understood = follow_up("What did she say of it?", OPENED)
    assert understood.question == "What did Ann Berg say of the new bridge?"
    assert len(understood.assumed) == 2


def test_what_only_filters_is_no_part_of_the_question_before() -> None:
    before = _answered("Who opened the new bridge in Skerry Point? source:post", "Ann Berg")
    assert follow_up("And in Northfield?", before).question == (
        "Who opened the new bridge in Northfield?"
    )
