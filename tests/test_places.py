"""Countries and states by their names, however they are written."""

import pytest

from backissue.search.language.places import is_country, is_state


@pytest.mark.parametrize(
    "name", ["Norway", "the Philippines", "U.S.", "South Korea", "Côte d’Ivoire", "Iran's"]
)
def test_a_country_is_known_by_its_common_names(name: str) -> None:
    assert is_country(name)


@pytest.mark.parametrize("name", ["Ohio", "Paris", "president of Norway", "", "Norwegian"])
def test_what_is_no_country_is_none(name: str) -> None:
    assert not is_country(name)


@pytest.mark.parametrize("name", ["Ohio", "West Virginia", "the state", "Columbus", "Norway"])
def test_a_state_may_be_a_country(name: str) -> None:
    assert is_state(name) == (name in {"Ohio", "West Virginia", "Norway"})
