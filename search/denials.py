"""What a sentence denies that its evidence says, and the reverse; and the opposite of its words."""

from collections.abc import Iterator, Sequence

from backissue.search.alignment import Alignment, instead
from backissue.search.evidence import Cited, Evidence
from backissue.search.finding import Finding
from backissue.search.polarity import opposes, opposites, plain
from backissue.search.statement import Statement
from backissue.search.wording import Word

# Words of a claim around one of its words that tell what it is about; the nearer, the more. A
# sentence must have this much of them: one that stands five words away, say.
AROUND = 12
LEAST_SHARED = 0.15

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
        cited = _about_the_same(claim, place, {root}, evidence)
        if cited is None:
            continue
        theirs = cited.statement
        same = [each for each, other in enumerate(theirs.words) if plain(other.lemma) == root]
        agreed = any((each in theirs.denied) == (denier is not None) for each in same)
        if denier is not None:
            settled.add(denier)
        if not agreed and not _is_told_otherwise(claim, place, theirs):
            # One “not” is told of once, however many words it denies.
            cue = denier if denier is not None else -1 - theirs.denied[same[0]]
            conflicts.setdefault(cue, _finding(claim, place, denier, theirs, same[0]))
        elif denier is not None:
            conflicts[denier] = AGREED
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


def _about_the_same(
    claim: Statement, place: int, roots: set[str], evidence: Evidence
) -> Cited | None:
    """Return the sentence with one of these words that shares most of what is around a place.

    Without any such word, the one that shares most.
    """
    first = max(0, place - AROUND)
    around: dict[str, float] = {}
    for number, word in enumerate(claim.words[first : place + AROUND + 1], start=first):
        if word.is_content and number != place:
            root = plain(word.lemma)
            around[root] = max(around.get(root, 0.0), 1 / (1 + abs(number - place)))
    best, most = None, LEAST_SHARED
    for cited, theirs in evidence.roots:
        if not roots or roots & theirs:
            shared = sum(weight for root, weight in around.items() if root in theirs)
            if shared > most:
                best, most = cited, shared
    return best


def _denials_of_nothing(
    claim: Statement, evidence: Evidence, settled: set[int]
) -> Iterator[Finding]:
    """Find denials, of a number or in other words, where the sentence meant denies nothing."""
    for place in claim.deniers:
        if place in settled:
            continue
        cited = _about_the_same(claim, place, set(), evidence)
        if (
            cited
            and not cited.statement.deniers
            and not any(opposes(each) for each in cited.statement.words)
        ):
            denied = [each for each, denier in claim.denied.items() if denier == place]
            yield _finding(claim, (denied or [place])[0], place, cited.statement, 0)


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
    cited = _about_the_same(claim, place, against, evidence)
    if cited is None:
        return None
    return next((each for each in cited.statement.words if plain(each.lemma) in against), None)
