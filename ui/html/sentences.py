"""The sentences of an answer, each with its citations and how far they support it."""

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from backissue.search.answers.answer import Answer
from backissue.search.answers.citation import Citation
from backissue.search.checking.check import Support, Verdict
from backissue.search.llm.citation_marks import Mark
from backissue.search.retrieval.hit import Hit
from backissue.ui.html.address import Address
from backissue.ui.html.cards import name_of, reader_link
from backissue.ui.html.marks import joined

# How a verdict is drawn, and what it is called.
SIGNS: dict[Support, tuple[str, str]] = {
    "supported": ("✓", "Supported"),
    "partly": ("≈", "Supported in part"),
    "not supported": ("?", "Not supported"),
    "contradicted": ("≠", "Contradicted"),
}


def sentences(answer: Answer, address: Address, key: str = "") -> Markup:
    """Return the sentences with chips and marks; `key` tells apart the answers on one page."""
    return Markup(" ").join(_sentences(answer, address, key))


def writing(parts: Iterable[str | Mark], hits: Sequence[Hit], address: Address) -> Markup:
    """Return what a language model has written so far, its marks as links to the passages."""
    return joined(
        joined(_passage_chip(number, hits[number - 1], address) for number in part.numbers)
        if isinstance(part, Mark)
        else Markup("{}").format(part)
        for part in parts
    )


def citation_link(address: Address, citation: Citation) -> str:
    """Return the link that opens a citation in the reader, in the revision that is cited."""
    return address.but(
        article=citation.article.id,
        revision=citation.content_hash,
        start=citation.start,
        end=citation.end,
    ).link


def _sentences(answer: Answer, address: Address, key: str) -> Iterator[Markup]:
    verdicts = answer.verdicts or (None,)
    pairs = zip(answer.sentences, verdicts, strict=True)
    for place, ((text, numbers), verdict) in enumerate(pairs, start=1):
        chips = joined(
            _chip(number, answer.citations[number - 1], address, f"{key}{place}-{number}")
            for number in numbers
        )
        mark = _mark(verdict, f"{key}{place}") if verdict is not None else ""
        yield Markup('<span class="bi-said">{}</span> {}{}').format(text, chips, mark)


def _chip(number: int, citation: Citation, address: Address, name: str) -> Markup:
    """Return the number of a citation: a link into the reader, with the quote on a card."""
    return Markup(
        '<span class="bi-cite"><a data-go href="{link}" aria-describedby="bi-note-{name}">'
        '<span class="bi-hidden">Citation </span>[{number}]</a><span class="bi-note" role="tooltip"'
        ' id="bi-note-{name}">“{quote}” <span class="bi-by">{title}</span></span></span>'
    ).format(
        link=citation_link(address, citation),
        number=number,
        name=name,
        quote=citation.quote,
        title=name_of(citation.article),
    )


def _mark(verdict: Verdict, name: str) -> Markup:
    """Return how far a sentence is supported: a sign, with the reason on a card."""
    sign, called = SIGNS[verdict.support]
    return Markup(
        '<span class="bi-cite"><button type="button" class="bi-mark bi-{kind}" '
        'aria-describedby="bi-why-{name}"><span aria-hidden="true">{sign}</span>'
        '<span class="bi-hidden">{called}</span></button><span class="bi-note" role="tooltip" '
        'id="bi-why-{name}"><strong>{called}.</strong> {reason}</span></span>'
    ).format(
        kind=verdict.support.replace(" ", "-"),
        name=name,
        sign=sign,
        called=called,
        reason=verdict.reason,
    )


def _passage_chip(number: int, hit: Hit, address: Address) -> Markup:
    return Markup(
        '<span class="bi-cite"><a data-go href="{}"><span class="bi-hidden">Passage </span>[{}]</a>'
        '<span class="bi-note">{}</span></span>'
    ).format(reader_link(address, hit), number, name_of(hit.article))
