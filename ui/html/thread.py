"""A conversation on the page: what was asked before, how a question was read, what comes next."""

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from backissue.search.answers.answer import Answer
from backissue.search.dialogue.follow_up import FollowUp
from backissue.ui.html.address import SEVERAL, Address
from backissue.ui.html.answer_card import citation_list
from backissue.ui.html.form import scope_fields
from backissue.ui.html.marks import joined
from backissue.ui.html.sentences import sentences


def earlier(address: Address, answers: Sequence[Answer]) -> Markup:
    """Return the turns before this one, folded, as far as they are answered."""
    folded = joined(
        _turn(turn, answer, place)
        for place, (turn, answer) in enumerate(
            zip(address.conversation, answers, strict=False), start=1
        )
    )
    afresh = address.turn.but(q="", earlier=(), alone=(), plain=())
    return Markup(
        '<section class="bi-thread" aria-labelledby="bi-thread"><div class="bi-foot">'
        '<h2 id="bi-thread" class="bi-kicker">Conversation</h2>'
        '<p class="bi-tools"><a data-go href="{}">Start afresh</a></p></div>{}</section>'
    ).format(afresh.link, folded)


def question_now(address: Address) -> Markup:
    """Return the question of this turn as the page's headline."""
    return Markup('<h1 class="bi-now" data-now>{}</h1>').format(address.q)


def read_as(understood: FollowUp, address: Address) -> Markup:
    """Return how a question was read by those before it, with the way to ask it otherwise."""
    turn = address.view_alone
    if not turn.earlier:
        return Markup("")
    if turn.q in turn.alone:
        others = tuple(each for each in turn.alone if each != turn.q)
        return Markup(
            '<p class="bi-read-as">Asked as typed. '
            '<a data-go data-anew href="{}">Read it by what came before</a></p>'
        ).format(turn.but(alone=others).link)
    if not understood.assumed:
        return Markup("")
    said = [each for each in understood.assumed if f"“{understood.question}”" not in each]
    notes = joined(Markup("<span>{}</span> ").format(each) for each in said)
    if understood.question == turn.q:
        return Markup('<p class="bi-read-as">{}</p>').format(notes)
    return Markup(
        '<p class="bi-read-as">Read as “{}” '
        '<a data-go data-anew href="{}">Ask it as typed</a>{}</p>'
    ).format(
        understood.question,
        turn.but(alone=(*turn.alone, turn.q)).link,
        Markup("<br>{}").format(notes) if notes else "",
    )


def follow_up_form(address: Address, sources: Iterable[str]) -> Markup:
    """Return the box for a question that goes on from this one, and which articles it looks at."""
    return Markup(
        '<form class="bi-form bi-follow" role="search" aria-label="Follow-up" data-go>{}'
        '<label for="bi-then" class="bi-kicker">Ask a follow-up</label>'
        '<div class="bi-box"><input id="bi-then" name="q" type="search" autocomplete="off" '
        'placeholder="And in 2021?" spellcheck="true" maxlength="2000" '
        'aria-describedby="bi-then-hint"><button type="submit" class="bi-primary">Ask</button>'
        '</div><ul class="bi-chips" aria-label="The next question looks only at articles with" '
        'data-chips></ul><details><summary>Dates and source</summary><div class="bi-fields">{}'
        '</div></details><p id="bi-then-hint">“He”, “there” or “that year” is read by the answer '
        "above.</p></form>"
    ).format(joined(_carried(address)), scope_fields(address, sources, "then"))


def _turn(turn: Address, answer: Answer, place: int) -> Markup:
    said = answer.text if answer else "Not answered"
    body = (
        Markup('<p class="bi-text">{}</p>{}').format(
            sentences(answer, turn, f"{place}-"), citation_list(answer, turn)
        )
        if answer
        else Markup("<p>{}</p>").format(answer.reason)
    )
    return Markup(
        '<details class="bi-turn" id="bi-turn-{}"><summary><span>{}</span> <span>{}</span>'
        '</summary>{}<p class="bi-tools"><a data-go href="{}">Go back to this question</a></p>'
        "</details>"
    ).format(place, turn.q, said, body, turn.link)


def _carried(address: Address) -> Iterator[Markup]:
    """Yield what the next question takes along, as fields that are not seen."""
    given = [("view", "ask")]
    for name in SEVERAL:
        given += [(name, value) for value in getattr(address, name)]
    given.append(("earlier", address.as_earlier))
    for name, value in given:
        yield Markup('<input type="hidden" name="{}" value="{}">').format(name, value)
