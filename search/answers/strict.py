"""An answer -> only what its citations support of it."""

from dataclasses import replace

from backissue.search.answers.answer import Answer


def strictly(answer: Answer) -> Answer:
    """Drop the sentences that are not supported by what they cite; with none left, abstain."""
    kept = tuple(claim for claim in answer.claims if claim)
    if len(kept) == len(answer.claims):
        return answer
    if kept:
        cited = [citation for claim in kept for citation in claim.citations]
        return replace(
            answer,
            text=" ".join(claim.text for claim in kept),
            claims=kept,
            citations=tuple(dict.fromkeys(cited)),
        )
    doubts = " ".join(dict.fromkeys(verdict.reason for verdict in answer.verdicts))
    return replace(
        answer,
        text="",
        claims=(),
        citations=(),
        runners_up=(),
        abstained="not answered",
        reason=(
            f"What was found does not bear the answer out: {doubts} Look at the nearest passages, "
            "or ask without strict to see it."
        ),
    )
