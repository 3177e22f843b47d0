"""The reader that ships with Backissue: a small model that marks the answer in a passage."""

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from backissue.indexer.article import Passage
from backissue.indexer.cores import usable_cores
from backissue.indexer.errors import ModelUnusable
from backissue.indexer.gate import models
from backissue.search.reading.confidence import confidences
from backissue.search.reading.joining import Span, join
from backissue.search.reading.reader import Reading

if TYPE_CHECKING:
    from tokenizers import Encoding

WEIGHTS = Path(__file__).parents[1] / "weights"

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


class SpanReader:
    """Marks short answers in passages; passages that give the same answer support one another."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Load the weights.

        Raises ModelUnusable where they are not those that were shipped.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        self.name = f"reader {_checked(folder)[:8]}"
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1  # passages are read side by side, each on one core
        self._session = onnxruntime.InferenceSession(
            folder / "reader.onnx", options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def read(
        self, question: str, passages: Sequence[Passage], priors: Sequence[float] = ()
    ) -> list[Reading]:
        """Return what may answer the question, likeliest first, each answer once."""
        priors = priors or [0.0] * len(passages)
        spans = join(question, self.spans(question, passages), priors)
        return [
            Reading(passage=span.passage, start=span.start, end=span.end, confidence=confidence)
            for span, confidence in zip(spans, confidences(spans), strict=True)
        ]

    def spans(self, question: str, passages: Sequence[Passage]) -> list[list[Span]]:
        """Return the best spans of each passage, best first.

        Each passage is read by itself: int8 weights are scaled by all that is read at once, so
        that in a batch each would change what is made of the others, and save no time.
        """
        with ThreadPoolExecutor(usable_cores()) as pool:
            return list(pool.map(partial(self._spans, question), passages))

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
        with models.inside():
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


def _checked(folder: Path) -> str:
    """Return the hash of the weights.

    Raises ModelUnusable unless the files have the hashes that they were shipped with.
    """
    hashes: dict[str, str] = json.loads((folder / "hashes.json").read_text("utf-8"))
    for name, expected in hashes.items():
        with (folder / name).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != expected:
            raise ModelUnusable(
                f"The reader's file {folder / name} is damaged (SHA-256 {found}, expected "
                f"{expected}). Install Backissue again."
            )
    return hashes["reader.onnx"]
