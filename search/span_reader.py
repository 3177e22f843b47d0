"""The reader that ships with Backissue: a small model that marks the answer in a passage."""

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from backissue.indexer.article import Passage
from backissue.indexer.errors import ModelUnusable
from backissue.indexer.keywords import content_words
from backissue.search.reader import Reading

if TYPE_CHECKING:
    from tokenizers import Encoding

WEIGHTS = Path(__file__).parent / "weights"

# In tokens, as the reader was trained.
LONGEST_QUESTION = 64
LONGEST_HEADING = 24

# In tokens: with the others it makes no more than the 512 that the model can read. Passages are
# cut to half of it; of one that another tokenizer saw as shorter, the beginning is read.
LONGEST_PASSAGE = 400

# The tokens [CLS], which stands for "not answered here", and [SEP].
FIRST, SEPARATOR = 101, 102

# Answers are short: of the answers that the reader was trained on, 97 in 100 are no longer.
LONGEST_ANSWER = 16

# Spans of one passage that are considered.
SPANS_PER_PASSAGE = 5

# How much less a span counts the further down its passage was found, against log(rank); and the
# log odds that an answer of a given score is right. Fitted together by benchmarks/calibrate.py.
RANK_WEIGHT = 1.0
SLOPE = 0.305
OFFSET = -0.550


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a passage's article that may be the answer."""

    passage: Passage
    start: int
    end: int
    score: float
    """Log odds against "not answered here", as the model sees them."""

    @property
    def text(self) -> str:
        """The answer word for word."""
        return self.passage.article.text[self.start : self.end]


class SpanReader:
    """Marks short answers in passages; passages that give the same answer support one another."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Load the weights.

        Raises ModelUnusable where they are not those that were shipped.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        _check(folder)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            folder / "reader.onnx", options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """Return what may answer the question, likeliest first, each answer once."""
        return [
            Reading(
                passage=span.passage,
                start=span.start,
                end=span.end,
                confidence=1 / (1 + math.exp(-SLOPE * span.score - OFFSET)),
            )
            for span in join(question, self.spans(question, passages), RANK_WEIGHT)
        ]

    def spans(self, question: str, passages: Sequence[Passage]) -> list[list[Span]]:
        """Return the best spans of each passage, best first.

        Passages are read one by one: int8 weights are scaled by all that is read at once, so that
        in a batch each passage would change what is made of the others, and save no time.
        """
        return [self._spans(question, passage) for passage in passages]

    def _spans(self, question: str, passage: Passage) -> list[Span]:
        """Return the best spans of a passage by the sum of their ends' logits, best first."""
        asked = self._tokens(question).ids[:LONGEST_QUESTION]
        heading = self._tokens(passage.article.title).ids[:LONGEST_HEADING]
        read = self._tokens(passage.text)
        read.truncate(LONGEST_PASSAGE)
        before = [FIRST, *asked, SEPARATOR, *heading]
        ids = np.array([[*before, *read.ids, SEPARATOR]], np.int64)
        types = (np.arange(ids.size) > len(asked) + 1).astype(np.int64)[None, :]
        inputs = {"ids": ids, "mask": np.ones_like(ids), "types": types}
        starts, ends = (logits[0] for logits in self._session.run(None, inputs))
        size = len(read.ids)
        inside = slice(len(before), len(before) + size)
        scores = starts[inside, None] + ends[None, inside] - (starts[0] + ends[0])
        short = np.triu(np.tri(size, k=LONGEST_ANSWER - 1, dtype=bool))
        best = np.argsort(np.where(short, -scores, np.inf), axis=None, kind="stable")
        spans = []
        for place in best[: min(SPANS_PER_PASSAGE, size)].tolist():
            first, last = divmod(place, size)
            start = passage.start + read.offsets[first][0]
            end = passage.start + read.offsets[last][1]
            spans.append(Span(passage, start, end, float(scores[first, last])))
        return spans

    def _tokens(self, text: str) -> "Encoding":
        return self._tokenizer.encode(text, add_special_tokens=False)


def join(question: str, spans: Sequence[Sequence[Span]], rank_weight: float) -> list[Span]:
    """Join the spans of passages that say the same, and leave out those that ask the question.

    The best span stands for all, with the score of all together. Best first.
    """
    asked = set(content_words(question))
    answers: dict[str, list[Span]] = {}
    for rank, of_passage in enumerate(spans, start=1):
        for span in of_passage:
            words = content_words(span.text)
            if words and not asked.issuperset(words):
                weighed = replace(span, score=span.score - rank_weight * math.log(rank))
                answers.setdefault(" ".join(words), []).append(weighed)
    joined = []
    for same in answers.values():
        best = max(same, key=lambda span: span.score)
        total = float(np.logaddexp.reduce([span.score for span in same]))
        joined.append(replace(best, score=total))
    return sorted(joined, key=lambda span: -span.score)


def _check(folder: Path) -> None:
    """Raise ModelUnusable unless the files have the hashes that they were shipped with."""
    for name, expected in json.loads((folder / "hashes.json").read_text("utf-8")).items():
        with (folder / name).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != expected:
            raise ModelUnusable(
                f"The reader's file {folder / name} is damaged (SHA-256 {found}, expected "
                f"{expected}). Install Backissue again."
            )
