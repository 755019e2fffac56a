# SPDX-License-Identifier: Apache-2.0
"""The operation catalogue: everything that can be told, as small frozen types.

`parse` turns the JSON text of an operation into an `Operation`, or says what is wrong and where.
Facts are what a person did and are never refused on business grounds; requests may be declined
and need a role; imports come from the server alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from backend.domain.holds import HoldScope
from backend.domain.wire import Malformed, read, timestamp_ms

ENVELOPE_VERSION = 1


class Class(StrEnum):
    """What kind of saying an operation is."""

    FACT = "fact"
    REQUEST = "request"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Line:
    """Some units of a part. `quantity` is in the smallest unit."""

    part: str
    quantity: int
    lot: str | None = None
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A line as received; `asn_line` names the announced line it answers."""

    part: str
    quantity: int
    lot: str | None = None
    serials: tuple[str, ...] = ()
    asn_line: int | None = None
    expires_on: str | None = None
    condition: Literal["good", "damaged"] = "good"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A carton or plate counted in at the dock."""

    receipt: str
    supplier: str
    location: str
    lpn: str
    lines: tuple[ReceiptLine, ...]
    asn: str | None = None
    parent_lpn: str | None = None


@dataclass(frozen=True, slots=True)
class SerialCapture:
    """Units that had no number on the book get theirs."""

    holder: str
    part: str
    serials: tuple[str, ...]
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class Putaway:
    """Dock to storage: a whole plate, or lines out of `source`."""

    source: str
    target: str
    lpn: str | None = None
    lines: tuple[Line, ...] = ()
    task: str | None = None
    suggested: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """Bin to bin on purpose; same shape as a putaway."""

    source: str
    target: str
    lpn: str | None = None
    lines: tuple[Line, ...] = ()
    task: str | None = None
    suggested: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """Units taken for an order line."""

    order: str
    line: int
    source: str
    target: str
    lines: tuple[Line, ...]
    task: str | None = None


@dataclass(frozen=True, slots=True)
class ShortPick:
    """Fewer found than asked, said by the picker. Moves nothing."""

    order: str
    line: int
    source: str
    part: str
    asked: int
    found: int
    reason: str
    task: str | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """From a tote into a carton."""

    order: str
    source: str
    target: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """A carton onto the vehicle at a door."""

    shipment: str
    lpn: str
    location: str
    order: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """All that is in a holder at one moment; an empty bin is said, not implied."""

    holder: str
    lines: tuple[Line, ...] = ()
    lpns: tuple[str, ...] = ()
    empty: bool = False
    task: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Nobody may use what the scope covers."""

    hold: str
    scope: HoldScope
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An accepted difference: units appear (positive) or go (negative) against an account."""

    holder: str
    part: str
    quantity: int
    reason: str
    lot: str | None = None
    serial: str | None = None
    against: Literal["@adjustment", "@scrap", "@unexplained"] = "@adjustment"
    corrects: str | None = None


@dataclass(frozen=True, slots=True)
class UnknownScan:
    """A code that nobody knows: kept as read."""

    raw: str
    where: str
    holder: str | None = None
    quantity: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Void:
    """A sequence number that the device truly lost."""

    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class HoldRelease:
    """Ends a hold. `qualify`: later deliveries of the part by the supplier are free too."""

    hold: str
    reason: str
    qualify: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a supervisor decides on a parked operation."""

    operation: str
    decision: Literal["retry", "void"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VarianceApproval:
    """The unexplained difference of a holder is accepted and leaves the books."""

    holder: str
    part: str
    quantity: int
    cause: str
    lot: str | None = None
    serial: str | None = None


@dataclass(frozen=True, slots=True)
class ConfirmShipment:
    """The vehicle leaves with what was loaded."""

    shipment: str
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogueImport:
    """Master data: parts, locations, and supplies that need no first-delivery hold."""

    parts: tuple[dict[str, Any], ...] = ()
    locations: tuple[dict[str, Any], ...] = ()
    qualified: tuple[dict[str, Any], ...] = ()
    opening: tuple[dict[str, Any], ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class AsnImport:
    """An advance ship notice as read from the supplier's message."""

    asn: dict[str, Any] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class OrderImport:
    """An order as asked for."""

    order: dict[str, Any] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One verb of the catalogue: its class, the version of its body, the type of its body."""

    verb: str
    body: type
    is_a: Class = Class.FACT
    version: int = 1


_KINDS = (
    Kind("receipt", Receipt),
    Kind("serial_capture", SerialCapture),
    Kind("putaway", Putaway),
    Kind("transfer", Transfer),
    Kind("pick", Pick),
    Kind("short_pick", ShortPick),
    Kind("pack", Pack),
    Kind("load", Load),
    Kind("count", Count),
    Kind("hold", PlaceHold),
    Kind("unknown_scan", UnknownScan),
    Kind("void", Void),
    Kind("adjustment", Adjustment, Class.REQUEST),
    Kind("hold_release", HoldRelease, Class.REQUEST),
    Kind("resolution", Resolution, Class.REQUEST),
    Kind("variance_approval", VarianceApproval, Class.REQUEST),
    Kind("shipment", ConfirmShipment, Class.REQUEST),
    Kind("catalogue_import", CatalogueImport, Class.IMPORT),
    Kind("asn_import", AsnImport, Class.IMPORT),
    Kind("order_import", OrderImport, Class.IMPORT),
)
KINDS: dict[str, Kind] = {kind.verb: kind for kind in _KINDS}

Body = (
    Receipt | SerialCapture | Putaway | Transfer | Pick | ShortPick | Pack | Load | Count
    | PlaceHold | Adjustment | UnknownScan | Void | HoldRelease | Resolution | VarianceApproval
    | ConfirmShipment | CatalogueImport | AsnImport | OrderImport
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Envelope:
    """What every operation says beside its body. Times as text; the parsed ones are below."""

    v: int
    op_id: str
    site: str
    kind: str
    kind_v: int
    actor: str
    captured_at: str
    session: str = ""
    clock_offset_ms: int = 0
    clock_err_ms: int = 0
    mono_ms: int = 0
    boot: str = ""
    seen: int = 0
    group: str = ""
    after: tuple[str, ...] = ()
    scans: tuple[dict[str, Any], ...] = ()
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that a person did, with what the server knows of its time and origin.

    `occurred_at` is the corrected time in milliseconds since 1970 UTC, `error_ms` its
    uncertainty; `device` is the installation that told it ('' for the server's own).
    `authority` is what the server knew of the teller at intake: granted, device_revoked,
    actor_revoked, or the role that a request was made with.
    """

    envelope: Envelope
    body: Body
    device: str
    occurred_at: int
    error_ms: int = 0
    authority: str = "granted"

    @property
    def op_id(self) -> str:
        """The operation's id."""
        return self.envelope.op_id

    @property
    def kind(self) -> str:
        """The verb."""
        return self.envelope.kind

    @property
    def moment(self) -> tuple[int, str]:
        """Where the operation stands in time; ids settle ties."""
        return (self.occurred_at, self.envelope.op_id)


def parse_envelope(text: str) -> Envelope | Malformed:
    """The envelope of an operation's JSON text, body still unread."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return Malformed("", "not JSON")
    envelope: Envelope | Malformed = read(Envelope, data, "")
    return envelope


def parse(
    text: str, *, device: str = "", error_floor_ms: int = 0, authority: str = "granted"
) -> Operation | Malformed:
    """An operation from its JSON text, or what is wrong with it and where.

    `error_floor_ms` is added to the clock error that the device claims.
    """
    envelope = parse_envelope(text)
    if isinstance(envelope, Malformed):
        return envelope
    kind = KINDS.get(envelope.kind)
    if kind is None:
        return Malformed("kind", f"unknown kind {envelope.kind[:40]!r}")
    if envelope.v != ENVELOPE_VERSION or envelope.kind_v != kind.version:
        return Malformed("kind_v", f"version {envelope.kind_v} of {kind.verb} is not known")
    captured_at = timestamp_ms(envelope.captured_at)
    if captured_at is None:
        return Malformed("captured_at", "not a UTC time like 2026-11-23T09:33:12.123Z")
    body = read(kind.body, envelope.body, "body")
    if isinstance(body, Malformed):
        return body
    fault = _sense(body)
    if fault is not None:
        return fault
    return Operation(
        envelope=envelope,
        body=body,
        device=device,
        occurred_at=captured_at + envelope.clock_offset_ms,
        error_ms=max(envelope.clock_err_ms, 0) + error_floor_ms,
        authority=authority,
    )


def _sense(body: Body) -> Malformed | None:
    """What the types cannot say: numbers agree, something is told at all."""
    for n, line in enumerate(getattr(body, "lines", ())):
        if line.quantity <= 0:
            return Malformed(f"body.lines.{n}.quantity", "must be at least 1")
        if line.serials and len(line.serials) != line.quantity:
            return Malformed(f"body.lines.{n}.serials", "as many as the quantity says, or none")
        if len(set(line.serials)) != len(line.serials):
            return Malformed(f"body.lines.{n}.serials", "the same serial twice")
    match body:
        case Putaway() | Transfer() if bool(body.lpn) == bool(body.lines):
            return Malformed("body", "either a whole plate (lpn) or lines")
        case Putaway() | Transfer() | Pick() | Pack() if body.source == body.target:
            return Malformed("body.target", "source and target are the same")
        case Pick() | Pack() if not body.lines:
            return Malformed("body.lines", "nothing was taken")
        case Count() if body.empty == bool(body.lines or body.lpns):
            return Malformed("body.empty", "either empty or with content")
        case PlaceHold() if body.scope.is_empty():
            return Malformed("body.scope", "a hold needs something to hold")
        case Adjustment() | VarianceApproval() if body.quantity == 0:
            return Malformed("body.quantity", "must not be 0")
    return None
