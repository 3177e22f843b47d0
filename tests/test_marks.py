"""Words are marked where they stand, and nothing else is changed."""

import pytest

from backissue.ui.html.marks import excerpt, marked, paragraphs

from hostile import HOSTILE, shown


def test_spans_may_meet_overlap_and_reach_beyond() -> None:
    assert (
        marked("abcdef", [(4, 99), (1, 3), (2, 4)])
        == "a<mark>bc</mark><mark>d</mark><mark>ef</mark>"
    )
    assert marked("abcdef", [(0, 6)], 2, 4) == "<mark>cd</mark>"
    assert marked("abc", []) == "abc"


def test_a_text_is_shown_in_paragraphs_with_marks_across_them() -> None:
    assert paragraphs("One.\n\nTwo.\n \nThree.", [(2, 8)]) == (
        "<p>On<mark>e.</mark></p><p><mark>Tw</mark>o.</p><p>Three.</p>"
    )


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_hostile_text_is_shown_as_it_is(payload: str) -> None:
    html = marked(payload, [(0, 1), (2, 5)])
    assert set(shown(html).shape) <= {("mark", ())}
    assert shown(html).text == payload


def test_an_excerpt_begins_where_the_marks_are_seen() -> None:
    text = f"{'Nothing to see. ' * 20}The ferry left. {'It was late. ' * 20}"
    start = text.index("ferry")
    html = excerpt(text, [(start, start + 5)], 0, len(text))
    assert html.startswith("… The <mark>ferry</mark> left. It was late.")
    assert html.endswith("It was late. ")
    assert excerpt(text, [], 0, len(text)) == text
    near = text[start - 20 :]
    assert excerpt(near, [(20, 25)], 0, len(near)).startswith("Nothing to see. The <mark>")
