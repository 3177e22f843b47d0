"""Reads a shipped reader back into the model that it was made of, to train it further."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from transformers import BertForQuestionAnswering

from backissue.indexer.errors import ModelUnusable

# What export.py puts in front of every name.
PREFIX = "_model."


def restore(model: BertForQuestionAnswering, weights: Path) -> None:
    """Give a model the weights of a reader.onnx, which int8 has rounded.

    Word embeddings are left as they are: the reader's were never trained. Raises ModelUnusable
    where a weight of the model is not in the file.
    """
    graph = onnx.load(str(weights)).graph
    found = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    state = {name.removeprefix(PREFIX): values for name, values in found.items() if PREFIX in name}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            whole = found[f"{name}_quantized"].astype(np.float32)
            zero = found[f"{name}_zero_point"].astype(np.float32)
            place = node.name.removeprefix("/_model/").removesuffix("/MatMul_quant")
            state[f"{place.replace('/', '.')}.weight"] = ((whole - zero) * found[f"{name}_scale"]).T
        elif node.op_type == "MatMul" and node.input[1] in found:  # the last layer, left whole
            place = node.name.removeprefix("/_model/").removesuffix("/MatMul")
            state[f"{place.replace('/', '.')}.weight"] = found[node.input[1]].T
    for name in [name for name in state if name.endswith("_quantized")]:
        whole = name.removesuffix("_quantized")
        zero = state[f"{whole}_zero_point"].astype(np.float32)
        state[whole] = (state[name].astype(np.float32) - zero) * state[f"{whole}_scale"]
    kept = model.state_dict()
    for name in kept:
        if "word_embeddings" in name:
            continue
        if name not in state or state[name].shape != tuple(kept[name].shape):
            raise ModelUnusable(f"{weights} holds no weights for {name}.")
        kept[name] = torch.from_numpy(state[name].copy())
    model.load_state_dict(kept)
