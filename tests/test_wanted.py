"""What a caller wants is checked before it is looked for."""

import numpy as np
import pytest

from backissue.indexer.errors import ArticleNotFound, QueryInvalid
from backissue.search.retrieval.wanted import check_limit, check_skip, stored_id, stored_ids


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (0, "limit is 0; ask for at least one."),
        (-3, "limit is -3; ask for at least one."),
        ("5", "limit is '5', which is no whole number."),
        (2.5, "limit is 2.5, which is no whole number."),
        (None, "limit is None, which is no whole number."),
        (True, "limit is True, which is no whole number."),
    ],
    ids=str,
)
def test_a_limit_is_a_whole_number_of_at_least_one(limit: object, said: str) -> None:
    check_limit(1)
    check_limit(np.int64(1))
    with pytest.raises(QueryInvalid) as error:
        check_limit(limit)
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("skip", "said"),
    [
        (-1, "skip is -1; leave out 0 articles or more."),
        ("1", "skip is '1', which is no whole number."),
        (None, "skip is None, which is no whole number."),
    ],
    ids=str,
)
def test_no_fewer_than_none_can_be_left_out(skip: object, said: str) -> None:
    check_skip(0)
    with pytest.raises(QueryInvalid) as error:
        check_skip(skip)
    assert str(error.value) == said


@pytest.mark.parametrize("article_id", ["post/17", "post\0 17", "post\r17", "Grüße 氷"])
def test_an_id_is_looked_for_as_it_is(article_id: str) -> None:
    assert stored_id(article_id) == article_id


def test_the_name_of_a_file_that_is_not_utf_8_finds_its_article() -> None:
    assert stored_id("caf\udce9.txt") == r"caf\udce9.txt"


@pytest.mark.parametrize("article_id", [None, 17, b"post/17"], ids=str)
def test_an_id_is_text(article_id: object) -> None:
    with pytest.raises(ArticleNotFound) as error:
        stored_id(article_id)
    assert str(error.value) == f"{article_id!r} is no article's id: ids are text (str)."


def test_one_id_may_be_given_alone() -> None:
    assert stored_ids("17") == ["17"]
    assert stored_ids(each for each in ("17", "18")) == ["17", "18"]


@pytest.mark.parametrize("article_ids", [17, [17], None, b"17"], ids=str)
def test_every_id_is_text(article_ids: object) -> None:
    with pytest.raises(ArticleNotFound):
        stored_ids(article_ids)
