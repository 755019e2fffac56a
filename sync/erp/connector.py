# SPDX-License-Identifier: Apache-2.0
"""The one interface to an ERP, and the three ways in which it can fail.

Answers are values. A connector tells apart, honestly, whether the ERP can have taken a document:

- `Unreachable`: it cannot have. Send again later.
- `Refused`: it has answered no. Sending the same again is of no use; a person must look.
- `Unclear`: it may have (a timeout after sending, a cut line, an answer nobody can read). Look
  the document up by its key before sending again: most ERPs would book it twice.

Whatever a connector cannot place in the first two is `Unclear`; so is an exception out of it.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sync.erp.documents import Inbound, Outbound


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No connection, wrong credentials, maintenance: the ERP has seen nothing of it."""

    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The ERP read it and said no. `code` is a short word of ours, `text` the ERP's reason."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody knows whether it was taken."""

    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Posted, and read back where the ERP demands it. `reference` is the ERP's own number."""

    reference: str


@dataclass(frozen=True, slots=True)
class Found:
    """A document with our key is in the ERP, complete."""

    reference: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The ERP has no document with our key."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Inbound documents since a cursor, in the ERP's order, and the cursor to go on from."""

    documents: tuple[Inbound, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class Balance:
    """What the ERP believes a site owns of a part, in the part's smallest unit."""

    part: str
    quantity: int


SendAnswer = Sent | Unreachable | Refused | Unclear
LookUpAnswer = Found | Absent | Unreachable | Refused


class Connector(Protocol):
    """An ERP. Only implementations under `sync/erp/` open sockets.

    `timeout_s` bounds every call, retries inside the connector included. `unique_keys` says that
    the ERP itself refuses or ignores a second document of one key, so that a first `send` needs no
    look-up before it; such a connector answers a repeated `send` with `Sent`.
    """

    name: str
    timeout_s: int
    unique_keys: bool

    def send(self, document: Outbound) -> SendAnswer:
        """Create and post one document under `document.key`."""
        ...

    def look_up(self, key: str) -> LookUpAnswer:
        """Whether a document with this key is in the ERP."""
        ...

    def fetch(self, cursor: str, limit: int) -> Fetched | Unreachable | Refused:
        """At most `limit` inbound documents after `cursor` ("" is the beginning)."""
        ...

    def balances(self, site: str) -> tuple[Balance, ...] | Unreachable | Refused:
        """What the ERP believes, sorted by part, zero balances left out."""
        ...
