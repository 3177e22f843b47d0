"""Runs of questions, measures, and what came of each question, as HTML."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from backissue.search.evaluation.compare import Comparison
from backissue.search.evaluation.details import Details
from backissue.search.evaluation.measures import Measure, Measures
from backissue.search.evaluation.outcome import Outcome
from backissue.ui.html.address import LAST_PAGE, Address
from backissue.ui.html.marks import joined
from backissue.ui.html.results import pages
from backissue.ui.lines.measured import JUDGED, NONE, difference_row
from backissue.ui.work.runs import Run

QUESTIONS_PER_PAGE = 25

# Runs that are listed, and questions that two runs treat most differently.
RUNS_SHOWN = 20
CHANGED_SHOWN = 20

RIGHT, PARTLY, WRONG, UNKNOWN = "right", "partly", "wrong", "not judged"


def run_list(names: Sequence[str]) -> Markup:
    """Return what this view is for, and the runs that there are."""
    items = joined(
        Markup('<li><a data-go href="{}">{}</a></li>').format(_here(name).link, name)
        for name in names[:RUNS_SHOWN]
    )
    runs = (
        Markup('<h2 class="bi-kicker">Runs, the latest first</h2><ul class="bi-runs">{}</ul>')
        if names
        else Markup("{}")
    ).format(items)
    example = '{"question": "Who won?", "answers": ["Leicester"], "articles": ["sport/leicester"]}'
    return Markup(
        "<h1>Evaluate</h1><p>How good is this archive on questions of your own? A file of "
        "questions has one JSON object a line, such as</p><pre>{}</pre><p>Everything but the "
        "question may be left out; what is not known is not measured. An empty list of answers "
        "says that the archive does not answer it.</p>{}"
    ).format(example, runs)


def run_card(run: Run, names: Sequence[str], address: Address) -> Markup:
    """Return the measures of a run, and its questions, those that went worst first."""
    first = (address.sheet - 1) * QUESTIONS_PER_PAGE
    order = sorted(run.outcomes.values(), key=_goodness)
    shown = order[first : first + QUESTIONS_PER_PAGE]
    more = len(order) > first + QUESTIONS_PER_PAGE and address.sheet < LAST_PAGE
    items = joined(_question(each, run.details.get(each.id), address) for each in shown)
    return _top(run.name) + Markup(
        '{}{}<section aria-labelledby="bi-asked"><h2 id="bi-asked" class="bi-kicker">'
        'Questions {}–{} of {}, the worst first</h2><ol class="bi-asked">{}</ol>{}</section>'
    ).format(
        measure_table(Measures.of(run.outcomes.values())),
        _others(run.name, names),
        f"{first + 1:,}",
        f"{first + len(shown):,}",
        f"{len(order):,}",
        items,
        pages(address, more=more),
    )


def question_card(outcome: Outcome, details: Details, address: Address) -> Markup:
    """Return what was asked, expected and given, and the passages that were found."""
    found = joined(
        Markup('<li><a data-go href="{}">{}</a>{}</li>').format(
            address.but(article=each.article, start=each.start, end=each.end, against="").link,
            " ".join(each.title.split()) or each.article,
            Markup(' <span class="bi-verdict bi-right">relevant</span>')
            if rank in details.relevant
            else "",
        )
        for rank, each in enumerate(details.found, start=1)
    )
    rows = [
        ("Asked on", details.asked),
        ("Expected", _expected(details)),
        ("Given", _given(outcome)),
        ("Confidence", "" if details.confidence is None else f"{details.confidence:.2f}"),
        ("Because", details.reason),
        *(("Quoted", f"“{quote}”") for quote in details.quotes),
        ("First relevant", f"at rank {outcome.rank}" if outcome.rank else "nothing found is"),
    ]
    facts = joined(Markup("<dt>{}</dt><dd>{}</dd>").format(*row) for row in rows if row[1])
    values = joined(
        Markup("<dt>{}</dt><dd>{}</dd>").format(key, f"{value:,.3f}")
        for key, value in outcome.values.items()
    )
    again = Address(q=outcome.question, asked=details.asked)
    return Markup(
        '{}<section class="bi-question">{}'
        '<dl class="bi-facts-of">{}</dl><p class="bi-tools"><a data-go href="{}">Ask it now</a></p>'
        '<h2 class="bi-kicker">Passages found, best first</h2><ol class="bi-found">{}</ol>'
        '<details><summary>What each measure says</summary><dl class="bi-facts-of">{}</dl>'
        "</details></section>"
    ).format(
        _top(outcome.question, _here(address.run), address.run),
        _verdict(outcome),
        facts,
        again.link,
        found,
        values,
    )


def comparison_card(comparison: Comparison, address: Address) -> Markup:
    """Return two runs side by side, and the questions that they treat most differently."""
    a, b = address.run, address.other
    headings = ("Measure", "A", "B", "B − A", "p", "Won/tied/lost", "Questions")
    rows = [difference_row(each) for each in comparison.differences]
    changed = joined(
        Markup(
            '<li><a data-go href="{}">{}</a><p>A: {} · rank {}</p><p>B: {} · rank {}</p></li>'
        ).format(
            _here(b).but(question=each.b.id).link,
            each.b.question,
            _given(each.a),
            each.a.rank or NONE,
            _given(each.b),
            each.b.rank or NONE,
        )
        for each in comparison.changed[:CHANGED_SHOWN]
    )
    left = comparison.only_a + comparison.only_b
    return _top("Two runs side by side") + Markup(
        '<dl class="bi-facts-of"><dt>A</dt><dd><a data-go href="{}">{}</a></dd><dt>B</dt><dd>'
        '<a data-go href="{}">{}</a></dd></dl><p>Over the {} questions that both have{}.</p>{}'
        "<p>Won: B is better. p: how likely so large a difference is by chance.</p>"
        '<section aria-labelledby="bi-changed"><h2 id="bi-changed" class="bi-kicker">{} questions '
        'changed, most of all</h2><ol class="bi-asked">{}</ol></section>'
    ).format(
        _here(a).link,
        a,
        _here(b).link,
        b,
        f"{comparison.questions:,}",
        f"; {left:,} that one of them lacks are left out" if left else "",
        _table(headings, rows),
        f"{len(comparison.changed):,}",
        changed,
    )


def measure_table(measures: Measures) -> Markup:
    """Return measures as a table, with a bar for each that is a share."""
    rows = [_measure(measure) for measure in measures]
    bases = {measure.basis for measure in measures}
    notes = joined(
        Markup("<p>{}: {}.</p>").format(basis.capitalize(), meaning)
        for basis, meaning in JUDGED.items()
        if basis in bases
    )
    return _table(("Measure", "Value", "Questions"), rows) + Markup(
        '<div class="bi-notes">{}</div>'
    ).format(notes)


def _measure(measure: Measure) -> tuple[str | Markup, ...]:
    """Return a measure as the cells of a table, with a bar where it is a share."""
    if measure.basis == "in ms":
        value = Markup("{}").format(f"{measure.value:,.0f}")
    else:
        value = Markup('<span class="bi-share" style="width:{:.0f}%"></span>{}').format(
            100 * min(1.0, measure.value), f"{measure.value:.3f}"
        )
    return measure.name, measure.basis, value, f"{measure.questions:,}"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str | Markup]]) -> Markup:
    """Return a table of numbers; the first two cells of each row name it."""
    head = joined(Markup('<th scope="col">{}</th>').format(each) for each in headings)
    body = joined(
        Markup('<tr><th scope="row">{} <span>{}</span></th>{}</tr>').format(
            row[0], row[1], joined(Markup("<td>{}</td>").format(cell) for cell in row[2:])
        )
        for row in rows
    )
    return Markup(
        '<div class="bi-wide" tabindex="0" role="region" aria-label="Measures"><table><thead>'
        "<tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(head, body)


def _question(outcome: Outcome, details: Details | None, address: Address) -> Markup:
    parts = [f"expected {_expected(details)}" if details and details.expected is not None else ""]
    parts.append(f"given {_given(outcome)}")
    parts.append(f"found at rank {outcome.rank}" if outcome.rank else "not found")
    return Markup('<li><a data-go href="{}">{}</a> {}<p>{}</p></li>').format(
        address.but(question=outcome.id, sheet=1).link,
        outcome.question,
        _verdict(outcome),
        " · ".join(part for part in parts if part),
    )


def _verdict(outcome: Outcome) -> Markup:
    said = _judged(outcome)
    return Markup('<span class="bi-verdict bi-{}">{}</span>').format(said.split()[0], said)


def _judged(outcome: Outcome) -> str:
    """Return how good the answer was, in a word."""
    score = outcome.values.get("F1 of all")
    if score is None:
        return UNKNOWN
    return RIGHT if score == 1 else WRONG if score == 0 else PARTLY


def _goodness(outcome: Outcome) -> tuple[float, float, str]:
    """Return what sorts the questions that went worst first."""
    return outcome.values.get("F1 of all", 0.0), 1 / (outcome.rank or 1e9), outcome.id


def _expected(details: Details) -> str:
    if details.expected is None:
        return ""
    return " or ".join(f"“{each}”" for each in details.expected) or "no answer"


def _given(outcome: Outcome) -> str:
    if outcome.answer is None:
        return "nothing, only searched for"
    return f"“{outcome.answer}”" if outcome.answer else "no answer"


def _others(run: str, names: Sequence[str]) -> Markup:
    """Return a choice of runs to compare one with."""
    options = joined(
        Markup("<option>{}</option>").format(name) for name in names[:RUNS_SHOWN] if name != run
    )
    if not options:
        return Markup("")
    return Markup(
        '<form class="bi-compare" data-go><input type="hidden" name="view" value="evaluate">'
        '<input type="hidden" name="run" value="{}"><label>Compare with<select name="other">{}'
        '</select></label><button type="submit">Compare</button></form>'
    ).format(run, options)


def _top(headline: str, back: Address | None = None, back_to: str = "All runs") -> Markup:
    """Return a headline, with the way back above it."""
    return Markup('<p class="bi-back"><a data-go href="{}">← {}</a></p><h1>{}</h1>').format(
        (back or _here("")).link, back_to, headline
    )


def _here(run: str) -> Address:
    return Address(view="evaluate", run=run)
