"""Text files and Markdown files become articles, however they were typed and saved."""

import io
from contextlib import suppress
from datetime import date

import pytest

from backissue.indexer import Article
from backissue.indexer.errors import ArticleInvalid
from backissue.indexer.sources.read_text import LONGEST_DATE_LINE, read_markdown, read_text
from backissue.indexer.sources.record import Problem

NAME = "inbox/harbour-post/local/2020/ice.txt"


def text_article(content: str | bytes, name: str = NAME) -> Article:
    data = content if isinstance(content, bytes) else content.encode()
    (found,) = read_text(io.BytesIO(data), name)
    assert isinstance(found, Article)
    return found


def guessed_article(content: bytes) -> Article:
    doubt, found = read_text(io.BytesIO(content), NAME)
    assert isinstance(doubt, Problem)
    assert isinstance(found, Article)
    return found


def markdown(content: str | bytes, name: str = "inbox/ice.md") -> list[Article | Problem]:
    data = content if isinstance(content, bytes) else content.encode()
    return list(read_markdown(io.BytesIO(data), name))


def markdown_article(content: str | bytes, name: str = "inbox/ice.md") -> Article:
    (found,) = markdown(content, name)
    assert isinstance(found, Article)
    return found


def test_a_file_is_a_headline_a_date_line_and_a_body_led_by_a_dateline() -> None:
    assert text_article(
        "Harbour freezes over\n"
        "Jan 31, 2020\n"
        "Skerry Point [NO], January 31 : The harbour froze over on Friday.\n"
        "Ferries stay in port.\n"
    ) == Article(
        id=NAME,
        title="Harbour freezes over",
        text="Skerry Point [NO], January 31 : The harbour froze over on Friday.\n"
        "Ferries stay in port.",
        published=date(2020, 1, 31),
        source="harbour-post",
        section="local",
        place="Skerry Point [NO]",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Jan 31, 2020",
        "  31 January 2020  ",
        "2020-01-31T23:59:00+01:00",
        "31 janvier 2020",
        "2020年1月31日",
        "Friday, 31 January 2020, 11.15 pm",
    ],
)
def test_the_second_line_may_be_a_date_in_any_form(line: str) -> None:
    found = text_article(f"Harbour freezes over\n\n{line}\n\nThe ice is thick.")
    assert (found.published, found.text) == (date(2020, 1, 31), "The ice is thick.")


@pytest.mark.parametrize(
    "body",
    [
        "The ice is thick.",
        "On 31 January 2020 the harbour froze over.",
        "In January 2020\nthe harbour froze over.",
        "By Ann Berg\n31 January 2020\nThe ice is thick.",
        "31 February 2020\nThe ice is thick.",
        f"{'Friday the 31st ' * 3}January 2020\nThe ice is thick.",
    ],
)
def test_without_a_date_line_all_after_the_headline_is_the_body(body: str) -> None:
    found = text_article(f"Harbour freezes over\n{body}\n")
    assert (found.published, found.text) == (None, body)


def test_a_line_too_long_to_be_a_date_line_is_part_of_the_body() -> None:
    line = "31 January 2020".ljust(LONGEST_DATE_LINE) + "."
    found = text_article(f"Harbour freezes over\n{line}\nThe ice is thick.")
    assert (found.published, found.text) == (None, f"{line}\nThe ice is thick.")


@pytest.mark.parametrize(
    ("body", "place", "source"),
    [
        ("LONDON (Reuters) - Ships wait.", "LONDON", "Reuters"),
        ("LONDON (Reuters) — Ships wait.", "LONDON", "Reuters"),
        ("NEW YORK (AP) -- Ships wait.", "NEW YORK", "AP"),
        ("ALBANY, N.Y. (AP) – Ships wait.", "ALBANY, N.Y.", "AP"),
        ("SÃO PAULO (Reuters) - Ships wait.", "SÃO PAULO", "Reuters"),
        ("ST. JOHN'S (CP) - Ships wait.", "ST. JOHN'S", "CP"),
        ("Port-au-Prince, July 3 : Ships wait.", "Port-au-Prince", "harbour-post"),
        ("Washington DC [USA], July 3 : Ships wait.", "Washington DC [USA]", "harbour-post"),
        ("Oslo [Norway], Feb. 3 : Ships wait.", "Oslo [Norway]", "harbour-post"),
        ("北京 (新华社) — 船在等待。", "北京", "新华社"),
    ],
    ids=lambda value: value if " " in value else "",
)
def test_the_dateline_says_where_and_which_agency(body: str, place: str, source: str) -> None:
    found = text_article(f"Ships wait\n2020-01-31\n{body}")
    assert (found.place, found.source, found.text) == (place, source, body)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("PARIS, April 15 (AFP) - Ships wait.", "PARIS"),
        ("WASHINGTON/MOSCOW, Jan 3 (Reuters) - Ships wait.", "WASHINGTON/MOSCOW"),
    ],
)
def test_the_day_in_a_dateline_is_no_part_of_the_place(body: str, place: str) -> None:
    assert text_article(f"Ships wait\n2020-01-31\n{body}").place == place


