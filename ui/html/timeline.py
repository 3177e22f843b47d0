"""A query's articles over time: a picture, and what was first reported when, as HTML."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from backissue.indexer.article import Article
from backissue.search.answers.citation import Citation
from backissue.search.retrieval.explore import Period
from backissue.ui.html.address import LAST_PAGE, Address
from backissue.ui.html.cards import MONTHS, facts, long_day, name_of
from backissue.ui.html.dated import Dated, Story
from backissue.ui.html.histogram import period_name, plot
from backissue.ui.html.marks import excerpt, joined, marked
from backissue.ui.html.results import export_links, pages
from backissue.ui.html.sentences import citation_link
from backissue.ui.lines.excerpt import found_in, words_of

# So many characters of a passage are sure to be shown: three lines on a phone.
SURE = 100

STORIES_PER_PAGE = 20

# Reports of a story that are listed below the first: more are in the reader.
LATER_SHOWN = 4


def timeline(
    found: Dated, stories: Iterable[Story], periods: Sequence[Period], address: Address
) -> Markup:
    """Return a picture of when the articles appeared, and the stories they tell in order."""
    last = address.sheet * STORIES_PER_PAGE
    return Markup(
        '<section class="bi-timeline" aria-labelledby="bi-when"><h2 id="bi-when" class="bi-hidden">'
        '{}</h2><p class="bi-summary">{}</p>{}<div class="bi-foot">{}</div>{}{}</section>'
    ).format(
        "Over time",
        _summary(found, periods),
        plot(periods, address.view_alone.but(sheet=1)),
        _tools(address),
        joined(_months(found, stories, address)),
        pages(address, more=found.total > last and address.sheet < LAST_PAGE),
    )


def _summary(found: Dated, periods: Sequence[Period]) -> str:
    """Return what the picture shows, in words."""
    stories = f"{found.total:,} {'story' if found.total == 1 else 'stories'}"
    if found.is_exact:
        articles = sum(period.articles for period in periods)
        said = f"{articles:,} dated article{'' if articles == 1 else 's'} with every word"
        parts = [f"{said}, in {stories}" if articles else f"{stories}, with no date"]
    else:
        parts = [f"No article has every word: these are the {stories} nearest to it"]
    if len(periods) > 1:
        most = max(periods, key=lambda period: period.articles)
        parts.append(f"most in {period_name(most)}" if most.articles > 1 else "")
    return "; ".join(part for part in parts if part) + "."


def _tools(address: Address) -> Markup:
    is_newest = address.sort == "newest"
    return Markup(
        '<p class="bi-tools"><a data-go href="{}">{}</a><a data-go href="{}">Best first</a>{}</p>'
    ).format(
        address.view_alone.but(sort="relevance" if is_newest else "newest", sheet=1).link,
        "Earliest first" if is_newest else "Newest first",
        address.view_alone.but(view="search", sort="relevance", sheet=1).link,
        export_links(address),
    )


def _months(found: Dated, stories: Iterable[Story], address: Address) -> Iterator[Markup]:
    first = (address.sheet - 1) * STORIES_PER_PAGE
    opens = found.total - 1 if address.sort == "newest" else 0
    words = words_of(found.hits.query)
    numbered = enumerate(stories, start=first)
    for month, entries in groupby(numbered, key=lambda entry: _month(entry[1].hit.article)):
        items = joined(
            _entry(story, words, address, is_first=found.is_exact and number == opens)
            for number, story in entries
        )
        yield Markup('<h3 class="bi-month">{}</h3><ol class="bi-dated">{}</ol>').format(
            month, items
        )


def _entry(story: Story, words: frozenset[str], address: Address, *, is_first: bool) -> Markup:
    article, passage = story.hit.article, story.hit.passage
    name = name_of(article)
    cited = Citation(article, passage.start, passage.end)
    spans = [
        (passage.start + start, passage.start + end) for start, end in found_in(passage.text, words)
    ]
    return Markup(
        '<li class="bi-entry">{}{}<h4><a data-go href="{}">{}</a></h4>'
        '<p class="bi-passage">{}</p>{}</li>'
    ).format(
        Markup('<p class="bi-tag">First report</p>') if is_first and article.published else "",
        facts(article),
        citation_link(address, cited),
        marked(name, found_in(name, words)),
        excerpt(article.text, spans, passage.start, passage.end, SURE),
        joined(_later(story, address)),
    )


def _later(story: Story, address: Address) -> Iterator[Markup]:
    """Yield what became of a report: its own changes, and who told it again."""
    article, formers, others = story.hit.article, story.formers, story.copies
    opened = address.but(article=article.id, revision="", start=0, end=0, against="")
    if formers:
        times = "once" if len(formers) == 1 else f"{len(formers):,} times"
        day = f", last on {long_day(article.modified)}" if article.modified else ""
        yield Markup(
            '<p class="bi-later">Changed {}{} · <a data-go href="{}">what changed</a></p>'
        ).format(times, day, opened.but(against=formers[-1].content_hash).link)
    if not others:
        return
    items = joined(_again(each, article, address) for each in others[:LATER_SHOWN])
    rest = len(others) - LATER_SHOWN
    more = Markup('<li><a data-go href="{}">and {} more</a></li>').format(opened.link, rest)
    yield Markup('<div class="bi-later"><p>Told again</p><ul>{}{}</ul></div>').format(
        items, more if rest > 0 else ""
    )


def _again(article: Article, first: Article, address: Address) -> Markup:
    opened = address.but(article=article.id, revision="", start=0, end=0, against="")
    changes = (
        Markup('<a data-go href="{}">what differs</a>').format(
            opened.but(against=first.content_hash).link
        )
        if article.text != first.text
        else Markup("<span>word for word</span>")
    )
    return Markup('<li>{}<a data-go href="{}">{}</a> · {}</li>').format(
        facts(article), opened.link, name_of(article), changes
    )


def _month(article: Article) -> str:
    day = article.published
    return f"{MONTHS[day.month - 1]} {day.year}" if day else "Undated"
