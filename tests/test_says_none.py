"""That nobody was hurt is told from what says less, or of something else."""

import pytest

from backissue.search.answers.says_none import says_none


@pytest.mark.parametrize(
    ("question", "text", "denied"),
    [
        ("Was anybody hurt?", "The ferry sank, but nobody was hurt.", "nobody was hurt"),
        ("Was anyone hurt in Lund?", "No injuries were reported.", "No injuries were reported"),
        ("Was anybody hurt?", "There were no casualties.", "no casualties"),
        ("Was anybody hurt?", "It sank without casualties.", "without casualties"),
        ("Was anybody hurt?", "It sank without any injuries.", "without any injuries"),
        ("Was anyone injured?", "No one was injured, Berg said.", "No one was injured"),
        ("Was anyone hurt?", "No one on board was hurt.", "No one on board was hurt"),
        ("Were there injuries?", "There are no reports of injuries.", "no reports of injuries"),
        ("Were any passengers hurt?", "Nobody was hurt.", "Nobody was hurt"),
        ("Did any of the crew die?", "None of the crew was hurt.", "None of the crew was hurt"),
        ("Was anyone seriously hurt?", "Nobody was hurt.", "Nobody was hurt"),
        ("Were there serious injuries?", "No serious injuries.", "No serious injuries"),
        ("Were people arrested?", "No arrests were made.", "No arrests were made"),
        ("Did any minister resign?", "No minister resigned.", "No minister resigned"),
        ("Has there been any damage?", "No damage was found.", "No damage was found"),
    ],
)
def test_none_did_what_is_asked_if_any_did(question: str, text: str, denied: str) -> None:
    assert says_none(question, text) == denied


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Was anybody hurt?", "Three people were hurt."),
        ("Was anybody hurt?", "Nobody was killed."),
        ("Was anybody hurt?", "No one was killed, but five were hurt."),
        ("Was anybody hurt?", "There were no serious injuries."),
        ("Was anybody hurt?", "The driver had no licence. Two people were injured."),
        ("Was anybody hurt?", "Nobody was hurt at noon. Two were killed at night."),
        ("Was anybody hurt?", "Two were hurt at noon, and nobody was hurt at night."),
        ("Was anybody hurt?", "It was no longer clear who was hurt."),
        ("Was Lund hurt?", "Nobody was hurt."),
        ("Did any minister attend the vote?", "No minister resigned."),
        ("Did anyone win the prize?", "Nobody claimed the prize."),
        ("Was there any damage?", "There was no doubt that the damage was great."),
        ("Is there any?", "Nobody was hurt."),
    ],
)
def test_what_says_less_or_something_else_does_not(question: str, text: str) -> None:
    assert says_none(question, text) == ""
