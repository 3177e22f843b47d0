"""What is found reads well in a terminal, and an article cannot take the terminal over."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from backissue.indexer import Article, Passage, Report
from backissue.indexer.info import Info
from backissue.indexer.models.embed import Model
from backissue.indexer.sources.record import Problem
from backissue.indexer.truth.counts import Counts
from backissue.indexer.verify import Verdict
from backissue.search import Answer, Citation, Hit
from backissue.search.query.query import Query, read_query
from backissue.search.retrieval.explore import Count, Facets, Period, Timeline
from backissue.search.retrieval.hits import Hits
from backissue.ui.lines.answer_lines import answer_lines
from backissue.ui.lines.terminal import (
    EXCERPT,
    WIDTH,
    article_lines,
    byline,
    copies_lines,
    facets_lines,
    found_lines,
    hit_lines,
    info_lines,
    printable,
    report_lines,
    timeline_lines,
    understood_lines,
    verdict_lines,
)

ICE = Article(
    id="post-17",
    title="Harbour freezes over",
    text="The harbour froze over.\n\nFerries stay in port.",
    published=date(2020, 1, 31),
    source="Harbour Post",
    url="https://post.example/17",
    authors=("Ann Berg", "Li Wei"),
    section="Local",
    place="SKERRY POINT",
)

# What each does to a terminal that obeys it.
HOSTILE = {
    "clears the screen": "\x1b[2J\x1b[H",
    "colours": "\x1b[31mred\x1b[0m",
    "retitles the window": "\x1b]0;owned\x07",
    "types an answer": "\x1b[6n",
    "a link to elsewhere": "\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\",
    "eight-bit control": "\x9b2J\x9d0;owned\x9c",
    "goes back over the line": "harmless\rowned",
    "rubs out": "harmless\x08\x08\x08\x7f",
    "rings": "\a",
    "turns text round": "\u202egnp.exe\u2066 x \u2069",
    "hides letters": "\u200b\u2060\ufeff\u00ad",
    "tags": "\U000e0041\U000e0042",
    "nul": "\0",
    "form feed": "\x0c\x0b",
}


def hit(article: Article, keyword: int | None = 1, semantic: int | None = 2) -> Hit:
    passage = Passage(article, 0, len(article.text))
    return Hit(passage=passage, score=0.03252, keyword_rank=keyword, semantic_rank=semantic)


def answer(article: Article) -> Answer:
    citation = Citation(article, 0, len(article.text))
    return Answer(
        query=Query(text="Did the harbour freeze?"),
        text=citation.quote,
        citations=(citation,),
        confidence=0.8765,
        reason="It says so in these words.",
        passages=(hit(article),),
    )


def no_answer(*articles: Article, reason: str = "None of it says so.") -> Answer:
    return Answer(
        query=Query(text="Did the harbour freeze?"),
        text="",
        citations=(),
        confidence=0.1,
        reason=reason,
        passages=tuple(hit(article) for article in articles),
    )


def everywhere(article: Article) -> list[str]:
    """Show an article in every way there is, line by line as it is printed."""
    ways: list[Iterable[str]] = [
        hit_lines([hit(article)]),
        answer_lines(answer(article)),
        answer_lines(no_answer(article)),
        article_lines(article),
        [byline(article)],
        copies_lines([article]),
    ]
    return [line for way in ways for lines in way for line in lines.split("\n")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The harbour froze.\n\nShips wait.", "The harbour froze.\n\nShips wait."),
        ("Café, naïve œuvre – “20 €”", "Café, naïve œuvre – “20 €”"),
        ("港は凍った。 Гавань مرحبا 😀", "港は凍った。 Гавань مرحبا 😀"),
        ("Cafe\u0301", "Cafe\u0301"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31mred", "31mred"),
        ("a\0b\x07c\x7fd", "abcd"),
        ("\u202egnp.exe", "gnp.exe"),
        ("\u2066x\u2069", "x"),
        ("", ""),
    ],
    ids=ascii,
)
def test_text_is_printed_without_its_control_characters(text: str, expected: str) -> None:
    assert printable(text) == expected
    assert printable(expected) == expected


def test_a_tab_goes_on_keeping_two_numbers_apart() -> None:
    assert printable("Ferries\t12\t400").split() == ["Ferries", "12", "400"]


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "where", ["id", "title", "text", "source", "url", "section", "place", "authors"]
)
def test_no_control_character_of_an_article_reaches_the_terminal(where: str, words: str) -> None:
    value = (f"Ice {words} cold",) if where == "authors" else f"Ice {words} cold"
    for line in everywhere(replace(ICE, **{where: value})):  # type: ignore[arg-type]
        assert [unicodedata.name(character, ascii(character)) for character in line
                if unicodedata.category(character) in {"Cc", "Cf", "Cs"}] == []  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_no_control_character_of_a_file_or_source_reaches_the_terminal(words: str) -> None:
    problem = Problem(f"inbox/{words}.txt", f"'title' is not text: {words}.")
    lines = [
        *report_lines(Report(problems=[problem]), "archive"),
        *verdict_lines(Verdict(1, 1, (f"{words}: damaged",), (f"{words}: stale",)), repaired=False),
        *info_lines(replace(INFO, sources={words: 2})),
    ]
    assert [line for line in lines if printable(line) != line] == []


@pytest.mark.parametrize(("copies", "said"), [(1, "+1 copy"), (2, "+2 copies")])
def test_a_hit_says_how_many_copies_it_stands_for(copies: int, said: str) -> None:
    _, _, reasons, _ = hit_lines([replace(hit(ICE), copies=copies)])
    assert reasons == f"   words #1, meaning #2 · score 0.0325 · {said} · post-17"


def test_copies_are_listed_with_their_ids() -> None:
    undated = Article(id="wire-3", title="Ice", text="Thick.")
    assert list(copies_lines([ICE, undated])) == [
        "1. Harbour freezes over · Harbour Post · 2020-01-31 · post-17",
        "2. Ice · undated · wire-3",
    ]


@pytest.mark.parametrize("where", ["title", "source"])
def test_a_byline_is_one_line(where: str) -> None:
    hostile = replace(ICE, **{where: "Ice\n2. Another headline · Post"})  # type: ignore[arg-type]
    assert "\n" not in byline(hostile)


def test_a_hit_is_numbered_with_its_byline_excerpt_and_reasons() -> None:
    other = Article(id="wire-3", title="Ice", text="Thick.")
    assert list(hit_lines([hit(ICE), hit(other, None, 7)])) == [
        "1. Harbour freezes over · Harbour Post · 2020-01-31",
        "   The harbour froze over. Ferries stay in port.",
        "   words #1, meaning #2 · score 0.0325 · post-17",
        "",
        "2. Ice · undated",
        "   Thick.",
        "   meaning #7 · score 0.0325 · wire-3",
        "",
    ]


def test_a_hit_that_nothing_ranked_has_no_score() -> None:
    newest = replace(hit(ICE, keyword=None, semantic=None), score=0.0)
    _, _, reasons, _ = hit_lines([newest])
    assert reasons == "   post-17"


def test_no_hits_say_what_to_do_next() -> None:
    assert list(hit_lines([])) == [
        "Nothing was found. Try other words, or wider dates and sources."
    ]


def test_a_long_passage_is_cut_after_a_word_and_wrapped() -> None:
    long = replace(ICE, text=" ".join(f"word{number}" for number in range(200)))
    _, excerpt, *_ = hit_lines([hit(long)])
    words = excerpt.split()
    assert words[-1] == "…"
    assert words[:-1] == long.text.split()[: len(words) - 1]
    assert EXCERPT - 20 < len(" ".join(words)) <= EXCERPT
    assert max(map(len, excerpt.split("\n"))) <= WIDTH + 3


def test_of_a_long_passage_the_part_with_the_words_is_shown() -> None:
    long = replace(ICE, text=f"{'Nothing is said. ' * 40}The ferry\nleft. {'It was late. ' * 40}")
    found = Hits((hit(long),), read_query("when did the ferry leave"))
    _, excerpt, *_ = found_lines(found)
    assert excerpt.startswith("   … The ferry left. It was late.")
    assert excerpt.endswith(" …")
    assert len(" ".join(excerpt.split())) <= EXCERPT


@pytest.mark.parametrize(
    "text", ["港は一月に凍った。船は春を待っている。" * 30, "https://post.example/" + "a" * 400]
)
def test_something_is_shown_of_a_long_passage_without_spaces(text: str) -> None:
    _, excerpt, *_ = hit_lines([hit(replace(ICE, text=text))])
    assert excerpt.split("\n")[0].strip()[:8] == text[:8]


def test_an_article_is_shown_whole_with_all_that_is_known() -> None:
    assert list(article_lines(ICE)) == [
        "Harbour freezes over",
        f"Harbour Post · 2020-01-31 · SKERRY POINT · Local · Ann Berg, Li Wei · {ICE.url}",
        "",
        "The harbour froze over.",
        "",
        "Ferries stay in port.",
    ]


def test_an_article_that_was_modified_says_when() -> None:
    lines = list(article_lines(replace(ICE, modified=date(2020, 2, 1))))
    assert lines[1].startswith("Harbour Post · 2020-01-31 · modified 2020-02-01 · SKERRY POINT")


def test_an_article_of_which_little_is_known_says_that_it_is_undated() -> None:
    bare = Article(id="post-17", title="Ice", text="Thick.")
    assert list(article_lines(bare)) == ["Ice", "undated", "", "Thick."]


def test_a_long_paragraph_is_wrapped_without_losing_a_word() -> None:
    text = " ".join(f"word{number}" for number in range(200))
    lines = "\n".join(article_lines(replace(ICE, text=text))).split("\n")[3:]
    assert " ".join(lines) == text
    assert max(map(len, lines)) <= WIDTH


def test_a_report_names_every_problem_and_counts() -> None:
    report = Report(
        added=12,
        changed=3,
        unchanged=40,
        passages=61,
        problems=[
            Problem("inbox/scan.pdf", "Not a format that Backissue reads."),
            Problem("inbox/wire.jsonl:7", "'source' is not text: 5.", skipped=False),
        ],
    )
    assert list(report_lines(report, "archive")) == [
        "inbox/scan.pdf: skipped: Not a format that Backissue reads.",
        "inbox/wire.jsonl:7: indexed, but: 'source' is not text: 5.",
        "12 articles added, 3 changed, 40 unchanged, 1 skipped; 61 passages embedded into archive.",
    ]


def test_a_report_names_a_few_of_many_lines_and_counts_the_others() -> None:
    broken = [Problem(f"wire.jsonl:{line}", "Not JSON.") for line in range(1, 1_013)]
    other = Problem("post.jsonl:1", "Not JSON.")
    *named, last, counts = report_lines(Report(problems=[*broken, other]), "archive")
    assert named == [
        *(f"wire.jsonl:{line}: skipped: Not JSON." for line in range(1, 11)),
        "post.jsonl:1: skipped: Not JSON.",
    ]
    assert last == (
        "wire.jsonl: skipped: 1,002 more lines with something wrong; --json names each."
    )
    assert "1,013 skipped" in counts


INFO = Info(
    archive="5f0c",
    folder="archive",
    created="2020-01-31T12:00:00+00:00",
    format_version=2,
    generation=4,
    model=Model("words", "abc123", 64),
    libraries={"tantivy": "0.27.0"},
    counts=Counts(
        articles=1234,
        passages=5678,
        undated=2,
        first_published="1963-01-04",
        last_published="2020-01-31",
        revisions=1,
    ),
    sources={"Harbour Post": 1200, "": 34},
    bytes_on_disk=12_345_678,
)


def test_info_says_what_an_archive_holds() -> None:
    assert list(info_lines(INFO)) == [
        "Archive     archive",
        "Articles    1,234, 2 of them undated",
        "Passages    5,678",
        "Published   1963-01-04 to 2020-01-31",
        "Revisions   1 former texts kept",
        "Sources     2",
        "              1,200  Harbour Post",
        "                 34  (none given)",
        "Model       words, 64 dimensions, float32",
        "            weights abc123",
        "Made        2020-01-31T12:00:00+00:00, id 5f0c",
        "Generation  4, format 2",
        "Size        12.3 MB",
        "            tantivy 0.27.0",
    ]


def test_info_of_an_archive_without_dates_shows_dashes() -> None:
    counts = replace(INFO.counts, first_published=None, last_published=None)
    assert "Published   – to –" in info_lines(replace(INFO, counts=counts))


def test_info_names_the_ten_largest_sources_only() -> None:
    sources = {f"Outlet {number}": 100 - number for number in range(30)}
    lines = list(info_lines(replace(INFO, sources=sources)))
    assert "Sources     30" in lines
    assert [line.split()[-1] for line in lines if "Outlet" in line] == [*map(str, range(10))]


SOUND = "12 texts are intact, with 34 current passages."


@pytest.mark.parametrize(
    ("damage", "stale", "repaired", "expected"),
    [
        ((), (), False, [SOUND, "Nothing is wrong."]),
        ((), (), True, [SOUND, "Nothing is wrong."]),
        (
            (),
            ("The words are of commit 3, not 4.",),
            False,
            [
                "To be repaired: The words are of commit 3, not 4.",
                SOUND,
                "Run the same command with --repair: nothing needs to be embedded again.",
            ],
        ),
        (
            (),
            ("The words are of commit 3, not 4.",),
            True,
            ["Repaired: The words are of commit 3, not 4.", SOUND],
        ),
        (
            ("post-17: not what was stored.",),
            (),
            False,
            [
                "Damaged: post-17: not what was stored.",
                SOUND,
                "Index the damaged articles again from their source, or restore a snapshot.",
            ],
        ),
    ],
    ids=["sound", "sound and repaired", "stale", "stale and repaired", "damaged"],
)
def test_a_verdict_says_what_is_wrong_and_what_to_do(
    damage: tuple[str, ...],
    stale: tuple[str, ...],
    repaired: bool,  # noqa: FBT001 - a parameter of the test
    expected: list[str],
) -> None:
    assert list(verdict_lines(Verdict(12, 34, damage, stale), repaired=repaired)) == expected


def test_plain_words_are_searched_without_ado() -> None:
    hits = Hits((hit(ICE),), read_query("Did the harbour freeze?"))
    assert list(found_lines(hits)) == list(hit_lines(hits))


def test_what_is_more_than_words_is_said_first() -> None:
    text = '"thick ice" -snow troop* source:post before:2020 "fog'
    query = replace(read_query(text), suggestion="thick ice")
    first, *others = understood_lines(query, 1)
    assert first == (
        "Searched for “thick ice” · not “snow” · troop* · source post · before 2020 "
        '(to\n2020-12-31) · “"fog”.'
    )
    assert others == [
        "Unbalanced quote: searched as words.",
        "1 article without a date left out.",
        "Did you mean: thick ice",
        "",
    ]


def test_the_time_that_was_read_is_said() -> None:
    query = read_query("What froze in January 2020?")
    assert list(understood_lines(query, 0)) == [
        "Articles from 2020-01-01 to 2020-01-31 come first, for “January 2020”.",
        "",
    ]


def test_counts_are_listed_the_largest_first() -> None:
    facets = Facets(
        query=read_query("ice"),
        articles=1_234,
        undated=0,
        sources=tuple(Count(f"Post {number}", 20 - number) for number in range(17)),
        sections=(Count("", 1_234),),
        authors=(),
        years=(Count("2020", 1_234),),
    )
    shown = list(facets_lines(facets))
    assert shown[:4] == ["1,234 articles.", "", "Sources", "       20  Post 0"]
    assert shown[-7:] == [
        "           and 2 more",
        "",
        "Sections",
        "    1,234  (none given)",
        "",
        "Years",
        "    1,234  2020",
    ]


def test_many_days_without_an_article_are_one_line_of_a_timeline() -> None:
    days = [date(2020, 1, day) for day in range(1, 9)]
    counts = (1, 0, 0, 0, 2, 0, 0, 0)
    periods = tuple(Period(day, day, count) for day, count in zip(days, counts, strict=True))
    few = Timeline(query=read_query("ice"), periods=periods, undated=0)
    assert len(list(timeline_lines(few))) == 8
    later = date(2020, 1, 9), date(2020, 1, 10)
    last = (Period(day, day, count) for day, count in zip(later, (0, 1), strict=True))
    many = Timeline(query=read_query("ice"), periods=(*periods, *last), undated=0)
    assert list(timeline_lines(many))[5:] == [
        "2020-01-06        0  to 2020-01-09",
        f"2020-01-10        1  {'█' * 25}",
    ]


def test_a_timeline_is_a_bar_for_each_period() -> None:
    days = [date(2020, 1, day) for day in (1, 2, 3)]
    periods = tuple(Period(day, day, count) for day, count in zip(days, (100, 0, 1), strict=True))
    timeline = Timeline(query=read_query("ice"), periods=periods, undated=2)
    assert list(timeline_lines(timeline)) == [
        f"2020-01-01      100  {'█' * 50}",
        "2020-01-02        0",
        "2020-01-03        1  █",
        "2 articles without a date left out.",
    ]
    nothing = Timeline(query=read_query("ice"), periods=(), undated=0)
    assert list(timeline_lines(nothing)) == ["No article with a date matches."]
