"""A sentence of an answer is judged by what it cites, and the page is told what to mark."""

from dataclasses import replace
from datetime import date

import pytest

from backissue.indexer import Article, Passage
from backissue.search.checking.check import LONGEST_SENTENCE, Verdict, check

from conftest import WordEmbedder

TEXT = (
    "HARBOUR CITY, March 5 : The port authority said on Tuesday that 2,500 ships had called at "
    "Harbour City last year, about 12 percent more than in 2018. Its director, Maria Petersen, "
    "told the council that the new quay would cost 3.4 million dollars and open by June 30. "
    "The council did not agree to a second quay. Jan de Vries of the Dockers' Union called the "
    "plan “a gift to the shipowners”. Nobody was hurt when a crane fell in January. "
    "More than 800 dockers work there, half of them since 2001."
)
ARTICLE = Article(
    id="harbour",
    title="Port of Harbour City counts more ships",
    text=TEXT,
    published=date(2020, 3, 5),
    source="Harbour Post",
    place="Harbour City",
)


def passage(text: str, **fields: object) -> Passage:
    """Make an article of one passage."""
    made = Article(id=text[:40] or "none", title="", text=text, **fields)  # type: ignore[arg-type]
    return Passage(made, 0, len(text))


def judged(sentence: str) -> Verdict:
    """Check a sentence that cites the whole article."""
    return check(sentence, [Passage(ARTICLE, 0, len(TEXT))])


def marked(verdict: Verdict) -> list[str]:
    """Return the characters that a page would mark."""
    return [verdict.sentence[each.start : each.end] for each in verdict.findings]


@pytest.mark.parametrize(
    "sentence",
    [
        "Its director, Maria Petersen, told the council that the new quay would cost a lot.",
        "The new quay would cost $3.4m and open by 30 June 2020.",
        "The new quay would cost 3,400,000 dollars, Petersen said.",
        "Two thousand five hundred ships called at Harbour City last year.",
        "2,500 ships called at Harbour City in 2019.",
        "The port authority said on March 3, 2020 that ships had called at Harbour City.",
        "The council didn't agree to a second quay.",
        "The council refused to agree to a second quay.",
        'Jan de Vries called the plan "a gift to the shipowners".',
        "Jan de Vries called the plan ‘a gift … the shipowners’.",
        "More than 800 dockers work there, 50% of them since 2001.",
        "According to Harbour Post, over 800 dockers work there.",
        "2,500 [1]",
    ],
)
def test_what_the_passage_says_is_supported_however_it_is_written(sentence: str) -> None:
    verdict = judged(sentence)
    assert (verdict.support, verdict.findings) == ("supported", ()), verdict.reason
    assert verdict
    assert verdict.reason == "What it cites says so."


@pytest.mark.parametrize(
    ("sentence", "reason", "mark"),
    [
        (
            "The port authority said that 4,500 ships had called at Harbour City last year.",
            "It says 4,500; the passage says 2,500.",
            "4,500",
        ),
        (
            "The new quay would cost 3.4 billion dollars.",
            "It says 3.4 billion dollars; the passage says 3.4 million dollars.",
            "3.4 billion dollars",
        ),
        (
            "Ships had called, about 12 percentage points more than in 2018.",
            "It says about 12 percentage points; the passage says about 12 percent.",
            "about 12 percentage points",
        ),
        (
            "Fewer than 800 dockers work there.",
            "It says Fewer than 800; the passage says More than 800.",
            "Fewer than 800",
        ),
        (
            "The new quay would open by July 30.",
            "It says July 30; the passage says June 30.",
            "July 30",
        ),
        (
            "The port authority said on Thursday that 2,500 ships had called at Harbour City.",
            "It says Thursday; the passage says Tuesday.",
            "Thursday",
        ),
        (
            "Its director, Maria Lindqvist, told the council that the new quay would open.",
            "It names Maria Lindqvist; the passage says Maria Petersen.",
            "Maria Lindqvist",
        ),
        (
            "The council agreed to a second quay.",
            "It says “agreed”; the passage says “not agree”.",
            "agreed",
        ),
        (
            "The port authority did not say that 2,500 ships had called at Harbour City.",
            "It says “not say”; the passage does not deny it.",
            "not say",
        ),
        (
            "A crane rose in January.",
            "It says “rose”; the passage says “fell”.",
            "rose",
        ),
    ],
)
def test_what_the_passage_says_otherwise_is_contradicted_and_marked(
    sentence: str, reason: str, mark: str
) -> None:
    verdict = judged(sentence)
    assert (verdict.support, verdict.reason) == ("contradicted", reason)
    assert marked(verdict) == [mark]
    assert not verdict


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (
            "Jan de Vries called the plan “a gift to the taxpayers”.",
            "It quotes “a gift to the taxpayers”; what it cites does not say it in these words.",
        ),
        (
            "The council of Rotterdam did not agree to a second quay.",
            "It names Rotterdam; what it cites does not name Rotterdam.",
        ),
        (
            "Anders Petersen told the council that the new quay would open by June 30.",
            "It names Anders Petersen; what it cites does not name Anders.",
        ),
    ],
)
def test_what_the_passage_does_not_have_is_supported_in_part(sentence: str, reason: str) -> None:
    verdict = judged(sentence)
    assert (verdict.support, verdict.reason) == ("partly", reason)


