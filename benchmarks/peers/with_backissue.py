"""Backissue as README.md has it: it reads the articles themselves, and cuts them as it always does.

The passages of the others were cut in the same way, so that what it finds has a number there.
"""

import json

from adapter import LIMIT, Find, Job, Ready, run


def build(job: Job, ready: Ready) -> None:
    """Index the articles."""
    from backissue.indexer import build_archive
    from backissue.indexer.models.load import load_embedder

    embedder = load_embedder()
    ready()
    build_archive(job.inputs / "articles.jsonl", job.folder, embedder=embedder)


def open_index(job: Job) -> Find:
    """Open the archive."""
    from backissue.search import Archive

    archive = Archive.open(job.folder, ahead=["embedder"])
    places = json.loads((job.inputs / "places.json").read_text("utf-8"))
    numbers = {tuple(place): number for number, place in enumerate(places)}

    def find(question: str) -> list[int]:
        hits = archive.search(question, limit=LIMIT, wide=False)
        return [numbers[hit.article.id, hit.passage.start] for hit in hits]

    return find


if __name__ == "__main__":
    run(build, open_index)
