"""A sketch stands for what an article says, whatever its looks."""

from dataclasses import replace

import numpy as np
import pytest

from backissue.indexer.truth.sketch import ONE_IN, Sketch, sketch

from conftest import article

WORDS = [f"word{number}" for number in range(4_000)]
LONG = article(1, " ".join(WORDS))


def shared(one: Sketch, other: Sketch) -> int:
    return len(np.intersect1d(one.shingles, other.shingles))


def test_about_one_run_of_words_in_eight_is_kept() -> None:
    kept = len(sketch(LONG).shingles)
    assert 0.9 < kept * ONE_IN / len(WORDS) < 1.1


@pytest.mark.parametrize(
    "text",
    [
        " ".join(WORDS).upper(),
        ", ".join(WORDS),
        "\n\n".join(WORDS),
        "“" + "” — “".join(WORDS) + "”",
    ],
    ids=["case", "commas", "paragraphs", "quotes"],
)
def test_case_marks_and_white_space_make_no_difference(text: str) -> None:
    assert bytes(sketch(article(1, text))) == bytes(sketch(LONG))


def test_only_the_text_counts_and_the_headline_is_kept_apart() -> None:
    renamed = sketch(replace(LONG, title="Another headline", source="Post"))
    assert renamed.headline != sketch(LONG).headline
    assert renamed.shingles.tobytes() == sketch(LONG).shingles.tobytes()


def test_a_part_has_the_shingles_of_the_whole_that_are_in_it() -> None:
    whole, half = sketch(LONG), sketch(article(1, " ".join(WORDS[:2_000])))
    assert shared(whole, half) == len(half.shingles)
    assert 0.4 < len(half.shingles) / len(whole.shingles) < 0.6


def test_other_words_share_nothing() -> None:
    other = sketch(article(1, " ".join(f"other{number}" for number in range(4_000))))
    assert shared(sketch(LONG), other) == 0


@pytest.mark.parametrize("text", ["...", "One.", "One two."])
def test_too_few_words_make_an_empty_sketch(text: str) -> None:
    assert len(sketch(article(1, text)).shingles) == 0


@pytest.mark.parametrize("text", [LONG.text, "One."], ids=["long", "short"])
def test_a_sketch_comes_back_from_its_bytes(text: str) -> None:
    before = sketch(article(1, text))
    after = Sketch.from_bytes(bytes(before))
    assert after.headline == before.headline
    assert after.shingles.tolist() == before.shingles.tolist()
    assert after.shingles.dtype == np.uint32


def test_sketches_never_change_between_versions() -> None:
    # They are stored in archives: new ones have to compare with old ones.
    made = sketch(article(1, "The harbour froze over, and ferries stay in port until the thaw."))
    assert made.headline == 3999094708
    assert made.shingles.tolist() == [1287158108, 2283910431, 2786838877]
