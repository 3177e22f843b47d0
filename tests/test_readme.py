"""What the README shows is what happens."""

import doctest
from pathlib import Path

import pytest

from conftest import ROOT

README = ROOT / "README.md"


def test_the_python_examples_do_what_they_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(README), module_relative=False)
    assert tried > 8
    assert failed == 0


def test_it_stays_short() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= 150


def test_the_commands_it_names_exist() -> None:
    from backissue.ui.cli import main

    shown = README.read_text("utf-8")
    for name in ("index", "search", "ask", "show", "ui"):
        assert name in main.commands
        assert f"backissue {name}" in shown


def test_the_change_log_has_a_place_for_what_is_not_released() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
