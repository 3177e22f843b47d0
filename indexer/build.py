"""Sources -> archive: read, split, embed, store."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np

from backissue.indexer.article import Article, Passage
from backissue.indexer.folder import archive_folder
from backissue.indexer.models.checked import embed_texts
from backissue.indexer.models.embed import Embedder, Vectors, embedded_text
from backissue.indexer.sources.read import Found, Source, read_sources
from backissue.indexer.sources.record import Problem
from backissue.indexer.split import split
from backissue.indexer.truth.store import Embedded, Known
from backissue.indexer.writer import ArchiveWriter

Item = TypeVar("Item")

# Text in one commit: about five seconds of embedding on two cores. A crash undoes two at most.
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

    def add(self, other: "Report") -> None:
        """Count what another part of the same run did as well."""
        self.added += other.added
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.passages += other.passages
        self.problems += other.problems

    @property
    def skipped(self) -> list[Problem]:
        """What could not be indexed, and why."""
        return [problem for problem in self.problems if problem.skipped]

    @property
    def warnings(self) -> list[Problem]:
        """What was indexed without a part that was wrong."""
        return [problem for problem in self.problems if not problem.skipped]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What goes into one commit."""

    articles: list[New]
    passages: list[list[Passage]]
    """Of each article."""
    counts: Report
    """What was read for it."""
    done: float | None
    """The share of the sources that is done with it."""


@dataclass(frozen=True, slots=True)
class Step:
    """Some texts of a batch, by their places among all of them, and their vectors to come."""

    places: list[int]
    vectors: Future[Vectors]


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
    made with another model, ArchiveUnwritable where the disk refuses, and ModelUnusable where the
    embedder is none or does not do what Embedder says.
    """
    report = Report()
    with ArchiveWriter(archive_folder(path), embedder, workers) as archive, _thread() as thread:
        articles = read_sources(sources)
        batches = _split(_gathered(articles), archive)
        embedded = _embed(batches, archive, thread, report, progress)
        for batch in embedded:
            archive.commit(batch)
    return report


@contextmanager
def _thread() -> Iterator[Executor]:
    """Lend a thread beside this one, in which nothing more is begun once this one is done."""
    thread = ThreadPoolExecutor(1, "backissue-embed")
    try:
        yield thread
    finally:
        thread.shutdown(cancel_futures=True)


def _gathered(sources: Iterable[Found]) -> Iterator[list[Found]]:
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


def _split(batches: Iterable[list[Found]], archive: ArchiveWriter) -> Iterator[Batch]:
    """Split the articles that the archive does not hold as they are."""
    waiting: dict[str, Known] = {}
    for batch in batches:
        # The batch before may not be committed yet.
        known = archive.known([found.item.id for found in batch if isinstance(found.item, Article)])
        counts = Report()
        articles = _unindexed(batch, known | waiting, counts)
        passages = [
            split(new.article, archive.embedder.count_tokens, archive.embedder.max_tokens)
            for new in articles
        ]
        waiting = {new.article.id: Known(new.article.content_hash, new.origin) for new in articles}
        yield Batch(articles=articles, passages=passages, counts=counts, done=batch[-1].done)


def _unindexed(batch: list[Found], known: dict[str, Known], report: Report) -> list[New]:
    """Pick the articles that are not known as they are, and count all of them."""
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


def _embed(
    batches: Iterable[Batch],
    archive: ArchiveWriter,
    thread: Executor,
    report: Report,
    progress: Callable[[Progress], None],
) -> Iterator[list[Embedded]]:
    """Embed each batch while the one before is stored and the next is read and split."""
    done: float | None = 0.0
    begun = ((batch, _begin(batch, archive, thread)) for batch in batches)
    for batch, steps in _one_ahead(begun):
        report.add(batch.counts)
        count = sum(len(step.places) for step in steps)
        vectors = np.empty((count, archive.embedder.model.dimension if steps else 0), np.float32)
        for step in steps:
            vectors[step.places] = step.vectors.result()
            report.passages += len(step.places)
            progress(Progress(report.read, report.passages, done))
        yield _embedded(batch, vectors) if batch.articles else []
        done = batch.done
        progress(Progress(report.read, report.passages, done))


def _begin(batch: Batch, archive: ArchiveWriter, thread: Executor) -> list[Step]:
    """Begin to embed a batch in another thread, texts of like length together."""
    texts = [embedded_text(passage) for of_article in batch.passages for passage in of_article]
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    steps = []
    for start in range(0, len(order), PASSAGES_PER_STEP):
        places = order[start : start + PASSAGES_PER_STEP]
        some = [texts[place] for place in places]
        steps.append(Step(places, thread.submit(embed_texts, archive.embedder, some)))
    return steps


def _one_ahead(items: Iterator[Item]) -> Iterator[Item]:
    """Return each item once the next has been made, or could not be made."""
    made: list[Item] = []
    try:
        for item in items:
            made.append(item)
            if len(made) > 1:
                yield made.pop(0)
    except (Exception, KeyboardInterrupt):
        yield from made  # what was begun is finished first
        raise
    yield from made


def _embedded(batch: Batch, vectors: Vectors) -> list[Embedded]:
    """Put each article together with its passages and their vectors."""
    ends = np.cumsum([len(of_article) for of_article in batch.passages])
    return [
        Embedded(new.article, of_article, of_vectors, new.origin)
        for new, of_article, of_vectors in zip(
            batch.articles, batch.passages, np.split(vectors, ends[:-1]), strict=True
        )
    ]
