"""Asked to be strict, an answer keeps what its citations support and nothing else."""

from dataclasses import replace

from backissue.search import Answer, Citation
from backissue.search.answers.claim import claimed
from backissue.search.answers.strict import strictly

from hostile import ICE, answer

FROZE, STAY = Citation(ICE, 0, 23), Citation(ICE, 24, 45)
TRUE = claimed("The harbour froze over.", [FROZE])
FALSE = claimed("The harbour never froze over.", [FROZE])
TOO = claimed("Ferries stay in port.", [STAY, FROZE])


def given(*claims: object) -> Answer:
    return replace(answer(ICE), claims=claims, citations=(FROZE, STAY))  # type: ignore[arg-type]


def test_what_is_supported_stays_as_it_is() -> None:
    whole = given(TRUE, TOO)
    assert strictly(whole) is whole
    assert strictly(answer(ICE)) == answer(ICE)


def test_a_sentence_that_is_not_supported_goes_with_its_citations() -> None:
    kept = strictly(given(FALSE, TOO))
    assert (kept.text, kept.claims) == ("Ferries stay in port.", (TOO,))
    assert kept.citations == (STAY, FROZE)
    assert strictly(given(TRUE, FALSE, TOO)).text == "The harbour froze over. Ferries stay in port."


def test_with_nothing_left_there_is_no_answer_but_a_reason() -> None:
    nothing = strictly(given(FALSE))
    assert not nothing
    assert nothing.abstained == "not answered"
    assert nothing.reason.startswith("What was found does not bear the answer out: It says “never")
    assert nothing.passages == answer(ICE).passages
