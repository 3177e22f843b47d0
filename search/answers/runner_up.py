"""Other answers that a reader saw, where they may be of use beside the one that is given."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backissue.indexer.indexes.analyzers import content_words
from backissue.search.answers.citation import Citation, whole_sentence
from backissue.search.reading.reader import Reading

# More are not looked at.
MOST = 3

# A word, or a number with what parts its digits.
WORD = re.compile(r"\d[\d.,:]*\d|\w+")

# Below this confidence, or this share of that of the answer, another one is not worth a look. Of
# 34 that are left beside wrong answers on corpus/questions.jsonl 15 are right, on 13 of 20 of the
# questions.
WORTHWHILE = 0.05
OF_BEST = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerUp:
    """Another answer, with the sentence that it stands in."""

    text: str
    citation: Citation
    confidence: float
    """How likely it is to be the answer, 0 to 1."""


def runners_up(readings: Sequence[Reading], sides: Sequence[str] = ()) -> tuple[RunnerUp, ...]:
    """Return the best of what was read beside the first reading.

    What says the same as something before it is left out, and what is part of it, or it of that;
    so is what is told elsewhere as one of the `sides` of a conflict.
    """
    said = list(readings[:1])
    found: list[RunnerUp] = []
    least = max(WORTHWHILE, OF_BEST * readings[0].confidence) if readings else WORTHWHILE
    for reading in readings[1:]:
        if len(found) == MOST or reading.confidence < least:
            break
        if (
            is_whole(reading)
            and not any(_overlap(reading, each) for each in said)
            and not any(same_answer(reading.text, text) for text in sides)
        ):
            said.append(reading)
            found.append(
                RunnerUp(
                    text=reading.text,
                    citation=whole_sentence(reading.passage, reading.start, reading.end),
                    confidence=reading.confidence,
                )
            )
    return tuple(found)


def is_whole(reading: Reading) -> bool:
    """Whether a reading cuts no word and no number in two: not 91 of 912, nor 818 of 2,818."""
    passage = reading.passage
    ends = (reading.start - passage.start, reading.end - passage.start)
    words = [found.span() for found in WORD.finditer(passage.text)]
    return not any(start < place < end for start, end in words for place in ends)


def _overlap(one: Reading, other: Reading) -> bool:
    """Whether two readings say the same, or share characters."""
    is_one_article = one.passage.article.id == other.passage.article.id
    shares = is_one_article and one.start < other.end and other.start < one.end
    return shares or same_answer(one.text, other.text)


def same_answer(one: str, other: str) -> bool:
    """Whether the words of one answer are all among those of the other."""
    ours, theirs = set(content_words(one)), set(content_words(other))
    return ours <= theirs or theirs <= ours
