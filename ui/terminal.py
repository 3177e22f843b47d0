"""What is found, as lines for a terminal."""

import textwrap
import unicodedata
from collections.abc import Iterator

from backissue.indexer.article import Article
from backissue.indexer.build import Report
from backissue.indexer.info import Info
from backissue.indexer.record import clean
from backissue.indexer.verify import Verdict
from backissue.search.answer import Answer, Hit

WIDTH = 88

# Without them Persian, Hindi and some emoji read differently: zero-width non-joiner and joiner.
KEPT = {"\n", "\u200c", "\u200d"}

# Characters of a passage in a list of results.
EXCERPT = 320


def printable(text: str) -> str:
    """Return a text without the control and direction characters that could fool a terminal.

    Tabs become spaces; the signs that join letters, and those that keep them apart, stay.
    """
    return "".join(
        character
        for character in clean(text).expandtabs(1)
        if character in KEPT or unicodedata.category(character) not in {"Cc", "Cf"}
    )


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def byline(article: Article) -> str:
    """Return headline, source and day in one line."""
    day = article.published.isoformat() if article.published else "undated"
    line = " · ".join(part for part in (article.title, article.source, day) if part)
    return " ".join(printable(line).split())


def copies_of(hit: Hit) -> list[str]:
    """Return how many other articles tell the same, if any do."""
    return [f"+{hit.copies:,} {'copy' if hit.copies == 1 else 'copies'}"] if hit.copies else []


def copies_lines(articles: list[Article]) -> Iterator[str]:
    """Yield the articles that tell one story, numbered, with their ids."""
    for number, article in enumerate(articles, start=1):
        yield f"{number}. {byline(article)} · {printable(article.id)}"


def hit_lines(hits: list[Hit]) -> Iterator[str]:
    """Yield the passages found, numbered, best first."""
    if not hits:
        yield "Nothing was found. Try other words, or wider dates and sources."
    for number, hit in enumerate(hits, start=1):
        yield f"{number}. {byline(hit.article)}"
        yield _indented(_excerpt(hit.passage.text))
        yield f"   {_why(hit)} · {printable(hit.article.id)}"
        yield ""


def answer_lines(answer: Answer) -> Iterator[str]:
    """Yield the answer and its quoted, numbered passages, or why there is none and what is near."""
    if answer:
        yield _wrapped(f"{printable(answer.text)} [1]")
        yield ""
        for number, citation in enumerate(answer.citations, start=1):
            yield f"[{number}] {byline(citation.article)}"
            yield _indented(f"“{printable(citation.quote)}”")
            yield f"   {printable(citation.article.id)}, characters {citation.start}–{citation.end}"
        yield ""
        yield f"Confidence {answer.confidence:.2f}."
        return
    yield _wrapped(f"No answer. {printable(answer.reason)}")
    if answer.nearest:
        yield ""
        yield "Nearest passages:"
    for hit in answer.nearest:
        yield f" - {byline(hit.article)}"


def article_lines(article: Article) -> Iterator[str]:
    """Yield a whole article."""
    yield printable(article.title)
    facts = [
        article.source,
        article.published.isoformat() if article.published else "undated",
        f"modified {article.modified.isoformat()}" if article.modified else None,
        article.place,
        article.section,
        ", ".join(article.authors),
        article.url,
    ]
    yield printable(" · ".join(fact for fact in facts if fact))
    yield ""
    for paragraph in printable(article.text).split("\n"):
        yield _wrapped(paragraph)


def report_lines(report: Report, folder: str) -> Iterator[str]:
    """Yield what an indexing run did, every problem by name."""
    for problem in report.problems:
        verdict = "skipped" if problem.skipped else "indexed, but"
        yield f"{printable(problem.name)}: {verdict}: {printable(problem.reason)}"
    yield (
        f"{counted(report.added, 'article')} added, {report.changed:,} changed, "
        f"{report.unchanged:,} unchanged, {len(report.skipped):,} skipped; "
        f"{counted(report.passages, 'passage')} embedded into {folder}."
    )


def info_lines(info: Info) -> Iterator[str]:
    """Yield what an archive holds and was made with."""
    counts = info.counts
    yield f"Archive     {info.folder}"
    yield f"Articles    {counts.articles:,}, {counts.undated:,} of them undated"
    yield f"Passages    {counts.passages:,}"
    yield f"Published   {counts.first_published or '–'} to {counts.last_published or '–'}"
    yield f"Revisions   {counts.revisions:,} former texts kept"
    yield f"Sources     {len(info.sources):,}"
    for source, articles in list(info.sources.items())[:10]:
        yield f"            {articles:>7,}  {printable(source) or '(none given)'}"
    yield f"Model       {info.model.name}, {info.model.dimension} dimensions"
    yield f"            weights {info.model.weights}"
    yield f"Made        {info.created}, id {info.archive}"
    yield f"Generation  {info.generation}, format {info.format_version}"
    yield f"Size        {info.bytes_on_disk / 1e6:,.1f} MB"
    for name, version in info.libraries.items():
        yield f"            {name} {version}"


def verdict_lines(verdict: Verdict, *, repaired: bool) -> Iterator[str]:
    """Yield what a check found."""
    for damage in verdict.damage:
        yield f"Damaged: {printable(damage)}"
    for stale in verdict.stale:
        yield f"{'Repaired' if repaired else 'To be repaired'}: {printable(stale)}"
    yield f"{verdict.articles:,} texts are intact, with {verdict.passages:,} current passages."
    if verdict.damage:
        yield "Index the damaged articles again from their source, or restore a snapshot."
    elif verdict.stale and not repaired:
        yield "Run the same command with --repair: nothing needs to be embedded again."
    elif not verdict.stale:
        yield "Nothing is wrong."


def _excerpt(text: str) -> str:
    """Return the beginning of a text, up to the end of a word where it has any."""
    line = " ".join(printable(text).split())
    if len(line) <= EXCERPT:
        return line
    whole_words, _, _ = line[: EXCERPT - 1].rpartition(" ")
    return f"{whole_words or line[: EXCERPT - 2]} …"


def _why(hit: Hit) -> str:
    ranks = [
        f"{name} #{rank}"
        for name, rank in (("words", hit.keyword_rank), ("meaning", hit.semantic_rank))
        if rank is not None
    ]
    return " · ".join([", ".join(ranks), f"score {hit.score:.4f}", *copies_of(hit)])


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.fill(line, WIDTH) for line in text.split("\n"))


def _indented(text: str) -> str:
    return textwrap.indent(_wrapped(text), "   ")
