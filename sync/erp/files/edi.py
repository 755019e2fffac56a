# SPDX-License-Identifier: Apache-2.0
"""The one entry point for EDI: `read_edi(bytes)` answers with documents or with faults.

A file is imported whole or not at all: one error anywhere and `documents` is empty. That the same
file comes twice is decided by the caller, by `control.key` and each document's `key`.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sync.erp.documents import Inbound
from sync.erp.files import x12
from sync.erp.files.faults import Fault, Faults, Segment
from sync.erp.files.x12 import Control, Transaction
from sync.erp.files.x12_856 import read_856
from sync.erp.files.x12_940 import read_940

READERS: dict[str, Callable[[Transaction, Faults], Inbound | None]] = {
    "856": read_856, "940": read_940}
NAMES = {
    "846": "inventory advice", "850": "purchase order", "861": "receiving advice",
    "862": "shipping schedule", "943": "stock transfer notice", "944": "stock transfer receipt",
    "945": "warehouse shipping advice", "947": "inventory adjustment",
    "997": "functional acknowledgement", "DESADV": "despatch advice",
    "IFTMIN": "transport instruction", "ORDERS": "purchase order", "RECADV": "receiving advice"}
GROUP_OF = {"856": "SH", "940": "OW"}  # GS01 that belongs to a transaction set (element 479)

SITE_IN = {"856": ("ST",), "940": ("WH", "DE")}
"""N1 parties (element 98) that name the site a message is for; many senders of an order write
the warehouse as the depositor."""


@dataclass(frozen=True, slots=True)
class EdiResult:
    """`type` of the first message ("856", "940", "DESADV", "unknown"); `control` parts are empty
    when the envelope could not be read. `controls` go with `documents`, one each."""

    type: str
    documents: tuple[Inbound, ...]
    faults: tuple[Fault, ...]
    control: Control
    controls: tuple[Control, ...] = ()
    faults_left_out: int = 0

    @property
    def ok(self) -> bool:
        """True when the documents may be imported; warnings may remain."""
        return not any(fault.severity == "error" for fault in self.faults)

    def to_json(self) -> dict[str, Any]:
        """What `flask import-edi --dry-run --json` prints."""
        errors = sum(fault.severity == "error" for fault in self.faults)
        return {
            "ok": self.ok, "type": self.type, "key": self.control.key,
            "control": self.control.to_json(),
            "documents": [
                {"key": document.key, "control": control.to_json(), "body": document.to_json()}
                for document, control in zip(self.documents, self.controls, strict=True)],
            "faults": [fault.to_json() for fault in self.faults],
            "totals": {"documents": len(self.documents), "errors": errors,
                       "warnings": len(self.faults) - errors, "left_out": self.faults_left_out}}


def read_edi(data: bytes, ours: frozenset[str] | None = None) -> EdiResult:
    """Read one file of at most 20 MB. Never raises; every fault names segment and position.

    `ours`: the codes that this site is known by. What names another site is not for this one."""
    faults = Faults()
    whole = Segment("", 1, ())
    if len(data) > x12.FILE_BYTES_MAX:
        faults.error(whole, None, "too_big", f"larger than {x12.FILE_BYTES_MAX} bytes")
        return _result("unknown", [], faults)
    text = x12.to_text(data, faults)
    if re.match(r"UNA|UNB", text):
        return _edifact(text, faults)
    messages = x12.transactions(x12.split(text, faults), faults)
    for message in messages if ours is not None else ():
        _check_site(message, ours or frozenset(), faults)
    return _result(messages[0].type if messages else "unknown", list(messages), faults)


def _check_site(message: Transaction, ours: frozenset[str], faults: Faults) -> None:
    """The first party of a notice's ship-to, or of an order's warehouse, that names a code."""
    for party in SITE_IN.get(message.type, ()):
        named = [s for s in message.segments if s.tag == "N1" and s.get(1) == party and s.get(4)]
        if named:
            if named[0].get(4) not in ours:
                faults.error(named[0], 4, "other_site", f"N1*{party} names {named[0].get(4)[:80]}; "
                             f"this site is {' or '.join(sorted(ours))}")
            return


def _result(kind: str, messages: list[Transaction], faults: Faults) -> EdiResult:
    read = [(_read(message, faults), message.control) for message in messages]
    _check_twice(read, messages, faults)
    found = [(document, control) for document, control in read if document is not None]
    if faults.errors:
        found = []
    assert faults.errors or len(found) == len(messages) > 0, "a message was dropped unsaid"
    return EdiResult(
        type=kind, documents=tuple(document for document, _ in found), faults=faults.all(),
        control=messages[0].control if messages else Control("", "", "", "", ""),
        controls=tuple(control for _, control in found), faults_left_out=faults.dropped)


def _read(message: Transaction, faults: Faults) -> Inbound | None:
    reader = READERS.get(message.type)
    st = message.segments[0]
    if reader is None:
        _not_yet(st, message.type, faults)
        return None
    if message.group != GROUP_OF[message.type]:
        faults.warning(st, 1, "group_code",
                       f"a {message.type} in a group of {message.group or 'nothing'}")
    return reader(message, faults)


def _not_yet(segment: Segment, kind: str, faults: Faults) -> None:
    if kind in NAMES:
        faults.error(segment, 1, "not_imported_yet",
                     f"{kind}, {NAMES[kind]}: recognised, but not imported here")
    else:
        faults.error(segment, 1, "unknown_type", f"message type {kind or 'missing'} is unknown")


def _check_twice(read: list[tuple[Inbound | None, Control]], messages: list[Transaction],
                 faults: Faults) -> None:
    """Two messages of one key in one file: which of them holds?"""
    seen: set[str] = set()
    for (document, control), message in zip(read, messages, strict=True):
        for key in {control.key, document.key if document else control.key}:
            if key in seen:
                faults.error(message.segments[0], 2, "twice", f"{key} stands twice in this file")
            seen.add(key)


def _edifact(text: str, faults: Faults) -> EdiResult:
    """Name the type of an EDIFACT message (ISO 9735 service segments); none is imported."""
    terminator = text[8] if text.startswith("UNA") and len(text) > 8 else "'"
    pieces = [piece.strip() for piece in text[:100_000].split(terminator) if piece.strip()]
    for number, piece in enumerate(pieces, 1):
        if piece.startswith("UNH"):
            named = re.search(r"[A-Z]{6}", piece[4:])
            kind = named.group() if named else "EDIFACT"
            _not_yet(Segment("UNH", number, ()), kind, faults)
            return _result(kind, [], faults)
    faults.error(Segment("UNB", 1, ()), None, "no_unh", "an EDIFACT interchange without message")
    return _result("unknown", [], faults)
