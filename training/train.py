"""Trains the reader: all-MiniLM-L6-v2 with a span head, and "not answered here" at its first token.

Run it again with the same arguments to go on from the last checkpoint. See README.md beside it.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset
from transformers import BertForQuestionAnswering, logging

from backissue.indexer.models.weights import packaged_model

from distractors import find_distractors
from encode import Asked, Batch, Encoder
from examples import BESIDE, SEED, WIKIPEDIA, Text, read_questions
from loss import loss
from soup import average

DECAY = 0.01
DROPOUT = 0.1

# Shares of all steps: the rate rises, stays, and falls to nothing (Hu et al., MiniCPM, COLM 2024).
WARM_UP = 0.06
COOL_DOWN = 0.6

# Batches of like length are cut out of so many batches' questions at a time.
POOL = 40

CHECKPOINT_EVERY = 200


class Batches(Dataset[Batch]):
    """The batches of a run, each made when its turn comes."""

    def __init__(
        self,
        encoder: Encoder,
        order: Sequence[Sequence[Asked]],
        distractors: dict[str, list[Text]],
        count: int,
        seed: int,
    ) -> None:
        """Take the questions of each batch, and how many distractors each is to have."""
        self._encoder = encoder
        self._order = order
        self._distractors = distractors
        self._count = count
        self._seed = seed

    def __len__(self) -> int:
        """Return how many batches there are."""
        return len(self._order)

    def __getitem__(self, step: int) -> Batch:
        """Return the batch of a step, the same at each call."""
        rng = np.random.default_rng((self._seed, step))
        return self._encoder.batch(self._order[step], self._distractors, self._count, rng)


def main() -> None:
    """Train for some passes over the data, or what is left of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the files in SQuAD's format")
    parser.add_argument("run", type=Path, help="folder for checkpoints and the trained model")
    parser.add_argument("--files", nargs="+", default=(*WIKIPEDIA, *BESIDE), help="all if not said")
    parser.add_argument("--start", type=Path, nargs="+", help="runs whose average to start from")
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--distractors", type=int, default=0, help="for a question that can have")
    parser.add_argument("--batch", type=int, default=64, help="questions of a step")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--questions", type=int, help="of a pass; all there are if not said")
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    arguments = parser.parse_args()
    arguments.run.mkdir(parents=True, exist_ok=True)
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    torch.manual_seed(SEED)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    encoder = Encoder(packaged_model())
    questions, _ = read_questions(arguments.data, arguments.files)
    random.Random(arguments.seed).shuffle(questions)  # noqa: S311 - a fixed order is wanted
    questions = questions[: arguments.questions]
    distractors = find_distractors(questions) if arguments.distractors else {}
    asked = [each for each in map(encoder.asked, questions) if each]
    order = list(_order(encoder, asked, arguments.batch, arguments.passes, arguments.seed))
    batches = Batches(encoder, order, distractors, arguments.distractors, arguments.seed)
    model = _model(arguments.start or ())
    model.to(device)  # type: ignore[arg-type]
    learner = _Learner(model, arguments.rate, len(order), arguments.run / "checkpoint.pt")
    print(f"{len(asked):,} questions, {len(order):,} steps, from step {learner.step:,}", flush=True)
    left = torch.utils.data.Subset(batches, range(learner.step, len(order)))
    _train(learner, DataLoader(left, batch_size=None, num_workers=arguments.workers), len(order))
    model.save_pretrained(arguments.run / "model")
    (arguments.run / "steps.json").write_text(json.dumps({"steps": len(order)}))


def _model(starts: Sequence[Path]) -> BertForQuestionAnswering:
    """Return the model to start from: the average of some runs, or what ships with Backissue."""
    folders = [run / "model" for run in starts] or [packaged_model()]
    model = average(
        [
            BertForQuestionAnswering.from_pretrained(
                folder, hidden_dropout_prob=DROPOUT, attention_probs_dropout_prob=DROPOUT
            )
            for folder in folders
        ]
    )
    # Half of all weights, and the least to gain from: what words mean is known already.
    model.bert.embeddings.word_embeddings.requires_grad_(False)  # noqa: FBT003
    return model


def _order(
    encoder: Encoder, asked: Sequence[Asked], size: int, passes: int, seed: int
) -> Iterator[list[Asked]]:
    """Yield questions of like length in an order that the seed decides."""
    rng = np.random.default_rng(seed)
    for _ in range(passes):
        shuffled = rng.permutation(len(asked))
        for low in range(0, len(asked), size * POOL):
            pool = [asked[place] for place in shuffled[low : low + size * POOL]]
            pool.sort(key=encoder.length)
            cuts = [pool[first : first + size] for first in range(0, len(pool), size)]
            yield from (cuts[place] for place in rng.permutation(len(cuts)))


class _Learner:
    """The model and its optimiser; what a checkpoint holds."""

    def __init__(
        self, model: BertForQuestionAnswering, rate: float, steps: int, checkpoint: Path
    ) -> None:
        self._model = model.train()
        self._checkpoint = checkpoint
        decayed = [each for each in model.parameters() if each.requires_grad and each.ndim > 1]
        plain = [each for each in model.parameters() if each.requires_grad and each.ndim == 1]
        self._optimizer = torch.optim.AdamW(
            [{"params": decayed, "weight_decay": DECAY}, {"params": plain, "weight_decay": 0.0}],
            lr=rate,
        )
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer,
            lambda step: min(
                1.0, (step + 1) / (WARM_UP * steps), max(0.0, (steps - step) / (COOL_DOWN * steps))
            ),
        )
        self.step = 0
        if checkpoint.exists():
            state = torch.load(checkpoint, weights_only=True)
            model.load_state_dict(state["model"])
            self._optimizer.load_state_dict(state["optimizer"])
            self._schedule.load_state_dict(state["schedule"])
            self.step = state["step"]

    def learn(self, batch: Batch) -> float:
        """Take one step; return the loss."""
        batch = batch.to(self._model.device)
        with torch.autocast(self._model.device.type, torch.bfloat16):
            output = self._model(
                input_ids=batch.ids, token_type_ids=batch.types, attention_mask=batch.mask
            )
        wrong = loss(output.start_logits, output.end_logits, batch)
        wrong.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()
        self._optimizer.zero_grad()
        self.step += 1
        return wrong.item()

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


def _train(learner: _Learner, batches: DataLoader[Batch], steps: int) -> None:
    started, first = time.monotonic(), learner.step
    losses: list[float] = []
    for batch in batches:
        losses.append(learner.learn(batch))
        if learner.step % 20 == 0 or learner.step == steps:
            rate = (learner.step - first) / (time.monotonic() - started)
            print(
                f"step {learner.step:,}  loss {np.mean(losses[-100:]):.3f}  "
                f"{(steps - learner.step) / rate / 60:.0f} min left",
                flush=True,
            )
        if learner.step % CHECKPOINT_EVERY == 0:
            learner.save()
    learner.save()


if __name__ == "__main__":
    main()
