"""What is found, as HTML; everything that comes from an article or a user is escaped."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from markupsafe import Markup

from backissue.indexer.article import Article
from backissue.search.answer import Answer, Citation, Hit
from backissue.ui.terminal import copies_of


def hits_html(hits: list[Hit]) -> str:
    """Return the passages found, best first."""
    if not hits:
        return message_html("Nothing was found. Try other words, or wider dates and sources.")
    return Markup('<ol class="bi-hits">{}</ol>').format(_join(_hit(hit) for hit in hits))


def answer_html(answer: Answer) -> str:
    """Return the answer with its numbered quotations, or why there is none and what is near."""
    if not answer:
        return Markup(
            '<section class="bi-answer bi-abstained" role="status"><h3>No answer</h3><p>{}</p>'
            "{}</section>"
        ).format(answer.reason, _nearest(answer.nearest))
    return Markup(
        '<section class="bi-answer" role="status"><p class="bi-text">{} {}</p>'
        '<ol class="bi-citations">{}</ol><p class="bi-note">Confidence {}</p></section>'
    ).format(
        answer.text,
        _join(
            Markup('<a class="bi-mark" href="#bi-citation-{0}">[{0}]</a>').format(number)
            for number in range(1, len(answer.citations) + 1)
        ),
        _join(
            _citation(number, citation) for number, citation in enumerate(answer.citations, start=1)
        ),
        f"{answer.confidence:.2f}",
    )


def message_html(message: str) -> str:
    """Return a message for the user."""
    return Markup('<p class="bi-message" role="status">{}</p>').format(message)


def _hit(hit: Hit) -> Markup:
    ranks = [
        f"{name} #{rank}"
        for name, rank in (("words", hit.keyword_rank), ("meaning", hit.semantic_rank))
        if rank is not None
    ]
    return Markup('<li>{}<p class="bi-passage">{}</p><p class="bi-note">{}</p></li>').format(
        _head(hit.article), hit.passage.text, " · ".join([*ranks, *copies_of(hit)])
    )


def _citation(number: int, citation: Citation) -> Markup:
    return Markup(
        '<li id="bi-citation-{}"><blockquote>{}</blockquote>{}<p class="bi-note">{}, characters '
        "{}–{}</p></li>"
    ).format(
        number,
        citation.quote,
        _head(citation.article),
        citation.article.id,
        citation.start,
        citation.end,
    )


def _nearest(hits: Iterable[Hit]) -> Markup:
    items = _join(Markup("<li>{}</li>").format(_head(hit.article)) for hit in hits)
    return Markup("<h4>Nearest passages</h4><ul>{}</ul>").format(items) if items else Markup("")


def _head(article: Article) -> Markup:
    """Headline, linked where the article has a web address, with source and day."""
    title = Markup("<strong>{}</strong>").format(article.title or article.id)
    if article.url and _is_web_address(article.url):
        title = Markup('<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>').format(
            article.url, title
        )
    day = article.published.isoformat() if article.published else "undated"
    facts = " · ".join(fact for fact in (article.source, day) if fact)
    return Markup('<p class="bi-head">{} <span class="bi-note">{}</span></p>').format(title, facts)


def _is_web_address(url: str) -> bool:
    try:
        return urlsplit(url).scheme in {"http", "https"}
    except ValueError:  # brackets without a pair, and the like
        return False


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
