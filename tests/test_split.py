"""An article is cut between paragraphs and sentences, and not a character of it is lost."""

import random

import pytest

from backissue.indexer import Article, Passage
from backissue.indexer.split import (
    PASSAGE_TOKENS,
    SMALLEST_PASSAGE_TOKENS,
    CountTokens,
    sentences,
    split,
    trim,
)


def words(text: str) -> int:
    return len(text.split())


def article(text: str, title: str = "") -> Article:
    return Article(id="post-1", title=title, text=text)


def cut(text: str, max_tokens: int = 40, count: CountTokens = words) -> list[str]:
    """Split a text, and return the passages once their offsets are seen to be right."""
    passages = split(article(text), count, max_tokens)
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
    return [passage.text for passage in passages]


def sentence(length: int, name: str = "It") -> str:
    """Return a sentence of as many words."""
    return f"{name} {'was ' * (length - 2)}cold."


def test_a_short_article_is_one_passage() -> None:
    text = "The harbour froze over. Ferries stay in port.\n\nNobody was hurt."
    assert split(article(text), words, 40) == [Passage(article(text), 0, len(text))]


def test_white_space_around_a_passage_is_no_part_of_it() -> None:
    text = "\n\n  The harbour froze over. \n\t\n"
    assert split(article(text), words, 40) == [Passage(article(text), 4, 27)]


def test_paragraphs_are_kept_together_as_far_as_they_fit() -> None:
    first, second, third = (sentence(20, name) for name in ("One", "Two", "Three"))
    assert cut(f"{first}\n\n{second}\n\n{third}") == [f"{first}\n\n{second}", third]


def test_a_paragraph_that_fits_is_not_cut_to_fill_the_one_before() -> None:
    first = sentence(30, "One")
    second = f"{sentence(10, 'Two')} {sentence(10, 'Three')}"
    assert cut(f"{first}\n\n{second}") == [first, second]


def test_lines_are_paragraphs_where_no_blank_lines_are() -> None:
    first, second, third = (sentence(20, name) for name in ("One", "Two", "Three"))
    assert cut(f"{first}\n{second}\n{third}") == [f"{first}\n{second}", third]


def test_a_paragraph_that_is_too_long_is_cut_between_sentences() -> None:
    one, two, three, four = (sentence(15, name) for name in ("One", "Two", "Three", "Four"))
    assert cut(f"{one} {two} {three} {four}") == [f"{one} {two}", f"{three} {four}"]


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    assert cut(sentence(100)) == [
        " ".join(["It", *["was"] * 39]),
        " ".join(["was"] * 40),
        " ".join([*["was"] * 19, "cold."]),
    ]


def test_a_sentence_stays_whole_beside_one_that_is_too_long() -> None:
    short = "Nobody was hurt."
    passages = cut(f"{short} {sentence(100)} {short}")
    assert passages[0] == short
    assert passages[-1] == short


@pytest.mark.parametrize(
    "ending",
    [
        "the ship of Dr. Anna Berg, Mrs. Lind and Mr. Wei Jr. sank.",
        "the U.S. Coast Guard came at 3.30 p.m. with two ships.",
        "the price rose by 3.5 percent to $1,200.50 a ton.",
        "J. R. R. Lind of St. John’s, N.L., said so.",
        "the site www.post.example shows it, e.g. in a picture.",
        "she said: “Wait. Wait!” and left.",
    ],
)
def test_no_cut_follows_an_abbreviation_or_a_decimal_point(ending: str) -> None:
    first = sentence(35, "One")
    assert cut(f"{first} On Friday {ending}") == [first, f"On Friday {ending}"]


def test_a_word_longer_than_a_passage_is_cut_where_it_must_be() -> None:
    address = "https://post.example/" + "a1b2" * 30
    assert cut(f"See {address} for more.", max_tokens=64, count=len) == [
        "See",
        address[:64],
        address[64:128],
        address[128:],
        "for more.",
    ]


def test_text_without_spaces_is_cut_between_its_own_sentences() -> None:
    text = "港は一月に凍った。船は春を待っている。" * 4
    assert cut(text, count=len) == ["港は一月に凍った。船は春を待っている。" * 2] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Гавань замерзла в январе. Паромы ждут весны. " * 12,
        "تجمد الميناء في يناير. تنتظر العبارات الربيع. " * 12,
        "हार्बर जनवरी में जम गया। नौकाएं वसंत की प्रतीक्षा कर रही हैं। " * 12,
        "Το λιμάνι πάγωσε τον Ιανουάριο. Τα πλοία περιμένουν. " * 12,
        "港は一月に凍った。フェリーは春を待っている。" * 12,
        "ท่าเรือกลายเป็นน้ำแข็งในเดือนมกราคม" * 12,
        "😀 The harbour 🧊 froze. 👩‍👩‍👧 Families 🇳🇴 waited. " * 12,
        "Cafe\u0301s stay open. Naïve œuvres too. " * 12,
    ],
    ids=["Cyrillic", "Arabic", "Hindi", "Greek", "Japanese", "Thai", "emoji", "combining"],
)
@pytest.mark.parametrize("count", [words, len], ids=["in words", "in characters"])
def test_any_script_is_cut_without_losing_a_character(text: str, count: CountTokens) -> None:
    passages = cut(text, max_tokens=48, count=count)
    assert "".join("".join(passages).split()) == "".join(text.split())
    assert max(count(passage) for passage in passages) <= 48


