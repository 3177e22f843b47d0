"""Hits and what is known to be relevant -> measures of search, by trec_eval."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backissue.indexer.errors import LibraryMissing
from backissue.search.evaluation.questions import Question, Relevant
from backissue.search.evaluation.squad import holds
from backissue.search.retrieval.hit import Hit

# At which ranks it is counted what was found; the last is how many passages are looked for.
DEPTHS = (1, 5, 10, 20)

_CUTS = ",".join(map(str, DEPTHS))

# trec_eval's names of the measures, and ours.
_ASKED_FOR = {f"success.{_CUTS}", f"recall.{_CUTS}", "recip_rank", "ndcg_cut.10"}
NAMES = {
    **{f"success_{depth}": f"hit@{depth}" for depth in DEPTHS},
    **{f"recall_{depth}": f"recall@{depth}" for depth in DEPTHS},
    "recip_rank": "MRR",
    "ndcg_cut_10": "nDCG@10",
}

Holds = Callable[[Hit], bool]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found for one question, judged."""

    ranks: tuple[int, ...]
    """At which ranks, from 1, a passage is relevant."""
    values: dict[str, float]
    """The measures, by name."""


def judge(question: Question, hits: Sequence[Hit]) -> Judged:
    """Measure hits, best first, by what `question.judged_by` says.

    - passages: a hit is relevant where it holds at least half of a quote; of an article named
      without one, where it holds a known answer, or at all if none is known.
    - articles: a hit is relevant where it is of a relevant article.
    - answers: a hit is relevant where a known answer stands in it or in its headline. How much
      there was to find is not known then, so that it is only measured whether it was found.

    What was found once is not found again: a second passage of it takes its place in the ranking
    and counts as nothing. A hit that holds two quotes counts as both, one after the other.

    The measures are those of trec_eval: nDCG as Järvelin and Kekäläinen (TOIS 2002) define it,
    with the grades as gains. Raises LibraryMissing.
    """
    wanted = _wanted(question)
    ranking: list[str] = []
    ranks = []
    for rank, hit in enumerate(hits, start=1):
        held = [name for name, (_, is_held_by) in wanted.items() if is_held_by(hit)]
        if held:
            ranks.append(rank)
        ranking += [name for name in held if name not in ranking] or [f"rank {rank}"]
    if not wanted:
        return Judged((), {})
    values = _trec_eval({name: grade for name, (grade, _) in wanted.items()}, ranking)
    if question.judged_by == "answers":
        values = {name: value for name, value in values.items() if name.startswith("hit@")}
    return Judged(tuple(ranks), values)


def places(text: str, relevant: Relevant) -> list[tuple[int, int]]:
    """Return where a part of an article stands in its text; white space may differ in a quote."""
    if relevant.quote is not None:
        words = r"\s+".join(map(re.escape, relevant.quote.split()))
        return [found.span() for found in re.finditer(words, text)]
    return [relevant.span] if relevant.span and relevant.span[1] <= len(text) else []


def _wanted(question: Question) -> dict[str, tuple[int, Holds]]:
    """Return what is to be found, each with its grade and what says whether a hit holds it."""
    answers = question.answers or ()
    if question.judged_by == "answers":
        return {
            "answer": (
                1,
                lambda hit: holds(hit.passage.text, answers) or holds(hit.article.title, answers),
            )
        }
    return {
        f"relevant {number}": (each.grade, _held(question, each))
        for number, each in enumerate(question.relevant)
    }


def _held(question: Question, relevant: Relevant) -> Holds:
    def is_held_by(hit: Hit) -> bool:
        if hit.article.id != relevant.article:
            return False
        if relevant.is_part:
            return any(_has_half(hit, *place) for place in places(hit.article.text, relevant))
        if question.judged_by == "passages" and question.answers:
            return holds(hit.passage.text, question.answers)
        return True

    return is_held_by


def _has_half(hit: Hit, start: int, end: int) -> bool:
    return 2 * (min(end, hit.passage.end) - max(start, hit.passage.start)) >= end - start


def _trec_eval(grades: dict[str, int], ranking: Sequence[str]) -> dict[str, float]:
    try:
        from pytrec_eval import RelevanceEvaluator
    except ImportError as error:
        raise LibraryMissing(
            "Measuring search takes trec_eval, which has no ready build for this machine. With a C "
            "compiler at hand, install it with: pip install pytrec-eval-terrier"
        ) from error
    # It sorts by score, and equal scores by name: the place counted from the end keeps the order.
    scores = {name: float(len(ranking) - place) for place, name in enumerate(ranking)}
    found = RelevanceEvaluator({"question": grades}, _ASKED_FOR).evaluate({"question": scores})
    return {NAMES[name]: float(value) for name, value in found["question"].items()}
