"""What a sentence says that its evidence does not: numbers, days, names, quotations, denials."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from backissue.search import days as calendar
from backissue.search import names as people
from backissue.search import quantities as sums
from backissue.search.days import Day
from backissue.search.evidence import Cited, Evidence
from backissue.search.names import Name
from backissue.search.polarity import is_denial, opposites, plain
from backissue.search.quantities import Quantity
from backissue.search.quotations import is_quoted, quotations
from backissue.search.statement import Alignment, Mention, Statement
from backissue.search.wording import Word, overlaps

Kind: TypeAlias = Literal["number", "date", "name", "quotation", "negation", "wording"]

# Where a claim stands word for word in a sentence but for one mention, that one was changed; so
# much of the claim must stand there. Chosen with the constants of check.py.
WORD_FOR_WORD = 0.5
# Another sentence that has the mention must not be so much less alike.
NEARLY_AS_MUCH = 0.15

# Words of a claim around one of its words, and how many of them another sentence must share for
# the word to be about the same thing there.
AROUND = 7
SHARED_AROUND = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """Characters `start` to `end` of a sentence, and what is wrong with them."""

    start: int
    end: int
    kind: Kind
    reason: str
    is_contradicted: bool = False
    """Whether the evidence says something else, and not just nothing."""


Beside: TypeAlias = Sequence[tuple[Cited, Alignment]]


def findings(claim: Statement, evidence: Evidence, question: Statement) -> list[Finding]:
    """Return all that is wrong with a claim, in the order in which it stands there."""
    beside = evidence.beside(claim, question)
    misquoted = list(_quotations(claim, evidence))
    spans = [(each.start, each.end) for each in misquoted]
    found = [
        each
        for each in (*_mentions(claim, evidence, beside, question), *_denials(claim, evidence, beside))
        if not overlaps(each.start, each.end, spans)
    ]
    return sorted([*misquoted, *found], key=lambda each: each.start)


def _quotations(claim: Statement, evidence: Evidence) -> Iterator[Finding]:
    texts = [passage.text for passage in evidence.passages]
    texts += [article.title for article in evidence.articles]
    for each in quotations(claim.text):
        if not is_quoted(each, texts):
            reason = f"It quotes “{each.text}”; what it cites does not say it in these words."
            yield Finding(each.start, each.end, "quotation", reason)


def _mentions(
    claim: Statement, evidence: Evidence, beside: Beside, question: Statement
) -> Iterator[Finding]:
    years = [day.year for day, _ in evidence.days() if day.year is not None]
    for place, unit in enumerate(claim.units):
        mention = unit.mention
        if mention is None:
            continue
        rival = _instead(place, claim, beside)
        if isinstance(mention, Name):
            yield from _name(mention, evidence, rival, question)
        elif isinstance(mention, Quantity):
            if not _is_given(mention, evidence):
                is_pronoun = mention.text.lower() == "one"
                rival = rival or (None if is_pronoun else _likeliest(mention, claim, beside))
                if rival or not is_pronoun:
                    yield _differs(mention, "number", rival)
            elif rival and not sums.agrees(mention, rival):
                yield _differs(mention, "number", rival)
        else:
            given = any(
                calendar.agrees(mention, day, published, years) for day, published in evidence.days()
            )
            if not given:
                yield _differs(mention, "date", rival or _likeliest(mention, claim, beside))
            elif rival and not any(
                calendar.agrees(mention, rival, cited.published, years) for cited, _ in beside
            ):
                yield _differs(mention, "date", rival)


def _is_given(mention: Quantity, evidence: Evidence) -> bool:
    if any(sums.agrees(mention, each) for each in evidence.quantities()):
        return True
    return not mention.unit and any(
        day.year == mention.value and not day.is_certain for day, _ in evidence.days()
    )


def _differs(mention: Day | Quantity, kind: Kind, rival: Mention | None) -> Finding:
    says = f"It says {mention.text}; "
    if rival is None:
        reason = says + "what it cites does not give it."
    else:
        reason = says + f"the passage says {rival.text}."
    return Finding(mention.start, mention.end, kind, reason, rival is not None)


def _name(
    mention: Name, evidence: Evidence, rival: Mention | None, question: Statement
) -> Iterator[Finding]:
    absent = people.missing(mention, evidence.named, evidence.named_in_articles)
    start, end, says = mention.start, mention.end, f"It names {mention.text}; "
    if absent:
        where = " ".join(word.text for word in absent)
        reason = f"what it cites does not name {where}."
        if rival:
            reason = f"the passage says {rival.text}."
        elif any(people.key(word.text) in _keys(question) for word in absent):
            reason = f"only the question names {where}, not what it cites."
        yield Finding(start, end, "name", says + reason, rival is not None)
    elif people.mismatched(mention, evidence.named, evidence.named_in_articles):
        yield Finding(start, end, "name", says + "the passage has no such full name.", True)
    elif rival:
        yield Finding(start, end, "name", says + f"the passage says {rival.text}.", True)


def _keys(question: Statement) -> set[str]:
    return {people.key(word.text) for word in question.words}


def _instead(place: int, claim: Statement, beside: Beside) -> Mention | None:
    """Return what stands in a mention's place where the rest of the claim is word for word."""
    last = len(claim.units) - 1
    best: Mention | None = None
    share = WORD_FOR_WORD
    kept = 0.0
    for _, alignment in beside:
        equal = alignment.equal
        if place in equal:
            kept = max(kept, alignment.share)
        elif place in alignment.instead and alignment.share >= share:
            sides = [place == 0 or place - 1 in equal, place == last or place + 1 in equal]
            near = sum(each in equal for each in (place - 2, place - 1, place + 1, place + 2))
            if all(sides) and near > 1:
                best, share = alignment.instead[place], alignment.share
    return best if best is not None and share > kept - NEARLY_AS_MUCH else None


