"""What is found, as lines for a terminal."""

import shutil
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from backissue.indexer.article import Article
from backissue.indexer.build import Report
from backissue.indexer.info import Info
from backissue.indexer.sources.record import clean
from backissue.indexer.verify import Verdict
from backissue.search.query.condition import Published
from backissue.search.query.query import Query
from backissue.search.retrieval.explore import Facets, Timeline
from backissue.search.retrieval.hit import Hit
from backissue.search.retrieval.hits import Hits
from backissue.ui.lines.excerpt import begin_excerpt, found_in, words_of
from backissue.ui.lines.understood import parts_said, unknown_note

WIDTH = 88

# What is indented, so far.
INDENT = "   "

# A narrower terminal is not believed.
NARROWEST = 20

# Without them Persian, Hindi and some emoji read differently: zero-width non-joiner and joiner.
KEPT = {"\n", "\u200c", "\u200d"}

# Names in a list of counts.
FACETS_SHOWN = 15

# Characters of the longest bar of a timeline, and of what stands before it.
BAR, BEFORE_BAR = 50, 21

# So many periods without an article in a row, or more, are one line of a timeline.
GAP = 4

# Characters of a passage in a list of results.
EXCERPT = 320

# Lines of one file that are named where many cannot be read, as where it is no JSON Lines at all.
LINES_SHOWN = 10


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


def found_lines(hits: Hits) -> Iterator[str]:
    """Yield what was understood, where it is more than words, and the passages found."""
    yield from understood_lines(hits.query, hits.undated, says_unknown=True)
    yield from hit_lines(hits, words_of(hits.query))


def understood_lines(query: Query, undated: int, *, says_unknown: bool = False) -> Iterator[str]:
    """Yield how a query was read, where anything of it is more than words.

    Which words no article has is said of searches: a question is put in many words.
    """
    lines: list[str] = []
    if any(part.kind != "words" for part in query.parts):
        lines.append(f"Searched for {parts_said(query.parts)}.")
    if query.when and not query.when.is_explicit:
        said = query.text[query.when.start : query.when.end]
        days = Published(query.when.first, query.when.last)
        lines.append(f"Articles {days} come first, for “{said}”.")
    lines += query.notes
    if says_unknown and (note := unknown_note(query)):
        lines.append(note)
    if undated:
        lines.append(f"{counted(undated, 'article')} without a date left out.")
    if query.suggestion:
        lines.append(f"Did you mean: {query.suggestion}")
    yield from (wrapped(printable(line)) for line in lines)
    if lines:
        yield ""


def facets_lines(facets: Facets) -> Iterator[str]:
    """Yield counts per name, the largest of each."""
    yield from understood_lines(facets.query, facets.undated, says_unknown=True)
    yield f"{counted(facets.articles, 'article')}."
    named = {
        "Sources": facets.sources,
        "Sections": facets.sections,
        "Authors": facets.authors,
        "Years": facets.years,
    }
    for title, counts in named.items():
        if counts:
            yield ""
            yield title
        for count in counts[:FACETS_SHOWN] if title != "Years" else counts:
            yield f"{count.articles:>9,}  {printable(count.name) or '(none given)'}"
        if title != "Years" and len(counts) > FACETS_SHOWN:
            yield f"           and {len(counts) - FACETS_SHOWN:,} more"


def timeline_lines(timeline: Timeline) -> Iterator[str]:
    """Yield a bar for each period."""
    yield from understood_lines(timeline.query, 0, says_unknown=True)
    most = max((each.articles for each in timeline.periods), default=0)
    longest = width(BAR, BEFORE_BAR)
    for articles, run in groupby(timeline.periods, key=lambda each: each.articles):
        same = list(run)
        if not articles and len(same) >= GAP:
            yield f"{same[0].first}  {0:>7}  to {same[-1].last}"
            continue
        bar = "█" * -(-longest * articles // most)
        yield from (f"{each.first}  {articles:>7,}  {bar}".rstrip() for each in same)
    if not timeline.periods:
        yield "No article with a date matches."
    if timeline.undated:
        yield f"{counted(timeline.undated, 'article')} without a date left out."


def hit_lines(hits: Sequence[Hit], words: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the passages found, numbered, best first, each where it has most of some words."""
    if not hits:
        yield "Nothing was found. Try other words, or wider dates and sources."
    for number, hit in enumerate(hits, start=1):
        yield f"{number}. {byline(hit.article)}"
        yield indented(_excerpt(hit.passage.text, words))
        yield f"   {' · '.join([*_why(hit), printable(hit.article.id)])}"
        yield ""


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
        yield wrapped(paragraph)


def report_lines(report: Report, folder: str) -> Iterator[str]:
    """Yield what an indexing run did, with every problem by name, but of a file a few lines."""
    alike: Counter[tuple[str, str]] = Counter()
    for problem in report.problems:
        verdict = "skipped" if problem.skipped else "indexed, but"
        file, _, line = problem.name.rpartition(":")
        alike[file, verdict] += line.isdecimal()
        if not line.isdecimal() or alike[file, verdict] <= LINES_SHOWN:
            yield f"{printable(problem.name)}: {verdict}: {printable(problem.reason)}"
    for (file, verdict), lines in alike.items():
        if lines > LINES_SHOWN:
            more = counted(lines - LINES_SHOWN, "more line")
            yield f"{printable(file)}: {verdict}: {more} with something wrong; --json names each."
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
    model = info.model
    yield f"Model       {model.name}, {model.dimension} dimensions, {model.precision}"
    yield f"            weights {model.weights}"
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


def _excerpt(text: str, words: frozenset[str]) -> str:
    """Return the part of a text with most of some words, up to the end of a word if it has any."""
    text = printable(text)
    begin = begin_excerpt(text, found_in(text, words), 0, len(text), EXCERPT)
    line = " ".join(text[begin:].split())
    if begin:
        line = f"… {line}"
    if len(line) <= EXCERPT:
        return line
    whole_words, _, _ = line[: EXCERPT - 1].rpartition(" ")
    return f"{whole_words or line[: EXCERPT - 2]} …"


def _why(hit: Hit) -> Iterator[str]:
    """Yield its ranks and its score, unless there were no words to rank it by."""
    ranks = [
        f"{name} #{rank}"
        for name, rank in (("words", hit.keyword_rank), ("meaning", hit.semantic_rank))
        if rank is not None
    ]
    if ranks:
        yield ", ".join(ranks)
    if hit.score:
        yield f"score {hit.score:.4f}"
    yield from copies_of(hit)


def width(most: int = WIDTH, beside: int = 0) -> int:
    """Return how many characters have room in a line beside others, at most so many."""
    columns = shutil.get_terminal_size((WIDTH + len(INDENT), 1)).columns
    return min(most, max(NARROWEST, columns - beside))


def wrapped(text: str, indent: str = "") -> str:
    """Return a text in lines that fit, all of them a little to the right if need be."""
    room = width(beside=len(indent))
    lines = (textwrap.fill(line, room) for line in text.split("\n"))
    return textwrap.indent("\n".join(lines), indent)


def indented(text: str) -> str:
    """Return a text in lines that fit, a little to the right."""
    return wrapped(text, INDENT)
