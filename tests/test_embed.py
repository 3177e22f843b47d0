"""The real model: pinned weights, unit vectors, nothing cut off."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from backissue.indexer import Article
from backissue.indexer.embed import (
    DEFAULT_WEIGHTS,
    Embedder,
    SentenceTransformerEmbedder,
    embedded_text,
    load_embedder,
    packaged_model,
)
from backissue.indexer.errors import ModelUnusable
from backissue.indexer.split import split


@pytest.fixture(scope="module")
def model() -> Embedder:
    return load_embedder()


def test_the_default_model_is_the_one_that_is_pinned(model: Embedder) -> None:
    assert (model.model.name, model.model.dimension) == ("all-MiniLM-L6-v2", 384)
    assert model.model.weights == DEFAULT_WEIGHTS
    assert model.max_tokens == 254


def test_vectors_have_length_one_and_are_close_where_meanings_are(model: Embedder) -> None:
    texts = ["The ferry was late because of ice.", "Frost delayed the boat.", "Shares rose."]
    vectors = model.embed_texts(texts)
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
    question = model.embed_question("Why was the boat delayed?")
    assert question.shape == (384,)
    assert vectors[1] @ question > vectors[2] @ question + 0.2


def test_a_text_has_the_same_vector_alone_and_among_others(model: Embedder) -> None:
    texts = ["The ferry was late.", "The council of Oslo met on Friday to vote. " * 5]
    together, alone = model.embed_texts(texts), model.embed_texts(texts[:1])
    assert together[0] == pytest.approx(alone[0], abs=1e-5)


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


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="could not be loaded"):
        SentenceTransformerEmbedder(str(tmp_path / "no model here"))


def test_a_model_in_a_folder_has_its_own_weights_hash(tmp_path: Path) -> None:
    shutil.copytree(packaged_model(), tmp_path / "model")
    found = load_embedder(str(tmp_path / "model")).model
    assert (found.name, found.dimension) == (str(tmp_path / "model"), 384)
    assert len(found.weights) == 64
    assert found.weights != DEFAULT_WEIGHTS


def test_pickled_weights_are_never_loaded(tmp_path: Path) -> None:
    shutil.copytree(packaged_model(), tmp_path / "model")
    (tmp_path / "model" / "model.safetensors").rename(tmp_path / "model" / "pytorch_model.bin")
    with pytest.raises(ModelUnusable):
        load_embedder(str(tmp_path / "model"))


def test_counting_the_tokens_of_a_long_text_warns_of_nothing(
    model: Embedder, capfd: pytest.CaptureFixture[str]
) -> None:
    assert model.count_tokens("ice " * 700) == 700
    assert capfd.readouterr().err == ""
