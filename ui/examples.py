"""Questions that an archive answers, found in what it holds."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from backissue.search.archive import Archive
from backissue.ui.address import Address
from backissue.ui.marks import joined

EXAMPLES = 4

# Passages looked through for each form of question, and questions tried in all: a few seconds.
PASSAGES_PER_FORM = 12
TRIED = 16

# A capital, then more words with capitals: what is most often somebody's or something's name.
NAME = r"(?P<who>[A-Z]\w+(?: (?:de |of the )?[A-Z]\w+){1,3})"

# A few words, up to where a sentence turns to when or where.
THING = r"(?P<what>(?:the|an?|in|when|after) [\w’' -]{8,50}?)(?= in | on |[,.;])"


@dataclass(frozen=True, slots=True)
class Form:
    """Words to look for, a sentence that states something, and the question that it answers."""

    words: str
    sentence: str
    question: str


FORMS = (
    Form("won the", rf"{NAME} (?:has )?won {THING}", "Who won {what}?"),
    Form(
        "people were killed",
        rf"\d people (?:were killed|died|have died) {THING}",
        "How many people died {what}?",
    ),
    Form("resigned", rf"{NAME} (?:has )?resigned", "When did {who} resign?"),
    Form("died aged", rf"{NAME}[^.]{{0,60}} (?:has )?died", "When did {who} die?"),
    Form("signed the", rf"{NAME} (?:has )?signed {THING}", "Who signed {what}?"),
    Form("announced", rf"{NAME} (?:has )?announced", "What did {who} announce?"),
    Form("said that", rf"{NAME} said that", "What did {who} say?"),
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
    found: list[str] = []
    for tried, question in enumerate(_candidates(archive)):
        if tried == TRIED or len(found) == EXAMPLES:
            break
        if archive.ask(question):
            found.append(question)
    return found


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


def _candidates(archive: Archive) -> Iterator[str]:
    """Yield questions that sentences of the archive suggest, one of each form in turn."""
    waiting = [list(dict.fromkeys(_of_form(archive, form))) for form in FORMS]
    for turn in range(PASSAGES_PER_FORM):
        yield from (questions[turn] for questions in waiting if turn < len(questions))


def _of_form(archive: Archive, form: Form) -> Iterator[str]:
    for hit in archive.search(form.words, mode="keyword", limit=PASSAGES_PER_FORM):
        if match := re.search(form.sentence, hit.passage.text):
            yield form.question.format(**match.groupdict())
