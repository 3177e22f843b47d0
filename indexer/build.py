"""Sources -> archive: read, split, embed, store."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from backissue.indexer.article import Article, Passage
from backissue.indexer.embed import Embedder, Vectors, embedded_text
from backissue.indexer.read import Found, Source, read_sources
from backissue.indexer.record import Problem
from backissue.indexer.split import split
from backissue.indexer.store import Embedded, Known
from backissue.indexer.writer import ArchiveWriter

# Text in one commit: about ten seconds of embedding on two cores, the most that a crash undoes.
CHARACTERS_AT_ONCE = 250_000
ARTICLES_AT_ONCE = 1_000

# Passages embedded between two signs of progress.
PASSAGES_PER_STEP = 64


@dataclass(frozen=True, slots=True)
class New:
    """An article that the archive does not hold as it is, and the file its id was made from."""

    article: Article
    origin: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an indexing run has come."""

    articles: int
    """Articles done, unchanged ones among them."""
    passages: int
    """Passages embedded."""
    done: float | None = None
    """The share of the sources that is done, 0 to 1; None where it is not known."""


@dataclass(slots=True)
class Report:
    """What an indexing run did, in articles."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    passages: int = 0
    """Passages embedded."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many articles were read."""
        return self.added + self.changed + self.unchanged

    @property
    def skipped(self) -> list[Problem]:
        """What could not be indexed, and why."""
        return [problem for problem in self.problems if problem.skipped]

    @property
    def warnings(self) -> list[Problem]:
        """What was indexed without a part that was wrong."""
        return [problem for problem in self.problems if not problem.skipped]


def build_archive(
    sources: Source | Iterable[Source],
    path: str | Path,
    *,
    embedder: Embedder | None = None,
    workers: int | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Report:
    """Index files, folders or articles into the archive at `path`, which is made if need be.

    An article that is there already, word for word, costs nothing; a changed one takes the place
    of its former self. Work is committed as it goes: a run that was stopped goes on where it was.

    Raises ArchiveLocked where another process is writing, ArchiveMismatch where the archive was
    made with another model, and ArchiveUnwritable where the disk refuses.
    """
    report = Report()
    done: float | None = 0.0
    with ArchiveWriter(Path(path), embedder, workers) as archive:
        for batch in _batches(read_sources(sources)):
            if articles := _unindexed(batch, archive, report):
                passages = _split(articles, archive.embedder)
                vectors = _embed(passages, archive.embedder, report, progress, done)
                archive.commit(_embedded(articles, passages, vectors))
            done = batch[-1].done
            progress(Progress(report.read, report.passages, done))
    return report


def _batches(sources: Iterable[Found]) -> Iterator[list[Found]]:
    """Gather what is read until it makes a commit's worth of text."""
    batch: list[Found] = []
    characters = 0
    for found in sources:
        batch.append(found)
        characters += len(found.item.text) if isinstance(found.item, Article) else 0
        if characters >= CHARACTERS_AT_ONCE or len(batch) >= ARTICLES_AT_ONCE:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _unindexed(batch: list[Found], archive: ArchiveWriter, report: Report) -> list[New]:
    """Pick the articles that the archive does not hold as they are, and count all of them."""
    known = archive.known([found.item.id for found in batch if isinstance(found.item, Article)])
    new = []
    for found in batch:
        if isinstance(found.item, Problem):
            report.problems.append(found.item)
            continue
        article, origin = found.item, str(found.origin) if found.origin else None
        before = known.get(article.id)
        if before is None:
            report.added += 1
        elif before.content_hash == article.content_hash:
            report.unchanged += 1
            continue
        elif _is_another_file(before.origin, origin):
            reason = f"Its id {article.id!r} belongs to {before.origin}: rename one of the folders."
            report.problems.append(Problem(str(origin), reason))
            continue
        else:
            report.changed += 1
        known[article.id] = Known(article.content_hash, origin)
        new.append(New(article, origin))
    return new


def _is_another_file(before: str | None, now: str | None) -> bool:
    """Whether two files came by the same id, rather than one that was changed or moved."""
    return before is not None and now is not None and before != now and Path(before).exists()


def _split(articles: list[New], embedder: Embedder) -> list[list[Passage]]:
    return [split(new.article, embedder.count_tokens, embedder.max_tokens) for new in articles]


def _embed(
    passages: list[list[Passage]],
    embedder: Embedder,
    report: Report,
    progress: Callable[[Progress], None],
    done: float | None,
) -> Vectors:
    """Embed all passages, those of like length together, and tell how it goes: (n, dimension)."""
    texts = [embedded_text(passage) for of_article in passages for passage in of_article]
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    vectors = np.empty((len(texts), embedder.model.dimension), np.float32)
    for start in range(0, len(order), PASSAGES_PER_STEP):
        step = order[start : start + PASSAGES_PER_STEP]
        vectors[step] = embedder.embed_texts([texts[index] for index in step])
        report.passages += len(step)
        progress(Progress(report.read, report.passages, done))
    return vectors


def _embedded(
    articles: list[New], passages: list[list[Passage]], vectors: Vectors
) -> list[Embedded]:
    """Put each article together with its passages and their vectors."""
    ends = np.cumsum([len(of_article) for of_article in passages])
    return [
        Embedded(new.article, of_article, of_vectors, new.origin)
        for new, of_article, of_vectors in zip(
            articles, passages, np.split(vectors, ends[:-1]), strict=True
        )
    ]