@pytest.mark.parametrize(
    "body",
    [
        "Ships wait.",
        "“We wait”: so say the captains.",
        "LONDON - Ships wait.",
        "The minister: a portrait.",
        "In London (where else) ships wait.",
        "12 ships, 3 captains : a story.",
        ": nothing before the colon.",
        "(Reuters) - Ships wait.",
        "x" * 500 + " (AP) - Ships wait.",
    ],
)
def test_what_only_resembles_a_dateline_is_none(body: str) -> None:
    found = text_article(f"Ships wait\n2020-01-31\n{body}")
    assert (found.place, found.source) == (None, "harbour-post")


@pytest.mark.parametrize(
    "body",
    [
        "Mr Lind (left) — seen here in May — said no.",
        "The party leader (who was ill) - a man of 60 - said no.",
        "The minister said, May 3 : a day to remember.",
    ],
)
def test_a_sentence_with_an_aside_is_no_dateline(body: str) -> None:
    found = text_article(f"Ships wait\n2020-01-31\n{body}")
    assert (found.place, found.source) == (None, "harbour-post")


@pytest.mark.parametrize(
    ("name", "source", "section"),
    [
        ("inbox/ice.txt", None, None),
        ("inbox/harbour-post/ice.txt", "harbour-post", None),
        ("inbox/harbour-post/local/ice.txt", "harbour-post", "local"),
        ("inbox/harbour-post/local/deeper/ice.txt", "harbour-post", "local"),
        ("inbox/2020/01/ice.txt", None, None),
        ("inbox/2020/harbour-post/01/local/ice.txt", "harbour-post", "local"),
        ("ice.txt", None, None),
    ],
)
def test_the_first_folders_that_are_no_numbers_are_outlet_and_section(
    name: str, source: str | None, section: str | None
) -> None:
    found = text_article("Harbour freezes over\n\nThe ice is thick.", name)
    assert (found.id, found.source, found.section) == (name, source, section)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b" \n\r\n\t\n",
        b"\0\0\0\0",
        b"Harbour freezes over",
        b"Harbour freezes over\n\n\n",
        b"Harbour freezes over\n31 January 2020\n",
        b"Harbour freezes over\n31 January 2020\n \n\t\n",
    ],
    ids=repr,
)
def test_a_file_without_a_body_is_refused(content: bytes) -> None:
    with pytest.raises(ArticleInvalid) as error:
        list(read_text(io.BytesIO(content), NAME))
    assert str(error.value) == "It has a headline at most: no text follows the first line."


def test_blank_lines_around_headline_and_date_do_not_matter() -> None:
    found = text_article("\n \n  Harbour  freezes\tover \n\n \n31 January 2020\n\n\nThe ice.\n\n")
    assert found.title == "Harbour freezes over"
    assert found.published == date(2020, 1, 31)
    assert found.text == "The ice."


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"], ids=repr)
def test_line_ends_of_any_system_read_the_same(end: str) -> None:
    lines = ["Harbour freezes over", "31 January 2020", "The ice is thick.", "", "Ships wait."]
    found = text_article(end.join(lines))
    assert found.title == "Harbour freezes over"
    assert found.published == date(2020, 1, 31)
    assert found.text == "The ice is thick.\n\nShips wait."


FRENCH = (
    "Élysée : le port a gelé\n31 janvier 2020\n"
    "« Ça n’a jamais été vu », a déclaré le maire, à l’hôtel de ville où l’œuvre coûte 20 €."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_in_any_form_is_read_as_it_was_written(encoding: str) -> None:
    found = text_article(FRENCH.encode(encoding))
    assert f"{found.title}\n31 janvier 2020\n{found.text}" == FRENCH
    assert found.published == date(2020, 1, 31)


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        (
            "cp1251",
            "Гавань замерзла\n31.01.2020\nВ январе гавань замерзла, паромы ждут весны в порту.",
        ),
        (
            "shift_jis",
            "港が凍った\n2020-01-31\n港は一月に凍りました。フェリーは春まで港に残ります。",
        ),
    ],
)
def test_older_encodings_are_recognised(encoding: str, content: str) -> None:
    found = guessed_article(content.encode(encoding))
    title, _, body = content.split("\n")
    assert (found.title, found.published, found.text) == (title, date(2020, 1, 31), body)


