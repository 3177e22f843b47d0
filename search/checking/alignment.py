"""Two sentences side by side: what stands in one where the other has something else."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from backissue.search.language.polarity import opposites, plain
from backissue.search.language.statement import Statement, Unit

# Units on either side that tell whether two places are the same.
NEAR = 3

# So many of these six must be the same for what stands between them to have been exchanged, and
# so many more where one of the two beside it is not.
SAME_AROUND = 2
SAME_AROUND_ONE_SIDE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Rival:
    """What a sentence has where a claim has another unit."""

    unit: Unit
    sides: int
    """On how many sides of both the same unit stands, 1 or 2; an end of the sentence is a side."""


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """Which units of a claim stand in a sentence, in the same order, and what stands for others."""

    equal: frozenset[int]
    """The places of the units that stand there."""
    rivals: dict[int, Rival]
    """By the place of a claimed unit, one of its kind that stands in its place."""
    held: frozenset[int]
    """The places of the units that stand there in any order."""

    def near(self, place: int) -> int:
        """How many of the units around a place stand there in the same order."""
        return len(self.equal.intersection(_around(place)))

    def holds(self, place: int) -> int:
        """How many of the units around a place stand there with the one at that place."""
        return len(self.held.intersection(_around(place))) if place in self.held else 0


def _around(place: int) -> list[int]:
    return [each for each in range(place - NEAR, place + NEAR + 1) if each != place]


def align(claim: Statement, evidence: Statement) -> Alignment:
    """Lay a sentence beside a claim, unit by unit."""
    ours, theirs = claim.units, evidence.units
    matcher = SequenceMatcher(
        None, [unit.key for unit in ours], [unit.key for unit in theirs], autojunk=False
    )
    blocks = matcher.get_opcodes()
    equal = frozenset(
        place for tag, first, last, *_ in blocks if tag == "equal" for place in range(first, last)
    )
    rivals: dict[int, Rival] = {}
    for tag, first, last, other_first, other_last in blocks:
        if tag != "replace":
            continue
        for place in range(first, last):
            # Both are counted from the same end of what was replaced.
            for other in (other_first + place - first, other_last - last + place):
                if other_first <= other < other_last and _are_rivals(ours[place], theirs[other]):
                    before = place - 1 in equal and other == other_first
                    after = place + 1 in equal and other == other_last - 1
                    rival = Rival(
                        theirs[other],
                        (before or other == 0) + (after or other == len(theirs) - 1),
                    )
                    if rival.sides > (rivals[place].sides if place in rivals else 0):
                        rivals[place] = rival
    keys = {unit.key for unit in theirs}
    held = frozenset(place for place, unit in enumerate(ours) if unit.key in keys)
    return Alignment(equal, rivals, held)


def _are_rivals(one: Unit, other: Unit) -> bool:
    """Whether one of two units may have been put in the place of the other."""
    if one.word and other.word:
        return plain(other.word.lemma) in opposites(plain(one.word.lemma))
    return (
        one.mention is not None
        and type(one.mention) is type(other.mention)
        and one.mention.precision == other.mention.precision
    )


def instead(
    place: int, alignments: Sequence[Alignment], *, word_for_word: bool = False
) -> Unit | None:
    """Return what stands in a unit's place in the sentence that has most of what is around it.

    None where another sentence has as much of it, and the unit itself. Word for word asks for the
    same units on both sides.
    """
    best: Alignment | None = None
    most = 0
    for alignment in alignments:
        near = alignment.near(place)
        rival = alignment.rivals.get(place)
        if rival is None or near <= most:
            continue
        needed = SAME_AROUND if rival.sides > 1 else SAME_AROUND_ONE_SIDE
        if not word_for_word or near >= needed:
            best, most = alignment, near
    if best is None or any(each.holds(place) >= most for each in alignments if each is not best):
        return None
    return best.rivals[place].unit
