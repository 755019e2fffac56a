# SPDX-License-Identifier: Apache-2.0
"""The neutral documents: what the warehouse and any ERP say to each other.

Inbound (`Asn`, `Order`, from `sync.erp.inbound`) are what somebody announced or asked for.
Outbound (`GoodsReceipt`, `GoodsReceiptReversal`, `StockStatus`, `CountResult`,
`AdjustmentAdvice`, `ShipmentAdvice`, `ReturnAdvice`, `CoreCredit`) say what happened. A connector
maps between these and one ERP; nothing of that ERP may appear here.

E1  An outbound document has one key, operation id and event; the ERP ends with one per key.
E5  Quantities are whole numbers of the unit named, by default the part's smallest; no floats.
E6  `to_json()` of equal documents is equal, and reading it back gives the document again.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, Protocol, TypeVar

from sync.erp.inbound import Asn, Order, serials_odd
from sync.erp.plain import (
    DAY,
    IDENT,
    INSTANT,
    NOT_NEGATIVE,
    POSITIVE,
    SIGNED,
    Problem,
    decode,
    encode,
)

SMALLEST_UNIT = "EA"  # the unit of a line that names none: the part's smallest

Status = Literal["available", "held", "damaged", "inspection"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What every outbound document says: which operation, which event of it, where, when, who."""

    TYPE: ClassVar[str] = ""
    operation: str = field(metadata=IDENT)
    event: str = field(metadata=IDENT)
    site: str = field(metadata=IDENT)
    at: str = field(metadata=INSTANT)
    who: str = field(metadata=IDENT)

    @property
    def key(self) -> str:
        """The document's one name in the outbox and in the ERP (E1)."""
        return document_key(self.operation, self.event)

    def to_json(self) -> dict[str, Any]:
        """Plain values: the body of the outbox row."""
        return {"type": self.TYPE, "key": self.key, **encode(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class StockLine:
    """Units of one part, with whatever identity they carry."""

    part: str = field(metadata=IDENT)
    quantity: int = field(metadata=POSITIVE)
    uom: str = field(default=SMALLEST_UNIT, metadata=IDENT)
    lot: str | None = field(default=None, metadata=IDENT)
    serials: tuple[str, ...] = field(default=(), metadata=IDENT)
    lpn: str | None = field(default=None, metadata=IDENT)
    location: str | None = field(default=None, metadata=IDENT)

    def contradiction(self) -> str | None:
        """Serials must cover the quantity."""
        return serials_odd(self.serials, self.quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine(StockLine):
    """What was counted in at the dock."""

    line: int | None = field(default=None, metadata=NOT_NEGATIVE)
    purchase_order: str | None = field(default=None, metadata=IDENT)
    expires_on: str | None = field(default=None, metadata=DAY)
    status: Status = "available"
    reason: str | None = field(default=None, metadata=IDENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsReceipt(Outgoing):
    """Goods are in. `shipment` names the advance notice when there was one."""

    TYPE: ClassVar[str] = "goods_receipt"
    shipment: str | None = field(default=None, metadata=IDENT)
    supplier: str | None = field(default=None, metadata=IDENT)
    lines: tuple[ReceiptLine, ...]

    def contradiction(self) -> str | None:
        """A receipt of nothing is a fault of the sender."""
        return None if self.lines else "has no lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsReceiptReversal(Outgoing):
    """Goods that were told to be in are not: the document `reverses` told them."""

    TYPE: ClassVar[str] = "goods_receipt_reversal"
    reverses: str = field(metadata=IDENT)
    shipment: str | None = field(default=None, metadata=IDENT)
    lines: tuple[StockLine, ...]

    def contradiction(self) -> str | None:
        """A reversal of nothing is a fault of the sender."""
        return None if self.lines else "has no lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldScope:
    """What a hold covers: everything that fits all fields given."""

    part: str | None = field(default=None, metadata=IDENT)
    supplier: str | None = field(default=None, metadata=IDENT)
    lot: str | None = field(default=None, metadata=IDENT)
    serial: str | None = field(default=None, metadata=IDENT)
    lpn: str | None = field(default=None, metadata=IDENT)
    location: str | None = field(default=None, metadata=IDENT)
    receipt: str | None = field(default=None, metadata=IDENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class StockStatus(Outgoing):
    """Stock was put on hold or released; no quantity changes. `scope` is what the hold covers,
    `lines` the units known to be covered when it was placed. `until`: released to the end of this
    day only. A `disposition` says what is done with the units of `lines`, which stay on hold."""

    TYPE: ClassVar[str] = "stock_status"
    action: Literal["hold", "release", "disposition"]
    hold: str = field(metadata=IDENT)
    reason: str = field(metadata=IDENT)
    scope: HeldScope | None = None
    lines: tuple[StockLine, ...] = ()
    until: str | None = field(default=None, metadata=DAY)
    disposition: Literal["rework", "return_to_vendor"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """What the book said and what was found. The difference is booked by an `AdjustmentAdvice`."""

    part: str = field(metadata=IDENT)
    uom: str = field(default=SMALLEST_UNIT, metadata=IDENT)
    expected: int = field(metadata=NOT_NEGATIVE)
    counted: int = field(metadata=NOT_NEGATIVE)
    lot: str | None = field(default=None, metadata=IDENT)
    serials: tuple[str, ...] = field(default=(), metadata=IDENT)
    lpn: str | None = field(default=None, metadata=IDENT)

    @property
    def variance(self) -> int:
        """Counted less expected, in units of `uom`."""
        return self.counted - self.expected

    def contradiction(self) -> str | None:
        """Serials found must cover the count."""
        return serials_odd(self.serials, self.counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountResult(Outgoing):
    """A location was counted. No lines: it was found empty, as the book said."""

    TYPE: ClassVar[str] = "count_result"
    location: str = field(metadata=IDENT)
    lines: tuple[CountLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentLine:
    """A signed correction of the books, in units of `uom`."""

    part: str = field(metadata=IDENT)
    quantity: int = field(metadata=SIGNED)
    uom: str = field(default=SMALLEST_UNIT, metadata=IDENT)
    reason: str = field(metadata=IDENT)
    lot: str | None = field(default=None, metadata=IDENT)
    serials: tuple[str, ...] = field(default=(), metadata=IDENT)
    location: str | None = field(default=None, metadata=IDENT)

    def contradiction(self) -> str | None:
        """Serials must cover the size of the correction."""
        return serials_odd(self.serials, abs(self.quantity))


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentAdvice(Outgoing):
    """An accepted variance or correction. With receipt and shipment, all that changes balances."""

    TYPE: ClassVar[str] = "adjustment_advice"
    lines: tuple[AdjustmentLine, ...]

    def contradiction(self) -> str | None:
        """An adjustment of nothing is a fault of the sender."""
        return None if self.lines else "has no lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentLine(StockLine):
    """Units handed over for an order line; `ordered` is what was asked for."""

    order_line: int | None = field(default=None, metadata=NOT_NEGATIVE)
    ordered: int | None = field(default=None, metadata=NOT_NEGATIVE)
    vin: str | None = field(default=None, metadata=IDENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentAdvice(Outgoing):
    """Goods left for a customer. A short line is one whose quantity is below `ordered`."""

    TYPE: ClassVar[str] = "shipment_advice"
    shipment: str = field(metadata=IDENT)
    order: str = field(metadata=IDENT)
    ship_to: str | None = field(default=None, metadata=IDENT)
    carrier: str | None = field(default=None, metadata=IDENT)
    tracking: str | None = field(default=None, metadata=IDENT)
    lines: tuple[ShipmentLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnAdvice(Outgoing):
    """Somebody decided on returned goods. `credit` is the kind that is due, `credit_minor` how much
    as far as prices are known here, `fee_minor` what was taken off, or is to be where no price is
    known; the ERP owns the money. A `vendor_debit` is owed by whoever
    supplied them. Where the goods went is told by stock statuses and adjustments."""

    TYPE: ClassVar[str] = "return_advice"
    returned: str = field(metadata=IDENT)
    customer: str | None = field(default=None, metadata=IDENT)
    authorization: str | None = field(default=None, metadata=IDENT)
    claim: str | None = field(default=None, metadata=IDENT)
    disposition: str = field(metadata=IDENT)
    stock: str = field(metadata=IDENT)
    credit: str = field(metadata=IDENT)
    credit_minor: int | None = field(default=None, metadata=NOT_NEGATIVE)
    fee_minor: int | None = field(default=None, metadata=NOT_NEGATIVE)
    currency: str | None = field(default=None, metadata=IDENT)
    vendor_debit: bool = False
    reason: str | None = field(default=None, metadata=IDENT)
    lines: tuple[StockLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreCredit(Outgoing):
    """What a core earns of a deposit. It is the whole, not a difference: where it `corrects`, an
    earlier one of the same core counts no more. Of one deposit no two cores earn anything."""

    TYPE: ClassVar[str] = "core_credit"
    core: str = field(metadata=IDENT)
    deposit: str = field(metadata=IDENT)
    order: str = field(metadata=IDENT)
    order_line: int = field(metadata=NOT_NEGATIVE)
    customer: str | None = field(default=None, metadata=IDENT)
    part: str = field(metadata=IDENT)
    serial: str | None = field(default=None, metadata=IDENT)
    grade: str | None = field(default=None, metadata=IDENT)
    credit_minor: int = field(metadata=NOT_NEGATIVE)
    kept_minor: int = field(metadata=NOT_NEGATIVE)
    currency: str | None = field(default=None, metadata=IDENT)
    corrects: bool = False


Outbound = (
    GoodsReceipt | GoodsReceiptReversal | StockStatus | CountResult | AdjustmentAdvice
    | ShipmentAdvice | ReturnAdvice | CoreCredit
)  # fmt: skip
Inbound = Asn | Order

OUTBOUND: Mapping[str, type[Outbound]] = {
    cls.TYPE: cls
    for cls in (GoodsReceipt, GoodsReceiptReversal, StockStatus, CountResult, AdjustmentAdvice,
                ShipmentAdvice, ReturnAdvice, CoreCredit)}
INBOUND: Mapping[str, type[Inbound]] = {Asn.TYPE: Asn, Order.TYPE: Order}


def document_key(operation: str, event: str) -> str:
    """The key of the document that `event` of `operation` causes."""
    return f"{operation}:{event}"


def outbound(type: str, body: Mapping[str, Any]) -> Outbound | tuple[Problem, ...]:
    """A validated outbound document from plain values, or everything wrong with them.

    `type` is a name in `OUTBOUND`. `body` holds the fields of that class; `type` and `key` may be
    there too (as `to_json` writes them) and must then agree.
    """
    return _read(OUTBOUND, type, body)


def inbound(type: str, body: Mapping[str, Any]) -> Inbound | tuple[Problem, ...]:
    """As `outbound`, for `asn` and `order`."""
    return _read(INBOUND, type, body)


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


D = TypeVar("D", bound=_Keyed)


def _read(known: Mapping[str, type[D]], kind: str, body: Any) -> D | tuple[Problem, ...]:
    cls = known.get(kind)
    if cls is None:
        return (Problem("type", f"must be one of {', '.join(sorted(known))}"),)
    if not isinstance(body, Mapping):
        return (Problem(".", "must be an object"),)
    bare = {name: value for name, value in body.items() if name not in ("type", "key")}
    made = decode(cls, bare)
    if isinstance(made, tuple):
        return made
    for name, true in (("type", kind), ("key", made.key)):
        if body.get(name, true) != true:
            return (Problem(name, f"must be {true}"),)
    return made
