"""Measures the example archive and pins what it reaches as floors that no change may lower.

Run it from the project's folder: python benchmarks/floors.py [--lower]

It prints the measures of corpus/questions.jsonl. Floors in corpus/floors.json are raised to a
little below what was measured; one that would have to be lowered is refused unless --lower says
so. tests/test_quality.py holds every change to them.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))

from test_quality import FLOORS, corpus_digest, measured  # noqa: E402 - what the test measures

from backissue.indexer import build_archive  # noqa: E402
from backissue.search import Archive  # noqa: E402
from backissue.search.evaluation.evaluate import Measures, evaluate, read_questions  # noqa: E402

# Between machines the last digits of vectors differ, and a question in a hundred with them.
MARGIN = 0.02


def main() -> int:
    """Measure, print, and pin; 1 where a floor would have to be lowered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lower", action="store_true", help="pin what is measured even if lower")
    lower = parser.parse_args().lower
    questions, _ = read_questions(ROOT / "corpus" / "questions.jsonl")
    with tempfile.TemporaryDirectory() as scratch:
        build_archive([ROOT / "corpus" / "articles"], Path(scratch) / "archive")
        with Archive.open(Path(scratch) / "archive") as archive:
            measures = Measures.of(evaluate(archive, questions))
    for row in measures:
        print(f"{row.key}: {row.value:.3f} ({row.questions} questions)")
    found = measured(measures)
    before = json.loads(FLOORS.read_text())["floors"] if FLOORS.exists() else {}
    floors = {
        name: 1.0 if name.startswith("citation exactness") else max(0.0, round(value - MARGIN, 3))
        for name, value in found.items()
    }
    fallen = {name for name, floor in before.items() if found[name] < floor}
    if fallen and not lower:
        print(
            f"Below the floor: {', '.join(sorted(fallen))}. Pin it with --lower.", file=sys.stderr
        )
        return 1
    kept = {name: max(floor, 0 if lower else before.get(name, 0)) for name, floor in floors.items()}
    FLOORS.write_text(json.dumps({"corpus": corpus_digest(), "floors": kept}, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
