"""A sentence of an answer carries what the check of it found."""

from backissue.search import Citation
from backissue.search.answers.claim import claimed

from readings import report

FERRY = report(1, "The ferry sank at noon. All 14 were saved.")
BOTH = (Citation(FERRY, 0, 23), Citation(FERRY, 24, 42))


def test_a_claim_that_its_citations_support_is_true() -> None:
    claim = claimed("The ferry sank and all 14 were saved.", BOTH)
    assert claim
    assert claim.verdict.support == "supported"
    assert claim.citations == BOTH


def test_a_claim_is_judged_by_what_it_cites_and_nothing_else() -> None:
    claim = claimed("All 15 were saved.", BOTH)
    assert not claim
    assert claim.verdict.reason == "It says 15; the passage says 14."
    assert not claimed("All 14 were saved.", BOTH[:1])


def test_a_claim_without_citations_is_not_supported() -> None:
    assert claimed("All 14 were saved.", ()).verdict.reason == "It cites nothing."