def test_what_is_about_something_else_is_not_supported() -> None:
    verdict = judged("Heavy snow closed most schools across the northern mountains.")
    assert verdict.support == "not supported"
    assert verdict.reason == (
        "No cited passage says “Heavy”. No cited passage says “snow”. "
        "No cited passage says “closed”."
    )


def test_the_evidence_is_the_sentence_that_says_so_in_characters_of_its_article() -> None:
    verdict = judged("Dockers' leader Jan de Vries called the plan “a gift to the shipowners”.")
    first = verdict.evidence[0]
    assert first.text == (
        "Jan de Vries of the Dockers' Union called the plan “a gift to the shipowners”."
    )
    assert TEXT[first.start : first.end] == first.text


def test_two_passages_together_support_a_sentence() -> None:
    one = passage("The ferry sank off Dover at noon.")
    other = passage("All 41 passengers of the ferry were saved.")
    sentence = "The ferry sank off Dover, and all 41 passengers were saved."
    assert check(sentence, [one]).support == "partly"
    verdict = check(sentence, [one, other])
    assert verdict.support == "supported"
    assert {each.article.id for each in verdict.evidence} == {one.article.id, other.article.id}


def test_an_acronym_stands_for_the_name_that_it_is_made_of_and_the_reverse() -> None:
    long, short = "The World Health Organization met in Geneva.", "The WHO met in Geneva."
    assert check(short, [passage(long)]).support == "supported"
    assert check(long, [passage(short)]).support == "supported"
    assert check("The WTO met in Geneva.", [passage(long)]).support != "supported"


def test_people_may_be_called_after_their_country() -> None:
    cited = [passage("Officials from Afghanistan, France and Britain met in Rome.")]
    assert check("Afghan, French and UK officials met in Rome.", cited).support == "supported"
    assert check("Belgian officials met in Rome.", cited).support == "partly"


def test_a_full_name_may_stand_elsewhere_in_the_article() -> None:
    text = "Maria Petersen runs the port. " + "Ships come and go. " * 30 + "Petersen left at noon."
    article = Article(id="port", title="Port", text=text)
    last = [Passage(article, text.rindex("Petersen"), len(text))]
    assert check("Maria Petersen left at noon.", last).support == "supported"
    assert check("Anna Petersen left at noon.", last).support == "partly"


def test_first_and_last_name_of_two_people_make_no_third() -> None:
    cited = [passage("Boris Johnson met Jens Stoltenberg in Oslo.")]
    verdict = check("Boris Stoltenberg was in Oslo.", cited)
    assert verdict.reason == "It names Boris Stoltenberg; what it cites has no such full name."


def test_names_of_one_sentence_may_change_their_order() -> None:
    cited = [passage("Offers came from Russia, Ukraine and Israel.")]
    assert check("Offers came from Israel, Ukraine and Russia.", cited).support == "supported"


def test_a_name_that_only_the_question_gives_is_said_to_be_so() -> None:
    cited = [passage("The president flew to Lisbon on Friday.")]
    verdict = check("Marcelo flew to Lisbon.", cited, question="Where did Marcelo fly?")
    assert verdict.reason == "It names Marcelo; only the question names Marcelo, not what it cites."