def test_no_passage_is_longer_than_a_vector_stays_sharp() -> None:
    passages = cut(" ".join([sentence(10)] * 100), max_tokens=510)
    assert max(map(words, passages)) <= PASSAGE_TOKENS


def test_a_long_heading_takes_its_room_from_the_passage() -> None:
    text = " ".join([sentence(10)] * 30)
    long = article(text, title=" ".join(["Ice"] * 40))
    assert max(words(passage.text) for passage in split(long, words, 100)) == 60
    assert max(words(passage.text) for passage in split(article(text), words, 100)) == 100


def test_a_heading_longer_than_the_model_reads_leaves_room_for_a_sentence() -> None:
    text = " ".join([sentence(10)] * 30)
    passages = split(article(text, title="Ice " * 49), words, 40)
    assert {words(passage.text) for passage in passages} == {SMALLEST_PASSAGE_TOKENS - 2}


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n", " \n", "\r\n", "\u2028", "  "], ids=repr)
def test_passages_begin_and_end_with_a_paragraph(gap: str) -> None:
    paragraphs = [sentence(25, f"Number{number}") for number in range(8)]
    assert cut(gap.join(paragraphs)) == paragraphs


@pytest.mark.parametrize(
    "gap",
    ["\n\n\n\n", "\n \n", "\n\t\n", "\n\n\n\n\n\n", "\n\n\u00a0\n\n", "\n\n \n\n", "\r\n\r\n"],
    ids=repr,
)
def test_passages_begin_and_end_with_a_paragraph_however_blank_the_lines_between(gap: str) -> None:
    paragraphs = [sentence(25, f"Number{number}") for number in range(8)]
    assert cut(gap.join(paragraphs)) == paragraphs


NEWS = [
    "The harbour froze over.",
    "Ferries stay in port, said Dr. Berg.",
    "“We wait,” said Mr. Lind of the U.S. Coast Guard; “we wait.”",
    "Prices rose by 3.5 percent.",
    "Why?",
    "Nobody knows…",
    "See www.post.example/ice?page=2.",
    "Cafe\u0301s in São Paulo stay open! 😀",
    "Гавань замерзла.",
    "港は凍った。",
    "- a list",
    "* * *",
    "word",
]


def random_text(seed: int, gaps: list[str]) -> str:
    chance = random.Random(seed)  # noqa: S311 - the same text in every run
    pieces = (chance.choice(NEWS) + chance.choice(gaps) for _ in range(chance.randint(1, 120)))
    return "".join(pieces) + "End."


GAPS = {
    "lines": [" ", " ", "  ", "\n"],
    "paragraphs": [" ", " ", "\n", "\n\n"],
    "Windows": [" ", "\r\n"],
    "odd spaces": [" ", "\u00a0", "\u2003", "\u2028", "\x0c", "\u3000"],
}


@pytest.mark.parametrize(
    "gaps",
    [
        *(pytest.param(gaps, id=name) for name, gaps in GAPS.items()),
        pytest.param([" ", "\n", "\n\n\n\n", "\n \n"], id="runs of blank lines"),
    ],
)
def test_of_any_text_every_word_is_in_one_passage_and_none_is_too_long(gaps: list[str]) -> None:
    for seed in range(80):
        text = random_text(seed, gaps)
        passages = split(article(text), words, 40)
        end = 0
        for passage in passages:
            assert passage.text == text[passage.start : passage.end]
            assert passage.text == passage.text.strip() != ""
            assert not text[end : passage.start].strip(), "A passage skips words."
            assert passage.start >= end, "Two passages overlap."
            assert passage.start == 0 or text[passage.start - 1].isspace() or "。" in text
            assert words(passage.text) <= 40
            end = passage.end
        assert not text[end:].strip(), "The last words are lost."


def test_the_same_text_is_always_cut_in_the_same_way() -> None:
    text = random_text(17, GAPS["paragraphs"])
    assert cut(text) == cut(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n\t", []),
        ("Ice", ["Ice"]),
        ("The harbour froze.", ["The harbour froze."]),
        ("  Ice came.  Ships  wait. ", ["Ice came.", "Ships  wait."]),
        ("Dr. Berg met Mr. Lind. They spoke.", ["Dr. Berg met Mr. Lind.", "They spoke."]),
        ("It rose 3.5 percent. Then it fell.", ["It rose 3.5 percent.", "Then it fell."]),
        ("Ice came\n\nShips wait", ["Ice came", "Ships wait"]),
        ("😀 Ice came. Ships 🚢 wait.", ["😀 Ice came.", "Ships 🚢 wait."]),
        ("Cafe\u0301s wait. Ships too.", ["Cafe\u0301s wait.", "Ships too."]),
        ("港は凍った。船は待つ。", ["港は凍った。", "船は待つ。"]),
    ],
)
def test_sentences_are_found_by_their_offsets(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 9, (2, 6)), (2, 6, (2, 6)), (3, 9, (3, 6)), (0, 2, None), (6, 9, None), (4, 4, None)],
)
def test_trimming_leaves_the_span_without_white_space(
    start: int, end: int, expected: tuple[int, int] | None
) -> None:
    assert trim(" \nice.\t\n ", start, end) == expected
