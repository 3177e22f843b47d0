"""A question -> how it was read, its passages and its answer, as they come."""

import time
from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from backissue.search.answers.answer import Answer
from backissue.search.dialogue.follow_up import FollowUp
from backissue.search.llm.citation_marks import Mark
from backissue.search.llm.language_model import LanguageModel
from backissue.search.retrieval.hits import Hits
from backissue.ui.html.address import Address
from backissue.ui.html.answer_card import answer_card, passages_read
from backissue.ui.html.cards import long_day
from backissue.ui.html.form import scope_chips
from backissue.ui.html.frame import Page
from backissue.ui.html.sentences import writing
from backissue.ui.html.thread import earlier, follow_up_form, question_now, read_as
from backissue.ui.html.understood import understood
from backissue.ui.server.interview import Interview, model_for
from backissue.ui.work.given import Given

# How often what is being written is shown, in seconds.
WRITTEN_EVERY_S = 0.3


def show_answer(
    interview: Interview,
    address: Address,
    top: Markup,
    is_wanted: Callable[[], bool],
    *,
    anew: bool = False,
) -> Iterator[Page]:
    """Yield the page of a question as it comes; `top` is its box where it begins a conversation.

    What was given to it is shown, unless it is asked anew and things have changed. Raises
    QueryInvalid.
    """
    model = model_for(address, interview.asking)
    if address.earlier:
        answers, now = list[Answer](), question_now(address) + scope_chips(address)
        for turn in address.conversation:
            came_before = waiting("Reading what came before…")
            yield _coming(address, earlier(address, answers) + now + came_before)
            answers.append(interview.answer(turn))
        top = earlier(address, answers) + now
        yield _coming(address, top + waiting("Reading the question…"))
    hits: Hits | tuple[()] = ()
    written, passages, shown = list[str | Mark](), Markup(""), time.monotonic()
    for part in interview.follow(address, is_wanted, anew=anew):
        if isinstance(part, FollowUp):
            top += read_as(part, address)
        elif isinstance(part, Hits):
            hits = part
            top += _asked(address) + understood(part.query, address, undated=part.undated)
            passages = passages_read(part, part.query, address)
            yield _coming(address, top + _read(len(part), model, address) + passages)
        elif isinstance(part, Given):
            way_on = _way_back(address, interview) + follow_up_form(address, interview.sources)
            top += given_before(part, interview.differs(part, address), address)
            yield _answered(part.answer, address, top, way_on)
        else:
            written.append(part)
            if model and time.monotonic() - shown >= WRITTEN_EVERY_S:
                shown = time.monotonic()
                card = writing_card(writing(written, hits, address), model, address)
                yield _coming(address, top + card + passages)


def waiting(said: str) -> Markup:
    """Return what stands in the answer's place while something is done."""
    return Markup(
        '<section class="bi-answer bi-waiting"><h2 class="bi-kicker">Answer</h2><p>{}</p></section>'
    ).format(said)


def writing_card(written: Markup, model: LanguageModel, address: Address) -> Markup:
    """Return what a language model has written so far, with the way to stop it."""
    return Markup(
        '<section class="bi-answer bi-waiting"><div class="bi-foot"><h2 class="bi-kicker">{} is '
        'writing</h2>{}</div><p class="bi-written">{}</p></section>'
    ).format(model.name, _stop(address), written)


def _asked(address: Address) -> Markup:
    """Return the question in full, for screens on which the box has no room for it."""
    if address.earlier:
        return Markup("")
    return Markup('<p class="bi-asked-now" aria-hidden="true">{}</p>').format(address.q)


def _read(count: int, model: LanguageModel | None, address: Address) -> Markup:
    """Return what is waited for once the passages are there."""
    if model is None or not count:
        return waiting(f"Reading {count} passages…")
    words = f"{model.name} reads {count} passages. Nothing of it has come yet."
    return writing_card(Markup("{}").format(words), model, address)


def _stop(address: Address) -> Markup:
    """Return the link that takes the words of the articles instead of those of a model."""
    turn = address.view_alone
    return Markup('<p class="bi-tools"><a data-go class="bi-stop" href="{}">Stop</a></p>').format(
        turn.but(plain=(*turn.plain, turn.q)).link
    )


def _way_back(address: Address, interview: Interview) -> Markup:
    """Return the link to what a language model would say, where it was stopped."""
    model, turn = interview.asking.language_model, address.view_alone
    if model is None or turn.q not in turn.plain:
        return Markup("")
    others = tuple(each for each in turn.plain if each != turn.q)
    return Markup(
        '<p class="bi-made">In the words of the articles; {name} was stopped. '
        '<a data-go data-anew href="{link}">Let {name} word it</a></p>'
    ).format(name=model.name, link=turn.but(plain=others).link)


def given_before(given: Given, differs: Sequence[str], address: Address) -> Markup:
    """Return when an answer was given that would not be given like that now, or nothing."""
    if not differs:
        return Markup("")
    day = long_day(given.at.astimezone().date())
    return Markup(
        '<p class="bi-given">Given on {}, {}. <a data-go data-anew href="{}">Ask again</a></p>'
    ).format(day, " and ".join(differs), address.view_alone.link)


def _coming(address: Address, body: Markup) -> Page:
    return Page(name="ask", title=address.q, body=body, is_complete=False)


def _answered(answer: Answer, address: Address, top: Markup, way_on: Markup) -> Page:
    read = passages_read(answer.passages, answer.query, address)
    body = top + answer_card(answer, address) + way_on + read
    status = f"Answer: {answer.text}" if answer else f"No answer. {answer.reason}"
    return Page(name="ask", title=address.q, body=body, status=status)