@pytest.mark.parametrize(
    "body",
    [
        FRENCH.split("\n")[2],
        "L'été dernier, la mère a été trouvée à côté du château, où elle était née.",
        "Un café.",
        "Le port a gelé mardi, a déclaré le maire.",
        "München. Ein Mann wurde schwer verletzt.",
        "El señor Núñez dijo que la situación económica mejorará el próximo año.",
    ],
)
def test_the_encoding_of_old_windows_is_recognised_in_western_languages(body: str) -> None:
    assert guessed_article(f"Ice\n2020-01-31\n{body}".encode("cp1252")).text == body


def test_a_guessed_encoding_is_reported_and_the_article_kept() -> None:
    reason = (
        "It is not UTF-8, and was read as cp1252. If letters are wrong, save it as UTF-8 and index "
        "it again."
    )
    doubt, article = read_text(io.BytesIO(FRENCH.encode("cp1252")), NAME)
    assert doubt == Problem(NAME, reason, skipped=False)
    assert isinstance(article, Article)
    doubt, article = markdown("# Café\n\nLe café a gelé.".encode("cp1252"))
    assert doubt == Problem("inbox/ice.md", reason, skipped=False)
    assert isinstance(article, Article)


def test_one_bad_byte_does_not_spoil_the_rest_of_a_utf_8_file() -> None:
    content = "Café open all winter\n2020-01-31\nThe café stayed open. ".encode()
    found = text_article(content + b"Its caf\xe9 cr\xe8me costs more.")
    assert found.title == "Café open all winter"
    assert found.text.startswith("The café stayed open. ")


@pytest.mark.parametrize(
    "content",
    [bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256, 0, -1)[1:]) * 9],
    ids=["every byte", "a picture"],
)
def test_a_file_that_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(ArticleInvalid) as error:
        list(read_text(io.BytesIO(content), NAME))
    assert str(error.value) == "It is not text in any encoding known here."


def test_nul_characters_are_taken_out() -> None:
    assert text_article(b"Ice\n2020-01-31\nThe har\0bour froze.").text == "The harbour froze."


def test_front_matter_gives_the_fields_and_the_rest_is_the_body() -> None:
    assert markdown_article(
        "---\n"
        "id: post-17\n"
        "title: Harbour freezes over\n"
        "published: 2020-01-31\n"
        "date_modified: 2020-02-01 08:00:00\n"
        "source: Harbour Post\n"
        "url: https://post.example/17\n"
        "authors: [Ann Berg, Li Wei]\n"
        "section: Local\n"
        "place: SKERRY POINT\n"
        "---\n\n"
        "The ice is **thick**.\n\nShips wait.\n"
    ) == Article(
        id="post-17",
        title="Harbour freezes over",
        text="The ice is **thick**.\n\nShips wait.",
        published=date(2020, 1, 31),
        modified=date(2020, 2, 1),
        source="Harbour Post",
        url="https://post.example/17",
        authors=("Ann Berg", "Li Wei"),
        section="Local",
        place="SKERRY POINT",
    )


@pytest.mark.parametrize(
    ("content", "title", "text"),
    [
        ("# Ice\n\nThick.", "Ice", "Thick."),
        ("---\nsource: Post\n---\n\n# Ice\n\nThick.", "Ice", "Thick."),
        ("---\ntitle: Frost\n---\n# Ice\n\nThick.", "Frost", "# Ice\n\nThick."),
        ("---\ntitle: ''\n---\n# Ice\n\nThick.", "Ice", "Thick."),
        ("## Ice\n\nThick.", "", "## Ice\n\nThick."),
        ("#ice on the harbour", "", "#ice on the harbour"),
        ("Thick.", "", "Thick."),
        ("Thick.\n\n---\n\nThin.", "", "Thick.\n\n---\n\nThin."),
        ("---\ntitle: Ice\nThick.", "", "---\ntitle: Ice\nThick."),
    ],
    ids=repr,
)
def test_a_first_heading_is_the_title_where_none_is_given(
    content: str, title: str, text: str
) -> None:
    found = markdown_article(content)
    assert (found.title, found.text) == (title, text)


def test_a_markdown_file_without_an_id_is_named_after_its_file_and_folders() -> None:
    found = markdown_article("# Ice\n\nThick.", "inbox/harbour-post/local/ice.md")
    assert found.id == "inbox/harbour-post/local/ice.md"
    assert (found.source, found.section) == ("harbour-post", "local")


