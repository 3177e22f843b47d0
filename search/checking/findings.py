"""What a sentence gives that its evidence does not: numbers, days, names and quotations."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from backissue.search.checking import named as people
from backissue.search.checking.alignment import Alignment, instead
from backissue.search.checking.denials import denials
from backissue.search.checking.evidence import Cited, Evidence
from backissue.search.checking.finding import Finding, Kind
from backissue.search.checking.named import Named
from backissue.search.checking.quotations import is_quoted, quotations
from backissue.search.language import dates as calendar
from backissue.search.language import quantities as sums
from backissue.search.language.dates import Day
from backissue.search.language.mentions import Name, key
from backissue.search.language.quantities import Quantity
from backissue.search.language.statement import Mention, Statement
from backissue.search.language.wording import is_marked, marks, spread

# Before “first”, they make it say which one.
DETERMINERS = spread("the a an his her its their our this that whose")

# A number or day that is given nowhere is set against one in a sentence that shares so many words.
SHARED = 3


def findings(
    claim: Statement,
    evidence: Evidence,
    laid: Sequence[tuple[Cited, Alignment]],
    question: Statement,
) -> list[Finding]:
    """Return all that is wrong with a claim, in the order in which it stands there."""
    beside = [alignment for _, alignment in laid]
    misquoted = list(_quotations(claim, evidence))
    quoted = marks(len(claim.text), [(each.start, each.end) for each in misquoted])
    others = [*_mentions(claim, evidence, beside, question), *denials(claim, evidence, beside)]
    kept = [each for each in others if not is_marked(quoted, each.start, each.end)]
    return sorted([*misquoted, *kept], key=lambda each: each.start)


def _quotations(claim: Statement, evidence: Evidence) -> Iterator[Finding]:
    texts = [passage.text for passage in evidence.passages]
    texts += [article.title for article in evidence.articles]
    for each in quotations(claim.text):
        if not is_quoted(each, texts):
            reason = f"It quotes “{each.text}”; what it cites does not say it in these words."
            yield Finding(each.start, each.end, "quotation", reason)


def _mentions(
    claim: Statement, evidence: Evidence, beside: Sequence[Alignment], question: Statement
) -> Iterator[Finding]:
    for place, unit in enumerate(claim.units):
        mention = unit.mention
        if mention is None:
            continue
        changed = instead(place, beside, word_for_word=True)
        rival = instead(place, beside)
        exact = changed.mention if changed else None
        rough = rival.mention if rival else None
        if isinstance(mention, Name):
            yield from _name(mention, evidence, exact, question)
        else:
            yield from _number(mention, claim, evidence, exact, rough)


def _number(
    mention: Quantity | Day,
    claim: Statement,
    evidence: Evidence,
    changed: Mention | None,
    rival: Mention | None,
) -> Iterator[Finding]:
    """Judge a number or a day; `changed` stands in its place word for word, `rival` roughly."""
    kind: Kind = "number" if isinstance(mention, Quantity) else "date"
    if not any(_agrees(mention, each, evidence) for each in evidence.numbers):
        if not _may_be_idle(mention, claim):
            rival = rival or _likeliest(mention, claim, evidence)
        elif changed is None:
            return
        yield _differs(mention, kind, rival)
    else:
        changed = changed or _counted_otherwise(mention, claim, evidence)
        if isinstance(changed, Quantity | Day) and not _agrees(mention, changed, evidence):
            yield _differs(mention, kind, changed)


def _counted_otherwise(
    mention: Quantity | Day, claim: Statement, evidence: Evidence
) -> Mention | None:
    """Return the number that a sentence has before a word, where it has this one before another.

    So 59 metres long and 400 wide are told from 400 long and 59 wide.
    """
    ours = claim.units
    place = next(each for each, unit in enumerate(ours) if unit.mention is mention)
    word = ours[place + 1].word if place + 1 < len(ours) else None
    if word is None or not isinstance(mention, Quantity):
        return None
    for cited in evidence.sentences:
        pairs = list(pairwise(cited.statement.units))
        counted = [
            (one.mention, other.word.lemma)
            for one, other in pairs
            if isinstance(one.mention, Quantity)
            and other.word
            and one.mention.precision == mention.precision
        ]
        own = [lemma for each, lemma in counted if sums.agrees(mention, each)]
        others = [each for each, lemma in counted if lemma == word.lemma]
        if own and others and word.lemma not in own:
            return others[0]
    return None


def _may_be_idle(mention: Quantity | Day, claim: Statement) -> bool:
    """Whether a word counts nothing: one of them; was first seen."""
    written = mention.text.lower()
    before = claim.text[: mention.start].rstrip().rpartition(" ")[2].lower()
    return written == "one" or (written == "first" and before not in DETERMINERS)


def _agrees(claim: Quantity | Day, given: Quantity | Day, evidence: Evidence) -> bool:
    if isinstance(claim, Quantity) and isinstance(given, Quantity):
        if claim.unit in evidence.currencies and not given.unit:
            given = replace(given, unit=claim.unit)
        return sums.agrees(claim, given)
    if isinstance(claim, Day) and isinstance(given, Day):
        return any(
            calendar.agrees(claim, given, published, evidence.years)
            for published in evidence.published_days(given)
        )
    # Four digits may be a year or a count.
    day, number = (claim, given) if isinstance(claim, Day) else (given, claim)
    return (
        isinstance(day, Day)
        and isinstance(number, Quantity)
        and not day.is_certain
        and not number.unit
        and day.year == number.value
    )


def _likeliest(
    mention: Quantity | Day, claim: Statement, evidence: Evidence
) -> Quantity | Day | None:
    """Return what was meant: the same number, meant otherwise, or else one of its kind.

    The latter from the sentence that shares most words with the claim. The second is not two.
    """
    if isinstance(mention, Quantity):
        for other in evidence.numbers:
            if not isinstance(other, Quantity) or other.kind != mention.kind:
                continue
            if other.value == mention.value:
                return other
    best: Quantity | Day | None = None
    most = SHARED - 1
    for cited in evidence.all:
        shared = len(claim.lemmas & cited.statement.lemmas)
        numbers: list[Quantity | Day] = [*cited.statement.quantities, *cited.statement.days]
        for each in numbers:
            if each.precision == mention.precision and shared > most:
                best, most = each, shared
    return best


def _differs(mention: Quantity | Day, kind: Kind, rival: Mention | None) -> Finding:
    says = f"It says {mention.text}; "
    if rival is None:
        reason = says + "what it cites does not give it."
    else:
        reason = says + f"the passage says {rival.text}."
    return Finding(mention.start, mention.end, kind, reason, rival is not None)


def _name(
    mention: Name,
    evidence: Evidence,
    changed: Mention | None,
    question: Statement,
) -> Iterator[Finding]:
    """Judge a name; `changed` stands in its place word for word."""
    absent = people.missing(mention, evidence.named, evidence.named_in_articles)
    says = f"It names {mention.text}; "
    other: Mention | None = None
    if absent:
        where = " ".join(word.text for word in absent)
        other = changed
        reason = f"what it cites does not name {where}."
        if {key(word.text) for word in absent} & {key(word.text) for word in question.words}:
            reason = f"only the question names {where}, not what it cites."
    elif people.mismatched(mention, evidence.named, evidence.named_in_articles):
        reason = "what it cites has no such full name."
    elif isinstance(changed, Name) and _is_another(mention, changed, evidence):
        other = changed
    else:
        return
    if other:
        reason = f"the passage says {other.text}."
    yield Finding(mention.start, mention.end, "name", says + reason, other is not None)


def _is_another(mention: Name, changed: Name, evidence: Evidence) -> bool:
    """Whether the sentence with the other name has not this one too, in another order.

    A headline may call a thing by another name than the passage, which has both.
    """
    if not people.missing(mention, Named.of(evidence.facts)):
        return False
    if not any(changed in cited.statement.names for cited in evidence.sentences):
        said = Named.of(cited.statement.words for cited in evidence.sentences)
        return bool(people.missing(mention, said))
    return changed.is_certain and not any(
        changed in cited.statement.names
        and not people.missing(mention, Named.of([cited.statement.words]))
        for cited in evidence.all
    )
