"""Two runs over the same questions -> what changed, and whether it may be chance."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from backissue.indexer.errors import QuestionsInvalid
from backissue.search.evaluation.chance import EQUAL, chance
from backissue.search.evaluation.measures import JUDGED, Measure, Measures
from backissue.search.evaluation.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One measure of two runs, A and B."""

    a: Measure | None
    """The measure of run A; None where it applies to no question of it."""
    b: Measure | None
    wins: int
    """Questions with a higher value in B, of those that the measure applies to in both runs."""
    ties: int
    losses: int
    p: float | None
    """How likely so large a difference is by chance; None for times, and where one is missing."""

    @property
    def measure(self) -> Measure:
        """Either of the two, for its name and basis."""
        found = self.a or self.b
        if found is None:
            raise ValueError("A difference is between measures, of which one at least is given.")
        return found

    @property
    def change(self) -> float | None:
        """How much higher B is; None where one is missing."""
        return None if self.a is None or self.b is None else self.b.value - self.a.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One question that two runs treat differently."""

    a: Outcome
    b: Outcome
    search: float
    """How much better B searches, -1 to 1: the mean over the measures of search."""
    answer: float
    """How much better B answers, -1 to 1, in F1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two runs side by side, over the questions that both have."""

    questions: int
    only_a: int
    """Questions that run A alone has: they are left out."""
    only_b: int
    differences: tuple[Difference, ...]
    changed: tuple[Changed, ...]
    """The questions that changed, most first."""


def compare(a: Mapping[str, Outcome], b: Mapping[str, Outcome]) -> Comparison:
    """Compare two runs over the questions that both have.

    Raises QuestionsInvalid where they have none in common, or other questions of the same id.
    """
    common = [(a[key], b[key]) for key in a if key in b]
    if not common:
        raise QuestionsInvalid("No question is in both files, so there is nothing to compare.")
    for one, other in common:
        if one.question != other.question:
            raise QuestionsInvalid(
                f"Question {one.id!r} is {one.question!r} in one file and {other.question!r} in "
                "the other. Compare two runs over the same questions."
            )
    changed = [_changed(one, other) for one, other in common]
    return Comparison(
        questions=len(common),
        only_a=len(a) - len(common),
        only_b=len(b) - len(common),
        differences=tuple(_differences(common)),
        changed=tuple(
            sorted(
                (each for each in changed if max(_size(each)) > EQUAL),
                key=lambda each: -sum(_size(each)),
            )
        ),
    )


def _differences(common: Sequence[tuple[Outcome, Outcome]]) -> Iterator[Difference]:
    measures_a = {row.key: row for row in Measures.of(a for a, _ in common)}
    measures_b = {row.key: row for row in Measures.of(b for _, b in common)}
    for key in (row.key for row in Measures.of(outcome for pair in common for outcome in pair)):
        measure_a, measure_b = measures_a.get(key), measures_b.get(key)
        pairs = [(a.values.get(key), b.values.get(key)) for a, b in common]
        gains = [b - a for a, b in pairs if a is not None and b is not None]
        has_pairs = any(pair != (None, None) for pair in pairs)
        yield Difference(
            a=measure_a,
            b=measure_b,
            wins=sum(gain > EQUAL for gain in gains),
            ties=sum(abs(gain) <= EQUAL for gain in gains),
            losses=sum(gain < -EQUAL for gain in gains),
            p=chance(pairs) if has_pairs and measure_a and measure_b else None,
        )


def _changed(a: Outcome, b: Outcome) -> Changed:
    search = [key for key in a.values if key in b.values and key.endswith(JUDGED)]
    answer = {"F1 of all"} & a.values.keys() & b.values.keys()
    return Changed(a=a, b=b, search=_gain(search, a, b), answer=_gain(answer, a, b))


def _gain(keys: Iterable[str], a: Outcome, b: Outcome) -> float:
    gains = [b.values[key] - a.values[key] for key in keys]
    return fmean(gains) if gains else 0.0


def _size(changed: Changed) -> tuple[float, float]:
    return abs(changed.search), abs(changed.answer)
