# SPDX-License-Identifier: Apache-2.0
"""Partners' files in: read, checked whole, then told as one operation for each document.

The id of that operation follows from the document's own key, so the same notice sent twice is one
notice. The same key with other content is refused loudly: somebody must ask the partner which of
the two holds. A document whose units are not clear is kept and waits (`domain.rules.asked`); it
need not be sent again.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

from backend.domain import operations as ops
from backend.domain.decisions import Outcome
from backend.domain.parts import Part
from backend.domain.rules.asked import asked_lines, unclear

NAMESPACE = uuid.UUID("6f1f9a52-6a0c-5d0e-9f6e-04170417a5e5")
"""Of all ids that follow from keys; changing it would import everything a second time."""

State = Literal["new", "imported", "already_imported", "waiting", "other_content", "refused"]
FAILED: frozenset[State] = frozenset({"other_content", "refused"})
"""`waiting` is not among them: it is kept, and becomes imported by itself or by a person."""


class Fault(Protocol):
    """What is wrong with a file, and where: it says so as text and as JSON."""

    def to_json(self) -> dict[str, Any]: ...


class Read(Protocol):
    """A file as read; all of it or nothing."""

    @property
    def ok(self) -> bool: ...
    @property
    def type(self) -> str: ...
    @property
    def faults(self) -> Sequence[Fault]: ...
    @property
    def documents(self) -> Sequence[Any]: ...
    @property
    def controls(self) -> Sequence[Any]: ...


class Told(Protocol):
    """The answer to one operation."""

    @property
    def outcome(self) -> str: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def detail(self) -> dict[str, Any] | None: ...
    @property
    def replayed(self) -> bool: ...


class Tell(Protocol):
    """Takes in an operation of the server's own."""

    def __call__(self, *, site: str, text: str, now: datetime) -> Told: ...


Kept = Callable[[str, Sequence[str]], dict[str, str]]
"""The text of those of these operations that a site's journal has, by id."""


