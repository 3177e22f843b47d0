"""The shipped reader: it marks answers in passages, and says how sure it is."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from backissue.indexer import Article, Passage
from backissue.indexer.errors import ModelUnusable
from backissue.search.reading.reader import Reader
from backissue.search.reading.span_reader import WEIGHTS, SpanReader

ICE = Article(
    id="ice",
    title="Harbour freezes over",
    text="The harbour of Skerry froze over on Friday. Mayor Ann Berg closed it to all 14 ferries. "
    "The last time was in 1987, when the ice lasted for nine weeks.",
    published=date(2020, 1, 31),
)
SHOP = Article(id="shop", title="Shop", text="A shop for hats opened in the old town of Bergvik.")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return SpanReader()


def _passage(article: Article) -> Passage:
    return Passage(article, 0, len(article.text))


def _said(reader: Reader, question: str, *articles: Article) -> str:
    best = reader.read(question, [_passage(article) for article in articles])[0]
    return best.passage.article.text[best.start : best.end]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which mayor closed the harbour?", "Ann Berg"),
        ("How many ferries were kept out of the harbour?", "14"),
        ("When did the harbour freeze the last time?", "1987"),
        ("How long did the ice last in 1987?", "nine weeks"),
    ],
)
def test_the_answer_is_marked(reader: Reader, question: str, answer: str) -> None:
    assert answer in _said(reader, question, ICE, SHOP)


def test_it_is_surer_where_the_answer_stands_than_where_it_does_not(reader: Reader) -> None:
    question = "Who closed the harbour?"
    there = reader.read(question, [_passage(ICE)])[0].confidence
    elsewhere = reader.read(question, [_passage(SHOP)])[0].confidence
    assert 0 <= elsewhere < there <= 1


def test_readings_are_ordered_and_say_each_answer_once(reader: Reader) -> None:
    readings = reader.read("Who closed the harbour?", [_passage(ICE), _passage(ICE)])
    sure = [reading.confidence for reading in readings]
    assert sure == sorted(sure, reverse=True)
    texts = [each.passage.article.text[each.start : each.end].lower() for each in readings]
    assert len(set(texts)) == len(texts)


def test_a_passage_reads_the_same_alone_and_beside_longer_ones(reader: Reader) -> None:
    long = Article(id="long", title="", text="The council met and went home. " * 20)
    alone = reader.read("Who closed the harbour?", [_passage(ICE)])[0]
    beside = reader.read("Who closed the harbour?", [_passage(ICE), _passage(long)])[0]
    assert (alone.start, alone.end) == (beside.start, beside.end)


def test_offsets_count_from_the_beginning_of_the_article(reader: Reader) -> None:
    start = ICE.text.index("Mayor")
    best = reader.read("Who closed the harbour?", [Passage(ICE, start, len(ICE.text))])[0]
    assert best.start >= start
    assert "Berg" in ICE.text[best.start : best.end]


def test_no_passages_no_readings(reader: Reader) -> None:
    assert reader.read("Who closed the harbour?", []) == []


def test_weights_that_are_not_the_shipped_ones_are_refused(tmp_path: Path) -> None:
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    with (tmp_path / "weights" / "reader.onnx").open("r+b") as file:
        file.seek(1_000_000)
        byte = file.read(1)
        file.seek(1_000_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(ModelUnusable, match=r"reader\.onnx is damaged"):
        SpanReader(tmp_path / "weights")


def test_every_shipped_file_has_its_hash() -> None:
    hashes = json.loads((WEIGHTS / "hashes.json").read_text())
    assert {"reader.onnx", "tokenizer.json"} <= hashes.keys()


def test_it_is_called_by_the_hash_of_its_weights() -> None:
    hashes = json.loads((WEIGHTS / "hashes.json").read_text("utf-8"))
    assert SpanReader().name == f"reader {hashes['reader.onnx'][:8]}"
