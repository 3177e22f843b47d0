"""What is found, as cards."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from urllib.parse import urlsplit

from markupsafe import Markup

from backissue.indexer.article import Article
from backissue.search.retrieval.hit import Hit
from backissue.ui.html.address import Address
from backissue.ui.html.marks import excerpt, joined, marked
from backissue.ui.lines.excerpt import found_in
from backissue.ui.lines.terminal import copies_of

# Where a day begins first.
AHEAD = timezone(timedelta(hours=14))

# Of an id: some are whole addresses.
LONGEST_NAME = 120


def hit_list(
    hits: Sequence[Hit], address: Address, words: frozenset[str], *, first: int = 1
) -> Markup:
    """Return passages as a numbered list of cards, each with a link into the reader."""
    return Markup('<ol class="bi-hits" start="{}">{}</ol>').format(
        first, joined(_card(hit, address, words) for hit in hits)
    )


def name_of(article: Article) -> str:
    """Return what an article is called: by its headline, or else by its id."""
    return " ".join(article.title.split()) or article.id[:LONGEST_NAME]


def facts(article: Article) -> Markup:
    """Return outlet, day and section of an article on one line."""
    parts = [
        Markup('<span class="bi-outlet">{}</span>').format(article.source)
        if article.source
        else None,
        day(article.published),
        Markup("<span>{}</span>").format(article.section) if article.section else None,
    ]
    return Markup('<p class="bi-facts">{}</p>').format(joined(part for part in parts if part))


def day(published: date | None) -> Markup:
    """Return a day as people write it, for machines as well; one that cannot be right says so."""
    if published is None:
        return Markup('<span class="bi-undated">undated</span>')
    is_to_come = published > datetime.now(AHEAD).date()
    return Markup('<time datetime="{}">{}{}</time>').format(
        published.isoformat(),
        long_day(published),
        Markup(' <span class="bi-undated">(a day to come)</span>') if is_to_come else "",
    )


def long_day(published: date) -> str:
    """Return a day in words, such as 18 November 2020, whatever the machine's language."""
    return f"{published.day} {MONTHS[published.month - 1]} {published.year}"


def is_web_address(url: str | None) -> bool:
    """Whether a link to it leads to the web, rather than to a script or a file."""
    try:
        return urlsplit(url or "").scheme in {"http", "https"}
    except ValueError:  # brackets without a pair, and the like
        return False


def reader_link(address: Address, hit: Hit) -> str:
    """Return the link that opens a passage in the reader, beside what is there."""
    return address.but(
        article=hit.article.id,
        revision="",
        start=hit.passage.start,
        end=hit.passage.end,
        against="",
    ).link


def _card(hit: Hit, address: Address, words: frozenset[str]) -> Markup:
    text, passage = hit.article.text, hit.passage
    spans = [
        (passage.start + start, passage.start + end) for start, end in found_in(passage.text, words)
    ]
    return Markup(
        '<li class="bi-card">{}<h3><a data-go href="{}">{}</a></h3><p class="bi-passage">{}</p>'
        '<p class="bi-why">{}<a data-go href="{}">More like this</a></p></li>'
    ).format(
        facts(hit.article),
        reader_link(address, hit),
        marked(name_of(hit.article), found_in(name_of(hit.article), words)),
        excerpt(text, spans, passage.start, passage.end),
        joined(_reasons(hit, address)),
        Address(view="search", like=hit.article.id).link,
    )


def _reasons(hit: Hit, address: Address) -> Iterable[Markup]:
    """Yield why a passage was found, its rank on either side, and how many copies there are."""
    if hit.keyword_rank or hit.semantic_rank:
        yield Markup("<span>Found by</span>")
    for name, title, rank in (
        ("words", "Rank among the passages with these words", hit.keyword_rank),
        ("meaning", "Rank among the passages near in meaning", hit.semantic_rank),
    ):
        if rank is not None:
            yield Markup('<span class="bi-rank" title="{}">{} #{}</span>').format(title, name, rank)
    for copies in copies_of(hit):
        yield Markup('<a data-go class="bi-rank" title="{}" href="{}">{}</a>').format(
            "Other articles that tell the same, listed in the reader",
            reader_link(address, hit),
            copies,
        )


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
