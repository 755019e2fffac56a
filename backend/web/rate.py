# SPDX-License-Identifier: Apache-2.0
"""How fast one device may ask: a token bucket for each, in the memory of this process.

Unknown devices share a bucket by address. It protects the floor from one device gone wild; it is
no defence against many attackers, which is a proxy's work.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from flask import Flask, request

from backend.limits import REQUESTERS_MAX, REQUESTS_BURST, REQUESTS_PER_S
from backend.web.auth import asking
from backend.web.errors import Problem


class Buckets:
    """At most `REQUESTERS_MAX` buckets; the one longest unused is forgotten first."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._mutex = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, as of when

    def take(self, who: str) -> float:
        """Take one token. 0.0 when there was one; else the seconds until there is."""
        now = self._clock_s()
        with self._mutex:
            tokens, at = self._left.pop(who, (float(REQUESTS_BURST), now))
            tokens = min(REQUESTS_BURST, tokens + (now - at) * REQUESTS_PER_S)
            wait = 0.0 if tokens >= 1 else (1 - tokens) / REQUESTS_PER_S
            self._left[who] = (tokens if wait else tokens - 1, now)
            if len(self._left) > REQUESTERS_MAX:
                self._left.popitem(last=False)
        return wait


def register(app: Flask) -> None:
    """Bound the API. Pages and health checks are not counted."""
    buckets = Buckets()

    @app.before_request
    def bound() -> None:
        if not request.path.startswith("/api/v1/"):
            return
        device = asking().device
        key = f"d:{device.id}" if device else f"a:{request.remote_addr}"
        wait_s = buckets.take(key)
        if wait_s:
            headers = {"Retry-After": str(int(wait_s) + 1)}
            raise Problem(429, "too_many_requests", "slow down", headers=headers)