@pytest.mark.parametrize(
    "line",
    ["2020-01-31", "2020-01-31T23:30:00-05:00", "2020-01-31 00:30:00 +05:30", "31 January 2020"],
)
def test_a_day_in_front_matter_is_read_in_any_form(line: str) -> None:
    found = markdown_article(f"---\npublished: {line}\n---\n# Ice\n\nThick.")
    assert found.published == date(2020, 1, 31)


@pytest.mark.parametrize(
    ("line", "shown"), [("31.13.2020", "'31.13.2020'"), ("2020", "2020"), ("soon", "'soon'")]
)
def test_a_bad_day_in_front_matter_is_reported_and_the_article_kept(line: str, shown: str) -> None:
    assert markdown(f"---\npublished: {line}\n---\n# Ice\n\nThick.") == [
        Problem(
            "inbox/ice.md",
            f"'published' is not a whole date: {shown}. It is kept as undated.",
            skipped=False,
        ),
        Article(id="inbox/ice.md", title="Ice", text="Thick."),
    ]


@pytest.mark.parametrize(
    "matter",
    [
        "published: 2020-02-30",
        "published: 2020-01-31 25:61:00",
        "published: 2020-01-31T23:30:00+99:00",
        f"title: {'9' * 5000}",
        f"id: 0x{'f' * 5000}",
        f"title: 0x{'f' * 5000}",
        f"authors: [0x{'f' * 5000}]",
    ],
    ids=lambda matter: matter[:40],
)
def test_an_impossible_day_in_front_matter_ends_no_run(matter: str) -> None:
    with suppress(ArticleInvalid):  # or a Problem beside the article: both are reported
        markdown(f"---\n{matter}\n---\n# Ice\n\nThick.")


def test_a_body_that_begins_with_a_brace_ends_no_run() -> None:
    with suppress(ArticleInvalid):
        markdown("{\nA poem in braces\n}\n\nThick.")


def test_no_text_between_two_rules_is_lost() -> None:
    found = markdown_article("---\n\nThe harbour froze over.\n\n---\n\nShips wait.")
    assert "The harbour froze over." in found.text


@pytest.mark.parametrize(
    ("matter", "reason"),
    [
        ("title: Ice: a story", "mapping values are not allowed"),
        ("\ttitle: Ice", "cannot start any token"),
        ("title: [Ice", "expected ',' or"),
        ("title: !!python/object/apply:os.system ['true']", "could not determine a constructor"),
        ("? [a]\n: b", "found unhashable key"),
    ],
)
def test_broken_front_matter_is_refused_and_nothing_in_it_is_run(matter: str, reason: str) -> None:
    with pytest.raises(ArticleInvalid, match=reason) as error:
        markdown(f"---\n{matter}\n---\n\nThick.")
    assert str(error.value).startswith("Its front matter is not YAML: ")


@pytest.mark.parametrize("content", ["", "# Ice", "---\ntitle: Ice\n---\n", "---\ntitle: Ice\n---"])
def test_a_markdown_file_without_a_body_is_refused(content: str) -> None:
    with pytest.raises(ArticleInvalid) as error:
        markdown(content)
    assert str(error.value) == ("Article 'inbox/ice.md' has no text, so there is nothing to index.")


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=repr)
def test_front_matter_is_found_after_a_mark_and_with_any_line_ends(start: bytes, end: str) -> None:
    lines = ["---", "title: Ice", "---", "", "Thick.", "", "Ships wait."]
    found = markdown_article(start + end.join(lines).encode())
    assert (found.title, found.text) == ("Ice", "Thick.\n\nShips wait.")


@pytest.mark.parametrize("depth", [3_000, 200_000])
def test_front_matter_nested_too_deep_is_refused(depth: int) -> None:
    with pytest.raises(ArticleInvalid, match="not YAML"):
        markdown(f"---\ntitle: {'[' * depth}\n---\n\nThick.")


def test_front_matter_that_unfolds_to_billions_is_named_by_its_beginning() -> None:
    lines = ["a0: &a0 [ice, ice, ice, ice, ice, ice, ice, ice, ice]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    matter = "\n".join([*lines, "title: *a11"])
    problem, article = markdown(f"---\n{matter}\n---\n\nThick.")
    assert isinstance(problem, Problem)
    assert problem.reason.startswith("'title' is not text: [[")
    assert len(problem.reason) < 1_000
    assert isinstance(article, Article)
