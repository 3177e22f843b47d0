"""Hits are judged by what is known to be relevant; the measures are worked out by hand."""

import math
import subprocess
import sys

import pytest

from backissue.indexer import Article, Passage
from backissue.search import Hit
from backissue.search.evaluation.judge import Judged, judge, places
from backissue.search.evaluation.questions import Question, Relevant

ICE = Article(
    id="ice",
    title="Harbour freezes",
    text="The harbour froze in 1987. Ferries stayed in port. It thawed in March, at last.",
)
THAW = Article(id="thaw", title="Thaw in March", text="Ferries sail again. In 1987 it was April.")
BRIDGE = Article(id="bridge", title="Bridge", text="The council votes. Nothing else was said.")

FROZE, STAYED, THAWED = (0, 26), (27, 50), (51, 79)


def hits(*parts: tuple[Article, int, int] | Article) -> list[Hit]:
    """Make hits of passages, best first; all have the same score, which must not matter."""
    passages = [
        Passage(part, 0, len(part.text)) if isinstance(part, Article) else Passage(*part)
        for part in parts
    ]
    return [Hit(passage=each, score=1.0, keyword_rank=1, semantic_rank=None) for each in passages]


def question(*relevant: Relevant, answers: tuple[str, ...] | None = None) -> Question:
    return Question(id="q", question="When?", answers=answers, relevant=relevant)


def test_the_parts_are_where_the_tests_think() -> None:
    assert [ICE.text[slice(*part)] for part in (FROZE, STAYED, THAWED)] == [
        "The harbour froze in 1987.",
        "Ferries stayed in port.",
        "It thawed in March, at last.",
    ]


def test_all_measures_of_graded_articles() -> None:
    asked = question(Relevant(article="ice", grade=2), Relevant(article="thaw"))
    judged = judge(asked, hits(BRIDGE, ICE, THAW))
    # Gains 0, 2, 1 at ranks 1 to 3, where 2, 1 would be the best.
    gained = 2 / math.log2(3) + 1 / math.log2(4)
    best = 2 / math.log2(2) + 1 / math.log2(3)
    assert judged == Judged(
        (2, 3),
        {
            "hit@1": 0.0,
            "hit@5": 1.0,
            "hit@10": 1.0,
            "hit@20": 1.0,
            "recall@1": 0.0,
            "recall@5": 1.0,
            "recall@10": 1.0,
            "recall@20": 1.0,
            "MRR": 0.5,
            "nDCG@10": gained / best,
        },
    )


def test_what_was_not_found_lowers_recall() -> None:
    asked = question(*(Relevant(article=article) for article in ("ice", "thaw", "fog")))
    values = judge(asked, hits(ICE, BRIDGE)).values
    assert (values["hit@1"], values["MRR"]) == (1.0, 1.0)
    assert values["recall@1"] == values["recall@20"] == pytest.approx(1 / 3)
    best = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert values["nDCG@10"] == pytest.approx(1 / best)


def test_nothing_found_is_worth_nothing() -> None:
    for found in (hits(), hits(BRIDGE)):
        judged = judge(question(Relevant(article="ice")), found)
        assert judged.ranks == ()
        assert set(judged.values.values()) == {0.0}


def test_equal_scores_keep_the_order_of_the_hits() -> None:
    both = question(Relevant(article="ice"), Relevant(article="thaw"))
    for first, second in ((ICE, THAW), (THAW, ICE)):
        asked = question(Relevant(article=second.id))
        assert judge(asked, hits(first, second)).values["MRR"] == 0.5
        assert judge(both, hits(first, second)).values["nDCG@10"] == 1.0


def test_a_second_passage_of_an_article_takes_a_place_and_finds_nothing_more() -> None:
    asked = question(Relevant(article="ice"), Relevant(article="thaw"))
    judged = judge(asked, hits((ICE, *FROZE), (ICE, *STAYED), THAW))
    assert judged.ranks == (1, 2, 3)
    assert judged.values["recall@1"] == 0.5
    best = 1 + 1 / math.log2(3)
    assert judged.values["nDCG@10"] == pytest.approx((1 + 1 / math.log2(4)) / best)


