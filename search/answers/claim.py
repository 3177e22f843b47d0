"""One sentence of an answer, with what it cites and how far that supports it."""

from collections.abc import Sequence
from dataclasses import dataclass

from backissue.indexer.models.embed import Embedder
from backissue.search.answers.citation import Citation
from backissue.search.checking.check import Verdict, check


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence, or a short answer, with its own citations; true where they support it."""

    text: str
    """Without the numbers of its citations."""
    citations: tuple[Citation, ...]
    verdict: Verdict

    def __bool__(self) -> bool:
        """Whether what it cites supports it."""
        return bool(self.verdict)


def claimed(
    text: str,
    citations: Sequence[Citation],
    *,
    question: str = "",
    embedder: Embedder | None = None,
) -> Claim:
    """Judge a sentence by what it cites; the question tells what a short answer is about."""
    passages = [citation.passage for citation in citations]
    verdict = check(text, passages, question=question, embedder=embedder)
    return Claim(text=text, citations=tuple(citations), verdict=verdict)
