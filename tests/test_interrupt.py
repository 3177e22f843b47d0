"""Ctrl-C is an interruption wherever it strikes."""

import signal

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
