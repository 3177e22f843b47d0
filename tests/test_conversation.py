"""Conversations: what a follow-up means, what stays, and who says so."""

from datetime import date
from pathlib import Path

import pytest

from backissue.search import Archive
from backissue.search.dialogue.conversation import Conversation
from backissue.search.dialogue.follow_up import follow_up
from backissue.search.llm.language_model import LanguageModel

from model_server import Reply, model_server

CASES = [
    (
        "How many flights has Ingenuity made on Mars?",
        "When did it first fly?",
        "When did Ingenuity first fly?",
    ),
    (
        "How strong was the Remain vote in Northern Ireland?",
        "And in Scotland?",
        "How strong was the Remain vote in Scotland?",
    ),
    (
        "How strong was the Remain vote in Northern Ireland?",
        "What about London?",
        "How strong was the Remain vote in London?",
    ),
    (
        "How many US troops were to stay in Afghanistan?",
        "And in Iraq?",
        "How many US troops were to stay in Iraq?",
    ),
    (
        "Where was the Ever Given heading when it ran aground in the Suez Canal?",
        "Who owns it?",
        "Who owns the Ever Given?",
    ),
    (
        "How many times did the European comet lander touch the ground on 12 November 2014?",
        "What was the weather then?",
        "What was the weather on 12 November 2014?",
    ),
    (
        "What did Twitter shareholders get per share in Elon Musk's takeover?",
        "When did he take over?",
        "When did Elon Musk take over?",
    ),
    (
        "Who won the Golden Boot at the 2014 World Cup?",
        "Who won the cup that year?",
        "Who won the cup in 2014?",
    ),
    (
        "Who won the Golden Boot at the 2014 World Cup?",
        "And in 2010?",
        "Who won the Golden Boot at the 2010 World Cup?",
    ),
    (
        "Where was Angela Merkel's plane sent in April 2010?",
        "How did she get home?",
        "How did Angela Merkel get home?",
    ),
    (
        "Where was Angela Merkel's plane sent in April 2010?",
        "Why?",
        "Why was Angela Merkel's plane sent in April 2010?",
    ),
    (
        "Where was Angela Merkel's plane sent in April 2010?",
        "How many flights were cancelled that month?",
        "How many flights were cancelled in April 2010?",
    ),
    (
        "Who wrote the opinion that did away with Roe v. Wade?",
        "And the dissent?",
        "Who wrote the dissent that did away with Roe v. Wade?",
    ),
    (
        "What share of Irish voters said yes to the Lisbon Treaty at the second attempt?",
        "What about the first attempt?",
        "What share of Irish voters said yes to the Lisbon Treaty at the first attempt?",
    ),
    (
        "What did Salvator Mundi cost its buyer at Christie's, fees included?",
        "Who painted it?",
        "Who painted Salvator Mundi?",
    ),
    (
        "What did Salvator Mundi cost its buyer at Christie's, fees included?",
        "How long did it take to restore the painting?",
        "How long did it take to restore the painting — about Salvator Mundi, Christie?",
    ),
]


@pytest.mark.parametrize(("question", "text", "meant"), CASES)
def test_a_journalist_may_go_on_asking(
    corpus_archive: Path, question: str, text: str, meant: str
) -> None:
    with Archive.open(corpus_archive) as archive:
        assert follow_up(text, archive.ask(question), archive.embedder).question == meant


def test_an_answer_says_what_was_assumed(archive: Archive) -> None:
    conversation = Conversation(archive)
    first = conversation.ask("When did the harbour freeze over?")
    assert first.query.notes == ()
    second = conversation.ask("When did it open again?")
    assert second.question == "When did the harbour open again?"
    assert second.query.notes == ("Understood “it” as the harbour.",)
    assert conversation.answer == second


def test_filters_stay_until_others_are_set(archive: Archive) -> None:
    conversation = Conversation(archive, source="Post", asked="2020-05-01")
    conversation.ask("When did the harbour freeze over?")
    stayed = conversation.ask("Who dug the harbour?")
    assert stayed.query.scope.sources == ("Post",)
    assert stayed.query.asked == date(2020, 5, 1)
    changed = conversation.ask("Who left the harbour?", source="Courier")
    assert changed.query.scope.sources == ("Courier",)
    assert changed.query.asked == date(2020, 5, 1)
    assert conversation.ask("Who voted on the bridge?").query.scope.sources == ("Courier",)


def test_what_is_typed_as_a_filter_stays_until_it_is_typed_otherwise(archive: Archive) -> None:
    conversation = Conversation(archive)
    conversation.ask("When did the harbour freeze over? source:post after:2020-01")
    stayed = conversation.ask("Who dug the harbour?")
    assert stayed.question == "Who dug the harbour? source:post after:2020-01"
    assert stayed.query.scope.after == date(2020, 1, 1)
    changed = conversation.ask("Who left the harbour? before:2019")
    assert changed.question == "Who left the harbour? before:2019 source:post"
    assert changed.query.scope.after is None


def test_days_that_are_typed_take_the_place_of_days_that_were_set(archive: Archive) -> None:
    conversation = Conversation(archive, after="2021-01-01")
    conversation.ask("Who voted on the bridge?")
    scope = conversation.ask("When did the harbour freeze over? before:2020-12").query.scope
    assert (scope.after, scope.before) == (None, date(2020, 12, 31))


def test_a_model_says_a_follow_up_outright(archive: Archive) -> None:
    replies = [
        Reply(pieces=["NOT IN THE PASSAGES"]),
        Reply(pieces=["When did the ", "harbour open again?\n"]),
        Reply(pieces=["NOT IN THE PASSAGES"]),
    ]
    with model_server(*replies) as server:
        model = LanguageModel(name="small", url=server.url)
        conversation = Conversation(archive, language_model=model)
        conversation.ask("When did the harbour freeze over?")
        answer = conversation.ask("And when did it open again?")
    assert answer.question == "When did the harbour open again?"
    assert answer.query.notes == ("small understood “When did the harbour open again?”",)
    assert "Follow-up: And when did it open again?" in server.asked[1].text


def test_a_question_that_stands_alone_is_not_rewritten(archive: Archive) -> None:
    with model_server(Reply(pieces=["NOT IN THE PASSAGES"])) as server:
        model = LanguageModel(name="small", url=server.url)
        conversation = Conversation(archive, language_model=model)
        conversation.ask("When did the harbour freeze over?")
        conversation.ask("Who voted on a new bridge?")
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(status=404), "has no model small, or is not the right URL (404)"),
        (Reply(pieces=["Line\nafter line"]), "small did not understand the question"),
        (Reply(pieces=["word " * 100]), "small did not understand the question"),
    ],
)
def test_where_the_model_fails_rules_are_followed(
    archive: Archive, reply: Reply, said: str
) -> None:
    with model_server(Reply(pieces=["NOT IN THE PASSAGES"]), reply) as server:
        model = LanguageModel(name="small", url=server.url)
        conversation = Conversation(archive, language_model=model)
        conversation.ask("When did the harbour freeze over?")
        answer = conversation.ask("When did it open again?")
    note, assumed = answer.query.notes
    assert said in note
    assert assumed == "Understood “it” as the harbour."
    assert len(server.asked) == 2  # it is not waited for a second time
