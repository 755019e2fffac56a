# SPDX-License-Identifier: Apache-2.0
"""The operation catalogue: everything that can be told, as small frozen types.

`parse` turns the JSON text of an operation into an `Operation`, or says what is wrong and where.
Facts are what a person did and are never refused on business grounds; requests may be declined
and need a role; imports come from the server alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from backend.domain.bodies import (
    Acknowledgement,
    Adjustment,
    Arrival,
    AsnImport,
    Body,
    CartonWeighed,
    CatalogueImport,
    Claim,
    Count,
    HoldHit,
    HoldRelease,
    LabelWanted,
    ModulesCapture,
    OrderImport,
    Pack,
    PackCheck,
    PackShort,
    Photo,
    Pick,
    PlaceHold,
    PlateClearance,
    PolicyChange,
    Putaway,
    Receipt,
    ReceiptClose,
    ReceiptDiffers,
    ReceiptLine,
    Recount,
    Refusal,
    Relabel,
    Resolution,
    SerialCapture,
    ShortPick,
    Transfer,
    Undo,
    UnknownScan,
    VarianceApproval,
    Void,
)
from backend.domain.bodies_reverse import (
    ClaimDecision,
    CoreReceipt,
    CoreShipment,
    RemanConsume,
    RemanLoss,
    RemanOutput,
    ReturnDisposition,
    ReturnReceipt,
    ReturnsImport,
)
from backend.domain.bodies_work import CodeMatch, CountPlan, LeaseRelease, ReceiptMatch, WaveRelease
from backend.domain.effects import Effects, effects, holders_of
from backend.domain.lines import Line
from backend.domain.move_bodies import Replenishment, ReplenishShort, Reslot
from backend.domain.quality_bodies import Disposition, HoldOwner, HoldRuleChange, Inspection
from backend.domain.sense import senseless
from backend.domain.ship_bodies import ConfirmShipment, LeftBehind, Load
from backend.domain.wire import LATEST_MS, Malformed, read, timestamp_ms

__all__ = [
    "ENVELOPE_VERSION",
    "KINDS",
    "Acknowledgement",
    "Adjustment",
    "Arrival",
    "AsnImport",
    "Body",
    "CartonWeighed",
    "CatalogueImport",
    "Claim",
    "ClaimDecision",
    "Class",
    "CodeMatch",
    "ConfirmShipment",
    "CoreReceipt",
    "CoreShipment",
    "Count",
    "CountPlan",
    "Disposition",
    "Envelope",
    "HoldHit",
    "HoldOwner",
    "HoldRelease",
    "HoldRuleChange",
    "Inspection",
    "Kind",
    "LabelWanted",
    "LeaseRelease",
    "LeftBehind",
    "Line",
    "Load",
    "ModulesCapture",
    "Operation",
    "OrderImport",
    "Pack",
    "PackCheck",
    "PackShort",
    "Photo",
    "Pick",
    "PlaceHold",
    "PlateClearance",
    "PolicyChange",
    "Putaway",
    "Receipt",
    "ReceiptClose",
    "ReceiptDiffers",
    "ReceiptLine",
    "ReceiptMatch",
    "Recount",
    "Refusal",
    "Relabel",
    "RemanConsume",
    "RemanLoss",
    "RemanOutput",
    "ReplenishShort",
    "Replenishment",
    "Reslot",
    "Resolution",
    "ReturnDisposition",
    "ReturnReceipt",
    "ReturnsImport",
    "SerialCapture",
    "ShortPick",
    "Transfer",
    "Undo",
    "UnknownScan",
    "VarianceApproval",
    "Void",
    "WaveRelease",
    "at",
    "parse",
    "parse_envelope",
]

ENVELOPE_VERSION = 1
REACH_MAX_MS = 3_600_000
"""How far a time that was put right reaches: a clock that jumps by days says nothing."""


class Class(StrEnum):
    """What kind of saying an operation is."""

    FACT = "fact"
    REQUEST = "request"
    IMPORT = "import"


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
    Kind("modules_capture", ModulesCapture),
    Kind("putaway", Putaway),
    Kind("transfer", Transfer),
    Kind("pick", Pick),
    Kind("short_pick", ShortPick),
    Kind("replenish_short", ReplenishShort),
    Kind("pack", Pack),
    Kind("load", Load),
    Kind("left_behind", LeftBehind),
    Kind("undo", Undo),
    Kind("count", Count),
    Kind("hold", PlaceHold),
    Kind("unknown_scan", UnknownScan),
    Kind("hold_hit", HoldHit),
    Kind("photo", Photo),
    Kind("void", Void),
    Kind("arrival", Arrival),
    Kind("refusal", Refusal),
    Kind("receipt_close", ReceiptClose),
    Kind("receipt_differs", ReceiptDiffers),
    Kind("relabel", Relabel),
    Kind("pack_check", PackCheck),
    Kind("pack_short", PackShort),
    Kind("carton_weighed", CartonWeighed),
    Kind("label_wanted", LabelWanted),
    Kind("return_receipt", ReturnReceipt),
    Kind("core_receipt", CoreReceipt),
    Kind("core_shipment", CoreShipment),
    Kind("reman_consume", RemanConsume),
    Kind("reman_output", RemanOutput),
    Kind("reman_loss", RemanLoss),
    Kind("adjustment", Adjustment, Class.REQUEST),
    Kind("hold_release", HoldRelease, Class.REQUEST),
    Kind("hold_rule", HoldRuleChange, Class.REQUEST),
    Kind("hold_owner", HoldOwner, Class.REQUEST),
    Kind("inspection", Inspection, Class.REQUEST),
    Kind("disposition", Disposition, Class.REQUEST),
    Kind("resolution", Resolution, Class.REQUEST),
    Kind("acknowledgement", Acknowledgement, Class.REQUEST),
    Kind("variance_approval", VarianceApproval, Class.REQUEST),
    Kind("plate_clearance", PlateClearance, Class.REQUEST),
    Kind("recount", Recount, Class.REQUEST),
    Kind("code_match", CodeMatch, Class.REQUEST),
    Kind("receipt_match", ReceiptMatch, Class.REQUEST),
    Kind("count_plan", CountPlan, Class.REQUEST),
    Kind("wave_release", WaveRelease, Class.REQUEST),
    Kind("lease_release", LeaseRelease, Class.REQUEST),
    Kind("shipment", ConfirmShipment, Class.REQUEST),
    Kind("claim", Claim, Class.REQUEST),
    Kind("policy_change", PolicyChange, Class.REQUEST),
    Kind("replenishment", Replenishment, Class.REQUEST),
    Kind("reslot", Reslot, Class.REQUEST),
    Kind("return_disposition", ReturnDisposition, Class.REQUEST),
    Kind("claim_decision", ClaimDecision, Class.REQUEST),
    Kind("catalogue_import", CatalogueImport, Class.IMPORT),
    Kind("asn_import", AsnImport, Class.IMPORT),
    Kind("order_import", OrderImport, Class.IMPORT),
    Kind("returns_import", ReturnsImport, Class.IMPORT),
)
KINDS: dict[str, Kind] = {kind.verb: kind for kind in _KINDS}


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
    _told: tuple[Effects, frozenset[str]] | None = field(
        default=None, init=False, compare=False, repr=False
    )

    @property
    def told(self) -> Effects:
        """What it tells by its body alone."""
        return self._read_once()[0]

    @property
    def holders(self) -> frozenset[str]:
        """Every holder that it names."""
        return self._read_once()[1]

    def _read_once(self) -> tuple[Effects, frozenset[str]]:
        """Asked for many times while it is judged, and always the same."""
        if self._told is None:
            told = effects(self.body)
            object.__setattr__(self, "_told", (told, holders_of(self.body, told)))
        assert self._told is not None
        return self._told

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
    text: str,
    *,
    device: str = "",
    error_floor_ms: int = 0,
    authority: str = "granted",
    taken: bool = False,
) -> Operation | Malformed:
    """An operation from its JSON text, or what is wrong with it and where.

    `error_floor_ms` is added to the clock error that the device claims. `taken`: it was taken
    before, so what it says is not asked for sense again; the question may have been another then.
    """
    envelope = parse_envelope(text)
    if isinstance(envelope, Malformed):
        return envelope
    kind = KINDS.get(envelope.kind)
    if kind is None:
        return Malformed("kind", f"unknown kind {envelope.kind[:40]!r}")
    if envelope.v != ENVELOPE_VERSION:
        return Malformed("v", f"version {envelope.v} of the envelope is not known")
    if envelope.kind_v != kind.version:
        return Malformed("kind_v", f"version {envelope.kind_v} of {kind.verb} is not known")
    captured_at = timestamp_ms(envelope.captured_at)
    if captured_at is None:
        return Malformed("captured_at", "not a UTC time like 2026-11-23T09:33:12.123Z")
    body = read(kind.body, envelope.body, "body")
    if isinstance(body, Malformed):
        return body
    fault = None if taken else senseless(body)
    if fault is not None:
        return fault
    span = _span_ms(body, captured_at)
    occurred_at = captured_at + envelope.clock_offset_ms - span // 2
    return Operation(
        envelope=envelope,
        body=body,
        device=device,
        occurred_at=min(max(occurred_at, 0), LATEST_MS),
        error_ms=max(envelope.clock_err_ms, 0) + error_floor_ms + (span + 1) // 2,
        authority=authority,
    )


def _span_ms(body: Body, captured_at: int) -> int:
    """How long a count took. It stands in the middle of that time, and as unsure as half of it:
    what another device moved from its first scan to its last cannot be told from it (CC10)."""
    began_at = timestamp_ms(body.began_at) if isinstance(body, Count) and body.began_at else None
    return 0 if began_at is None else max(captured_at - began_at, 0)


def placed_at(operation: Operation, occurred_at: int, authority: str) -> Operation:
    """The operation at another time than it said, with what is known of its teller.

    A count that took time keeps all of it in reach. What lays holds and is put later than it was
    told keeps that moment in reach, or a hold would begin after what it was laid for. Moves do not:
    they would set counts aside that have nothing to do with a clock that jumped.
    """
    moved = occurred_at - operation.occurred_at
    match operation.body:
        case Count(began_at=began_at):
            reach = abs(moved) if began_at is not None else 0
        case PlaceHold() | Receipt() | ReturnReceipt() | CoreReceipt():
            reach = max(moved, 0)
        case _:
            reach = 0
    error_ms = operation.error_ms + min(reach, REACH_MAX_MS)
    return replace(operation, occurred_at=occurred_at, error_ms=error_ms, authority=authority)


def at(operation: Operation, occurred_at: int, error_ms: int) -> Operation:
    """The operation with the time that was decided at intake."""
    return replace(operation, occurred_at=occurred_at, error_ms=error_ms)
