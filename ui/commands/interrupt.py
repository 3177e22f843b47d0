"""Ctrl-C, as an interruption wherever it strikes."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# What a shell expects of a command that Ctrl-C ended.
INTERRUPTED = 130


@contextmanager
def interruptible() -> Iterator[None]:
    """Raise KeyboardInterrupt for Ctrl-C, whatever came of it inside.

    A compiled module that is interrupted while it is imported raises ImportError instead. Where
    Ctrl-C is not meant for this process, as behind nohup, it stays so. To be used in the main
    thread.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        yield
        return
    interrupted = False

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        nonlocal interrupted
        interrupted = True
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    except Exception as error:
        if interrupted:
            raise KeyboardInterrupt from error
        raise
    finally:
        signal.signal(signal.SIGINT, before)
