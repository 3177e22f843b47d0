"""What a sentence denies that its evidence says, and the reverse; and the opposite of its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backissue.search.checking.alignment import Alignment, instead
from backissue.search.checking.evidence import Evidence
from backissue.search.checking.finding import Finding
from backissue.search.language.polarity import opposes, opposites, plain
from backissue.search.language.statement import Statement
from backissue.search.language.wording import Word

# Words of a claim around one of its words that tell what it is about; the nearer, the more. A
# sentence must have this much of them: one that stands five words away, say.
AROUND = 12
LEAST_SHARED = 0.15

# So many times as near must a sentence be for another one not to be meant.
CLEARLY = 1.5

# Stands for a denial that the evidence shares in one of the words that it denies.
AGREED = Finding(0, 0, "negation", "")


def denials(claim: Statement, evidence: Evidence, beside: Sequence[Alignment]) -> Iterator[Finding]:
    """Find each word that is denied here and not there, or there and not here."""
    settled: set[int] = set()
    conflicts: dict[int, Finding] = {}
    for place, word in enumerate(claim.words):
        root = plain(word.lemma)
        denier = claim.denied.get(place)
        if denier is None and not word.is_content and root not in evidence.denied:
            continue
        denies, asserts = _nearest_sentences(claim, place, root, evidence)
        agreed, other = (asserts, denies) if denier is None else (denies, asserts)
        if denier is not None and (agreed or other):
            settled.add(denier)
        if other is None or (agreed and other.score < CLEARLY * agreed.score):
            if agreed and denier is not None:
                conflicts[denier] = AGREED
            continue
        theirs = other.statement
        if not _is_told_otherwise(claim, place, theirs):
            same = next(each for each, word in enumerate(theirs.words) if plain(word.lemma) == root)
            # One “not” is told of once, however many words it denies.
            cue = denier if denier is not None else -1 - theirs.denied[same]
            conflicts.setdefault(cue, _finding(claim, place, denier, theirs, same))
    yield from (each for each in conflicts.values() if each is not AGREED)
    yield from _denials_of_nothing(claim, evidence, settled)
    yield from _opposites(claim, evidence, beside)


def _is_told_otherwise(claim: Statement, place: int, theirs: Statement) -> bool:
    """Whether a denial stands on other words there: “is not allowed” for “no one may”.

    Who is the first did what nobody did before.
    """
    if place in claim.denied:
        roots = {plain(claim.words[each].lemma) for each in claim.denied}
        return any(
            not any(
                plain(theirs.words[each].lemma) in roots
                for each, by in theirs.denied.items()
                if by == denier
            )
            for denier in theirs.deniers
        )
    near = [each for each in claim.deniers if abs(each - place) <= AROUND]
    agreed = {
        claim.denied[each]
        for each in claim.denied
        if any(
            plain(theirs.words[other].lemma) == plain(claim.words[each].lemma)
            for other in theirs.denied
        )
    }
    return bool(set(near) - agreed) or any(word.lemma == "first" for word in claim.words)


def _finding(
    claim: Statement, place: int, denier: int | None, theirs: Statement, other: int
) -> Finding:
    first = claim.words[place if denier is None else min(place, denier)]
    start = first.start
    end = max(claim.words[place].end, claim.words[place if denier is None else denier].end)
    says = f"It says “{claim.text[start:end]}”; "
    if denier is not None:
        return Finding(
            start, end, "negation", says + "the passage does not deny it.", is_contradicted=True
        )
    began = theirs.words[min(other, theirs.denied[other])].start
    given = theirs.text[began : theirs.words[other].end]
    return Finding(
        start, end, "negation", says + f"the passage says “{given}”.", is_contradicted=True
    )


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence, and how much it has of what stands around a word."""

    score: float
    statement: Statement


def _around(claim: Statement, place: int) -> dict[str, float]:
    """Return the words around one, each with what it counts for."""
    first = max(0, place - AROUND)
    around: dict[str, float] = {}
    for number, word in enumerate(claim.words[first : place + AROUND + 1], start=first):
        if word.is_content and number != place:
            root = plain(word.lemma)
            around[root] = max(around.get(root, 0.0), 1 / (1 + abs(number - place)))
    return around


def _near(claim: Statement, place: int, evidence: Evidence, roots: set[str]) -> list[Near]:
    """Return the sentences about the same thing, nearest first; with one of these words, if any."""
    around = _around(claim, place)
    found = [
        Near(sum(weight for root, weight in around.items() if root in theirs), cited.statement)
        for cited, theirs in evidence.roots
        if not roots or roots & theirs
    ]
    near = [each for each in found if each.score > LEAST_SHARED]
    return sorted(near, key=lambda each: -each.score)


def _nearest_sentences(
    claim: Statement, place: int, root: str, evidence: Evidence
) -> tuple[Near | None, Near | None]:
    """Return the nearest sentence that denies a word, and the nearest that does not."""
    denies = asserts = None
    for near in _near(claim, place, evidence, {root}):
        theirs = near.statement
        same = [each for each, word in enumerate(theirs.words) if plain(word.lemma) == root]
        if any(each in theirs.denied for each in same):
            denies = denies or near
        if any(each not in theirs.denied for each in same):
            asserts = asserts or near
    return denies, asserts


def _denials_of_nothing(
    claim: Statement, evidence: Evidence, settled: set[int]
) -> Iterator[Finding]:
    """Find denials, of a number or in other words, where the sentence meant denies nothing."""
    for place in claim.deniers:
        near = [] if place in settled else _near(claim, place, evidence, set())
        meant = [each for each in near if CLEARLY * each.score >= near[0].score]
        if meant and not any(
            each.statement.deniers or any(opposes(word) for word in each.statement.words)
            for each in meant
        ):
            denied = [each for each, denier in claim.denied.items() if denier == place]
            yield _finding(claim, (denied or [place])[0], place, meant[0].statement, 0)


def _opposites(
    claim: Statement, evidence: Evidence, beside: Sequence[Alignment]
) -> Iterator[Finding]:
    for place, unit in enumerate(claim.units):
        word = unit.word
        if word is None or not opposites(plain(word.lemma)):
            continue
        rival = instead(place, beside, word_for_word=True)
        said = rival.word if rival else None
        if said is None and word.is_content and word.lemma not in evidence.lemmas:
            said = _said_instead(claim, claim.words.index(word), evidence)
        if said is not None and all(each.lemma != said.lemma for each in claim.words):
            reason = f"It says “{word.text}”; the passage says “{said.text}”."
            yield Finding(word.start, word.end, "negation", reason, is_contradicted=True)


def _said_instead(claim: Statement, place: int, evidence: Evidence) -> Word | None:
    """Return the opposite of a word where a sentence about the same thing has it."""
    against = opposites(plain(claim.words[place].lemma))
    for near in _near(claim, place, evidence, against)[:1]:
        return next(each for each in near.statement.words if plain(each.lemma) in against)
    return None
