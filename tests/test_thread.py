"""A conversation shows what came before, how a question was read, and the way on."""

import pytest

from backissue.search.dialogue.follow_up import FollowUp
from backissue.ui.html.address import MOST_EARLIER, Address, read_address
from backissue.ui.html.thread import earlier, follow_up_form, question_now, read_as

from hostile import HOSTILE, ICE, answer, hostile_article, no_answer, shown

FIRST = "Did the harbour freeze?"
HERE = Address(q="When did it open again?", earlier=(FIRST,), source="Post")


def _links(html: str) -> list[Address]:
    return [read_address(link or "") for link in shown(html).attributes("a", "href")]


def test_turns_before_are_folded_with_what_was_said() -> None:
    here = HERE.but(q="Who dug it?", earlier=(FIRST, HERE.q))
    found = shown(earlier(here, [answer(ICE), no_answer(ICE)]))
    assert f"{FIRST} The harbour froze over. Ferries stay in port." in found.text
    assert f"{HERE.q} Not answered" in found.text
    ids = [each or "" for tag in ("details", "span", "h2") for each in found.attributes(tag, "id")]
    assert len(ids) == len(set(ids)) == 4


def test_a_turn_is_gone_back_to_and_a_conversation_is_begun_afresh_in_its_scope() -> None:
    afresh, *_, back = _links(earlier(HERE, [answer(ICE)]))
    assert afresh == Address(source="Post")
    assert back == Address(q=FIRST), "which was asked of all articles"


def test_a_question_says_how_it_was_read_and_can_be_asked_as_typed() -> None:
    understood = FollowUp("When did the harbour open again?", ("Understood “it” as the harbour.",))
    html = read_as(understood, HERE.but(article="post-17"))
    assert "Read as “When did the harbour open again?”" in shown(html).text
    assert "Understood “it” as the harbour." in shown(html).text
    (typed,) = _links(html)
    assert typed == HERE.but(alone=(HERE.q,))
    (back,) = _links(read_as(FollowUp(HERE.q), typed))
    assert back == HERE


def test_half_a_question_is_not_explained_twice() -> None:
    understood = FollowUp("Did the river freeze?", ("Understood “Did the river freeze?”",))
    assert shown(read_as(understood, HERE)).text.count("Did the river freeze?") == 1


def test_what_is_left_open_is_said_and_what_needs_no_reading_is_not() -> None:
    left = "“it” is left open: nothing before it says what is meant."
    assert shown(read_as(FollowUp(HERE.q, (left,)), HERE)).text.strip() == left
    assert read_as(FollowUp(HERE.q), HERE) == ""
    assert read_as(FollowUp(FIRST), Address(q=FIRST)) == ""


def test_the_next_question_takes_along_what_came_before_and_the_scope() -> None:
    found = shown(follow_up_form(HERE.but(alone=(HERE.q,)), ["Post", "Courier"]))
    fields = [attributes for tag, attributes in found.tags if tag == "input"]
    assert [(each["name"], each["value"]) for each in fields if each.get("value")] == [
        ("view", "ask"),
        ("earlier", FIRST),
        ("alone", HERE.q),
        ("earlier", HERE.as_earlier),
        ("source", "Post"),
    ]
    assert [each["data-scope"] for each in fields if "data-scope" in each] == [
        "Source",
        "From",
        "To",
        "As of",
        "Asked on",
    ]


def test_each_turn_keeps_the_scope_in_which_it_was_asked() -> None:
    on = Address(q="Who dug it?", earlier=(*HERE.earlier, HERE.as_earlier), after="2020-01-01")
    assert read_address(on.link) == on
    assert on.conversation == [Address(q=FIRST), HERE]
    odd = Address(q="?q=x", section="Local")
    assert Address(q="Why?", earlier=(odd.as_earlier,)).conversation == [odd]


def test_only_so_many_turns_are_taken_along() -> None:
    link = "?" + "&".join(f"earlier={number}" for number in range(MOST_EARLIER + 3))
    assert read_address(link).earlier == tuple(str(n) for n in range(3, MOST_EARLIER + 3))


@pytest.mark.parametrize("payload", HOSTILE)
def test_nothing_in_a_conversation_is_html(payload: str) -> None:
    here = Address(q=payload, earlier=(payload, payload), alone=("x",), source=payload)
    usual = Address(q="q", earlier=("a", "b"), alone=("x",), source="s")
    said = FollowUp(f"{payload}?", (f"Understood “he” as {payload}.",))
    plain = FollowUp("q?", ("Understood “he” as someone.",))
    for html, like in (
        (
            earlier(here, [answer(hostile_article(payload))]),
            earlier(usual, [answer(ICE)]),
        ),
        (read_as(said, here), read_as(plain, usual)),
        (question_now(here), question_now(usual)),
        (follow_up_form(here, [payload]), follow_up_form(usual, ["s"])),
    ):
        assert shown(html).shape == shown(like).shape