def test_a_headline_with_another_name_does_not_contradict_what_the_passage_says() -> None:
    said = passage(
        "At least 36 people have died in the Lahaina fire in Hawaii, Maui County wrote.",
    )
    fire = replace(said.article, title="Hawaii wildfire: 36 dead")
    question = "How many people died in the Maui wildfires: 36"
    assert check(question, [Passage(fire, 0, len(fire.text))])
    elsewhere = replace(fire, text=fire.text.replace("Maui County", "the county"))
    verdict = check(question, [Passage(elsewhere, 0, len(elsewhere.text))])
    assert verdict.reason == "It names Maui; the passage says Hawaii."


def test_headline_outlet_and_day_of_publication_are_evidence() -> None:
    assert judged("The Harbour Post wrote of ships on March 5, 2020.").support == "supported"


@pytest.mark.parametrize(
    ("cited", "day", "support"),
    [
        ("The vote is due on Friday.", "on May 8, 2020", "supported"),
        ("The vote is due on Friday.", "on May 9, 2020", "contradicted"),
        ("The vote is due on Friday.", "on Friday", "supported"),
        ("The vote took place yesterday.", "on May 4, 2020", "supported"),
        ("The vote took place last year.", "in 2019", "supported"),
        ("The vote took place last year.", "in 2018", "contradicted"),
        ("The vote took place on April 30.", "on Thursday", "supported"),
        ("The vote took place in April 2019.", "on April 3, 2019", "contradicted"),
        ("The vote took place on April 3, 2019.", "in April 2019", "supported"),
    ],
)
def test_days_are_compared_as_exactly_as_they_are_given(cited: str, day: str, support: str) -> None:
    found = [passage(cited, published=date(2020, 5, 5))]
    said = cited.rpartition(" on ")[0] if " on " in cited else "The vote took place"
    assert check(f"{said} {day}.", found).support == support


def test_two_is_not_set_against_the_second_nor_things_against_years() -> None:
    played = passage("Berg hopes to take two wickets in the Test. Lund was out early.")
    assert not any(
        each.is_contradicted
        for each in check("Lund was out in the second Test.", [played]).findings
    )
    frozen = passage("They revived two worms frozen for 46,000 years in water.")
    assert check("They revived worms frozen 46,000 years: worms", [frozen]).findings == ()


def test_a_year_is_no_count() -> None:
    cited = [passage("In 2020 the port counted its ships.")]
    verdict = check("The port counted 2,020 ships.", cited)
    assert verdict.reason == "It says 2,020; what it cites does not give it."


def test_a_sentence_that_cites_nothing_is_not_supported() -> None:
    for cited in ([], [passage(" . ")]):
        verdict = check("2,500 ships had called.", cited)
        assert verdict.support == "not supported"
    assert check("2,500 ships had called.", []).reason == "It cites nothing."


@pytest.mark.parametrize("sentence", ["", " ", "…", "\x00\x07", "[1]", "It is so.", "\u202e\u200b"])
def test_a_sentence_that_says_nothing_is_not_supported(sentence: str) -> None:
    verdict = judged(sentence)
    assert verdict.support == "not supported"
    assert verdict.reason == "It says nothing that can be checked."


def test_control_characters_move_no_mark() -> None:
    verdict = judged("\x1b[31mThe port\x00 authority said that 4,500\u2028ships had called.")
    assert marked(verdict) == ["4,500"]


def test_a_sentence_without_end_is_refused_and_a_long_one_is_read() -> None:
    number = "4,500 " * 300
    assert judged(number).support != "supported"
    endless = "a1 " * LONGEST_SENTENCE
    assert judged(endless).reason == f"It has more than {LONGEST_SENTENCE} characters."


def test_an_embedder_decides_where_words_leave_it_open(embedder: WordEmbedder) -> None:
    cited = [passage("The council voted on the terminal.")]
    near = "The council decided on the terminal by show."
    assert check(near, cited).support == "partly"
    assert check(near, cited, embedder=embedder).support == "supported"
    far = "Some council saw how every terminal voted elsewhere."
    assert check(far, cited).support == "supported"
    assert check(far, cited, embedder=embedder).support == "partly"


def test_an_embedder_is_not_asked_where_words_say_enough(embedder: WordEmbedder) -> None:
    cited = [passage("The council voted against the bridge.")]
    assert check("The council voted against the bridge.", cited, embedder=embedder)
    assert not check("Snow closed mountain roads.", cited, embedder=embedder)
    assert embedder.embedded == []


def test_the_same_sentence_gets_the_same_verdict() -> None:
    sentence = "The new quay would cost 3.4 billion dollars."
    assert judged(sentence) == judged(sentence)
