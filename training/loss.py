"""How wrong the reader is about some passages, and about which of a question's passages answers."""

import torch
from torch.nn import functional

from encode import LONGEST_ANSWER, Batch

# Stands for impossible, and stays finite.
NEVER = -1e4

# What the ends of an answer count by themselves, beside the answer as a whole.
ENDS = 0.5


def loss(starts: torch.Tensor, ends: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Return the loss of logits (R, T) for the first and the last token of the answers.

    Three parts are added: how unlikely the answer is among all spans of its own passage and "not
    answered here" (Fajcik, Jon and Smrz, Rethinking the Objectives of Extractive Question
    Answering, MRQA 2021); the same of the distractors, which do not answer; and how unlikely the
    answer is among the spans of all passages that its question was asked of, each against its
    passage's "not answered here" (Clark and Gardner, Simple and Effective Multi-Paragraph Reading
    Comprehension, ACL 2018). Wherever the words of the answer stand they are right.
    """
    starts, ends = starts.float(), ends.float()
    none = starts[:, 0] + ends[:, 0]
    spans = _spans(starts, ends, batch.inside).flatten(1)
    right = batch.answers.flatten(1)
    answered = right.any(1)
    total = torch.logsumexp(spans, 1)
    found = torch.logsumexp(spans.masked_fill(~right, 2 * NEVER), 1)
    missed = torch.logaddexp(total, none) - torch.where(answered, found, none)
    first, last = batch.answers.any(2), _last_tokens(batch.answers)
    missed = missed + ENDS * (
        _end_missed(starts, first, batch.inside) + _end_missed(ends, last, batch.inside)
    )
    loss = missed[~batch.distracts].mean()
    if batch.distracts.any():
        loss = loss + missed[batch.distracts].mean()
        everywhere = _sum_by_group(total - none, batch.groups)
        loss = loss + (everywhere[batch.groups] - (found - none))[answered].mean()
    return loss


def _spans(starts: torch.Tensor, ends: torch.Tensor, inside: torch.Tensor) -> torch.Tensor:
    """Return the logit of each span by its first token and length less one: (R, T, 16)."""
    padded = functional.pad(ends.masked_fill(~inside, NEVER), (0, LONGEST_ANSWER - 1), value=NEVER)
    return starts.masked_fill(~inside, NEVER)[:, :, None] + padded.unfold(1, LONGEST_ANSWER, 1)


def _last_tokens(answers: torch.Tensor) -> torch.Tensor:
    """Return which tokens end an answer: (R, T), bool."""
    last = torch.zeros_like(answers[:, :, 0])
    tokens = answers.shape[1]
    for length in range(LONGEST_ANSWER):
        last[:, length:] |= answers[:, : tokens - length, length]
    return last


def _end_missed(logits: torch.Tensor, right: torch.Tensor, inside: torch.Tensor) -> torch.Tensor:
    """Return how unlikely the right tokens are, or the first one where there are none: (R,)."""
    none = logits[:, 0]
    logits = logits.masked_fill(~inside, NEVER)
    total = torch.logaddexp(torch.logsumexp(logits, 1), none)
    found = torch.logsumexp(logits.masked_fill(~right, 2 * NEVER), 1)
    return total - torch.where(right.any(1), found, none)


def _sum_by_group(values: torch.Tensor, groups: torch.Tensor) -> torch.Tensor:
    """Return the log of the sum of the exponentials of each group: (G,)."""
    count = int(groups.max()) + 1
    highest = values.new_full((count,), NEVER * 1e4).scatter_reduce(0, groups, values, "amax")
    sums = values.new_zeros(count).index_add(0, groups, torch.exp(values - highest[groups]))
    return highest + torch.log(sums)
