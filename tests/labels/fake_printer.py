# SPDX-License-Identifier: Apache-2.0
"""A printer on a loopback port that prints, stalls, or breaks off, as it is told to."""

import socket
import struct
from contextlib import suppress
from threading import Event, Thread
from typing import Literal

Mood = Literal["normal", "refuses", "resets_at_once", "resets_mid_job", "stalls", "prints_resets"]
MOODS: tuple[Mood, ...] = (
    "normal", "refuses", "resets_at_once", "resets_mid_job", "stalls", "prints_resets",
)  # fmt: skip


class FakePrinter:
    """Takes one connection per mood. `printed` holds every complete label that it put on paper."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.printed: list[bytes] = []
        self._release = Event()
        self._threads: list[Thread] = []

    def serve(self, mood: Mood) -> str:
        """Await one connection in this mood; return the address to connect to."""
        if mood == "refuses":
            return "127.0.0.2"  # we listen on 127.0.0.1 alone, so this one turns you away
        thread = Thread(target=self._one, args=(mood,), daemon=True)
        thread.start()
        self._threads.append(thread)
        return "127.0.0.1"

    def settle(self) -> None:
        """Let stalled connections go and wait until every connection was dealt with."""
        self._release.set()
        for thread in self._threads:
            thread.join(timeout=10)
            assert not thread.is_alive(), "the printer still waits for a connection"
        self._threads.clear()
        self._release.clear()

    def knock(self) -> None:
        """Use up a connection that nobody will make, with an empty one."""
        with suppress(ConnectionResetError):  # a printer that resets at once heard it too
            socket.create_connection(("127.0.0.1", self.port)).close()

    def close(self) -> None:
        """Free the port."""
        self.settle()
        self._listener.close()

    def _one(self, mood: Mood) -> None:
        line, _ = self._listener.accept()
        with line:
            if mood == "resets_at_once":
                _reset(line)
                return
            if mood == "resets_mid_job":
                line.recv(16)
                _reset(line)
                return
            taken = bytearray()
            while block := line.recv(65536):
                taken += block
            if mood == "stalls":
                # It has the label in its memory and prints it when somebody shuts the lid.
                self._release.wait(timeout=10)
            self.printed += [part + b"^XZ" for part in bytes(taken).split(b"^XZ") if b"^XA" in part]
            if mood == "prints_resets":
                _reset(line)


def _reset(line: socket.socket) -> None:
    # Linger of zero seconds: closing sends RST, as a printer does that is switched off.
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
