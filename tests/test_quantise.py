"""A graph in int8 calculates what it did in float32, nearly, whatever stands out in it."""

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from backissue.indexer.models.embed import Tokens, Vectors
from backissue.indexer.models.quantise import quantise

# Not a whole number of blocks.
CHANNELS, OUTPUTS, WORDS = 80, 24, 50

SAMPLES = [np.arange(WORDS)[None, :]]


@pytest.fixture
def model() -> onnx.ModelProto:
    """A table of words, normalised so that one channel is far larger, and two products of it."""
    rng = np.random.default_rng(1)
    gain = np.ones(CHANNELS, np.float32)
    gain[7] = 60
    constants = {
        "table": rng.standard_normal((WORDS, CHANNELS), np.float32),
        "gain": gain,
        "first": rng.standard_normal((CHANNELS, OUTPUTS), np.float32),
        "second": rng.standard_normal((CHANNELS, OUTPUTS), np.float32),
    }
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["words"]),
        helper.make_node("LayerNormalization", ["words", "gain"], ["normal"]),
        helper.make_node("MatMul", ["normal", "first"], ["one"]),
        helper.make_node("MatMul", ["normal", "second"], ["other"]),
        helper.make_node("Add", ["one", "other"], ["vectors"]),
    ]
    graph = helper.make_graph(
        nodes,
        "words",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, None])],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(values, name) for name, values in constants.items()],
    )
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10)


def _run(model: onnx.ModelProto, tokens: Tokens) -> Vectors:
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    vectors: list[Vectors] = session.run(None, {"ids": tokens})
    found: Vectors = vectors[0][0]
    return found


def test_vectors_stay_what_they_were(model: onnx.ModelProto) -> None:
    tokens = np.array([[3, 1, 4, 15, 9]])
    before = _run(model, tokens)
    quantise(model, SAMPLES)
    after = _run(model, tokens)
    lost = np.linalg.norm(after - before, axis=1) / np.linalg.norm(before, axis=1)
    assert 0 < lost.max() < 0.02


def test_what_stands_out_takes_nothing_from_what_is_beside_it(model: onnx.ModelProto) -> None:
    (first,) = (each for each in model.graph.initializer if each.name == "first")
    (second,) = (each for each in model.graph.initializer if each.name == "second")
    for weights in (first, second):  # the channel that stands out counts for nothing
        values = numpy_helper.to_array(weights).copy()
        values[7] = 0.001
        weights.CopyFrom(numpy_helper.from_array(values, weights.name))
    before = _run(model, SAMPLES[0])
    quantise(model, SAMPLES)
    after = _run(model, SAMPLES[0])
    lost = np.linalg.norm(after - before, axis=1) / np.linalg.norm(before, axis=1)
    assert lost.max() < 0.02


def test_weights_take_a_quarter_of_the_room_and_tables_half(model: onnx.ModelProto) -> None:
    quantise(model, SAMPLES)
    kinds = {numpy_helper.to_array(each).dtype.name for each in model.graph.initializer}
    assert [node.op_type for node in model.graph.node].count("MatMulNBits") == 2
    assert kinds == {"uint8", "float16", "float32"}
    assert not {"first", "second", "table"} & {each.name for each in model.graph.initializer}
