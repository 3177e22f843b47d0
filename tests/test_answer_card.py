"""An answer shows its words and their places; nothing in an article becomes part of the page."""

from dataclasses import replace

import pytest

from backissue.search import Answer, Citation
from backissue.search.answers.claim import claimed
from backissue.search.answers.conflict import Side
from backissue.search.answers.runner_up import RunnerUp
from backissue.ui.html.address import Address, read_address
from backissue.ui.html.answer_card import answer_card, passages_read
from backissue.ui.html.cards import is_web_address

from hostile import HOSTILE, ICE, RECEIPT, answer, hit, hostile_article, no_answer, shown

HERE = Address(q="Did the harbour freeze?")


def everything(given: Answer) -> str:
    return answer_card(given, HERE) + passages_read(given.passages, given.query, HERE)


def test_an_answer_shows_its_words_its_citation_and_how_sure_it_is() -> None:
    text = shown(answer_card(answer(ICE), HERE)).text
    assert text.count("The harbour froze over. Ferries stay in port.") == 3
    assert "Citation [1]" in text
    assert "Harbour Post31 January 2020Local" in text
    assert "Confidence 0.88" in text


def test_a_citation_leads_to_its_words_in_the_revision_that_was_cited() -> None:
    found = shown(answer_card(answer(ICE), HERE))
    links = [link or "" for link in found.attributes("a", "href") if "article=" in (link or "")]
    assert len(links) == 2
    for link in links:
        address = read_address(link)
        assert address.view_alone == HERE
        assert (address.article, address.revision) == (ICE.id, ICE.content_hash)
        assert (address.start, address.end) == (0, len(ICE.text))


def test_other_answers_lead_to_where_they_stand_and_the_receipt_says_what_was_read() -> None:
    other = RunnerUp(text="stay in port", citation=Citation(ICE, 24, 45), confidence=0.314)
    given = replace(answer(ICE), runners_up=(other,), receipt=RECEIPT)
    found = shown(answer_card(given, HERE))
    assert "Also seenstay in port · confidence 0.31Harbour Post31 January 2020Local" in found.text
    assert "Rests on 1 independent originHarbour Post2020-01-31" in found.text
    links = [link or "" for link in found.attributes("a", "href") if "article=" in (link or "")]
    address = read_address(links[-1])
    assert (address.article, address.start, address.end) == (ICE.id, 24, 45)


def test_articles_that_differ_and_what_is_not_borne_out_are_shown() -> None:
    frozen = Citation(ICE, 0, 23)
    given = replace(
        answer(ICE),
        conflicts=tuple(
            Side(text=text, citations=(frozen,), confidence=0.6) for text in ("frozen", "open")
        ),
        claims=(claimed("The harbour never froze over.", [frozen]),),
    )
    text = shown(answer_card(given, HERE)).text
    assert "Articles differfrozenHarbour freezes overHarbour Post31 January 2020Localopen" in text
    assert "Careful, contradicted: It says “never froze”" in text


def test_no_answer_gives_its_reason_and_what_is_near() -> None:
    found = shown(answer_card(no_answer(ICE), HERE))
    assert "The archive does not answer this" in found.text
    assert "None of it says so." in found.text
    assert "What comes nearestHarbour freezes over" in found.text
    assert "What comes nearest" not in shown(answer_card(no_answer(), HERE)).text


@pytest.mark.parametrize(
    ("keyword", "semantic", "ranks"),
    [(3, None, "words #3"), (None, 4, "meaning #4"), (3, 4, "words #3meaning #4")],
)
def test_a_passage_says_why_it_was_found(
    keyword: int | None, semantic: int | None, ranks: str
) -> None:
    found = passages_read([hit(ICE, keyword, semantic)], answer(ICE).query, HERE)
    assert shown(found).text.endswith(f"{ranks}More like this")


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_hostile_article_changes_nothing_but_texts(payload: str) -> None:
    for make in (answer, no_answer):
        usual = shown(everything(make(hostile_article("plain"))))
        hostile = shown(everything(make(hostile_article(payload))))
        without_marks = [part for part in hostile.shape if part[0] != "mark"]
        assert without_marks == [part for part in usual.shape if part[0] != "mark"]
        assert " ".join(payload.split()) in " ".join(hostile.text.split())
        assert all(
            (link or "").startswith(("?", "export/")) for link in hostile.attributes("a", "href")
        )


@pytest.mark.parametrize(
    ("url", "is_web"),
    [
        ("https://post.example/17", True),
        ("HTTP://post.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("http://[", False),
        (" javascript:alert(1)", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, is_web: bool) -> None:  # noqa: FBT001
    assert is_web_address(url) is is_web
