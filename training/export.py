"""Makes of a trained reader what the product ships: int8 ONNX, its tokenizer, and their hashes.

Run it from the project's folder: python training/export.py RUN search/weights
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

from backissue.indexer.weights import packaged_model

from shipped import restore


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
    parser.add_argument("run", type=Path, help="the folder that train.py wrote to")
    parser.add_argument("target", type=Path, help="where the product reads it from")
    parser.add_argument("--average", type=Path, help="an earlier reader.onnx to average with")
    parser.add_argument("--share", type=float, default=0.34, help="what the earlier one counts for")
    arguments = parser.parse_args()
    arguments.target.mkdir(parents=True, exist_ok=True)
    model = BertForQuestionAnswering.from_pretrained(
        arguments.run / "model", attn_implementation="eager"
    )
    if arguments.average:
        _average(model, arguments.average, arguments.share)
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
        # reduce_range: without it the sums overflow on processors that have AVX2 alone.
        quantize_dynamic(
            whole, weights, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
    onnx.checker.check_model(str(weights))
    tokenizer = arguments.target / "tokenizer.json"
    tokenizer.write_bytes((packaged_model() / "tokenizer.json").read_bytes())
    hashes = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (weights, tokenizer)
    }
    (arguments.target / "hashes.json").write_text(json.dumps(hashes, indent=2) + "\n")
    print(json.dumps({**hashes, "bytes": weights.stat().st_size}, indent=2))


def _average(model: BertForQuestionAnswering, weights: Path, share: float) -> None:
    """Move a model's weights towards those of a reader that it was trained on from.

    The two know different things, and the average both (Wortsman et al., Model soups, ICML 2022).
    """
    earlier = copy.deepcopy(model)
    restore(earlier, weights)
    others = earlier.state_dict()
    model.load_state_dict(
        {
            name: share * others[name] + (1 - share) * tensor
            if tensor.is_floating_point()
            else tensor
            for name, tensor in model.state_dict().items()
        }
    )


if __name__ == "__main__":
    main()
