"""Trains the reader: all-MiniLM-L6-v2 with a span head, and "not answered here" at its first token.

Run it again with the same arguments to go on from the last checkpoint. See README.md beside it.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertForQuestionAnswering, logging

from backissue.indexer.weights import packaged_model

from examples import FILES, SEED, Example, read_examples
from shipped import restore

# In tokens. The longest are as long as what the product reads, which cuts passages to 192 under a
# heading; most are cut shorter, since the time a step takes grows faster than what it teaches.
LONGEST_QUESTION = 64
LONGEST_HEADING = 24
LONGEST = 256
SHORTER = 144
SHORTER_SHARE = 0.75

# The tokens [CLS], which stands for "not answered here", and [SEP].
FIRST, SEPARATOR = 101, 102

BATCH = 16
RATE = 1e-4
DECAY = 0.01

# Shares of all steps: the rate rises, stays, and falls to nothing (Hu et al., MiniCPM, COLM 2024).
WARM_UP = 0.04
COOL_DOWN = 0.4

# Batches of like length are cut out of so many examples at a time.
POOL = BATCH * 50

CHECKPOINT_EVERY = 200


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the model reads of an example: its tokens, and which of them may be an answer."""

    ids: list[int]
    types: list[int]
    first: int
    """Index of the first token of the passage; it ends before the last token."""
    start: int
    end: int
    """Indices of the answer's first and last token; both 0 where there is no answer."""


def main() -> None:
    """Train for one pass over the data, or what is left of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the SQuAD files")
    parser.add_argument("run", type=Path, help="folder for checkpoints and the trained model")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--examples", type=int, help="of each pass; all there are if not given")
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--files", nargs="+", default=FILES, help="which to train on; all")
    parser.add_argument("--seed", type=int, default=SEED, help="of the order and the windows")
    parser.add_argument("--start", type=Path, help="a reader.onnx to go on from")
    arguments = parser.parse_args()
    arguments.run.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(SEED)
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    tokenizer = read_tokenizer(packaged_model())
    training, _ = read_examples(arguments.data, arguments.files)
    random.Random(arguments.seed).shuffle(training)  # noqa: S311 - a fixed order is what is wanted
    chosen = training[: arguments.examples]
    seeds = range(arguments.seed, arguments.seed + len(chosen))
    encoded = [encode(tokenizer, *each) for each in zip(chosen, seeds, strict=True)]
    batches = list(_batches(encoded, arguments.passes, arguments.seed))
    model = BertForQuestionAnswering.from_pretrained(
        packaged_model(),
        attn_implementation="eager",  # the fastest of them in bfloat16 on a processor
        hidden_dropout_prob=0.0,  # in so few passes nothing is learnt by heart
        attention_probs_dropout_prob=0.0,
    )
    if arguments.start:
        restore(model, arguments.start)
    # Half of all weights, and the least to gain from: what words mean is known already.
    model.bert.embeddings.word_embeddings.requires_grad_(False)  # noqa: FBT003
    learner = _Learner(model, len(batches), arguments.run / "checkpoint.pt")
    print(f"{len(encoded):,} examples, {len(batches):,} steps, from step {learner.step:,}")
    started, first = time.monotonic(), learner.step
    model.train()
    losses: list[float] = []
    for batch in batches[first:]:
        losses.append(learner.learn(batch))
        if learner.step % 20 == 0:
            rate = (learner.step - first) * BATCH / (time.monotonic() - started)
            left = (len(batches) - learner.step) * BATCH / rate / 60
            print(
                f"step {learner.step:,}  loss {np.mean(losses[-100:]):.3f}  {rate:.1f} examples/s  "
                f"{left:.0f} min left",
                flush=True,
            )
        if learner.step % CHECKPOINT_EVERY == 0:
            learner.save()
    learner.save()
    model.save_pretrained(arguments.run / "model")
    (arguments.run / "steps.json").write_text(json.dumps({"steps": len(batches)}))


class _Learner:
    """The model and its optimiser; what a checkpoint holds."""

    def __init__(self, model: nn.Module, steps: int, checkpoint: Path) -> None:
        self._model = model
        self._checkpoint = checkpoint
        decayed = [each for each in model.parameters() if each.requires_grad and each.ndim > 1]
        plain = [each for each in model.parameters() if each.requires_grad and each.ndim == 1]
        self._optimizer = torch.optim.AdamW(
            [{"params": decayed, "weight_decay": DECAY}, {"params": plain, "weight_decay": 0.0}],
            lr=RATE,
        )
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer,
            lambda step: min(
                1.0, (step + 1) / (WARM_UP * steps), (steps - step) / (COOL_DOWN * steps)
            ),
        )
        self.step = 0
        if checkpoint.exists():
            state = torch.load(checkpoint, weights_only=True)
            model.load_state_dict(state["model"])
            self._optimizer.load_state_dict(state["optimizer"])
            self._schedule.load_state_dict(state["schedule"])
            self.step = state["step"]

    def learn(self, batch: Sequence[Encoded]) -> float:
        """Take one step; return the loss."""
        inputs, allowed, starts, ends = tensors(batch)
        with torch.autocast("cpu", torch.bfloat16):
            output = self._model(**inputs)
        loss: torch.Tensor = sum(
            (
                nn.functional.cross_entropy(logits.float().masked_fill(~allowed, -1e4), target)
                for logits, target in ((output.start_logits, starts), (output.end_logits, ends))
            ),
            start=torch.zeros(()),
        )
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()
        self._optimizer.zero_grad()
        self.step += 1
        return float(loss.detach())

    def save(self) -> None:
        """Write a checkpoint in the place of the one before."""
        unfinished = self._checkpoint.with_suffix(".new")
        torch.save(
            {
                "model": self._model.state_dict(),
                "optimizer": self._optimizer.state_dict(),
                "schedule": self._schedule.state_dict(),
                "step": self.step,
            },
            unfinished,
        )
        unfinished.rename(self._checkpoint)


def read_tokenizer(folder: Path) -> Tokenizer:
    """Read the model's tokenizer, without its own idea of how long a text may be."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def encode(tokenizer: Tokenizer, example: Example, seed: int) -> Encoded:
    """Write an example as the model reads it, cut to a window around the answer if it is long."""
    question = tokenizer.encode(example.question, add_special_tokens=False).ids
    heading = tokenizer.encode(example.heading, add_special_tokens=False).ids
    passage = tokenizer.encode(example.passage, add_special_tokens=False)
    prefix, types, first = layout(question, heading)
    start = end = -1
    if example.answer:
        start, end = _tokens(passage.offsets, *example.answer)
    rng = np.random.default_rng(seed)
    room = (SHORTER if rng.random() < SHORTER_SHARE else LONGEST) - first - 1
    spare = max(0, len(passage.ids) - room)
    latest = spare if start < 0 else max(0, min(spare, start))
    earliest = 0 if start < 0 else max(0, min(spare, end - room + 1))
    offset = int(rng.integers(earliest, max(earliest, latest) + 1))
    kept = passage.ids[offset : offset + room]
    ids = [*prefix, *kept, SEPARATOR]
    answered = start - offset >= 0 and end - offset < len(kept) and start >= 0
    return Encoded(
        ids,
        [*types, *[1] * (len(kept) + 1)],
        first,
        first + start - offset if answered else 0,
        first + end - offset if answered else 0,
    )


