"""Ctrl-C is an interruption wherever it strikes."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from backissue.ui.commands.interrupt import interruptible


def import_interrupted() -> None:
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        raise ImportError("initialization failed") from None


def test_an_interruption_that_a_library_made_an_error_of_is_still_one() -> None:
    with pytest.raises(KeyboardInterrupt), interruptible():
        import_interrupted()


def test_an_error_without_an_interruption_stays_what_it_is() -> None:
    with pytest.raises(ImportError), interruptible():
        raise ImportError("no such module")


def test_what_was_done_on_ctrl_c_before_is_done_again_after() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interruptible():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_what_is_not_meant_for_the_process_interrupts_nothing() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with interruptible():
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("module", ["click", "backissue.search.archive", "tantivy"])
@pytest.mark.parametrize("error", ["", "raise ImportError from None"])
def test_a_command_that_is_interrupted_while_it_loads_ends_without_a_word(
    module: str, error: str, corpus_archive: Path
) -> None:
    program = f"""
import signal, sys
class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            try:
                signal.raise_signal(signal.SIGINT)
            except KeyboardInterrupt:
                {error or "raise"}
sys.meta_path.insert(0, Interrupts())
from backissue.ui.start import main
main()
"""
    command = [sys.executable, "-c", program, "search", "ice", "--archive", str(corpus_archive)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_the_command_that_is_installed_is_the_one_that_may_be_interrupted_at_once() -> None:
    from importlib.metadata import entry_points

    (script,) = entry_points(group="console_scripts", name="backissue")
    assert script.value == "backissue.ui.start:main"
