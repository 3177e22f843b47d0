"""The command `backissue` from its first moment on, before the command line is loaded."""

import sys

from backissue.ui.commands.interrupt import INTERRUPTED, interruptible


def main() -> None:
    """Load the command line and run it; Ctrl-C ends it without a word of Python."""
    try:
        with interruptible():
            from backissue.ui.cli import main as run

            run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
