"""JSON Lines give an article a line, and every line that does not is named."""

import gzip
import io
import json
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from backissue.indexer import Article
from backissue.indexer.sources.read import read_sources
from backissue.indexer.sources.read_jsonl import read_jsonl
from backissue.indexer.sources.record import Problem

NAME = "inbox/wire.jsonl"


def lines(*contents: str | bytes, name: str = NAME) -> list[Article | Problem]:
    data = b"\n".join(each if isinstance(each, bytes) else each.encode() for each in contents)
    return list(read_jsonl(io.BytesIO(data), name))


def ice(number: int) -> Article:
    return Article(id=f"wire-{number}", title="", text=f"Day {number} of the ice.")


def ice_line(number: int) -> str:
    return json.dumps({"id": f"wire-{number}", "text": f"Day {number} of the ice."})


def read_file(path: Path) -> list[Article | Problem]:
    return [found.item for found in read_sources(path)]


def test_each_line_is_an_article() -> None:
    full = {
        "id": "wire-2",
        "title": "Harbour freezes over",
        "text": "The ice is thick.\n\nShips wait.",
        "published": "2020-01-31T23:30:00-05:00",
        "updated": "2020-02-01T08:00:00-05:00",
        "source": "Post",
        "url": "https://post.example/2",
        "authors": ["Ann Berg"],
        "section": "Local",
        "place": "SKERRY POINT",
    }
    assert lines(ice_line(1), json.dumps(full)) == [
        ice(1),
        Article(
            id="wire-2",
            title="Harbour freezes over",
            text="The ice is thick.\n\nShips wait.",
            published=date(2020, 1, 31),
            modified=date(2020, 2, 1),
            source="Post",
            url="https://post.example/2",
            authors=("Ann Berg",),
            section="Local",
            place="SKERRY POINT",
        ),
    ]


def test_keys_that_are_not_known_are_left_alone() -> None:
    line = '{"id": "wire-1", "text": "Day 1 of the ice.", "views": 17, "tags": [{"a": null}]}'
    assert lines(line) == [ice(1)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n \n",
        b"\r\n\r\n",
    ],
    ids=repr,
)
def test_an_empty_file_holds_no_article(content: bytes) -> None:
    assert lines(content) == []


def test_blank_lines_are_passed_over_but_counted() -> None:
    assert lines("", ice_line(1), "  ", "\t", "[]", ice_line(2), "") == [
        ice(1),
        Problem(f"{NAME}:5", "Not a JSON object. A line is to hold one whole object."),
        ice(2),
    ]


def test_lines_may_end_as_on_windows_and_the_last_one_not_at_all() -> None:
    assert lines(f"{ice_line(1)}\r\n\r\n{ice_line(2)}\r\n{ice_line(3)}") == [ice(1), ice(2), ice(3)]


def test_a_byte_order_mark_is_passed_over() -> None:
    assert lines(b"\xef\xbb\xbf" + ice_line(1).encode(), ice_line(2)) == [ice(1), ice(2)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "wire-7", "text": "cut o', "Not JSON: "),
        (
            '{"id": "wire-7"} {"id": "wire-8"}',
            "Not JSON: Extra data at character 18. A line is to hold one whole object.",
        ),
        (ice_line(7) + ",", "Not JSON: Extra data"),
        (
            "The harbour froze over.",
            "Not JSON: Expecting value at character 1. A line is to hold one whole object.",
        ),
        (b'{"id": "wire-7", "text": "caf\xe9"}', "Not JSON: 'utf-8' codec can't decode byte 0xe9"),
        ('{"id": ' + "9" * 5000 + "}", "Not JSON: Exceeds the limit"),
        ("[" * 100_000, "Not JSON: maximum recursion depth exceeded"),
        ("\0", "Not JSON: "),
        ("[]", "Not a JSON object. A line is to hold one whole object."),
        (
            '[{"id": "wire-7", "text": "Ice."}]',
            "Not a JSON object. A line is to hold one whole object.",
        ),
        ('"Ice."', "Not a JSON object. A line is to hold one whole object."),
        ("17", "Not a JSON object. A line is to hold one whole object."),
        ("null", "Not a JSON object. A line is to hold one whole object."),
        ("NaN", "Not a JSON object. A line is to hold one whole object."),
        ('{"title": "Ice", "text": "Thick."}', 'It has neither an "id" nor a "url". Give it one'),
        ('{"id": "wire-7", "title": "Ice"}', "Article 'wire-7' has no text, so there is nothing"),
        ('{"id": "wire-7", "text": " \\n "}', "Article 'wire-7' has no text, so there is nothing"),
        ("{}", 'It has neither an "id" nor a "url". Give it one that stays the same.'),
    ],
    ids=lambda value: ascii(value[:20]),
)
def test_a_bad_line_is_named_by_its_number_and_the_rest_is_read(
    line: str | bytes, reason: str
) -> None:
    first, problem, last = lines(ice_line(1), line, ice_line(3))
    assert (first, last) == (ice(1), ice(3))
    assert isinstance(problem, Problem)
    assert problem.name == f"{NAME}:2"
    assert problem.reason.startswith(reason)
    assert problem.skipped


def test_a_faulty_field_is_named_by_its_line_and_the_article_kept() -> None:
    line = '{"id": "wire-2", "text": "Day 2 of the ice.", "published": 1580428800, "source": []}'
    assert lines(ice_line(1), line) == [
        ice(1),
        Problem(f"{NAME}:2", "'source' is not text: [].", skipped=False),
        Problem(
            f"{NAME}:2",
            "'published' is not a whole date: 1580428800. It is kept as undated.",
            skipped=False,
        ),
        ice(2),
    ]


