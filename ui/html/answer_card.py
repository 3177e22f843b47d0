"""An answer with what it rests on, or why there is none, as HTML."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from backissue.search.answers.answer import Answer
from backissue.search.answers.citation import Citation
from backissue.search.answers.conflict import Side
from backissue.search.answers.export import to_markdown
from backissue.search.query.query import Query
from backissue.search.retrieval.hit import Hit
from backissue.ui.html.address import Address
from backissue.ui.html.cards import facts, hit_list, name_of, reader_link
from backissue.ui.html.marks import joined, marked
from backissue.ui.html.sentences import citation_link, sentences
from backissue.ui.lines.answer_lines import doubts, receipt_facts
from backissue.ui.lines.excerpt import words_of


def answer_card(answer: Answer, address: Address) -> Markup:
    """Return the answer with its numbered citations, or the reason for having none."""
    if not answer:
        return Markup(
            '<section class="bi-answer bi-abstained" aria-labelledby="bi-verdict">'
            '<h2 id="bi-verdict">The archive does not answer this</h2><p>{}</p>{}{}{}</section>'
        ).format(answer.reason, notes(answer), _nearest(answer, address), _receipt(answer))
    return Markup(
        '<section class="bi-answer" aria-labelledby="bi-verdict">'
        '<h2 id="bi-verdict" class="bi-kicker">Answer</h2><p class="bi-text">{}</p>{}{}'
        "{}{}{}{}{}</section>"
    ).format(
        sentences(answer, address),
        joined(Markup('<p class="bi-doubt">{}</p>').format(doubt) for doubt in doubts(answer)),
        notes(answer),
        citation_list(answer, address),
        _sides(answer, address),
        _others(answer, address),
        _receipt(answer),
        _foot(answer, address),
    )


def passages_read(hits: Sequence[Hit], query: Query, address: Address) -> Markup:
    """Return passages under a headline of their own."""
    if not hits:
        return Markup("")
    return Markup(
        '<section aria-labelledby="bi-read"><h2 id="bi-read" class="bi-kicker">'
        "Passages read, nearest first</h2>{}</section>"
    ).format(hit_list(hits, address, words_of(query)))


def citation_list(answer: Answer, address: Address) -> Markup:
    """Return the quotes that an answer cites, numbered, each with a link to where it stands."""
    return Markup('<ol class="bi-citations">{}</ol>').format(
        joined(_citation(citation, answer, address) for citation in answer.citations)
    )


def notes(answer: Answer) -> Markup:
    """Return how the answer came about: who wrote it, and what went wrong."""
    return joined(Markup('<p class="bi-made">{}</p>').format(note) for note in answer.notes)


def _citation(citation: Citation, answer: Answer, address: Address) -> Markup:
    quote = citation.quote
    place = quote.find(answer.text) if answer.text else -1
    spans = [(place, place + len(answer.text))] if place >= 0 else []
    return Markup(
        '<li><blockquote>{}</blockquote><h3><a data-go href="{}">{}</a></h3>{}</li>'
    ).format(
        marked(quote, spans),
        citation_link(address, citation),
        name_of(citation.article),
        facts(citation.article),
    )


def _sides(answer: Answer, address: Address) -> Markup:
    """Return what articles say that differ, side by side, each with those that say so."""
    if not answer.conflicts:
        return Markup("")
    sides = joined(
        Markup("<li><h4>{}</h4>{}</li>").format(side.text, joined(_says_so(side, address)))
        for side in answer.conflicts
    )
    return Markup('<h3>Articles differ</h3><ul class="bi-nearest bi-sides">{}</ul>').format(sides)


def _says_so(side: Side, address: Address) -> Iterator[Markup]:
    for citation in side.citations:
        yield Markup('<p><a data-go href="{}">{}</a></p>{}').format(
            citation_link(address, citation), name_of(citation.article), facts(citation.article)
        )


def _others(answer: Answer, address: Address) -> Markup:
    """Return other answers that were seen, each with a link to where it stands."""
    if not answer.runners_up:
        return Markup("")
    items = joined(
        Markup('<li><a data-go href="{}">{}</a> · confidence {:.2f}{}</li>').format(
            citation_link(address, other.citation),
            other.text,
            other.confidence,
            facts(other.citation.article),
        )
        for other in answer.runners_up
    )
    return Markup('<h3>Also seen</h3><ul class="bi-nearest">{}</ul>').format(items)


def _receipt(answer: Answer) -> Markup:
    """Return in one line what the answer was made from."""
    if answer.receipt is None:
        return Markup("")
    said = (Markup("<span>{}</span>").format(fact) for fact in receipt_facts(answer.receipt))
    return Markup('<p class="bi-facts bi-receipt">{}</p>').format(joined(said))


def _foot(answer: Answer, address: Address) -> Markup:
    """Return how sure the answer is, and the ways to take it along."""
    return Markup(
        '<div class="bi-foot"><p class="bi-sure"><meter id="bi-sure" min="0" max="1" value="{:.2f}"'
        ' aria-label="Confidence">{:.2f}</meter> Confidence {:.2f}</p>{}</div>'
    ).format(
        answer.confidence,
        answer.confidence,
        answer.confidence,
        take_along(answer, address),
    )


def take_along(answer: Answer, address: Address) -> Markup:
    """Return the tools that copy an answer and save it."""
    link = address.view_alone.link
    return Markup(
        '<p class="bi-tools"><button type="button" data-copy="{}">Copy with footnotes</button>'
        '<a download="answer.md" href="export/answer.md{}">Markdown</a>'
        '<a download="answer.json" href="export/answer.json{}">JSON</a>'
        '<a download="answer.bib" href="export/answer.bib{}">BibTeX</a>'
        '<a download="answer.csl.json" href="export/answer.csl.json{}">CSL</a></p>'
    ).format(to_markdown(answer), link, link, link, link)


def _nearest(answer: Answer, address: Address) -> Markup:
    if not answer.nearest:
        return Markup("")
    items = joined(
        Markup('<li><a data-go href="{}">{}</a>{}</li>').format(
            reader_link(address, hit), name_of(hit.article), facts(hit.article)
        )
        for hit in answer.nearest
    )
    return Markup('<h3>What comes nearest</h3><ul class="bi-nearest">{}</ul>').format(items)
