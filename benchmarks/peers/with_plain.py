"""What somebody would write by hand: sentence-transformers, an exact FAISS index, by meaning alone.

As sentence-transformers' own page on semantic search has it, with FAISS in place of its loop.
"""

import json

from adapter import LIMIT, Find, Job, Ready, run


def build(job: Job, ready: Ready) -> None:
    """Embed the passages and write them beside an index of their vectors."""
    import faiss
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(job.model)
    ready()
    passages = job.passages()
    vectors = model.encode(passages, normalize_embeddings=True)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, str(job.folder / "vectors.faiss"))
    (job.folder / "passages.json").write_text(json.dumps(passages), "utf-8")


def open_index(job: Job) -> Find:
    """Load the index, the passages and the model."""
    import faiss
    from sentence_transformers import SentenceTransformer

    index = faiss.read_index(str(job.folder / "vectors.faiss"))
    passages = json.loads((job.folder / "passages.json").read_text("utf-8"))
    model = SentenceTransformer(job.model)

    def find(question: str) -> list[int]:
        _, found = index.search(model.encode([question], normalize_embeddings=True), LIMIT)
        return [number for number in found[0].tolist() if passages[number]]

    return find


if __name__ == "__main__":
    run(build, open_index)
