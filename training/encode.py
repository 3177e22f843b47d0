"""Questions and passages -> the tensors that the reader is trained on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from examples import Question, Text

# In tokens. The longest are as long as what the product reads, which cuts passages to 192 under a
# heading; half are cut shorter, which costs less and teaches to do with what little there is.
LONGEST_QUESTION = 64
LONGEST_HEADING = 24
LONGEST = 256
SHORTER = 144
SHORTER_SHARE = 0.5

# As in the product.
LONGEST_ANSWER = 16

# Of a question's distractors, this share comes from so many likest ones.
LIKEST = 8
LIKEST_SHARE = 0.5

# Places where the words of an answer stand that are considered.
PLACES = 20

# The tokens [CLS], which stands for "not answered here", and [SEP].
FIRST, SEPARATOR = 101, 102

Span = tuple[int, int]
"""Index of the first and of the last token."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and where its passage answers it."""

    question: Question
    answers: tuple[tuple[tuple[Span, ...], int], ...]
    """The places of each answer in the passage, and how many people gave it; none where it does
    not answer."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question with one passage, as the model reads it."""

    ids: NDArray[np.int64]
    second: int
    """Index of the first token that is not the question's."""
    first: int
    """Index of the first token of the passage; it ends before the last token."""
    answers: tuple[Span, ...]
    group: int
    """Which question of the batch it is."""
    distracts: bool
    """Whether the passage is another than the question's own."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some questions, each with its own passage and with distractors. R rows, T tokens."""

    ids: torch.Tensor
    types: torch.Tensor
    mask: torch.Tensor
    inside: torch.Tensor
    """Which tokens may be in an answer: (R, T), bool."""
    answers: torch.Tensor
    """Which spans are right, by their first token and length less one: (R, T, 16), bool."""
    groups: torch.Tensor
    """Which question each row asks: (R,)."""
    distracts: torch.Tensor
    """Which rows have a passage that is not the question's own: (R,), bool."""

    def to(self, device: torch.device) -> "Batch":
        """Return it on another device."""
        names = ("ids", "types", "mask", "inside", "answers", "groups", "distracts")
        return Batch(*(getattr(self, name).to(device, non_blocking=True) for name in names))


class Encoder:
    """Writes questions and passages as tokens."""

    def __init__(self, folder: Path) -> None:
        """Take the tokenizer of the model in a folder."""
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._encode = cache(lambda text: tokenizer.encode(text, add_special_tokens=False))

    def asked(self, question: Question) -> Asked | None:
        """Find the answers in the passage; None where all are longer than an answer may be."""
        found = []
        for words, start, count in question.answers:
            if places := self._places(question.text.body, words, start):
                found.append((places, count))
        return None if question.answers and not found else Asked(question, tuple(found))

    def batch(
        self,
        asked: Sequence[Asked],
        distractors: Mapping[str, Sequence[Text]],
        count: int,
        rng: np.random.Generator,
    ) -> Batch:
        """Return questions with so many distractors each, where there are some."""
        rows = []
        for group, each in enumerate(asked):
            right: tuple[Span, ...] = ()
            if each.answers:
                counts = np.array([count for _, count in each.answers], np.float64)
                right = each.answers[rng.choice(len(counts), p=counts / counts.sum())][0]
            rows.append(self._row(each.question, each.question.text, right, group, rng))
            others = _drawn(distractors.get(each.question.id, ()), count, rng)
            rows += [self._row(each.question, text, (), group, rng) for text in others]
        return _stacked(rows)

    def length(self, asked: Asked) -> int:
        """Return about how many tokens a question takes with its passage."""
        tokens = len(self._encode(asked.question.text.body).ids)
        return min(LONGEST, tokens + len(self._encode(asked.question.words).ids))

    def _row(
        self,
        question: Question,
        text: Text,
        right: Sequence[Span],
        group: int,
        rng: np.random.Generator,
    ) -> Row:
        """Cut a long passage to a window, one that has an answer in it where there is one."""
        words = self._encode(question.words).ids[:LONGEST_QUESTION]
        heading = self._encode(text.heading).ids[:LONGEST_HEADING]
        body = self._encode(text.body).ids
        before = [FIRST, *words, SEPARATOR, *heading]
        longest = SHORTER if rng.random() < SHORTER_SHARE else LONGEST
        room = longest - len(before) - 1
        spare = max(0, len(body) - room)
        lowest, highest = 0, spare
        if right:
            first, last = right[int(rng.integers(len(right)))]
            lowest, highest = max(0, last - room + 1), min(spare, first)
        start = int(rng.integers(lowest, max(lowest, highest) + 1))
        kept = body[start : start + room]
        moved = [(first - start, last - start) for first, last in right]
        return Row(
            ids=np.array([*before, *kept, SEPARATOR], np.int64),
            second=len(words) + 2,
            first=len(before),
            answers=tuple(
                (len(before) + first, len(before) + last)
                for first, last in moved
                if first >= 0 and last < len(kept)
            ),
            group=group,
            distracts=text is not question.text,
        )

    def _places(self, body: str, words: str, start: int) -> tuple[Span, ...]:
        """Return where the words of an answer stand in a text, as whole words."""
        offsets = np.array(self._encode(body).offsets)
        lower, sought = body.lower(), words.lower()
        places: list[Span] = []
        low = lower.find(sought)
        while low >= 0 and len(places) < PLACES:
            high = low + len(sought)
            if low == start or not _cuts_words(body, low, high):
                inside = np.flatnonzero((offsets[:, 0] < high) & (offsets[:, 1] > low))
                if 0 < len(inside) <= LONGEST_ANSWER:
                    places.append((int(inside[0]), int(inside[-1])))
            low = lower.find(sought, low + 1)
        return tuple(places)


def _cuts_words(text: str, low: int, high: int) -> bool:
    """Whether a piece of a text begins or ends within a word."""
    return text[low - 1 : low].isalnum() or text[high : high + 1].isalnum()


def _drawn(texts: Sequence[Text], count: int, rng: np.random.Generator) -> list[Text]:
    """Draw distractors, some of them from the likest."""
    order = [*rng.permutation(len(texts))]
    likest = [place for place in order if place < LIKEST][: int(count * LIKEST_SHARE)]
    others = [place for place in order if place not in likest][: count - len(likest)]
    return [texts[place] for place in (*likest, *others)]


def _stacked(rows: Sequence[Row]) -> Batch:
    shape = (len(rows), max(len(row.ids) for row in rows))
    ids, types, mask = (np.zeros(shape, np.int64) for _ in range(3))
    inside = np.zeros(shape, bool)
    answers = np.zeros((*shape, LONGEST_ANSWER), bool)
    for number, row in enumerate(rows):
        size = len(row.ids)
        ids[number, :size] = row.ids
        types[number, row.second : size] = 1
        mask[number, :size] = 1
        inside[number, row.first : size - 1] = True
        for first, last in row.answers:
            answers[number, first, last - first] = True
    return Batch(
        ids=torch.from_numpy(ids),
        types=torch.from_numpy(types),
        mask=torch.from_numpy(mask),
        inside=torch.from_numpy(inside),
        answers=torch.from_numpy(answers),
        groups=torch.tensor([row.group for row in rows]),
        distracts=torch.tensor([row.distracts for row in rows]),
    )
