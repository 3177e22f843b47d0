"""Measures Backissue beside txtai, Haystack, LlamaIndex, LangChain and a script written by hand.

Run it from the project's folder: python benchmarks/peers.py ARTICLES QUESTIONS [--articles 250]

ARTICLES is what `backissue index` takes, QUESTIONS a file as `backissue evaluate` reads it. All get
the same passages, model, threads and questions, each in processes and an environment of its own
(requirements-*.txt), set up as its documentation recommends (peers/). Times of searching are
medians of rounds in which each has its turn. Environments are made when first needed, and kept;
afterwards nothing is read from the network. The last result stands in peers.json.
"""

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from backissue.indexer import Article, Passage
from backissue.indexer.models.embed import embedded_text
from backissue.indexer.models.load import load_embedder
from backissue.indexer.models.weights import packaged_model
from backissue.indexer.sources.read import read_sources
from backissue.indexer.split import split
from backissue.search.evaluation.evaluate import read_questions
from backissue.search.evaluation.questions import Question

from findable import findable_among, is_hit

HERE = Path(__file__).parent
KEPT = HERE / "peers.json"
TORCH = "torch==2.13.0"  # as in the Makefile
DEPTHS = (1, 3, 10)
ROUNDS = 3
SEED = 7

# Each with its name in with_*.py; all but the first have a file of requirements.
SYSTEMS = {
    "backissue": "Backissue",
    "plain": "sentence-transformers + FAISS",
    "txtai": "txtai",
    "haystack": "Haystack",
    "llama-index": "LlamaIndex",
    "langchain": "LangChain",
}

QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "TRANSFORMERS_OFFLINE": "1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of one system; `cold_s` is from starting Python to the first passages."""

    passages_per_s: float
    load_s: float
    cold_s: float
    p50_ms: float
    p95_ms: float
    indexing_mib: int
    searching_mib: int
    disk_mib: float
    hits: tuple[float, ...]
    """hit@k at each of DEPTHS."""


def main() -> None:
    """Measure every system, print the tables, keep the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--articles", type=int, default=250, help="how many, chosen by chance")
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--environments", type=Path, default=HERE.parent / ".venv" / "peers")
    arguments = parser.parse_args()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: arguments.threads])
    pythons = {name: environment(name, arguments.environments) for name in arguments.systems}
    with tempfile.TemporaryDirectory() as scratch:
        inputs = Path(scratch)
        articles = choose(arguments.source, arguments.articles)
        known, _ = read_questions(arguments.questions)
        questions = list(findable_among(articles, known))
        passages = write_inputs(inputs, articles, questions)
        print(f"{len(articles)} articles, {len(passages)} passages, {len(questions)} questions")
        measured = measure(pythons, inputs, passages, questions)
    print(table(measured))
    kept = {
        "machine": machine(arguments.threads),
        "articles": len(articles),
        "passages": len(passages),
        "questions": len(questions),
        "requirements": {name: requirements(name) for name in pythons if name != "backissue"},
        "systems": {name: asdict(each) for name, each in measured.items()},
    }
    KEPT.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")


def choose(source: Path, count: int) -> list[Article]:
    """Return some articles, the same each time."""
    items = [found.item for found in read_sources(source)]
    articles = [item for item in items if isinstance(item, Article)]
    return random.Random(SEED).sample(articles, min(count, len(articles)))  # noqa: S311 - no secret


def write_inputs(
    folder: Path, articles: Iterable[Article], questions: Iterable[Question]
) -> list[Passage]:
    """Write what the systems read, and return the passages in their order."""
    articles = list(articles)
    tokens = load_embedder()
    passages = [
        passage
        for article in articles
        for passage in split(article, tokens.count_tokens, tokens.max_tokens)
    ]
    files: dict[str, Iterable[object]] = {
        "articles.jsonl": map(asdict, articles),
        "passages.jsonl": map(embedded_text, passages),
        "questions.jsonl": (each.question for each in questions),
    }
    for name, lines in files.items():
        text = "".join(json.dumps(line, default=str) + "\n" for line in lines)
        (folder / name).write_text(text, "utf-8")
    places = [(passage.article.id, passage.start) for passage in passages]
    (folder / "places.json").write_text(json.dumps(places), "utf-8")
    return passages


def measure(
    pythons: Mapping[str, Path],
    inputs: Path,
    passages: Sequence[Passage],
    questions: Sequence[Question],
) -> dict[str, Measured]:
    """Build each index once, then search all of them in turns."""
    built = {name: call(python, name, "build", inputs) for name, python in pythons.items()}
    cold: dict[str, list[float]] = {name: [] for name in pythons}
    warm: dict[str, list[dict[str, Any]]] = {name: [] for name in pythons}
    for turn in range(ROUNDS + 1):
        for name, python in pythons.items():
            started = time.perf_counter()
            call(python, name, "cold", inputs)
            if turn:  # the first one fills the disk's cache
                cold[name].append(time.perf_counter() - started)
                warm[name].append(call(python, name, "warm", inputs))
    measured = {}
    for name in pythons:
        # The first question finds what is loaded late.
        times = [sorted(each["ms"][1:]) for each in warm[name]]
        ranks = [
            [place for place, number in enumerate(found) if _holds(passages[number], question)]
            for question, found in zip(questions, warm[name][0]["found"], strict=True)
        ]
        measured[name] = Measured(
            passages_per_s=len(passages) / built[name]["index_s"],
            load_s=built[name]["load_s"],
            cold_s=statistics.median(cold[name]),
            p50_ms=statistics.median(statistics.median(each) for each in times),
            p95_ms=statistics.median(each[int(0.95 * len(each))] for each in times),
            indexing_mib=built[name]["peak_mib"],
            searching_mib=max(each["peak_mib"] for each in warm[name]),
            disk_mib=_size(inputs / name) / 2**20,
            hits=tuple(
                statistics.mean(any(place < depth for place in each) for each in ranks)
                for depth in DEPTHS
            ),
        )
    return measured


def call(python: Path, name: str, task: str, inputs: Path) -> dict[str, Any]:
    """Let a system do a task in a process of its own, and return what it says."""
    folder = inputs / name
    folder.mkdir(exist_ok=True)
    threads = str(len(os.sched_getaffinity(0)))
    print(f"  {name}: {task}", file=sys.stderr)
    done = subprocess.run(  # noqa: S603 - written above
        [python, script(name), task, packaged_model(), inputs, folder],
        env={**os.environ, **QUIET, "OMP_NUM_THREADS": threads},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{name} failed to {task}:\n{done.stderr[-4000:]}")
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def environment(name: str, folder: Path) -> Path:
    """Return the Python of a system's environment, which is made where it is not as required."""
    if name == "backissue":
        return Path(sys.executable)
    python = folder / name / "bin" / "python"
    made = folder / name / "requirements.txt"
    wanted = requirements(name)
    if not made.exists() or made.read_text("utf-8").splitlines() != wanted:
        print(f"  {name}: making its environment", file=sys.stderr)
        venv.create(folder / name, with_pip=True, clear=True)
        for some in ([TORCH], wanted):  # the first by its version, so that a CPU wheel is used
            subprocess.run([python, "-m", "pip", "install", "--quiet", *some], check=True)  # noqa: S603
        made.write_text("\n".join(wanted), "utf-8")
    return python


