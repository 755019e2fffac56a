# SPDX-License-Identifier: Apache-2.0
"""Web push: a short note to people who are not looking (RFC 8030, 8291, 8292).

Called after the commit; a small thread does the sending, so nobody waits for a push service.
A note says that there is something to see and where, never part numbers, quantities or names.
The address comes from a browser, so it is only called if its host is a known push service.
"""

from __future__ import annotations

import base64
import json
import logging
import queue
import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives import serialization
from py_vapid import Vapid02  # type: ignore[import-untyped]
from pywebpush import WebPushException, webpush

from backend.limits import (
    PUSH_BODY_CHARACTERS_MAX,
    PUSH_KEEP_S,
    PUSH_QUEUE_MAX,
    PUSH_TIMEOUT_S,
    PUSH_TITLE_CHARACTERS_MAX,
)

log = logging.getLogger("pickface.push")

# Hosts of the browsers' own push services; a leading dot means any host below.
PUSH_SERVICES = frozenset({
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    ".push.apple.com",
    ".notify.windows.com",
})
GONE = {404, 410}  # the subscription is over (RFC 8030, section 7.3)

Keys = tuple[str, str, str]  # endpoint, p256dh, auth


class Subscriptions(Protocol):
    """Where to send."""

    def of(self, site: str, roles: frozenset[str]) -> list[Keys]:
        """Subscriptions of people with one of these roles."""

    def add(
        self, *, site: str, id: str, device: str, actor: str, keys: Keys, now: datetime, most: int
    ) -> None:
        """Keep a subscription; of one device at most `most`."""

    def remove(self, site: str, endpoint: str) -> None:
        """Forget a subscription."""


@dataclass(frozen=True, slots=True)
class Note:
    """One message for everybody with one of these roles."""

    site: str
    roles: frozenset[str]
    payload: str


def endpoint_fault(endpoint: str, further_hosts: frozenset[str] = frozenset()) -> str | None:
    """Why this address will not be called; None if it may be."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return "is not an address"
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" or not host:
        return "must be an https address"
    if parts.username is not None or parts.password is not None or parts.fragment:
        return "must not carry a name, a password or a fragment"
    if any(c in endpoint for c in "\\ \t\r\n") or not endpoint.isascii():
        return "holds a character that addresses do not have"
    if f"{host}:{port}" in further_hosts or (port in (None, 443) and host in further_hosts):
        return None
    known = host in PUSH_SERVICES or any(
        host.endswith(service) for service in PUSH_SERVICES if service.startswith(".")
    )
    return None if known and port in (None, 443) else "is not a known push service"


class _NoDetours(requests.Session):
    """Calls exactly the address given: no redirect, no proxy from the environment."""

    def __init__(self, ca_file: str | None) -> None:
        super().__init__()
        self.trust_env = False
        self.verify = ca_file or True

    def request(self, *args: Any, **more: Any) -> requests.Response:
        more["allow_redirects"] = False
        return super().request(*args, **more)


class PushSender:
    """Sends notes from one background thread, started with the first note."""

    def __init__(
        self, subscriptions: Subscriptions, key_pem: bytes, contact: str, *,
        further_hosts: frozenset[str] = frozenset(), ca_file: str | None = None,
    ) -> None:
        self.subscriptions = subscriptions
        self.further_hosts = further_hosts
        self._vapid = Vapid02.from_pem(key_pem)
        self._contact = contact
        self._session = _NoDetours(ca_file)
        self._waiting: queue.Queue[Note | None] = queue.Queue(PUSH_QUEUE_MAX)
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def public_key(self) -> str:
        """For the browser's `applicationServerKey`."""
        point = self._vapid.public_key.public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return base64.urlsafe_b64encode(point).rstrip(b"=").decode()

    def notify(self, site: str, roles: frozenset[str], title: str, body: str, url: str) -> bool:
        """Queue a note; call it after the commit. False when the queue is full (news grow old).

        `url` is a path of ours. Say nothing in `title` and `body` that a stranger may not read.
        """
        assert url.startswith("/") and not url.startswith("//"), "a path of ours"
        payload = json.dumps({
            "title": title[:PUSH_TITLE_CHARACTERS_MAX],
            "body": body[:PUSH_BODY_CHARACTERS_MAX],
            "url": url,
        })
        try:
            self._waiting.put_nowait(Note(site, roles, payload))
        except queue.Full:
            log.warning("push_queue_full")
            return False
        self._start()
        return True

    def drain(self) -> None:
        """Wait until every queued note was tried."""
        self._waiting.join()

    def close(self) -> None:
        """Send what is queued and end the thread."""
        with self._starting:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._waiting.put(None)
            thread.join(PUSH_TIMEOUT_S)

    def _start(self) -> None:
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="push", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while (note := self._waiting.get()) is not None:
            try:
                self._send_to_all(note)
            except Exception:  # one bad note must not end the thread
                log.exception("push_failed")
            finally:
                self._waiting.task_done()
        self._waiting.task_done()

    def _send_to_all(self, note: Note) -> None:
        for keys in self.subscriptions.of(note.site, note.roles):
            status = self._send(keys, note.payload)
            if status in GONE:
                self.subscriptions.remove(note.site, keys[0])
            elif status is None or status > 202:
                host = urlsplit(keys[0]).hostname
                log.warning("push_refused", extra={"fields": {"status": status, "host": host}})

    def _send(self, keys: Keys, payload: str) -> int | None:
        """The push service's HTTP status; None when it could not be asked."""
        endpoint, p256dh, auth = keys
        if endpoint_fault(endpoint, self.further_hosts) is not None:
            return None
        try:
            answer = webpush(
                {"endpoint": endpoint, "keys": {"p256dh": p256dh, "auth": auth}},
                payload,
                vapid_private_key=self._vapid,
                vapid_claims={"sub": self._contact},
                timeout=PUSH_TIMEOUT_S,
                ttl=PUSH_KEEP_S,
                requests_session=self._session,
            )
        except WebPushException as error:
            return None if error.response is None else int(error.response.status_code)
        except (requests.RequestException, ValueError):  # no answer; or keys that are no keys
            return None
        assert isinstance(answer, requests.Response)
        return answer.status_code
