"""An answer, and the passages it rests on."""

from dataclasses import dataclass

from backissue.search.answers.abstention import Abstained
from backissue.search.answers.citation import Citation
from backissue.search.answers.claim import Claim
from backissue.search.answers.conflict import Side
from backissue.search.answers.receipt import Receipt
from backissue.search.answers.runner_up import RunnerUp
from backissue.search.checking.check import Verdict
from backissue.search.query.query import Query
from backissue.search.retrieval.hit import Hit

# Below this confidence there is no answer. Chosen on corpus/questions.jsonl by
# benchmarks/calibrate.py: of the questions without an answer, two in three are turned down.
THRESHOLD = 0.25

# Articles that are named where none answers.
NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the archive says to a question; false where it does not say enough."""

    query: Query
    """The question as it was understood."""
    text: str
    """The answer in a few words of the first citation, or all of it where the question asks if
    something is so; empty where there is none."""
    citations: tuple[Citation, ...]
    """What supports it, best first; empty where nothing does."""
    confidence: float
    """How likely it is that the best passage answers the question, 0 to 1."""
    reason: str
    """Why the answer is given, or why none is."""
    passages: tuple[Hit, ...]
    """What was read, nearest first."""
    claims: tuple[Claim, ...] = ()
    """Its sentences in order, each with its own citations and how far these support it."""
    abstained: Abstained | None = None
    """What kind of reason there is for having no answer; None where there is one."""
    runners_up: tuple[RunnerUp, ...] = ()
    """Other answers that were seen, likeliest first."""
    conflicts: tuple[Side, ...] = ()
    """Where articles differ, all that they say, the answer among it: best supported, or else the
    latest, first."""
    receipt: Receipt | None = None
    """What it was made from; None where no archive was asked."""
    notes: tuple[str, ...] = ()
    """What is to be known of how it came about, in sentences."""

    @property
    def question(self) -> str:
        """The question as it was asked."""
        return self.query.text

    @property
    def sentences(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Each sentence with the numbers of its citations, from 1."""
        numbers = {citation: number for number, citation in enumerate(self.citations, start=1)}
        if not self.claims:
            return ((self.text, tuple(numbers.values())),)
        return tuple(
            (claim.text, tuple(numbers[each] for each in claim.citations if each in numbers))
            for claim in self.claims
        )

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """How far each sentence is supported by what it cites, in order."""
        return tuple(claim.verdict for claim in self.claims)

    @property
    def nearest(self) -> tuple[Hit, ...]:
        """The best passage of each of the nearest articles."""
        best: dict[str, Hit] = {}
        for hit in self.passages:
            best.setdefault(hit.article.id, hit)
        return tuple(best.values())[:NEAREST]

    def __bool__(self) -> bool:
        """Whether there is an answer."""
        return bool(self.citations)
