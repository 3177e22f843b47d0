"""The real model, in each way of running it: pinned weights, unit vectors, nothing cut off."""

import gc
import shutil
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from backissue.indexer import Article
from backissue.indexer.errors import ModelUnusable
from backissue.indexer.models.embed import Embedder, embedded_text
from backissue.indexer.models.embed_onnx import OnnxEmbedder
from backissue.indexer.models.embed_torch import SentenceTransformerEmbedder
from backissue.indexer.models.load import load_embedder
from backissue.indexer.models.weights import DEFAULT_WEIGHTS, packaged_model
from backissue.indexer.split import split

TEXTS = [
    "The ferry was late.",
    "Frost delayed the boat: nobody had thought of the ice, said the captain on Friday.",
    "Shares rose.",
    "The council of Oslo met on Friday to vote. " * 20,
]


@pytest.fixture(scope="module")
def torch() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="module", params=["int8", "float32", "torch"])
def model(request: pytest.FixtureRequest, torch: SentenceTransformerEmbedder) -> Embedder:
    return torch if request.param == "torch" else load_embedder(precision=request.param)


def test_the_default_model_is_the_one_that_is_pinned(model: Embedder) -> None:
    assert (model.model.name, model.model.dimension) == ("all-MiniLM-L6-v2", 384)
    assert model.model.weights == DEFAULT_WEIGHTS
    assert model.max_tokens == 254


def test_vectors_have_length_one_and_are_close_where_meanings_are(model: Embedder) -> None:
    texts = ["The ferry was late because of ice.", "Frost delayed the boat.", "Shares rose."]
    vectors = model.embed_texts(texts)
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
    question = model.embed_question("Why was the boat delayed?")
    assert question.shape == (384,)
    assert question.dtype == np.float32
    assert vectors[1] @ question > vectors[2] @ question + 0.2


def test_a_text_has_the_same_vector_alone_and_among_others(model: Embedder) -> None:
    together, alone = model.embed_texts(TEXTS), model.embed_texts(TEXTS[:1])
    assert together[0] == pytest.approx(alone[0], abs=1e-5)


@pytest.mark.parametrize("precision", ["int8", "float32"])
def test_onnx_gives_a_text_the_same_vector_to_the_last_bit_whatever_stands_beside_it(
    precision: str,
) -> None:
    alone = load_embedder(precision=precision, workers=1)
    crowded = load_embedder(precision=precision, workers=8)
    one_by_one = np.concatenate([alone.embed_texts([text]) for text in TEXTS])
    assert np.array_equal(crowded.embed_texts([*TEXTS * 5, "Ice."])[:4], one_by_one)
    assert np.array_equal(alone.embed_question(TEXTS[0]), one_by_one[0])


@pytest.mark.parametrize(("precision", "least"), [("float32", 0.99999), ("int8", 0.999)])
def test_onnx_makes_the_vectors_that_torch_makes(
    precision: str, least: float, torch: SentenceTransformerEmbedder
) -> None:
    exported = load_embedder(precision=precision)
    assert isinstance(exported, OnnxEmbedder)
    assert exported.model.precision == precision
    cosines = np.sum(exported.embed_texts(TEXTS) * torch.embed_texts(TEXTS), axis=1)
    assert cosines.min() >= least


def test_nothing_to_embed_gives_no_vectors() -> None:
    assert load_embedder().embed_texts([]).shape == (0, 384)


def test_many_threads_may_ask_at_once() -> None:
    model = load_embedder()
    questions = [f"Who was late on day {number}?" for number in range(40)]
    expected = [model.embed_question(question) for question in questions]
    fresh = load_embedder()
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(fresh.embed_question, questions))
    assert np.array_equal(found, expected)


def test_a_remembered_question_is_not_changed_by_who_asked_it() -> None:
    model = load_embedder()
    first = model.embed_question("Who was late?")
    kept = first.copy()
    first[:] = 0
    assert np.array_equal(model.embed_question("Who was late?"), kept)


def test_of_no_passage_anything_is_cut_off(model: Embedder) -> None:
    article = Article(
        id="1",
        title="A headline that goes on and on about the state of ferries in the north " * 6,
        text="Antidisestablishmentarianism, said Ms Łukasiewicz-Þórsdóttir (§ 12.4–7). " * 60,
        source="The Very Long Name of a Newspaper of Record in a Small Northern Town",
    )
    passages = split(article, model.count_tokens, model.max_tokens)
    assert len(passages) > 3
    assert all(model.count_tokens(embedded_text(each)) <= model.max_tokens for each in passages)


def test_a_question_longer_than_the_model_reads_counts_up_to_there(model: Embedder) -> None:
    longest = "ice " * model.max_tokens
    assert model.embed_question(longest + "fire " * 500) == pytest.approx(
        model.embed_question(longest), abs=1e-5
    )


def test_all_ways_count_the_same_tokens(model: Embedder, torch: Embedder) -> None:
    for text in ("", " ", "Łódź (12. März): 3,5 %", "東京で会談", "naïve co-operation…"):
        assert model.count_tokens(text) == torch.count_tokens(text)


def test_counting_the_tokens_of_a_long_text_warns_of_nothing(
    model: Embedder, capfd: pytest.CaptureFixture[str]
) -> None:
    assert model.count_tokens("ice " * 700) == 700
    assert capfd.readouterr().err == ""


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="could not be loaded"):
        SentenceTransformerEmbedder(str(tmp_path / "no model here"))


def test_a_model_that_nobody_holds_any_longer_is_let_go_of_at_once() -> None:
    gc.collect()
    gc.disable()
    try:
        embedder = load_embedder()
        embedder.embed_question("Why was the boat delayed?")
        held = weakref.ref(embedder)
        del embedder
        assert held() is None
    finally:
        gc.enable()


def test_pickled_weights_are_never_loaded(tmp_path: Path) -> None:
    shutil.copytree(packaged_model(), tmp_path / "model")
    (tmp_path / "model" / "model.safetensors").rename(tmp_path / "model" / "pytorch_model.bin")
    with pytest.raises(ModelUnusable):
        load_embedder(str(tmp_path / "model"))