def test_places_end_at_their_depth() -> None:
    others = [Article(id=f"other-{n}", title="", text="Nothing.") for n in range(10)]
    values = judge(question(Relevant(article="ice")), hits(*others, ICE)).values
    assert [values[f"hit@{depth}"] for depth in (1, 5, 10, 20)] == [0.0, 0.0, 0.0, 1.0]
    assert values["MRR"] == pytest.approx(1 / 11)
    assert values["nDCG@10"] == 0.0


def test_a_quote_is_held_by_the_passage_that_has_half_of_it() -> None:
    asked = question(Relevant(article="ice", quote="The harbour froze in 1987."))
    assert judge(asked, hits((ICE, *STAYED), (ICE, *FROZE))).ranks == (2,)
    assert judge(asked, hits((ICE, 13, 50))).ranks == (1,)
    assert judge(asked, hits((ICE, 14, 50))).ranks == ()
    assert judge(asked, hits(THAW)).ranks == ()


def test_characters_do_as_a_quote_does() -> None:
    asked = question(Relevant(article="ice", span=STAYED))
    assert judge(asked, hits((ICE, *FROZE), (ICE, *STAYED))).ranks == (2,)


def test_a_passage_that_holds_two_quotes_counts_as_both() -> None:
    asked = question(
        Relevant(article="ice", span=FROZE),
        Relevant(article="ice", span=STAYED),
        Relevant(article="thaw", quote="Ferries sail again."),
    )
    judged = judge(asked, hits((ICE, 0, 50), THAW))
    assert judged.ranks == (1, 2)
    assert judged.values["nDCG@10"] == judged.values["recall@5"] == 1.0


def test_an_article_named_beside_a_quote_counts_by_its_answer() -> None:
    named = (Relevant(article="ice", span=FROZE), Relevant(article="thaw"))
    early, late = (THAW, 0, 19), (THAW, 20, 41)
    assert judge(question(*named, answers=("1987",)), hits(early, late)).ranks == (2,)
    assert judge(question(*named), hits(early, late)).ranks == (1, 2)


def test_answers_say_only_whether_they_were_found() -> None:
    judged = judge(question(answers=("April", "1988")), hits(BRIDGE, ICE, THAW))
    assert judged == Judged((3,), {"hit@1": 0.0, "hit@5": 1.0, "hit@10": 1.0, "hit@20": 1.0})


def test_an_answer_may_stand_in_the_headline() -> None:
    assert judge(question(answers=("thaw",)), hits(ICE, THAW)).ranks == (2,)


def test_without_anything_known_there_is_nothing_to_judge() -> None:
    assert judge(question(), hits(ICE)) == Judged((), {})
    assert judge(question(answers=()), hits(ICE)) == Judged((), {})


def test_white_space_of_a_quote_does_not_matter() -> None:
    text = "It froze.\n\nIt froze\nagain, and it  froze again."
    assert places(text, Relevant(article="ice", quote="froze again")) == [(14, 25), (35, 46)]
    assert places(text, Relevant(article="ice", quote="froze (again)")) == []
    assert places(text, Relevant(article="ice", span=(0, 9))) == [(0, 9)]
    assert places(text, Relevant(article="ice", span=(40, 99))) == []


def test_a_machine_without_trec_eval_is_told_how_to_get_it() -> None:
    program = """
import sys
sys.modules["pytrec_eval"] = None
from backissue.search.evaluation.judge import judge
from backissue.search.evaluation.questions import Question, Relevant
judge(Question(id="1", question="Who?", relevant=(Relevant(article="ice"),)), [])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert "LibraryMissing: Measuring search takes trec_eval" in done.stderr
    assert done.stderr.rstrip().endswith("pip install pytrec-eval-terrier")
