# SPDX-License-Identifier: Apache-2.0
"""What operations at the dock say: goods that arrive, and what is odd about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from backend.domain.lines import Line


@dataclass(frozen=True, slots=True)
class ReceiptLine(Line):
    """A line as received; `asn_line` names the announced line it answers."""

    asn_line: int | None = None
    expires_on: str | None = None
    condition: Literal["good", "damaged"] = "good"


Aside = Literal["surplus", "unexpected", "mislabelled", "damaged"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A carton or plate counted in at the dock.

    `paper` is the delivery note of goods that nobody announced (RC10). `aside`: why this plate was
    filled with what cannot go on with the rest; a receipt of its own tells it, and `beside` names
    it at the carton that it came in, so that the carton is neither short nor over by it.
    """

    receipt: str
    supplier: str
    location: str
    lpn: str
    lines: tuple[ReceiptLine, ...]
    asn: str | None = None
    parent_lpn: str | None = None
    paper: str | None = None
    aside: Aside | None = None
    beside: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """A vehicle at the dock: pallets and cartons counted while the driver waits (RC11)."""

    arrival: str
    location: str
    carrier: str
    pallets: int
    cartons: int
    asn: str | None = None
    trailer: str | None = None
    seal: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A delivery, or plates of it, that went back on the truck (RC23). Nothing entered stock."""

    refusal: str
    carrier: str
    reason: Literal["damaged", "not_ordered", "wrong_address", "unsafe", "papers_missing"]
    asn: str | None = None
    supplier: str | None = None
    lpns: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptClose:
    """No more of a notice is awaited: what is missing is short, with the reason (RC3)."""

    asn: str
    reason: Literal["not_on_truck", "lost"]


@dataclass(frozen=True, slots=True)
class ReceiptDiffers:
    """So many units are here of what a receipt told otherwise (PU9): found when they are put away.

    `told` is what the receipt and the book said, `found` what is there; `serials` are the units
    that are missing, or those that nobody told of.
    """

    holder: str
    part: str
    told: int
    found: int
    lot: str | None = None
    serials: tuple[str, ...] = ()
    receipt: str | None = None
    asn: str | None = None
    supplier: str | None = None


@dataclass(frozen=True, slots=True)
class ModuleUnit:
    """A numbered unit that is built into another one."""

    part: str
    serial: str


@dataclass(frozen=True, slots=True)
class ModulesCapture:
    """The numbered units that an assembly holds, all of them (SE6). Moves nothing: they are no
    stock of their own while they are in it.

    `missing` are parts of which a unit should be in it and is not; `removed` are units that were
    in it by an earlier telling.
    """

    parent_part: str
    parent_serial: str
    modules: tuple[ModuleUnit, ...] = ()
    missing: tuple[str, ...] = ()
    removed: tuple[ModuleUnit, ...] = ()


@dataclass(frozen=True, slots=True)
class Relabel:
    """A supplier's label says another part than is in the box: the units get a new one (RC6).

    `code` is the label as read, `part` what it says, `actual` what the units are. Moves nothing:
    what arrived is told by its receipt, under the number that it is.
    """

    part: str
    actual: str
    code: str
    quantity: int
    lot: str | None = None
    supplier: str | None = None
    lpn: str | None = None


@dataclass(frozen=True, slots=True)
class PackCheck:
    """A carton holds another number of units than its symbol stands for (RC13)."""

    part: str
    code: str
    told: int
    found: int
    lpn: str | None = None
