# SPDX-License-Identifier: Apache-2.0
"""What operations on goods that come back say: returns, cores, warranty, remanufacture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from backend.domain.lines import Line

ReturnKind = Literal["rma", "core", "warranty", "unknown"]
Danger = Literal["leaking_battery", "deployed_airbag", "fuel_residue", "other"]


@dataclass(frozen=True, slots=True)
class ReturnLine(Line):
    """Units that came back. `line` is the authorization's, as the person at the bench said;
    `boxed_as` the number on a box that holds another part (RT3); `checks` are the answers of the
    pack check of what may be sold again (RT5)."""

    line: int | None = None
    condition: Literal["as_new", "opened", "used", "damaged"] = "used"
    boxed_as: str | None = None
    checks: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReturnReceipt:
    """Goods from a customer onto a plate. They wait there for their disposition.

    `carrier_receipt` is what the carrier got signed, also where they came with a supplier's truck
    (RC19). `danger`: they were put into `container` before anything else (RT7).
    """

    returned: str
    location: str
    lpn: str
    lines: tuple[ReturnLine, ...]
    kind: ReturnKind = "unknown"
    customer: str | None = None
    authorization: str | None = None
    claim: str | None = None
    vehicle: str | None = None
    carrier_receipt: str | None = None
    danger: Danger | None = None
    container: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CoreReceipt:
    """One core. `part` is the number that it is kept under, `sold_as` the one that it bears where
    that is another. `answers` are those of the checklist; the grade follows from them by rule."""

    core: str
    location: str
    lpn: str
    part: str
    sold_as: str | None = None
    serial: str | None = None
    customer: str | None = None
    tag: str | None = None
    answers: dict[str, bool] = field(default_factory=dict)
    grade: str | None = None
    carrier_receipt: str | None = None


@dataclass(frozen=True, slots=True)
class CoreShipmentLine(Line):
    """Cores of one number and grade in a container, or a claimed part that is called in (WA3)."""

    grade: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class CoreShipment:
    """A closed container that left for the vendor (CO5)."""

    shipment: str
    vendor: str
    lpn: str
    lines: tuple[CoreShipmentLine, ...]
    carrier: str | None = None


@dataclass(frozen=True, slots=True)
class RemanConsume:
    """Cores that go into a remanufacturing order (RM1)."""

    order: str
    source: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class RemanOutput:
    """A finished unit with a number of its own, and the core that it was made from (RM1)."""

    order: str
    location: str
    lpn: str
    part: str
    serial: str
    parent_part: str
    parent_serial: str


@dataclass(frozen=True, slots=True)
class RemanLoss:
    """A core that an order could not use (RM2)."""

    order: str
    part: str
    serial: str
    reason: Literal["cracked", "worn", "burnt", "incomplete", "failed_test"]


@dataclass(frozen=True, slots=True)
class ReturnDisposition:
    """What becomes of returned goods. `fee_minor` is taken off the credit where one is due less a
    fee; `witness` saw what was scrapped."""

    returned: str
    disposition: Literal[
        "restock_A", "restock_B", "return_to_vendor", "send_back", "scrap", "warranty_test",
        "hazmat_quarantine",
    ]
    reason: str
    fee_minor: int = 0
    witness: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """What the inspector found of a claimed part (WA2)."""

    claim: str
    finding: Literal["valid", "invalid", "no_fault_found", "vendor_responsible"]
    reason: str
    approved_minor: int = 0
    witness: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnsImport:
    """What others know of goods that will come back: authorizations, deposits of sold exchange
    parts, claims, which parts are exchanged under which core number and asked what, orders to
    remanufacture, and what vendors acknowledged of the cores that they got."""

    authorizations: tuple[dict[str, Any], ...] = ()
    deposits: tuple[dict[str, Any], ...] = ()
    claims: tuple[dict[str, Any], ...] = ()
    groups: tuple[dict[str, Any], ...] = ()
    checklists: tuple[dict[str, Any], ...] = ()
    reman_orders: tuple[dict[str, Any], ...] = ()
    acknowledgements: tuple[dict[str, Any], ...] = ()
    source: str = ""


ReverseBody = (
    ReturnReceipt | CoreReceipt | CoreShipment | RemanConsume | RemanOutput | RemanLoss
    | ReturnDisposition | ClaimDecision | ReturnsImport
)  # fmt: skip