def layout(question: list[int], heading: list[int]) -> tuple[list[int], list[int], int]:
    """Return the tokens and types in front of a passage, and where the passage begins."""
    question, heading = question[:LONGEST_QUESTION], heading[:LONGEST_HEADING]
    asked = [FIRST, *question, SEPARATOR]
    return [*asked, *heading], [0] * len(asked) + [1] * len(heading), len(asked) + len(heading)


def _tokens(offsets: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Return the indices of the first and last token of some characters."""
    inside = [index for index, (low, high) in enumerate(offsets) if low < end and high > start]
    return (inside[0], inside[-1]) if inside else (-1, -1)


def _batches(encoded: Sequence[Encoded], passes: int, seed: int) -> Iterator[list[Encoded]]:
    """Yield batches of like length in an order that the seed decides."""
    rng = np.random.default_rng(seed)
    for _ in range(passes):
        order = rng.permutation(len(encoded))
        for start in range(0, len(order), POOL):
            pool = sorted(order[start : start + POOL], key=lambda index: len(encoded[index].ids))
            cuts = [pool[low : low + BATCH] for low in range(0, len(pool), BATCH)]
            for cut in rng.permutation(len(cuts)):
                yield [encoded[index] for index in cuts[cut]]


def tensors(
    batch: Sequence[Encoded],
) -> tuple[dict[str, Any], torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return what the model takes, which tokens may answer, and where the answers are."""
    longest = max(len(each.ids) for each in batch)
    shape = (len(batch), longest)
    ids, types = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    mask = torch.zeros(shape, dtype=torch.long)
    allowed = torch.zeros(shape, dtype=torch.bool)
    allowed[:, 0] = True
    for row, each in enumerate(batch):
        size = len(each.ids)
        ids[row, :size] = torch.tensor(each.ids)
        types[row, :size] = torch.tensor(each.types)
        mask[row, :size] = 1
        allowed[row, each.first : size - 1] = True
    inputs = {"input_ids": ids, "token_type_ids": types, "attention_mask": mask}
    starts = torch.tensor([each.start for each in batch])
    ends = torch.tensor([each.end for each in batch])
    return inputs, allowed, starts, ends


if __name__ == "__main__":
    main()
