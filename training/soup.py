"""Several models that were trained from one beginning -> one that knows what each of them does.

Wortsman et al., Model soups (ICML 2022): averaged weights are as good as all models together.
"""

from collections.abc import Sequence

import torch
from transformers import BertForQuestionAnswering


def average(models: Sequence[BertForQuestionAnswering]) -> BertForQuestionAnswering:
    """Give the first model the mean of all their weights, and return it."""
    states = [each.state_dict() for each in models]
    models[0].load_state_dict(
        {
            name: sum((state[name] for state in states), torch.zeros(())) / len(states)
            if tensor.is_floating_point()
            else tensor
            for name, tensor in states[0].items()
        }
    )
    return models[0]
