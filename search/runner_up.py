"""Other answers that a reader saw, where they may be of use beside the one that is given."""

from collections.abc import Sequence
from dataclasses import dataclass

from backissue.indexer.keywords import content_words
from backissue.search.citation import Citation, whole_sentence
from backissue.search.reader import Reading

# More are not looked at.
MOST = 3

# Below this confidence another answer is a guess.
WORTHWHILE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerUp:
    """Another answer, with the sentence that it stands in."""

    text: str
    citation: Citation
    confidence: float
    """How likely it is to be the answer, 0 to 1."""


def runners_up(readings: Sequence[Reading]) -> tuple[RunnerUp, ...]:
    """Return the best of what was read beside the first reading.

    What says the same as something before it is left out, and what is part of it, or it of that.
    """
    said = [reading.text for reading in readings[:1]]
    found: list[RunnerUp] = []
    for reading in readings[1:]:
        if len(found) == MOST or reading.confidence < WORTHWHILE:
            break
        if not any(same_answer(reading.text, each) for each in said):
            said.append(reading.text)
            found.append(
                RunnerUp(
                    text=reading.text,
                    citation=whole_sentence(reading.passage, reading.start, reading.end),
                    confidence=reading.confidence,
                )
            )
    return tuple(found)


def same_answer(one: str, other: str) -> bool:
    """Whether the words of one answer are all among those of the other."""
    ours, theirs = set(content_words(one)), set(content_words(other))
    return ours <= theirs or theirs <= ours
