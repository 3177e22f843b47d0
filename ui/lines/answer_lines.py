"""An answer, as lines for a terminal."""

import textwrap
from collections.abc import Iterator

from backissue.search.answers.answer import Answer
from backissue.search.answers.receipt import Receipt
from backissue.ui.lines.terminal import (
    byline,
    counted,
    indented,
    printable,
    understood_lines,
    width,
    wrapped,
)


def answer_lines(answer: Answer) -> Iterator[str]:
    """Yield the answer and its quoted, numbered passages, or why there is none and what is near."""
    yield from understood_lines(answer.query, 0)
    if answer:
        yield wrapped(printable(_said(answer)))
        yield ""
        for number, citation in enumerate(answer.citations, start=1):
            yield f"[{number}] {byline(citation.article)}"
            yield indented(f"“{printable(citation.quote)}”")
            yield f"   {printable(citation.article.id)}, characters {citation.start}–{citation.end}"
        yield ""
        yield f"Confidence {answer.confidence:.2f}."
        yield from (wrapped(printable(said)) for said in (*answer.notes, *doubts(answer)))
        yield from _sides(answer)
        yield from _other_answers(answer)
        yield from _receipt(answer)
        return
    yield wrapped(f"No answer. {printable(answer.reason)}")
    yield from (wrapped(printable(note)) for note in answer.notes)
    if answer.nearest:
        yield ""
        yield "Nearest passages:"
    for hit in answer.nearest:
        yield f" - {byline(hit.article)}"
    yield from _receipt(answer)


def _said(answer: Answer) -> str:
    """Return each sentence with the numbers of its citations."""
    return " ".join(
        part
        for text, numbers in answer.sentences
        for part in (text, *(f"[{number}]" for number in numbers))
    )


def doubts(answer: Answer) -> Iterator[str]:
    """Yield what is wrong with the sentences of an answer that their citations do not support."""
    for claim in answer.claims:
        if not claim:
            which = f"“{claim.text}” is " if len(answer.claims) > 1 else ""
            yield f"Careful, {which}{claim.verdict.support}: {claim.verdict.reason}"


def _sides(answer: Answer) -> Iterator[str]:
    if answer.conflicts:
        yield ""
        yield "Articles differ:"
    for side in answer.conflicts:
        for number, citation in enumerate(side.citations):
            said = printable(side.text) if not number else "the same"
            line = f"{said}: {byline(citation.article)}"
            yield _item(line)


def _other_answers(answer: Answer) -> Iterator[str]:
    if answer.runners_up:
        yield ""
        yield "Also seen:"
    for other in answer.runners_up:
        said = f"{printable(other.text)} ({other.confidence:.2f}), {byline(other.citation.article)}"
        yield _item(said)


def _item(line: str) -> str:
    """Return a line of a list, names with hyphens left whole."""
    return textwrap.fill(
        line, width(), initial_indent=" - ", subsequent_indent="   ", break_on_hyphens=False
    )


def _receipt(answer: Answer) -> Iterator[str]:
    if answer.receipt:
        yield ""
        yield wrapped(receipt_line(answer.receipt))


def receipt_line(receipt: Receipt) -> str:
    """Return in one line what an answer was made from."""
    return printable(" · ".join(receipt_facts(receipt)))


def receipt_facts(receipt: Receipt) -> Iterator[str]:
    """Yield what an answer rests on, what was read for it and what was left out, and where."""
    reach = receipt.reach
    days = [day.isoformat() for day in (receipt.first_published, receipt.last_published) if day]
    if receipt.independent_origins:
        yield f"Rests on {counted(receipt.independent_origins, 'independent origin')}"
        yield from receipt.sources
        yield " to ".join(dict.fromkeys(days)) or "undated"
    read = counted(receipt.articles_read, "article")
    yield f"{counted(receipt.passages_read, 'passage')} of {read} read"
    yield f"{reach.in_scope:,} of {counted(reach.articles, 'article')} in scope"
    if reach.other_days:
        yield f"{reach.other_days:,} of other days left out"
    if reach.undated:
        yield f"{reach.undated:,} undated left out"
    if receipt.asked:
        yield f"asked on {receipt.asked}"
    yield f"archive {receipt.archive[:8]}, generation {reach.generation}"
    yield ", ".join(receipt.models)
