"""LangChain as its documentation of the ensemble retriever has it: BM25 and FAISS, fused by rank.

Its BM25 index cannot be saved: it is made again of the passages that are stored beside the vectors.
"""

from adapter import LIMIT, Find, Job, Ready, run


def build(job: Job, ready: Ready) -> None:
    """Embed the passages, and save them with their vectors."""
    from langchain_community.vectorstores import FAISS
    from langchain_huggingface import HuggingFaceEmbeddings

    model = HuggingFaceEmbeddings(model_name=job.model)
    ready()
    passages = job.passages()
    numbers = range(len(passages))
    store = FAISS.from_texts(
        passages,
        model,
        metadatas=[{"number": number} for number in numbers],
        ids=[str(number) for number in numbers],
    )
    store.save_local(str(job.folder))


def open_index(job: Job) -> Find:
    """Load the vectors, and make the index of words again."""
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_community.vectorstores import FAISS
    from langchain_huggingface import HuggingFaceEmbeddings

    store = FAISS.load_local(
        str(job.folder),
        HuggingFaceEmbeddings(model_name=job.model),
        allow_dangerous_deserialization=True,  # it was written by build, a moment ago
    )
    numbers = [str(number) for number in range(store.index.ntotal)]
    words = BM25Retriever.from_documents(store.get_by_ids(numbers), k=LIMIT)
    meaning = store.as_retriever(search_kwargs={"k": LIMIT})
    fused = EnsembleRetriever(retrievers=[words, meaning], weights=[0.5, 0.5], id_key="number")

    def find(question: str) -> list[int]:
        return [found.metadata["number"] for found in fused.invoke(question)][:LIMIT]

    return find


if __name__ == "__main__":
    run(build, open_index)
