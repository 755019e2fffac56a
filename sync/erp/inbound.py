# SPDX-License-Identifier: Apache-2.0
"""Inbound documents: what a supplier announced and what a dealer asked for, kept as they said it.

Times and days are local to the place they speak of, as partners write them. Quantities are whole
numbers of the unit named: each, case, pallet. `backend.domain.rules.asked` makes smallest units of
them when the document is imported, since only the catalogue knows what a case holds.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from backend.domain.units import is_piece
from sync.erp.plain import DAY, IDENT, NOT_NEGATIVE, POSITIVE, TIME, encode

Purpose = Literal["new", "cancel", "change", "replace"]
Priority = Literal["STOCK", "VOR"]


def serials_odd(serials: tuple[str, ...], quantity: int) -> str | None:
    """A serialized line names each unit exactly once, or names none."""
    if len(set(serials)) != len(serials):
        return "names a serial twice"
    if serials and len(serials) != quantity:
        return f"names {len(serials)} serials for {quantity} units"
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRun:
    """Car makers' container labels: so many containers of so many pieces, first to last label."""

    containers: int = field(metadata=POSITIVE)
    per_container: int = field(metadata=POSITIVE)
    first: str | None = field(default=None, metadata=IDENT)
    last: str | None = field(default=None, metadata=IDENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class AsnLine:
    """One part in one carton. `line` is the supplier's number and may occur in many cartons."""

    line: int = field(metadata=NOT_NEGATIVE)
    part: str = field(metadata=IDENT)
    quantity: int = field(metadata=POSITIVE)
    uom: str = field(metadata=IDENT)
    supplier_part: str | None = field(default=None, metadata=IDENT)
    lot: str | None = field(default=None, metadata=IDENT)
    expires_on: str | None = field(default=None, metadata=DAY)
    serials: tuple[str, ...] = field(default=(), metadata=IDENT)
    purchase_order: str | None = field(default=None, metadata=IDENT)
    cumulative: int | None = field(default=None, metadata=NOT_NEGATIVE)
    label_runs: tuple[LabelRun, ...] = ()

    def contradiction(self) -> str | None:
        """Serials must cover the quantity; of cases, only the catalogue knows how many that are."""
        units = self.quantity if is_piece(self.uom) else len(self.serials)
        return serials_odd(self.serials, units)


@dataclass(frozen=True, slots=True, kw_only=True)
class AsnPack:
    """A pallet or carton; `lpn` is an SSCC of 18 digits or another licence plate."""

    kind: Literal["pallet", "carton"]
    lpn: str | None = field(default=None, metadata=IDENT)
    packs: tuple[AsnPack, ...] = ()
    lines: tuple[AsnLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asn:
    """A supplier's advance ship notice. `lines` are those not said to be in any pack."""

    TYPE: ClassVar[str] = "asn"
    shipment: str = field(metadata=IDENT)
    supplier: str = field(metadata=IDENT)
    ship_to: str = field(metadata=IDENT)
    purpose: Purpose = "new"
    supplier_name: str | None = None
    carrier: str | None = field(default=None, metadata=IDENT)
    trailer: str | None = field(default=None, metadata=IDENT)
    bol: str | None = field(default=None, metadata=IDENT)
    pro: str | None = field(default=None, metadata=IDENT)
    shipped_at: str | None = field(default=None, metadata=TIME)
    expected_at: str | None = field(default=None, metadata=TIME)
    purchase_orders: tuple[str, ...] = field(default=(), metadata=IDENT)
    packs: tuple[AsnPack, ...] = ()
    lines: tuple[AsnLine, ...] = ()

    @property
    def key(self) -> str:
        """The same notice sent again has the same key: supplier, shipment and purpose."""
        return f"asn:{self.supplier}:{self.shipment}:{self.purpose}"

    @property
    def pallets(self) -> tuple[AsnPack, ...]:
        """Every pallet, in the order of the document."""
        return tuple(pack for pack in self.every_pack() if pack.kind == "pallet")

    @property
    def cartons(self) -> tuple[AsnPack, ...]:
        """Every carton, in the order of the document."""
        return tuple(pack for pack in self.every_pack() if pack.kind == "carton")

    def every_pack(self) -> Iterator[AsnPack]:
        """Packs from the outside in, depth first."""
        waiting = list(reversed(self.packs))
        while waiting:
            pack = waiting.pop()
            yield pack
            waiting.extend(reversed(pack.packs))

    def every_line(self) -> Iterator[AsnLine]:
        """All lines, loose ones first."""
        yield from self.lines
        for pack in self.every_pack():
            yield from pack.lines

    def to_json(self) -> dict[str, Any]:
        """Plain values: the body of the import operation."""
        return {"type": self.TYPE, "key": self.key, **encode(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipTo:
    """Where an order goes. `address` are lines as the customer wrote them."""

    id: str = field(metadata=IDENT)
    name: str | None = None
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """Demand as asked for. What was served is the warehouse's own account, not this line's.

    Lines of one `kit` are picked all together or not at all.
    """

    line: int = field(metadata=NOT_NEGATIVE)
    part: str = field(metadata=IDENT)
    requested: int = field(metadata=POSITIVE)
    uom: str = field(metadata=IDENT)
    vin: str | None = field(default=None, metadata=IDENT)
    kit: str | None = field(default=None, metadata=IDENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a dealer wants. `asked_by` and `asked_at` are who sent it and when, as stated."""

    TYPE: ClassVar[str] = "order"
    order: str = field(metadata=IDENT)
    ship_to: ShipTo
    asked_by: str = field(metadata=IDENT)
    asked_at: str | None = field(default=None, metadata=TIME)
    purpose: Purpose = "new"
    customer_purchase_order: str | None = field(default=None, metadata=IDENT)
    requested_on: str | None = field(default=None, metadata=DAY)
    must_ship_on: str | None = field(default=None, metadata=DAY)
    priority: Priority = "STOCK"
    carrier: str | None = field(default=None, metadata=IDENT)
    service: str | None = field(default=None, metadata=IDENT)
    door: str | None = field(default=None, metadata=IDENT)
    stop: int | None = field(default=None, metadata=NOT_NEGATIVE)
    lines: tuple[OrderLine, ...] = ()

    @property
    def key(self) -> str:
        """The same order sent again has the same key: sender, order and purpose."""
        return f"order:{self.asked_by}:{self.order}:{self.purpose}"

    def to_json(self) -> dict[str, Any]:
        """Plain values: the body of the import operation."""
        return {"type": self.TYPE, "key": self.key, **encode(self)}
