"""Marks in what a language model writes, however it comes in pieces."""

import pytest

from backissue.search.llm.citation_marks import Mark, Written, read_marks, written_sentences


def _read(text: str, passages: int = 5) -> list[str | Mark]:
    return list(read_marks([text], passages))


def _sentences(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(each.text, each.numbers) for each in written_sentences(_read(text))]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("[2]", (2,)),
        ("[1, 3]", (1, 3)),
        ("[1; 3]", (1, 3)),
        ("[1 and 3]", (1, 3)),
        ("[2-4]", (2, 3, 4)),
        ("[2–4]", (2, 3, 4)),
        ("[ 2 ]", (2,)),
        ("[2, 2]", (2,)),
        ("[Passage 2]", (2,)),
        ("[passages 2 and 3]", (2, 3)),
        ("【2】", (2,)),
        ("【2†source】", (2,)),
    ],
)
def test_a_mark_is_read_in_every_way_of_writing_it(text: str, numbers: tuple[int, ...]) -> None:
    assert _read(text) == [Mark(numbers, ())]


@pytest.mark.parametrize("text", ["[sic]", "[2020]", "[1", "1]", "[]", "[2 men]", "[he]"])
def test_other_brackets_are_words(text: str) -> None:
    assert _read(text) == [text]


def test_marks_side_by_side_are_two() -> None:
    assert _read("Both say so [1][2].") == ["Both say so ", Mark((1,), ()), Mark((2,), ()), "."]


def test_numbers_of_no_passage_are_told_apart() -> None:
    assert _read("[2, 7]") == [Mark((2,), (7,))]
    assert _read("[0]") == [Mark((), (0,))]
    assert _read("[4-6]") == [Mark((4, 5), (6,))]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8])
def test_pieces_of_any_size_give_the_same(size: int) -> None:
    text = "The harbour froze [1, 3]. It opened again [sic] in April [2][12]. Nobody [knows"
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    whole = written_sentences(_read(text))
    assert written_sentences(read_marks(pieces, 5)) == whole
    assert whole == [
        Written("The harbour froze.", (1, 3)),
        Written("It opened again [sic] in April.", (2,)),
        Written("Nobody [knows", ()),
    ]


def test_words_come_as_soon_as_they_can_be_no_mark() -> None:
    pieces = iter(["The [", "1", " man] in the [old", " harbour] left"])
    parts = read_marks(pieces, 5)
    assert next(parts) == "The "
    assert next(parts) == "[1 man] in the "
    assert next(parts) == "[old harbour] left"


def test_a_mark_belongs_to_the_sentence_before_it() -> None:
    assert _sentences("It froze. [1] It opened again.[2] Ferries left [3] late.") == [
        ("It froze.", (1,)),
        ("It opened again.", (2,)),
        ("Ferries left late.", (3,)),
    ]


def test_sentences_that_touch_a_mark_stay_apart() -> None:
    assert _sentences("It froze.[1]It opened.") == [("It froze.", (1,)), ("It opened.", ())]


def test_lists_and_stress_become_sentences() -> None:
    text = "## Harbour\n- It **froze** [1]\n2. It opened again [2]\n"
    assert _sentences(text) == [
        ("Harbour", ()),
        ("It froze", (1,)),
        ("It opened again", (2,)),
    ]


def test_nothing_but_a_mark_is_no_sentence() -> None:
    assert _sentences("[1]") == []
    assert _sentences("") == []
