# SPDX-License-Identifier: Apache-2.0
"""A lock that serves its waiters first come, first served, within this process.

SQLite's own busy handler polls, so under load an unlucky thread may starve for seconds.
Writers therefore queue here, and only the first in the queue asks SQLite for its write lock.
"""

from __future__ import annotations

import threading
from collections import deque


class FairLock:
    """Mutual exclusion in order of arrival. Not re-entrant: a second acquire is a bug."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._owner: int | None = None

    def acquire(self, timeout_s: float) -> bool:
        """Wait at most `timeout_s` seconds for the lock; True when it is held."""
        me = threading.get_ident()
        with self._mutex:
            assert self._owner != me, "a write inside a write would wait for itself"
            if self._owner is None and not self._waiting:
                self._owner = me
                return True
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        came = turn.acquire(timeout=timeout_s)
        with self._mutex:
            if not came and turn in self._waiting:
                self._waiting.remove(turn)
                return False
            # Handed over, perhaps in the very moment in which we gave up: it is ours.
            self._owner = me
            return True

    def release(self) -> None:
        """Hand the lock to whoever has waited longest."""
        with self._mutex:
            self._owner = None
            if self._waiting:
                # Not free in between: a newcomer sees the reserved owner and queues behind.
                self._owner = -1
                self._waiting.popleft().release()
