"""A call that is not waited for too long, and what came of it."""

import signal
from collections.abc import Callable
from typing import TypeVar

# Within which everything is answered; it takes less than a tenth of it, in seconds.
PATIENCE_S = 5.0

Result = TypeVar("Result")


class Hangs(Exception):
    """What was tried did not come to an end."""


def tried(call: Callable[[], Result]) -> Result | Exception:
    """Return what comes of a call, be it an exception, or that it takes too long."""

    def give_up(*_: object) -> None:
        raise Hangs

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE_S)
    try:
        return call()
    except Exception as error:  # noqa: BLE001 - looked at by the tests
        return error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
