"""Fits how sure the reader may be of its answers, on corpus/questions.jsonl.

Run it from the project's folder: python benchmarks/calibrate.py ARCHIVE [ARCHIVE QUESTIONS]

ARCHIVE is an archive of corpus/articles; a second one counts for half where it is given, with a
file of questions as `backissue evaluate` reads it. For several weights of what speaks for an answer
it prints how often the first one is right, then what turns scores into confidences, and what each
threshold would give on corpus/questions.jsonl. The constants go to search/reading/joining.py,
search/reading/prior.py, search/reading/confidence.py and search/answers/answer.py.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from backissue.search import Archive
from backissue.search.archive import PASSAGES_READ
from backissue.search.evaluation.evaluate import read_questions
from backissue.search.evaluation.squad import best, f1
from backissue.search.reading.confidence import distinct
from backissue.search.reading.joining import WEIGHTS, Span, Weights, join
from backissue.search.reading.prior import RANK, TIME, priors
from backissue.search.reading.span_reader import SpanReader
from backissue.search.retrieval.hits import Hits


@dataclass(frozen=True, slots=True)
class Tried:
    """What counts how much."""

    weights: Weights = WEIGHTS
    rank: float = RANK
    time: float = TIME


# The weights as they are, and each of them changed.
TRIED = [
    Tried(),
    *(Tried(replace(WEIGHTS, temperature=temperature)) for temperature in (1.0, 2.0, 3.0, 6.0)),
    *(Tried(replace(WEIGHTS, kind=kind)) for kind in (0.0, 1.0, 4.0)),
    *(Tried(replace(WEIGHTS, headline=headline)) for headline in (0.0, 0.25, 1.0)),
    *(Tried(replace(WEIGHTS, apart=apart)) for apart in (0.0, 0.2, 0.6, 1.0)),
    *(Tried(rank=rank) for rank in (0.0, 0.15, 0.6, 1.0)),
    *(Tried(time=time) for time in (0.0, 0.15, 0.6)),
]

# An answer with at least this overlap in words counts as right.
RIGHT = 0.5

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Read:
    """A question, the spans of its passages, and what answers it."""

    hits: Hits
    spans: list[list[Span]]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class First:
    """What came first, with the scores of what else could be meant."""

    score: float
    rivals: Numbers
    overlap: float


def main() -> None:
    """Read every question once, then fit, measure and print."""
    sets = [_read(Path(sys.argv[1]), Path("corpus/questions.jsonl"))]
    if len(sys.argv) > 2:  # noqa: PLR2004 - the archive and its questions
        sets.append(_read(Path(sys.argv[2]), Path(sys.argv[3])))
    answerable = np.array([bool(each.answers) for each in sets[0]])
    for tried in TRIED:
        firsts = [[_first(each, tried) for each in questions] for questions in sets]
        overlap = np.array([each.overlap for each in firsts[0]])
        right = overlap >= RIGHT
        print(
            f"{tried}: right first {right[answerable].mean():.3f}, "
            f"F1 {overlap[answerable].mean():.3f}"
        )
        sharpness, none = _fit(firsts)
        print(f"  SHARPNESS = {sharpness:.2f}  NONE = {none:.2f}")
        confidence = _confidence(firsts[0], sharpness, none)
        for threshold in np.arange(0.1, 0.65, 0.05):
            abstained = confidence < threshold
            print(
                f"  threshold {threshold:.2f}: abstention precision "
                f"{(abstained & ~answerable).sum() / max(1, abstained.sum()):.3f} recall "
                f"{abstained[~answerable].mean():.3f}, right and given "
                f"{(right & ~abstained)[answerable].mean():.3f}, of those given right "
                f"{right[~abstained].mean() if (~abstained).any() else 0:.3f}"
            )


def _read(folder: Path, questions: Path) -> list[Read]:
    reader = SpanReader()
    found = []
    with Archive.open(folder) as archive:
        for question in read_questions(questions)[0]:
            hits = archive.search(
                question.question,
                limit=PASSAGES_READ,
                wide=False,
                asked=question.filters.asked,
            )
            spans = reader.spans(hits.query.words, [hit.passage for hit in hits])
            found.append(Read(hits, spans, tuple(question.answers or ())))
    return found


def _first(question: Read, tried: Tried) -> First:
    before = priors(question.hits, rank=tried.rank, time=tried.time)
    answers = join(question.hits.query.words, question.spans, before, tried.weights)
    if not answers:
        return First(-20.0, np.array([]), 0.0)
    overlap = best(f1, answers[0].text, question.answers) if question.answers else 0.0
    rivals = [answers[place].score for place in distinct(answers)[1:]]
    return First(answers[0].score, np.array(rivals), overlap)


def _fit(sets: Sequence[Sequence[First]]) -> tuple[float, float]:
    """Fit what makes the answers likeliest to be right or wrong as they are; sets count alike."""

    def loss(parameters: Numbers) -> float:
        total = 0.0
        for firsts in sets:
            right = np.array([each.overlap >= RIGHT for each in firsts])
            sure = np.clip(_confidence(firsts, *parameters), 1e-6, 1 - 1e-6)
            total -= float(np.log(np.where(right, sure, 1 - sure)).mean())
        return total

    sharpness, none = minimize(loss, np.ones(2), method="Nelder-Mead").x
    return float(sharpness), float(none)


def _confidence(firsts: Sequence[First], sharpness: float, none: float) -> Numbers:
    return np.array(
        [
            1
            / (
                1
                + np.exp(sharpness * (none - each.score))
                + np.exp(sharpness * (each.rivals - each.score)).sum()
            )
            for each in firsts
        ]
    )


if __name__ == "__main__":
    main()
