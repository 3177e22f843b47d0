"""txtai as its documentation of hybrid search has it, with the passages stored beside the index."""

from adapter import LIMIT, Find, Job, Ready, run


def build(job: Job, ready: Ready) -> None:
    """Index the passages by word and meaning, and save them."""
    from txtai import Embeddings

    embeddings = Embeddings(path=job.model, hybrid=True, content=True)
    ready()
    embeddings.index(enumerate(job.passages()))
    embeddings.save(str(job.folder))


def open_index(job: Job) -> Find:
    """Load what was saved."""
    from txtai import Embeddings

    embeddings = Embeddings()
    embeddings.load(str(job.folder))

    def find(question: str) -> list[int]:
        return [int(found["id"]) for found in embeddings.search(question, LIMIT)]

    return find


if __name__ == "__main__":
    run(build, open_index)
