"""A process that is killed or interrupted loses nothing that it had committed."""

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from backissue.indexer import build_archive
from backissue.indexer.verify import verify_archive
from backissue.search import Archive

from conftest import ROOT, WordEmbedder, article

ARTICLES = 5_000


def test_fifty_kills_lose_nothing_that_was_committed() -> None:
    command = [sys.executable, "benchmarks/crash.py", "--kills", "50", "--seed", "7"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "50 kills survived" in ended.stdout


def interrupted_run(folder: Path, log: Path, after: int | None) -> int:
    """Index ARTICLES, with Ctrl-C after so many signs of progress; return how the run ended."""
    command = [sys.executable, "tests/another_process.py", "index", str(folder), str(ARTICLES)]
    with subprocess.Popen(
        [*command, str(log)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for count, _ in enumerate(process.stdout, start=1):
            if count == after:
                process.send_signal(signal.SIGINT)
        process.communicate()
    return process.returncode


def embedded(log: Path) -> list[str]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def test_an_interrupted_run_goes_on_where_it_was_and_embeds_nothing_twice(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    held: list[int] = []
    for attempt, after in enumerate([20, 10, 5, None]):
        log = tmp_path / f"embedded-{attempt}"
        code = interrupted_run(folder, log, after)
        assert code == (-signal.SIGINT if after else 0)
        assert not (folder / "writer.json").exists()
        with Archive.open(folder, embedder=WordEmbedder()) as archive:
            held.append(archive.info().counts.articles)
            assert len(archive.search("ferry", limit=ARTICLES, fold_copies=False)) == held[-1]
        assert verify_archive(folder)
        texts = embedded(log)
        assert len(set(texts)) == len(texts)
        before = held[-2] if attempt else 0
        first = min(int(text.split()[1]) for text in texts)
        assert first == before, "what was committed is not embedded again"
    assert held[-1] == len(texts) + held[-2] == ARTICLES
    assert 0 < held[0] <= held[1] <= held[2] < ARTICLES


def test_an_interrupted_first_run_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    assert interrupted_run(folder, tmp_path / "embedded", 2) == -signal.SIGINT
    report = build_archive(article(1, "The ferry left."), folder, embedder=WordEmbedder())
    assert report.added == 1
    assert verify_archive(folder)


def test_the_command_that_is_stopped_with_ctrl_c_says_in_one_line_how_to_go_on(
    tmp_path: Path,
) -> None:
    folder, source = tmp_path / "archive", tmp_path / "news.jsonl"
    text = "The ferry left the harbour. " * 100
    records = [{"id": str(number), "title": "Ferry", "text": text} for number in range(ARTICLES)]
    source.write_text("\n".join(map(json.dumps, records)), "utf-8")
    program = "from backissue.ui.cli import main; main()"
    command = [sys.executable, "-c", program, "index", str(source), "--archive", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        while not (folder / "writer.json").exists():
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        said = process.communicate()
    assert said == (
        "",
        "Stopped. What was indexed is kept; run the same command again to go on.\n",
    )
    assert process.returncode == 130
    assert list(tmp_path.iterdir()) == [source], "nothing was indexed yet"


@pytest.mark.parametrize("number", [1, 2], ids=["revised", "added"])
def test_words_written_but_not_yet_in_force_do_not_stand_in_the_way(
    folder: Path, tmp_path: Path, embedder: WordEmbedder, number: int
) -> None:
    """A kill just before tantivy's meta.json is put in place leaves all other files of a commit."""
    shutil.copy(folder / "words" / "meta.json", tmp_path)
    build_archive(article(number, "The lake froze over."), folder, embedder=embedder)
    shutil.copy(tmp_path / "meta.json", folder / "words")
    with Archive.open(folder, embedder=embedder) as archive:
        hits = archive.search("lake", mode="keyword")
        assert [hit.passage.article.id for hit in hits] == [f"article-{number}"]
    assert verify_archive(folder)
