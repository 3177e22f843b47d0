"""How indexing, a preview and a check went, as HTML."""

from collections.abc import Sequence

from markupsafe import Markup

from backissue.indexer.build import Report
from backissue.indexer.sources.record import Problem
from backissue.indexer.verify import Verdict
from backissue.ui.html.marks import joined
from backissue.ui.lines.terminal import counted
from backissue.ui.work.job import IndexJob
from backissue.ui.work.preview import Preview

# More problems than this are not read one by one.
PROBLEMS_SHOWN = 50


def preview_html(preview: Preview) -> str:
    """Return what indexing would do."""
    return section(
        "Nothing has been changed yet",
        f"{preview.new:,} new, {preview.changed:,} changed, {preview.unchanged:,} unchanged "
        f"articles; {counted(len(preview.problems), 'problem')}.",
        problem_list(preview.problems),
    )


def job_html(job: IndexJob) -> str:
    """Return how far an indexing run has come, or what it did."""
    outcome = job.outcome
    if outcome is None:
        done = job.progress.done
        bar = Markup('<progress aria-label="Indexing"{}></progress>').format(
            "" if done is None else Markup(' max="1" value="{:.3f}"').format(done)
        )
        return section("Indexing", job.rate, bar)
    if isinstance(outcome, str):
        return section("Indexing ended", outcome, Markup("<span data-refresh></span>"))
    return _report(outcome)


def paused_html(job: IndexJob) -> str:
    """Return how far a run had come when it was paused."""
    text = f"Articles read: {job.progress.articles:,}. What was committed is kept."
    return section("Paused", text, Markup("<span data-refresh></span>"))


def verdict_html(verdict: Verdict) -> str:
    """Return what a check of the archive found."""
    text = f"Checked: {counted(verdict.articles, 'text')}, {counted(verdict.passages, 'passage')}."
    if verdict:
        return section("Everything is as it should be", text, Markup(""))
    found = (*verdict.damage, *verdict.stale)
    items = joined(Markup("<li>{}</li>").format(each) for each in found)
    hint = Markup("<p>{}</p>").format(
        "Restore a snapshot, or index the articles again into a new archive."
        if verdict.damage
        else "The indexes can be made again: backissue verify --repair"
    )
    return section("Something is wrong", text, Markup("<ul>{}</ul>{}").format(items, hint))


def _report(report: Report) -> str:
    return section(
        "Indexed",
        f"{counted(report.added, 'article')} added, {report.changed:,} changed, "
        f"{report.unchanged:,} unchanged; {counted(report.passages, 'passage')} embedded; "
        f"{counted(len(report.problems), 'problem')}.",
        problem_list(report.problems) + Markup("<span data-refresh></span>"),
    )


def problem_list(problems: Sequence[Problem]) -> Markup:
    """Return problems with their reasons."""
    if not problems:
        return Markup("")
    rows = joined(
        Markup("<li><strong>{}</strong> {}</li>").format(problem.name, problem.reason)
        for problem in problems[:PROBLEMS_SHOWN]
    )
    more = len(problems) - PROBLEMS_SHOWN
    rest = Markup("<p>and {} more</p>").format(f"{more:,}") if more > 0 else Markup("")
    return Markup('<ul class="bi-problems">{}</ul>{}').format(rows, rest)


def section(title: str, text: str, more: Markup) -> str:
    """Return how something went, under a headline."""
    return Markup('<section class="bi-result"><h3>{}</h3><p>{}</p>{}</section>').format(
        title, text, more
    )
