"""How often answers of a given confidence are right.

Run it on what came of single questions:

    backissue evaluate corpus/questions.jsonl --archive ARCHIVE --out results.jsonl
    python benchmarks/reliability.py results.jsonl

An answer is right that has at least half of its words in common with a known one (F1). The expected
calibration error is that of Guo et al., On Calibration of Modern Neural Networks (ICML 2017).
"""

import json
import sys
from pathlib import Path

import numpy as np

BINS = 10
RIGHT = 0.5


def main() -> None:
    """Print a line for each tenth of confidence in which there are answers."""
    records = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    given = [record for record in records if record["answer"]]
    confidence = np.array([record["confidence"] for record in given])
    right = np.array([record["values"]["F1 of the answered"] >= RIGHT for record in given])
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    print("| confidence | answers | mean confidence | right |\n| --- | --- | --- | --- |")
    error = 0.0
    for place in np.unique(bins):
        inside = bins == place
        sure, share = confidence[inside].mean(), right[inside].mean()
        error += inside.mean() * abs(sure - share)
        bounds = f"{place / BINS:.1f}–{(place + 1) / BINS:.1f}"
        print(f"| {bounds} | {inside.sum()} | {sure:.3f} | {share:.3f} |")
    print(f"\n{len(given)} of {len(records)} answered; expected calibration error {error:.3f}")


if __name__ == "__main__":
    main()
