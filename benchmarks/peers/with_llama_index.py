"""LlamaIndex as its documentation of reciprocal rank fusion has it, without a language model."""

from adapter import LIMIT, Find, Job, Ready, run


def build(job: Job, ready: Ready) -> None:
    """Index the passages as nodes, by meaning and by word, and persist both indexes."""
    import Stemmer
    from llama_index.core import VectorStoreIndex
    from llama_index.core.schema import TextNode
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.retrievers.bm25 import BM25Retriever

    model = HuggingFaceEmbedding(model_name=job.model)
    ready()
    nodes = [TextNode(id_=str(number), text=text) for number, text in enumerate(job.passages())]
    index = VectorStoreIndex(nodes, embed_model=model)
    index.storage_context.persist(str(job.folder / "vectors"))
    words = BM25Retriever.from_defaults(
        nodes=nodes,
        similarity_top_k=LIMIT,
        stemmer=Stemmer.Stemmer("english"),
        language="english",
    )
    words.persist(str(job.folder / "words"))


def open_index(job: Job) -> Find:
    """Load both indexes, and fuse what they find."""
    from llama_index.core import StorageContext, load_index_from_storage
    from llama_index.core.llms import MockLLM
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.retrievers.bm25 import BM25Retriever

    index = load_index_from_storage(
        StorageContext.from_defaults(persist_dir=str(job.folder / "vectors")),
        embed_model=HuggingFaceEmbedding(model_name=job.model),
    )
    fused = QueryFusionRetriever(
        [
            index.as_retriever(similarity_top_k=LIMIT),
            BM25Retriever.from_persist_dir(str(job.folder / "words")),
        ],
        llm=MockLLM(),  # it is not asked: one query means that none are made up
        num_queries=1,
        similarity_top_k=LIMIT,
        mode="reciprocal_rerank",
        use_async=False,
    )

    def find(question: str) -> list[int]:
        return [int(found.node.node_id) for found in fused.retrieve(question)]

    return find


if __name__ == "__main__":
    run(build, open_index)
