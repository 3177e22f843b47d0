"""A graph that calculates in float32 -> one that multiplies in int8."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from backissue.indexer.models.embed import Tokens, Vectors

if TYPE_CHECKING:
    import onnx

# Values in a row that share a scale, of the weights as of what they meet. With 64, vectors of
# passages of news have a mean cosine of .9997 to float32; with 128 of .9996, a tenth faster. With
# one scale for all that a text makes them meet it was .993: one in ten of the ten nearest changed.
BLOCK = 64

# By which power of its largest value a channel is divided: Xiao et al., SmoothQuant (ICML 2023),
# found 0.5 right for most models. Here it halves what is lost.
EVENED = 0.5

# The largest number in int8 whose negative is one, too; and what stands for zero in uint8.
LARGEST = 127
ZERO = 128

# Smaller values than this are as good as none.
TINY = 1e-6

# Where ONNX Runtime keeps the operators that are not ONNX's own.
DOMAIN = "com.microsoft"


def quantise(model: "onnx.ModelProto", samples: Sequence[Tokens]) -> None:
    """Put weights that are multiplied into blocks of int8, and tables of vectors into float16.

    What the weights meet is put into such blocks as it comes. A few of the channels that a
    normalisation gives are far larger than those beside them, which would be rounded away: such
    channels are made smaller, and their weights as much larger. `samples` show which channels;
    each is the tokens of a text: (1, tokens).
    """
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    tables = {
        tensor.name: numpy_helper.to_array(tensor)
        for tensor in graph.initializer
        if tensor.data_type == TensorProto.FLOAT and len(tensor.dims) == len("KN")
    }
    factors = _factors(model, tables, samples)
    nodes: list[onnx.NodeProto] = []
    for node in graph.node:
        if _multiplies(node, tables):
            nodes.append(_product(graph, node, tables, factors))
        elif node.op_type == "Gather" and node.input[0] in tables:
            nodes += _rows(graph, node, tables)
        else:
            nodes.append(node)
        for name in factors.keys() & set(node.output):
            divided = [name, _add(graph, f"{name} factors", 1 / factors[name])]
            nodes.append(helper.make_node("Mul", divided, [f"{name} evened"]))
    used = {name for node in nodes for name in node.input}
    constants = [tensor for tensor in graph.initializer if tensor.name in used]
    graph.ClearField("node")
    graph.ClearField("initializer")
    graph.node.extend(nodes)
    graph.initializer.extend(constants)


def _multiplies(node: "onnx.NodeProto", tables: Mapping[str, Vectors]) -> bool:
    """Whether a node multiplies what comes by weights."""
    return node.op_type == "MatMul" and node.input[1] in tables


def _factors(
    model: "onnx.ModelProto", tables: Mapping[str, Vectors], samples: Sequence[Tokens]
) -> dict[str, Vectors]:
    """Return by what to divide the channels of each normalised value that meets weights."""
    made = {name for node in model.graph.node if "Norm" in node.op_type for name in node.output}
    weights: dict[str, Vectors] = {}
    for node in model.graph.node:
        if _multiplies(node, tables) and node.input[0] in made:
            largest = np.abs(tables[node.input[1]]).max(1).clip(TINY)
            weights[node.input[0]] = np.maximum(largest, weights.get(node.input[0], TINY))
    factors = {}
    for name, values in _largest(model, list(weights), samples).items():
        factor = values**EVENED / weights[name] ** (1 - EVENED)
        factors[name] = (factor / np.exp(np.log(factor).mean())).astype(np.float32)
    return factors


def _largest(
    model: "onnx.ModelProto", names: list[str], samples: Sequence[Tokens]
) -> dict[str, Vectors]:
    """Return how large the values in each channel become that are made of samples: (channels,)."""
    import onnx
    import onnxruntime

    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    for name in names:
        value = onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
        watched.graph.output.append(value)
    session = onnxruntime.InferenceSession(
        watched.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    found: dict[str, Vectors] = {}
    for tokens in samples:
        for name, values in zip(names, session.run(names, {"ids": tokens}), strict=True):
            largest = np.abs(values).reshape(-1, values.shape[-1]).max(0)
            found[name] = np.maximum(largest, found.get(name, TINY))
    return found


def _product(
    graph: "onnx.GraphProto",
    node: "onnx.NodeProto",
    tables: Mapping[str, Vectors],
    factors: Mapping[str, Vectors],
) -> "onnx.NodeProto":
    """Return a product with weights in int8 blocks, in place of one in float32."""
    from onnx import helper

    met, weights = node.input[0], tables[node.input[1]]
    if met in factors:
        met, weights = f"{met} evened", weights * factors[met][:, None]
    inputs, outputs = weights.shape
    padded = np.pad(weights.T, ((0, 0), (0, -inputs % BLOCK))).reshape(outputs, -1, BLOCK)
    scales = np.abs(padded).max(2).clip(TINY) / LARGEST
    blocks = (np.rint(padded / scales[:, :, None]) + ZERO).astype(np.uint8)
    name = node.output[0]
    return helper.make_node(
        "MatMulNBits",
        [met, _add(graph, f"{name} blocks", blocks), _add(graph, f"{name} scales", scales)],
        node.output,
        domain=DOMAIN,
        K=inputs,
        N=outputs,
        bits=8,
        block_size=BLOCK,
        accuracy_level=4,  # what the weights meet is put into int8, too
    )


def _rows(
    graph: "onnx.GraphProto", node: "onnx.NodeProto", tables: Mapping[str, Vectors]
) -> Iterator["onnx.NodeProto"]:
    """Yield what looks rows up in a table of float16, in place of one of float32."""
    from onnx import TensorProto, helper

    table, rows = node.input[0], f"{node.output[0]} in float16"
    halves = _add(graph, f"{table} in float16", tables[table].astype(np.float16))
    looked_up = helper.make_node("Gather", [halves, node.input[1]], [rows])
    looked_up.attribute.extend(node.attribute)
    yield looked_up
    yield helper.make_node("Cast", [rows], node.output, to=TensorProto.FLOAT)


def _add(graph: "onnx.GraphProto", name: str, values: npt.NDArray[np.generic]) -> str:
    """Add a constant to a graph; return its name."""
    from onnx import numpy_helper

    graph.initializer.append(numpy_helper.from_array(values, name))
    return name
