"""Each sentence of an answer against the passages that it cites, without a language model."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from backissue.indexer.article import Passage
from backissue.indexer.models.checked import embed_texts
from backissue.indexer.models.embed import Embedder
from backissue.search.checking.alignment import Alignment
from backissue.search.checking.evidence import Cited, Evidence
from backissue.search.checking.finding import Finding
from backissue.search.checking.findings import findings
from backissue.search.language.statement import Statement, read_statement
from backissue.search.language.wording import are_kin

Support: TypeAlias = Literal["supported", "partly", "not supported", "contradicted"]

# In characters; nobody's sentence is longer, and whoever sends one is told so.
LONGEST_SENTENCE = 2000

# Numbers in square brackets cite a passage and claim nothing; control characters say nothing.
# Both become spaces, one for one, so that offsets do not move.
SILENT = re.compile(r"\[\d+(?:[ ,;–-]+\d+)*\]|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")

# Of what a sentence says, the share that must stand in what it cites. Where an embedder is given,
# a smaller share will do if the sentence is as close as that to what it cites, and a larger one is
# needed if not. Chosen on benchmarks/claims.jsonl, each claim with its own passage and with another
# of the article; the closeness is all-MiniLM-L6-v2's.
SUPPORTED = 0.55
SUPPORTED_IF_CLOSE = 0.4
SUPPORTED_IF_NOT = 0.65
CLOSE = 0.58
PARTLY = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How far the passages that a sentence cites support it; true where they do."""

    sentence: str
    support: Support
    reason: str
    """Why, in plain words."""
    findings: tuple[Finding, ...]
    """What is wrong, each with its characters of the sentence."""
    evidence: tuple[Passage, ...]
    """The sentences that come nearest, best first; characters of their articles."""
    share: float
    """Of what the sentence says, the share that stands in what it cites, 0 to 1."""

    def __bool__(self) -> bool:
        """Whether it is supported."""
        return self.support == "supported"


def check(
    sentence: str,
    passages: Sequence[Passage],
    *,
    question: str = "",
    embedder: Embedder | None = None,
) -> Verdict:
    """Judge a sentence by the passages that it cites, their headlines and their published days.

    Numbers, dates, names, quotations and denials must agree; the rest is compared word by word
    and, where an embedder is given, by meaning. The question tells what a short answer is about.
    """
    if len(sentence) > LONGEST_SENTENCE:
        return _unsupported(sentence, f"It has more than {LONGEST_SENTENCE} characters.")
    claim = read_statement(SILENT.sub(lambda match: " " * len(match[0]), sentence))
    if not claim.units:
        return _unsupported(sentence, "It says nothing that can be checked.")
    cited = [passage for passage in passages if passage.text.strip()]
    if not cited:
        return _unsupported(sentence, "It cites nothing.")
    return _judge(sentence, claim, Evidence(cited), read_statement(question), embedder)


def _unsupported(sentence: str, reason: str) -> Verdict:
    return Verdict(
        sentence=sentence,
        support="not supported",
        reason=reason,
        findings=(),
        evidence=(),
        share=0.0,
    )


def _judge(
    sentence: str,
    claim: Statement,
    evidence: Evidence,
    question: Statement,
    embedder: Embedder | None,
) -> Verdict:
    beside = evidence.beside(claim, question)
    found = tuple(findings(claim, evidence, beside, question))
    unheard = list(_unheard(claim, evidence))
    share = _share(claim, unheard, found)
    nearest = list(_nearest(claim, beside))
    support: Support
    if any(each.is_contradicted for each in found):
        support = "contradicted"
    elif _is_said(claim, share, nearest, embedder):
        support = "partly" if found else "supported"
    else:
        support = "partly" if share >= PARTLY else "not supported"
        found += tuple(unheard)
    reason = " ".join(each.reason for each in found[:3]) or "What it cites says so."
    return Verdict(
        sentence=sentence,
        support=support,
        reason=reason,
        findings=found,
        evidence=tuple(nearest),
        share=share,
    )


def _unheard(claim: Statement, evidence: Evidence) -> Iterator[Finding]:
    """Find the words that stand nowhere in the evidence, nor any that are kin."""
    for word in claim.wording:
        if word.lemma not in evidence.lemmas and not any(
            are_kin(word.lemma, each) for each in evidence.lemmas
        ):
            yield Finding(word.start, word.end, "wording", f"No cited passage says “{word.text}”.")


def _share(claim: Statement, unheard: Sequence[Finding], found: Sequence[Finding]) -> float:
    """Return the share of a claim's words and mentions that stand in the evidence."""
    total = len(claim.units)
    lost = len(unheard) + sum(each.kind in {"number", "date", "name"} for each in found)
    return max(0.0, 1 - lost / total)


def _is_said(
    claim: Statement, share: float, nearest: Sequence[Passage], embedder: Embedder | None
) -> bool:
    """Whether the evidence says enough of it in the same words, or in others."""
    if embedder is None or not SUPPORTED_IF_CLOSE <= share < SUPPORTED_IF_NOT or not nearest:
        return share >= (SUPPORTED if embedder is None else SUPPORTED_IF_NOT)
    texts = [each.text for each in nearest]
    vectors = embed_texts(embedder, [claim.text, *texts, " ".join(texts)])
    return bool((vectors[1:] @ vectors[0]).max() >= CLOSE)


def _nearest(claim: Statement, beside: Sequence[tuple[Cited, Alignment]]) -> Iterator[Passage]:
    """Choose the sentences that together say most of a claim."""
    left = {unit.key for unit in claim.units}
    for cited, _ in beside:
        covered = left & {unit.key for unit in cited.statement.units}
        if cited.passage and covered:
            left -= covered
            yield cited.passage
