"""The line to a server, which can be cut while somebody listens to it."""

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

# What the client calls the moments at which there is a new socket.
CONNECTED = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})


class Line:
    """Knows the socket of a client's connection; closing the client would not end a read of it."""

    def __init__(self) -> None:
        """Know of none yet."""
        self._socket: socket.socket | None = None
        self._is_cut = False
        self._lock = threading.Lock()

    def hear(self, event: str, told: Mapping[str, Any]) -> None:
        """Hear what the client does, as the `trace` extension of its requests."""
        if event not in CONNECTED:
            return
        with self._lock:
            self._socket = told["return_value"].get_extra_info("socket")
            is_cut = self._is_cut
        if is_cut:
            self.hang_up()

    def hang_up(self) -> None:
        """End what is read or sent now, or as soon as there is a connection."""
        with self._lock:
            self._is_cut, opened = True, self._socket
        if opened is not None:
            with suppress(OSError):  # it is closed already
                opened.shutdown(socket.SHUT_RDWR)