def requirements(name: str) -> list[str]:
    """Return what a system needs."""
    return (HERE / f"requirements-{name}.txt").read_text("utf-8").splitlines()


def script(name: str) -> Path:
    """Return what drives a system."""
    return HERE / "peers" / f"with_{name.replace('-', '_')}.py"


def table(measured: Mapping[str, Measured]) -> str:
    """Return the measures, and how many times better Backissue's are, as Markdown."""
    heads = ["passages/s", "cold s", "p50 ms", "p95 ms", "MiB indexing", "searching", "on disk"]
    heads += [f"hit@{depth}" for depth in DEPTHS]
    digits = [1, 2, 1, 1, 0, 0, 1, *(3 for _ in DEPTHS)]
    lines = ["", f"| | {' | '.join(heads)} |", "| --- " * (len(heads) + 1) + "|"]
    for name, each in measured.items():
        cells = [f"{value:,.{places}f}" for value, places in zip(_row(each), digits, strict=True)]
        lines.append(f"| {SYSTEMS[name]} | {' | '.join(cells)} |")
    if "backissue" in measured:
        ours = _row(measured["backissue"])
        more = [True, *(False for _ in range(6)), *(True for _ in DEPTHS)]  # is better
        lines += ["", f"| Backissue is better, times | {' | '.join(heads)} |"]
        lines.append("| --- " * (len(heads) + 1) + "|")
        for name, each in measured.items():
            pairs = zip(ours, _row(each), more, strict=True)
            ratios = [mine / theirs if up else theirs / mine for mine, theirs, up in pairs]
            if name != "backissue":
                cells = [f"{ratio:.2f}" for ratio in ratios]
                lines.append(f"| than {SYSTEMS[name]} | {' | '.join(cells)} |")
    return "\n".join(lines)


def machine(threads: int) -> dict[str, object]:
    """Describe what it ran on."""
    cpu = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": next(line.partition(": ")[2] for line in cpu if line.startswith("model name")),
        "threads": threads,
        "memory_gib": round(memory / 2**30),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def _row(each: Measured) -> list[float]:
    times = [each.passages_per_s, each.cold_s, each.p50_ms, each.p95_ms]
    return [*times, each.indexing_mib, each.searching_mib, each.disk_mib, *each.hits]


def _holds(passage: Passage, question: Question) -> bool:
    return is_hit((passage.article.title, passage.text), question)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
