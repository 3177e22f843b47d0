"""Models of one's own: what ONNX Runtime runs of them is made once, and torch runs the rest."""

import logging
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from backissue.indexer import build_archive, cores
from backissue.indexer.errors import ArchiveMismatch, ModelUnusable
from backissue.indexer.models import load
from backissue.indexer.models.embed import Embedder
from backissue.indexer.models.embed_onnx import OnnxEmbedder
from backissue.indexer.models.embed_torch import SentenceTransformerEmbedder
from backissue.indexer.models.load import load_embedder
from backissue.indexer.models.weights import packaged_model
from backissue.search import Archive

from conftest import ARTICLES

TEXTS = ["The ferry was late.", "Ice.", "The council of Oslo met on Friday to vote. " * 9]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's cache folder with nothing in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "backissue"


def make_model(
    folder: Path, *, pooling: str = "mean", prompts: dict[str, str] | None = None, seed: int = 0
) -> str:
    """Save a small untrained model with the default model's tokenizer; return its name."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import AutoTokenizer, BertConfig, BertModel

    torch.manual_seed(seed)
    config = BertConfig(
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        initializer_range=0.5,
    )
    BertModel(config).save_pretrained(folder / "bert")
    AutoTokenizer.from_pretrained(packaged_model()).save_pretrained(folder / "bert")
    modules = [
        Transformer(str(folder / "bert")),
        Pooling(32, pooling, include_prompt=prompts is None or "query" in prompts),
    ]
    model = SentenceTransformer(modules=modules, prompts=prompts)
    model.max_seq_length = 64
    model.save(str(folder / "model"))
    return str(folder / "model")


@pytest.fixture(scope="module")
def name(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a small model."""
    return make_model(tmp_path_factory.mktemp("small"))


def exported(name: str, precision: str = "float32") -> OnnxEmbedder:
    embedder = load_embedder(name, precision=precision)
    assert isinstance(embedder, OnnxEmbedder)
    return embedder


def makes_the_same(first: Embedder, second: Embedder) -> bool:
    return np.allclose(first.embed_texts(TEXTS), second.embed_texts(TEXTS), atol=1e-4) and (
        np.allclose(first.embed_question(TEXTS[0]), second.embed_question(TEXTS[0]), atol=1e-4)
    )


def test_a_model_in_a_folder_has_its_own_weights_hash(name: str) -> None:
    found, defined = exported(name), SentenceTransformerEmbedder(name)
    assert found.model == defined.model
    assert (found.model.name, found.model.dimension, found.max_tokens) == (name, 32, 62)
    assert len(found.model.weights) == 64


@pytest.mark.parametrize("pooling", ["mean", "cls", "max", "lasttoken"])
def test_pooling_is_read_from_the_model(pooling: str, tmp_path: Path) -> None:
    name = make_model(tmp_path, pooling=pooling)
    assert makes_the_same(exported(name), SentenceTransformerEmbedder(name))


def test_what_a_model_wants_in_front_of_questions_and_texts_is_put_there(
    name: str, tmp_path: Path
) -> None:
    prompted = make_model(tmp_path, prompts={"query": "Question: ", "document": "Passage: "})
    found = exported(prompted)
    assert makes_the_same(found, SentenceTransformerEmbedder(prompted))
    assert found.max_tokens == 60
    plain = exported(name)
    assert np.allclose(found.embed_question("Who?"), plain.embed_question("Question: Who?"))


def test_a_model_that_cannot_be_exported_is_run_by_torch_which_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # Its prompt is read but not pooled, which is more than tokens in, vector out.
    name = make_model(tmp_path, prompts={"document": "Find the passage that says: "})
    with caplog.at_level(logging.WARNING, "backissue"):
        served = load_embedder(name)
    assert isinstance(served, SentenceTransformerEmbedder)
    assert served.model.precision == "float32"
    (said,) = caplog.messages
    assert "is run by torch, which is slower" in said


def test_an_export_is_made_once_and_torch_is_not_needed_again(name: str, cache: Path) -> None:
    exported(name, "int8")
    (kept,) = (cache / "models").glob("*.onnx")
    made = kept.stat().st_mtime_ns
    program = (
        "import sys; from backissue.indexer.models.load import load_embedder; "
        f"load_embedder({name!r}, precision='int8').embed_texts(['Ice.']); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "onnxruntime" in loaded
    assert {"torch", "sentence_transformers", "transformers"}.isdisjoint(loaded)
    assert kept.stat().st_mtime_ns == made
    assert [path.suffix for path in (cache / "models").iterdir() if path != kept] == [".lock"]


def test_other_weights_in_the_same_folder_are_exported_anew(tmp_path: Path) -> None:
    name = make_model(tmp_path)
    before = exported(name)
    shutil.rmtree(tmp_path / "model")
    assert make_model(tmp_path, seed=1) == name
    after = exported(name)
    assert after.model.weights != before.model.weights
    assert makes_the_same(after, SentenceTransformerEmbedder(name))


def test_two_that_need_an_export_at_once_both_get_it(name: str, cache: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(exported, [name, name])
    assert makes_the_same(first, second)
    assert len(list((cache / "models").glob("*.onnx"))) == 1


@pytest.mark.parametrize(("flags", "precision"), [("avx2 avx_vnni", "int8"), ("avx2", "float32")])
def test_the_precision_is_the_one_that_the_processor_is_faster_at(
    flags: str, precision: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpuinfo").write_text(f"flags : {flags}\n")
    monkeypatch.setattr(cores, "PROCESSOR", tmp_path / "cpuinfo")
    monkeypatch.setattr(load, "has_gpu", lambda: False)
    assert load_embedder(name).model.precision == precision


def test_a_gpu_calculates_in_float32(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "is_fast_in_int8", lambda: True)
    monkeypatch.setattr(load, "has_gpu", lambda: True)
    assert load_embedder(name).model.precision == "float32"


def test_a_precision_that_there_is_not_is_refused() -> None:
    with pytest.raises(ModelUnusable, match=r"'int4'.*int8, float32"):
        load_embedder(precision="int4")


def test_an_archive_downloads_no_model_by_itself(folder: Path) -> None:
    with (
        Archive.open(folder) as archive,
        pytest.raises(ModelUnusable, match=r"'words' is not on this machine.*unless you ask"),
    ):
        archive.search("ferry")


def test_an_archive_remembers_its_precision(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    build_archive(ARTICLES, folder, embedder=load_embedder(name, precision="float32"))
    with Archive.open(folder) as archive:
        assert archive.info().model.precision == "float32"
        assert archive.embedder.model.precision == "float32"
    with pytest.raises(ArchiveMismatch, match=r"float32.*int8"):
        build_archive(ARTICLES[:1], folder, embedder=load_embedder(name, precision="int8"))


def test_an_archive_made_by_torch_is_opened_in_float32(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    defined = SentenceTransformerEmbedder(name)
    build_archive(ARTICLES, folder, embedder=defined)
    with Archive.open(folder) as archive:
        assert isinstance(archive.embedder, OnnxEmbedder)
        assert makes_the_same(archive.embedder, defined)
