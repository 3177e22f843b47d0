"""Texts go to the GPU, and what runs them there is loaded when it is needed."""

from backissue.indexer.models.embed_gpu import GpuEmbedder

from conftest import WordEmbedder


def test_texts_and_questions_are_embedded_each_in_its_own_place() -> None:
    here, there = WordEmbedder(), WordEmbedder()
    loaded = []

    def load() -> WordEmbedder:
        loaded.append(there)
        return there

    embedder = GpuEmbedder(here, load)
    assert (embedder.model, embedder.max_tokens) == (here.model, 64)
    assert embedder.count_tokens("late again") == 2
    question = embedder.embed_question("late ferry")
    assert loaded == []
    for _ in range(2):
        assert embedder.embed_texts(["late ferry"])[0] @ question > 0.999
    assert loaded == [there]
    assert there.embedded == ["late ferry", "late ferry"]
    assert here.embedded == []
