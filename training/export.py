"""Makes of trained readers what the product ships: int8 ONNX, its tokenizer, and their hashes.

Run it from the project's folder: python training/export.py search/weights RUN [RUN ...]
"""

import argparse
import copy
import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import BertForQuestionAnswering

from backissue.indexer.models.weights import packaged_model

from shipped import restore
from soup import average


class Logits(nn.Module):
    """The model with nothing but tensors going in and out, as the exporter wants it."""

    def __init__(self, model: nn.Module) -> None:
        """Wrap a model."""
        super().__init__()
        self._model = model

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the logits of each token as the start and as the end: (passages, tokens) each."""
        output = self._model(input_ids=ids, attention_mask=mask, token_type_ids=types)
        return output.start_logits, output.end_logits


def main() -> None:
    """Export, quantise, hash."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path, help="where the product reads it from")
    parser.add_argument("runs", type=Path, nargs="+", help="folders that train.py wrote to")
    parser.add_argument("--earlier", type=Path, help="a reader.onnx to average with them")
    arguments = parser.parse_args()
    arguments.target.mkdir(parents=True, exist_ok=True)
    models = [
        BertForQuestionAnswering.from_pretrained(run / "model", attn_implementation="eager")
        for run in arguments.runs
    ]
    if arguments.earlier:
        models.append(copy.deepcopy(models[0]))
        restore(models[-1], arguments.earlier)
    model = average(models)
    weights = arguments.target / "reader.onnx"
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "reader.onnx"
        names = ("ids", "mask", "types")
        axes = {name: {0: "passages", 1: "tokens"} for name in (*names, "starts", "ends")}
        torch.onnx.export(
            Logits(model.train(mode=False)),
            (torch.ones(2, 8, dtype=torch.long),) * 3,
            str(whole),
            input_names=list(names),
            output_names=["starts", "ends"],
            dynamic_axes=axes,
            dynamo=False,
        )
        # reduce_range: without it the sums overflow on processors that have AVX2 alone. The last
        # layer is small, and what it rounds off nothing makes good.
        quantize_dynamic(
            whole,
            weights,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[
                node.name
                for node in onnx.load(str(whole)).graph.node
                if node.op_type == "MatMul" and "qa_outputs" in node.name
            ],
        )
    onnx.checker.check_model(str(weights))
    tokenizer = arguments.target / "tokenizer.json"
    tokenizer.write_bytes((packaged_model() / "tokenizer.json").read_bytes())
    hashes = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (weights, tokenizer)
    }
    (arguments.target / "hashes.json").write_text(json.dumps(hashes, indent=2) + "\n")
    print(json.dumps({**hashes, "bytes": weights.stat().st_size}, indent=2))


if __name__ == "__main__":
    main()