def _likeliest(mention: Day | Quantity, claim: Statement, beside: Beside) -> Mention | None:
    """Return a mention of the same kind in the sentence that shares most with the claim."""
    around = {word.lemma for word in claim.words if word.is_content}
    best: Mention | None = None
    most = 0
    for cited, _ in beside:
        shared = len(around & cited.statement.lemmas)
        kin: Sequence[Mention] = (
            cited.statement.quantities
            if isinstance(mention, Quantity)
            else cited.statement.days
        )
        for each in kin:
            if each.precision == mention.precision and shared > most:
                best, most = each, shared
    return best if most >= SHARED_AROUND else None


def _denials(claim: Statement, evidence: Evidence, beside: Beside) -> Iterator[Finding]:
    told: set[int] = set()
    heard: set[int] = set()
    for place, word in enumerate(claim.words):
        root = plain(word.lemma)
        denier = claim.denied.get(place)
        if not word.is_content and denier is None and not _is_denied_somewhere(root, evidence):
            continue
        cited = _about_the_same(claim, place, {root}, evidence)
        if cited is None:
            continue
        if denier is not None:
            heard.add(denier)
        theirs = cited.statement
        same = [each for each, other in enumerate(theirs.words) if plain(other.lemma) == root]
        if all((each in theirs.denied) == (denier is None) for each in same):
            other = same[0]
            cue = denier if denier is not None else theirs.denied[other]
            marker = denier if denier is not None else -1 - cue
            if marker not in told:
                told.add(marker)
                yield _denial(claim, place, denier, theirs, other)
    yield from _unheard_denials(claim, heard, beside)
    yield from _opposites(claim, evidence)


def _is_denied_somewhere(root: str, evidence: Evidence) -> bool:
    return any(
        plain(cited.statement.words[each].lemma) == root
        for cited in evidence.all
        for each in cited.statement.denied
    )


def _denial(
    claim: Statement, place: int, denier: int | None, theirs: Statement, other: int
) -> Finding:
    first = claim.words[place if denier is None else min(place, denier)]
    start, end = first.start, claim.words[place].end
    says = claim.text[start:end]
    if denier is not None:
        return Finding(start, end, "negation", f"It says “{says}”; the passage does not deny it.", True)
    began = theirs.words[min(other, theirs.denied[other])].start
    given = theirs.text[began : theirs.words[other].end]
    return Finding(start, end, "negation", f"It says “{says}”; the passage says “{given}”.", True)


def _about_the_same(
    claim: Statement, place: int, roots: set[str], evidence: Evidence
) -> Cited | None:
    """Return the sentence with one of these words in it that shares most of what is around it."""
    around = [
        plain(word.lemma)
        for number, word in enumerate(claim.words[max(0, place - AROUND) : place + AROUND + 1])
        if word.is_content and number + max(0, place - AROUND) != place
    ]
    needed = min(SHARED_AROUND, max(1, len(around) // 2))
    best, most = None, needed - 1
    for cited, theirs in evidence.roots:
        if roots & theirs:
            shared = sum(each in theirs for each in around)
            if shared > most:
                best, most = cited, shared
    return best


def _unheard_denials(claim: Statement, heard: set[int], beside: Beside) -> Iterator[Finding]:
    """Find denials of what the nearest sentence does not even mention, nor denies anything."""
    if not beside or beside[0][1].share < WORD_FOR_WORD:
        return
    theirs = beside[0][0].statement
    if any(is_denial(word) for word in theirs.words):
        return
    for place, denier in claim.denied.items():
        if denier not in heard:
            heard.add(denier)
            yield _denial(claim, place, denier, theirs, 0)


def _opposites(claim: Statement, evidence: Evidence) -> Iterator[Finding]:
    for place, word in enumerate(claim.words):
        against = opposites(word.lemma)
        if not against or not word.is_content:
            continue
        cited = _about_the_same(claim, place, against, evidence)
        if cited is None:
            continue
        own = _about_the_same(claim, place, {word.lemma}, evidence)
        said = next(
            each for each in cited.statement.words if plain(each.lemma) in against
        )
        if own is None and not any(each.lemma == said.lemma for each in claim.words):
            reason = f"It says “{word.text}”; the passage says “{said.text}”."
            yield Finding(word.start, word.end, "negation", reason, is_contradicted=True)
