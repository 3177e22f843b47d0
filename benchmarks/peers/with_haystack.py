"""Haystack as its documentation of hybrid retrieval has it: one store, two retrievers, one joiner.

The store is the one that needs no server and knows both kinds of search; it is saved as JSON.
"""

from adapter import LIMIT, Find, Job, Ready, run

STORE = "store.json"


def build(job: Job, ready: Ready) -> None:
    """Embed the passages into a store, and save it."""
    from haystack import Document
    from haystack.components.writers import DocumentWriter
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersDocumentEmbedder,
    )

    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    embedder = SentenceTransformersDocumentEmbedder(model=job.model, progress_bar=False)
    embedder.warm_up()
    ready()
    documents = [
        Document(id=str(number), content=passage) for number, passage in enumerate(job.passages())
    ]
    DocumentWriter(document_store=store).run(embedder.run(documents)["documents"])
    store.save_to_disk(str(job.folder / STORE))


def open_index(job: Job) -> Find:
    """Load the store, and connect what searches it."""
    from haystack import Pipeline
    from haystack.components.joiners.document_joiner import DocumentJoiner
    from haystack.components.retrievers.in_memory import (
        InMemoryBM25Retriever,
        InMemoryEmbeddingRetriever,
    )
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersTextEmbedder,
    )

    store = InMemoryDocumentStore.load_from_disk(str(job.folder / STORE))
    pipeline = Pipeline()
    pipeline.add_component("words", InMemoryBM25Retriever(document_store=store, top_k=LIMIT))
    pipeline.add_component(
        "embedder", SentenceTransformersTextEmbedder(model=job.model, progress_bar=False)
    )
    pipeline.add_component("meaning", InMemoryEmbeddingRetriever(document_store=store, top_k=LIMIT))
    pipeline.add_component(
        "joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=LIMIT)
    )
    pipeline.connect("embedder.embedding", "meaning.query_embedding")
    pipeline.connect("words.documents", "joiner.documents")
    pipeline.connect("meaning.documents", "joiner.documents")

    def find(question: str) -> list[int]:
        said = pipeline.run({"words": {"query": question}, "embedder": {"text": question}})
        return [int(document.id) for document in said["joiner"]["documents"]]

    return find


if __name__ == "__main__":
    run(build, open_index)