class Books(Protocol):
    """What this must know of a site."""

    def texts(self, site: str, op_ids: Sequence[str]) -> dict[str, str]:
        """The text of those of these operations that the journal has, by id."""

    def waiting(self, site: str, op_id: str) -> tuple[str | None, dict[str, Any]] | None:
        """Reason and detail of an operation that is parked; None if it is not."""

    def known_parts(self, site: str, parts: set[str]) -> dict[str, Part]:
        """Those of these parts that are known."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one document."""

    key: str
    type: str
    operation: str
    state: State
    outcome: str | None = None
    reason: str | None = None
    detail: dict[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        """For `--json` and the import screen."""
        return {
            "key": self.key,
            "type": self.type,
            "operation": self.operation,
            "state": self.state,
            "outcome": self.outcome,
            "reason": self.reason,
            "detail": self.detail,
        }


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of one file. Nothing was imported when it has an error or a failed document.

    A document may also wait: it is in the journal and not yet in the books.
    """

    read: Read
    documents: tuple[Imported, ...] = ()
    dry_run: bool = False

    @property
    def ok(self) -> bool:
        """True when every document is taken, or would be: imported, or kept and waiting."""
        return self.read.ok and not any(one.state in FAILED for one in self.documents)

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "ok": self.ok,
            "dry_run": self.dry_run,
            "type": self.read.type,
            "documents": [one.to_json() for one in self.documents],
            "faults": [fault.to_json() for fault in self.read.faults],
        }


class ImportEdi:
    """Reads files and tells what they hold."""

    def __init__(
        self, read: Callable[[bytes, frozenset[str]], Read], tell: Tell, books: Books,
        codes: Callable[[str], frozenset[str]] = lambda site: frozenset({site}),
    ) -> None:
        """`codes`: by which partners know a site."""
        self._read, self._tell, self._books, self._codes = read, tell, books, codes

    def __call__(
        self, data: bytes, *, site: str, actor: str, now: datetime, dry_run: bool = False
    ) -> ImportReport:
        """Import one file, or say what importing it would do. Never raises for what is in it."""
        read = self._read(data, self._codes(site))
        if not read.ok:
            return ImportReport(read, dry_run=dry_run)
        found = [self._before(site, document) for document in read.documents]
        if dry_run:
            pairs = zip(found, read.documents, strict=True)
            return ImportReport(read, tuple(self._foreseen(site, *pair) for pair in pairs), True)
        if any(one.state in FAILED for one in found):
            return ImportReport(read, tuple(found))
        done = []
        for one, document, control in zip(found, read.documents, read.controls, strict=True):
            done.append(
                one
                if one.state != "new"
                else self._import(one, document, control.key, site=site, actor=actor, now=now)
            )
        return ImportReport(read, tuple(done))

    def _before(self, site: str, document: Any) -> Imported:
        """What we know of a document before telling it."""
        operation = id_of(site, document.key)
        text = self._books.texts(site, [operation]).get(operation)
        if text is None:
            return Imported(document.key, document.TYPE, operation, "new")
        told = json.loads(text)
        same = told["body"].get(document.TYPE) == _plain(document.to_json())
        state: State = "already_imported" if same else "other_content"
        when = {"imported_at": told["captured_at"]}
        waits = self._books.waiting(site, operation) if same else None
        if waits is None:
            return Imported(document.key, document.TYPE, operation, state, detail=when)
        reason, detail = waits
        return Imported(
            document.key, document.TYPE, operation, "waiting", str(Outcome.PARKED), reason,
            {**when, **detail},
        )  # fmt: skip

    def _foreseen(self, site: str, one: Imported, document: Any) -> Imported:
        """What telling a new document would do, as far as its units say."""
        if one.state != "new":
            return one
        kind = ops.KINDS[f"{one.type}_import"].body
        body = kind(**{one.type: document.to_json()})
        named = {line["part"] for line in asked_lines(body)}
        waits = unclear(self._books.known_parts(site, named), body)
        if waits is None:
            return one
        return replace(
            one, state="waiting", outcome=str(waits.outcome), reason=waits.reason,
            detail=waits.detail,
        )  # fmt: skip

    def _import(
        self, one: Imported, document: Any, source: str, *, site: str, actor: str, now: datetime
    ) -> Imported:
        body = {one.type: document.to_json(), "source": source[:512]}
        text = operation_text(
            one.operation, f"{one.type}_import", body, site=site, actor=actor, now=now
        )
        told = self._tell(site=site, text=text, now=now)
        if told.reason == "id_reused":  # somebody imported it between our look and our word
            return self._before(site, document)
        states: dict[str, State] = {Outcome.REJECTED: "refused", Outcome.PARKED: "waiting"}
        return Imported(
            one.key, one.type, one.operation, states.get(told.outcome, "imported"),
            str(told.outcome), told.reason, told.detail,
        )  # fmt: skip


def id_of(*key: str) -> str:
    """The id of the operation that a key stands for (UUID version 5, RFC 9562 section 5.5)."""
    return str(uuid.uuid5(NAMESPACE, json.dumps(key)))


def operation_text(
    op_id: str, kind: str, body: dict[str, Any], *, site: str, actor: str, now: datetime
) -> str:
    """The bytes of an operation of the server's own."""
    utc = now.astimezone(UTC)
    envelope = {
        "v": 1,
        "op_id": op_id,
        "site": site,
        "kind": kind,
        "kind_v": 1,
        "actor": actor,
        "captured_at": f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z",
        "body": body,
    }
    return json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))


def _plain(value: dict[str, Any]) -> Any:
    """Through JSON and back, as the journal keeps it."""
    return json.loads(json.dumps(value))


def totals(documents: Iterable[Imported]) -> dict[str, int]:
    """How many documents ended in each state."""
    found: dict[str, int] = {}
    for one in documents:
        found[one.state] = found.get(one.state, 0) + 1
    return found