def test_two_lines_with_one_id_are_both_read_in_their_order() -> None:
    line = '{"id": "wire-1", "text": "Day 1 of the ice, revised."}'
    assert lines(ice_line(1), line) == [
        ice(1),
        Article(id="wire-1", title="", text="Day 1 of the ice, revised."),
    ]


def test_of_two_equal_keys_in_a_line_the_last_counts() -> None:
    assert lines('{"id": "x", "id": "wire-1", "text": "Day 1 of the ice."}') == [ice(1)]


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (r"\ud83d\ude00 smile", "😀 smile"),
        (r"half a \ud83d pair", "half a ? pair"),
        (r"nul\u0000l", "null"),
        (r"one\r\ntwo\rthree", "one\ntwo\nthree"),
        (r"caf\u00e9 \u2028 \u200fמרחבא", "café \u2028 \u200fמרחבא"),
    ],
    ids=ascii,
)
def test_escapes_are_read_and_what_no_file_should_hold_is_taken_out(
    escaped: str, text: str
) -> None:
    assert lines(f'{{"id": "wire-1", "text": "{escaped}"}}') == [
        Article(id="wire-1", title="", text=text)
    ]


def test_line_separators_inside_a_string_do_not_end_a_line() -> None:
    text = "One\u2028two\u2029three\x85four\x0cfive"
    line = json.dumps({"id": "wire-1", "text": text}, ensure_ascii=False).replace("\x0c", "\\f")
    assert lines(line) == [Article(id="wire-1", title="", text=text)]


def test_a_gzipped_file_reads_as_the_plain_one(tmp_path: Path) -> None:
    content = "\n".join([ice_line(1), "{", ice_line(3)]).encode()
    plain, packed = tmp_path / "wire.jsonl", tmp_path / "wire.jsonl.gz"
    plain.write_bytes(content)
    packed.write_bytes(gzip.compress(content))
    first, problem, last = read_file(packed)
    assert (first, last) == (ice(1), ice(3))
    assert isinstance(problem, Problem)
    assert problem.name == f"{packed}:2"
    assert read_file(plain)[0::2] == [first, last]


def test_a_gzipped_file_may_be_several_one_after_the_other(tmp_path: Path) -> None:
    packed = tmp_path / "wire.jsonl.gz"
    packed.write_bytes(b"".join(gzip.compress(f"{ice_line(n)}\n".encode()) for n in (1, 2, 3)))
    assert read_file(packed) == [ice(1), ice(2), ice(3)]


def test_an_empty_gzipped_file_holds_no_article(tmp_path: Path) -> None:
    packed = tmp_path / "wire.jsonl.gz"
    packed.write_bytes(gzip.compress(b""))
    assert read_file(packed) == []


def test_of_a_gzipped_file_that_was_cut_off_the_part_before_the_cut_is_read(
    tmp_path: Path,
) -> None:
    whole = gzip.compress("\n".join(ice_line(number) for number in range(2000)).encode())
    packed = tmp_path / "wire.jsonl.gz"
    packed.write_bytes(whole[: len(whole) // 2])
    *articles, problem = read_file(packed)
    assert len(articles) > 500
    assert articles == [ice(number) for number in range(len(articles))]
    assert problem == Problem(
        str(packed),
        "The file cannot be read to its end: "
        "Compressed file ended before the end-of-stream marker was reached.",
    )


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda _: b"Not a gzip file at all.", "Not a gzipped file (b'No')."),
        (lambda data: data[:-4], "Compressed file ended before the end-of-stream marker"),
        (lambda data: data[:-8] + b"\0\0\0\0" + data[-4:], "CRC check failed 0x0 != "),
        (lambda data: data + b"trailing words", "Not a gzipped file (b'tr')."),
    ],
    ids=["not gzip", "no length at the end", "wrong checksum", "something after the end"],
)
def test_a_damaged_gzipped_file_is_named(
    damage: Callable[[bytes], bytes], reason: str, tmp_path: Path
) -> None:
    packed = tmp_path / "wire.jsonl.gz"
    packed.write_bytes(damage(gzip.compress(ice_line(1).encode())))
    *_, problem = read_file(packed)
    assert isinstance(problem, Problem)
    assert problem.name == str(packed)
    assert problem.reason.startswith(f"The file cannot be read to its end: {reason}")


def test_whichever_byte_of_a_gzipped_file_is_wrong_the_run_goes_on(tmp_path: Path) -> None:
    whole = gzip.compress("\n".join(ice_line(number) for number in range(30)).encode())
    packed, sound = tmp_path / "wire.jsonl.gz", tmp_path / "z.jsonl"
    sound.write_text(ice_line(31))
    for position in range(10, len(whole)):
        wrong = whole[position] ^ 0xFF
        packed.write_bytes(whole[:position] + bytes([wrong]) + whole[position + 1 :])
        *_, last = [found.item for found in read_sources([packed, sound])]
        assert last == ice(31)


def test_noise_of_any_kind_makes_problems_and_nothing_else() -> None:
    noise = random.Random(17)  # noqa: S311 - the same noise in every run
    whole = "\n".join(ice_line(number) for number in range(5)).encode()
    for _ in range(300):
        spoilt = bytearray(whole)
        for _ in range(8):
            spoilt[noise.randrange(len(spoilt))] = noise.randrange(256)
        for item in lines(bytes(spoilt)):
            assert isinstance(item, Article | Problem)
