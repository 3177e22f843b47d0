"""What was found -> an answer, in the words of the articles or of a language model."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from backissue.indexer.article import Article
from backissue.indexer.errors import LanguageModelFailed
from backissue.indexer.models.embed import Embedder
from backissue.search.answers.answer import Answer
from backissue.search.answers.compose import compose
from backissue.search.answers.extract import extract
from backissue.search.answers.receipt import Receipt, write_receipt
from backissue.search.answers.strict import strictly
from backissue.search.llm.citation_marks import Mark
from backissue.search.llm.language_model import LanguageModel
from backissue.search.reading.late import Late
from backissue.search.reading.prior import priors
from backissue.search.reading.reader import Reader
from backissue.search.retrieval.hits import Hits


@dataclass(frozen=True, slots=True, kw_only=True)
class Responder:
    """Answers from passages of one archive."""

    archive: str
    """The id of the archive, for receipts."""
    model: str
    """The name of its model."""
    embedder: Late[Embedder]
    reader: Late[Reader]
    origins: Callable[[Iterable[Article]], int]
    """Counts the sources of some articles that did not copy one another."""

    def respond(
        self, hits: Hits, language_model: LanguageModel | None, *, strict: bool
    ) -> Iterator[str | Mark | Answer]:
        """Yield what a language model writes, if there is one, and last the answer.

        Where the language model fails the answer is in the words of the articles, and says so.
        """
        answer, note = None, ""
        if language_model and hits:
            try:
                answer = yield from compose(hits, language_model, self.embedder.get())
            except LanguageModelFailed as error:
                note = f"{error}. The answer is in the words of the articles instead."
        made_by = language_model.name if language_model and answer is not None else None
        answer = self._extracted(hits, note) if answer is None else answer
        if strict:
            answer = strictly(answer)
        made_by = made_by or self.reader.get().name
        yield replace(answer, receipt=self._receipt(hits, answer, made_by))

    def _extracted(self, hits: Hits, note: str) -> Answer:
        """Answer in the words of the articles."""
        reader = self.reader.get()
        passages = [hit.passage for hit in hits]
        readings = reader.read(hits.query.words, passages, priors(hits))
        answer = extract(hits, readings, reader=reader, origins=self.origins)
        return replace(answer, notes=(note, *answer.notes)) if note else answer

    def _receipt(self, hits: Hits, answer: Answer, made_by: str) -> Receipt:
        """Say what an answer was made from, and by whom."""
        cited = [citation.article for citation in answer.citations]
        return write_receipt(
            hits,
            cited,
            archive=self.archive,
            models=(self.model, made_by),
            independent_origins=self.origins(cited),
        )
