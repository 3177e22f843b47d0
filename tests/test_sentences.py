"""Each sentence has its citations, and a mark that says how far they support it."""

from dataclasses import replace

import pytest

from backissue.search.answers.citation import Citation
from backissue.search.answers.claim import Claim, claimed
from backissue.search.checking.check import Verdict
from backissue.search.llm.citation_marks import Mark
from backissue.ui.html.address import Address, read_address
from backissue.ui.html.sentences import SIGNS, sentences, writing

from hostile import HOSTILE, ICE, answer, hit, hostile_article, shown

HERE = Address(q="Did the harbour freeze?")
FROZE, FERRIES = Citation(ICE, 0, 23), Citation(ICE, 24, 45)


def test_every_sentence_is_followed_by_its_own_citations_and_its_verdict() -> None:
    given = replace(
        answer(ICE),
        citations=(FROZE, FERRIES),
        claims=(
            claimed("The harbour froze over.", [FROZE]),
            claimed("Ferries never stay in port.", [FERRIES]),
        ),
    )
    found = shown(sentences(given, HERE))
    first, second = found.text.split("Ferries never")
    assert "The harbour froze over. Citation [1]" in first
    assert "✓SupportedSupported. What it cites says so." in first
    assert "Citation [2]" in second
    assert "≠ContradictedContradicted. " in second
    assert [link for link in found.attributes("a", "href") if "article" not in (link or "")] == []


def test_marks_and_chips_are_described_by_their_cards() -> None:
    given = replace(
        answer(ICE), claims=(claimed("The harbour froze.", [FROZE]),), citations=(FROZE,)
    )
    found = shown(sentences(given, HERE, "2-") + sentences(given, HERE))
    described = found.attributes("a", "aria-describedby") + found.attributes(
        "button", "aria-describedby"
    )
    cards = [name for name in found.attributes("span", "id") if name]
    assert sorted(str(name) for name in described) == sorted(cards)
    assert len(cards) == len(set(cards)) == 4


@pytest.mark.parametrize("support", SIGNS)
def test_every_verdict_has_a_sign_a_name_and_a_reason(support: str) -> None:
    verdict = Verdict(
        sentence="It froze.",
        support=support,  # type: ignore[arg-type]
        reason="That is why.",
        findings=(),
        evidence=(),
        share=0.5,
    )
    claim = Claim(text="It froze.", citations=(), verdict=verdict)
    found = shown(sentences(replace(answer(ICE), claims=(claim,)), HERE))
    sign, called = SIGNS[support]  # type: ignore[index]
    assert f"{sign}{called}{called}. That is why." in found.text


def test_what_is_being_written_leads_to_the_passages_it_cites() -> None:
    html = writing(["It froze ", Mark((2, 1), (7,)), ". Ferries"], [hit(ICE), hit(ICE)], HERE)
    found = shown(html)
    assert found.text.startswith("It froze Passage [2]")
    assert found.text.endswith(". Ferries")
    links = [read_address(link or "") for link in found.attributes("a", "href")]
    assert [(link.article, link.start, link.end) for link in links] == [(ICE.id, 0, 45)] * 2


@pytest.mark.parametrize("payload", HOSTILE)
def test_nothing_that_is_written_is_html(payload: str) -> None:
    hostile = hostile_article(payload)
    found = shown(writing([payload, Mark((1,), ())], [hit(hostile)], HERE))
    assert found.shape == shown(writing(["It froze.", Mark((1,), ())], [hit(ICE)], HERE)).shape
    cited = Citation(hostile, 0, len(hostile.text))
    given = replace(answer(hostile), claims=(claimed(payload, [cited]),))
    usual = replace(answer(ICE), claims=(claimed("It froze.", [FROZE]),), citations=(FROZE,))
    assert shown(sentences(given, HERE)).shape == shown(sentences(usual, HERE)).shape
