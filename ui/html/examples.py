"""Questions that an archive answers, found in what it holds."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from backissue.search.answers.answer import Answer
from backissue.search.archive import Archive
from backissue.ui.html.address import Address
from backissue.ui.html.marks import joined

EXAMPLES = 4

# Passages looked through for each form of question, and questions tried in all: a few seconds.
PASSAGES_PER_FORM = 12
TRIED = 16

# More of one form would be dull.
ALIKE = 2

# Below this confidence an answer is no example of what the archive can do.
SURE = 0.4

# A capital, then more words with capitals, the first no word that begins a sentence: what is most
# often somebody's name.
NAME = (
    r"\b(?!(?:A|After|An|And|As|At|Before|But|By|For|Former|Her|His|If|In|It|Its|On|Our|She|Since|"
    r"The|Their|Then|This|Though|Under|Until|When|While|With) )"
    r"(?P<who>[A-Z][\w’'-]+(?: (?:de |of the |van )?[A-Z][\w’'-]+){1,3})"
)

# Something, up to where a sentence turns to something else, and a place.
THING = r"(?P<what>(?:the|an?|when|after) [\w’' -]{8,50}?)(?= in | on |[,.;])"
PLACE = r"in (?P<what>(?:the |an? )?[A-Z][\w’' -]{3,40}?)(?= in | on |[,.;])"

# Nobody asks about “the attacks” without a name or a number that tells which.
NAMED = re.compile(r"\b[A-Z\d]")

DAY = (
    r"(?:on|in) (?P<said>[A-Z]\w+\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z]\w+(?: \d{4})?|"
    r"(?:[A-Z]\w+ )?(?:19|20)\d\d)\b"
)


@dataclass(frozen=True, slots=True)
class Form:
    """Words to look for, a sentence that states something, and the question that it answers."""

    words: str
    sentence: str
    question: str
    said: str = "who"
    """Which part of the sentence is the answer."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question, and what a sentence of the archive says to it."""

    question: str
    said: str
    form: Form


FORMS = (
    Form("won the", rf"{NAME} (?:has )?won {THING}", "Who won {what}?"),
    Form(
        "people were killed",
        rf"(?P<said>[\w,]+) people (?:were killed|died|have died|have been killed) {PLACE}",
        "How many people died in {what}?",
        "said",
    ),
    Form(
        "defeated",
        rf"{NAME} (?:has )?(?:beat|defeated) (?P<what>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+)",
        "Who defeated {what}?",
    ),
    Form(
        "was founded",
        r"(?P<what>(?:[Tt]he )?[A-Z][\w’' -]{3,40}?),? (?:was )?founded in (?P<said>\d{4})",
        "When was {what} founded?",
        "said",
    ),
    Form("resigned", rf"{NAME} (?:has )?resigned {DAY}", "When did {who} resign?", "said"),
    Form(
        "was elected",
        rf"{NAME} (?:was|has been) (?P<verb>elected|appointed|named) (?P<what>[\w’' -]{{5,40}}?)"
        r"(?= in | on |[,.;])",
        "Who was {verb} {what}?",
    ),
    Form(
        "died", rf"{NAME}(?:, [^,.]{{1,40}},)? (?:has )?died {DAY}", "When did {who} die?", "said"
    ),
    Form("signed the", rf"{NAME} (?:has )?signed {THING}", "Who signed {what}?"),
    Form("was born", rf"{NAME} was born {DAY}", "When was {who} born?", "said"),
    Form(
        "minister OR director OR spokesman OR executive OR professor",
        rf"{NAME}, (?:the |an? )?(?P<said>[a-z][\w’' -]{{8,60}}?),",
        "Who is {who}?",
        "said",
    ),
)


class Examples:
    """Finds examples when they are first asked for, once for all who ask."""

    def __init__(self, archive: Archive) -> None:
        """Look in an archive."""
        self._archive = archive
        self._lock = threading.Lock()
        self._found: list[str] | None = None

    def questions(self) -> list[str]:
        """Return them; the first call takes seconds, as it also loads the models."""
        with self._lock:
            if self._found is None:
                self._found = find_examples(self._archive)
            return self._found


def find_examples(archive: Archive) -> list[str]:
    """Return questions that the archive was seen to answer, of different forms where it can."""
    found: list[Example] = []
    for tried, example in enumerate(candidates(archive)):
        if tried == TRIED or len(found) == EXAMPLES:
            break
        alike = [other for other in found if other.form == example.form]
        if len(alike) < ALIKE and _is_answered(archive.ask(example.question), example.said):
            found.append(example)
    return [example.question for example in found]


def _is_answered(answer: Answer, said: str) -> bool:
    """Whether an answer is what a sentence of the archive says."""
    text, said = answer.text.casefold(), said.casefold()
    return bool(text) and answer.confidence >= SURE and (text in said or said in text)


def examples_html(questions: list[str]) -> str:
    """Return questions as links that ask them."""
    if not questions:
        return ""
    items = joined(
        Markup('<li><a data-go href="{}">{}</a></li>').format(Address(q=question).link, question)
        for question in questions
    )
    return Markup(
        '<section class="bi-examples" aria-labelledby="bi-try"><h2 id="bi-try" class="bi-kicker">'
        "This archive answers, for example</h2><ul>{}</ul></section>"
    ).format(items)


def candidates(archive: Archive) -> Iterator[Example]:
    """Yield questions that sentences of the archive suggest, one of each form in turn."""
    waiting = [list(dict.fromkeys(_of_form(archive, form))) for form in FORMS]
    for turn in range(PASSAGES_PER_FORM):
        yield from (examples[turn] for examples in waiting if turn < len(examples))


def _of_form(archive: Archive, form: Form) -> Iterator[Example]:
    for hit in archive.search(form.words, mode="keyword", limit=PASSAGES_PER_FORM):
        match = re.search(form.sentence, hit.passage.text)
        if match and NAMED.search(match.groupdict().get("what") or match["who"]):
            yield Example(form.question.format(**match.groupdict()), match[form.said], form)
