"""Passages and a language model -> an answer in its words, each sentence cited and checked."""

from collections.abc import Generator, Iterable, Iterator, Sequence

from backissue.indexer.article import Passage
from backissue.indexer.errors import LanguageModelFailed
from backissue.indexer.models.embed import Embedder
from backissue.search.answers.answer import Answer
from backissue.search.answers.citation import Citation
from backissue.search.answers.claim import Claim
from backissue.search.checking.check import check
from backissue.search.llm.citation_marks import Mark, Written, read_marks, written_sentences
from backissue.search.llm.language_model import LanguageModel
from backissue.search.llm.llm import write
from backissue.search.llm.prompt import answering, prompt
from backissue.search.retrieval.hits import Hits

# Sentences that are cited for one that was written: more would be read by nobody.
MOST_CITED = 3


def compose(
    hits: Hits, model: LanguageModel, embedder: Embedder
) -> Generator[str | Mark, None, Answer]:
    """Yield an answer as the model writes it, then return it whole and checked.

    Marks number the hits from 1. Raises LanguageModelFailed, also where nothing that it wrote is
    supported by what it cites.
    """
    passages = [hit.passage for hit in hits]
    parts: list[str | Mark] = []
    pieces = write(model, prompt(hits.query, passages))
    for part in read_marks(answering(pieces), len(passages)):
        parts.append(part)
        yield part
    if not parts:
        return Answer(
            query=hits.query,
            text="",
            citations=(),
            confidence=0.0,
            reason=f"{model.name} read the passages found and says that none of them answers.",
            passages=hits.hits,
            abstained="not answered",
        )
    claims = [
        _claim(written, passages, hits.query.text, embedder) for written in written_sentences(parts)
    ]
    if not any(claims):
        raise LanguageModelFailed(f"What {model.name} wrote is not supported by what it cites")
    return Answer(
        query=hits.query,
        text=" ".join(claim.text for claim in claims),
        citations=tuple(dict.fromkeys(each for claim in claims for each in claim.citations)),
        confidence=sum(map(bool, claims)) / len(claims),
        reason=f"{model.name} says so, and what it cites supports it.",
        passages=hits.hits,
        claims=tuple(claims),
        notes=(
            f"{model.name} wrote this; each sentence was checked against what it cites.",
            *_unknown(model, parts),
        ),
    )


def _claim(
    written: Written, passages: Sequence[Passage], question: str, embedder: Embedder
) -> Claim:
    """Judge a sentence by the passages that it cites, and cite those sentences that bear it out."""
    cited = [passages[number - 1] for number in written.numbers]
    verdict = check(written.text, cited, question=question, embedder=embedder)
    evidence = verdict.evidence[:MOST_CITED]
    citations = tuple(Citation(each.article, each.start, each.end) for each in evidence)
    return Claim(text=written.text, citations=citations, verdict=verdict)


def _unknown(model: LanguageModel, parts: Iterable[str | Mark]) -> Iterator[str]:
    """Say which numbers were left out because no passage has them."""
    numbers = {number: None for part in parts if isinstance(part, Mark) for number in part.unknown}
    if numbers:
        marks = ", ".join(f"[{number}]" for number in numbers)
        yield f"{model.name} cited {marks}, which no passage has; that is left out."
