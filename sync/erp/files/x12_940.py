# SPDX-License-Identifier: Apache-2.0
"""X12 940 warehouse shipping order to `Order` (ASC X12 004010 and near releases).

Demand is kept as asked for: quantity, unit (W0102, element 355), part and vehicle as the customer
wrote them; the import makes smallest units of it. W0501 codes are element 473 of the standard.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from sync.erp.files import elements
from sync.erp.files.faults import Faults, Segment
from sync.erp.files.x12 import Transaction
from sync.erp.inbound import Order, OrderLine, Priority, Purpose, ShipTo

PURPOSES: dict[str, Purpose] = {
    "N": "new", "T": "new", "R": "change", "G": "change", "L": "replace", "F": "cancel",
    "D": "cancel"}
PRIORITIES: dict[str, Priority] = {"VOR": "VOR", "STOCK": "STOCK", "STK": "STOCK"}
# The depositor writes the order, so a vendor's number (VN, VP) is the depositor's own: ours.
PART = ("BP", "IN", "PN", "SK", "VN", "VP", "MG")
KNOWN = frozenset({  # of no unknown use: read, or nothing we keep is in them
    "G62", "G69", "LX", "N1", "N2", "N3", "N4", "N9", "NTE", "PER", "R1", "SE", "ST", "W01", "W02",
    "W05", "W09", "W66", "W76", "W79"})
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}", re.ASCII)  # ISO 3779: no I, O or Q


@dataclass(slots=True)
class _Line:
    w01: Segment
    vin: Segment | None = None
    kit: Segment | None = None


@dataclass(slots=True)
class _Parts:
    """Segments sorted by what they belong to."""

    w05: Segment | None = None
    ship_to: list[Segment] = field(default_factory=list)  # N1*ST with its N2, N3, N4
    dates: dict[str, Segment] = field(default_factory=dict)
    priority: Segment | None = None
    door: Segment | None = None
    w66: Segment | None = None
    w76: Segment | None = None
    lines: list[_Line] = field(default_factory=list)


def read_940(message: Transaction, faults: Faults) -> Order | None:
    """The order, or None when an error was found in it."""
    before = faults.errors
    parts = _sort(message.segments, faults)
    if parts.w05 is None:
        faults.error(message.segments[0], None, "no_w05", "W05, the order's identity, is missing")
        return None
    purpose = PURPOSES.get(parts.w05.get(1))
    if purpose is None:
        faults.error(parts.w05, 1, "purpose",
                     f"W0501 {parts.w05.get(1) or 'missing'}: unknown or not an order to ship")
    name = elements.key(parts.w05, 2, "the order number", faults)
    purchase_order = elements.optional(parts.w05, 3, "the purchase order", faults)
    ship_to = _ship_to(parts, parts.w05, purpose, faults)
    lines = _lines(parts.lines, faults)
    _check_total(parts, lines, faults)
    if not parts.lines and purpose != "cancel":
        faults.error(parts.w05, None, "no_lines", "the order has no lines")
    carrier, service = _carrier(parts.w66, faults)
    door = elements.optional(parts.door, 2, "the door", faults) if parts.door else None
    dates = {code: elements.day(segment, faults) for code, segment in parts.dates.items()}
    priority = _priority(parts.priority, faults)
    if faults.errors > before or name is None or purpose is None or ship_to is None:
        return None
    return Order(
        order=name, ship_to=ship_to, asked_by=message.control.sender, purpose=purpose,
        asked_at=elements.iso_moment(*message.sent_at), customer_purchase_order=purchase_order,
        requested_on=dates.get("02"), must_ship_on=dates.get("38") or dates.get("10"),
        priority=priority, carrier=carrier, service=service, door=door,
        lines=tuple(lines))


def _sort(segments: tuple[Segment, ...], faults: Faults) -> _Parts:
    parts = _Parts()
    party = ""
    for segment in segments:
        if segment.tag not in KNOWN:
            faults.warning(segment, None, "unknown_segment", "is not part of a 940 we read")
        if segment.tag == "N1":
            party = segment.get(1)
        if segment.tag in ("N1", "N2", "N3", "N4") and party == "ST":
            parts.ship_to.append(segment)
        else:
            _sort_one(parts, segment, faults)
    return parts


def _sort_one(parts: _Parts, segment: Segment, faults: Faults) -> None:
    match segment.tag, segment.get(1):
        case "W05", _ if parts.w05 is None:
            parts.w05 = segment
        case "W05", _:
            faults.error(segment, None, "second_w05", "a second W05 in one order")
        case "G62", code:
            parts.dates.setdefault(code, segment)
        case "N9", "PRI":
            parts.priority = segment
        case "N9", "DK":  # element 128: dock number
            parts.door = segment
        case "N9", "VN" if parts.lines:
            parts.lines[-1].vin = segment
        case "N9", "ZZ" if parts.lines and segment.get(3).upper() == "KIT":  # mutually defined
            parts.lines[-1].kit = segment
        case "W66", _:
            parts.w66 = segment
        case "W01", _:
            parts.lines.append(_Line(segment))
        case "W76", _:
            parts.w76 = segment


def _ship_to(parts: _Parts, w05: Segment, purpose: Purpose | None,
             faults: Faults) -> ShipTo | None:
    names = [s for s in parts.ship_to if s.tag == "N1"]
    if not names:
        faults.error(w05, None, "ship_to", "N1*ST is missing: where does the order go?")
        return None
    for second in names[1:]:
        faults.error(second, None, "ship_to_twice", "a second N1*ST in one order")
    code = elements.key(names[0], 4, "the ship-to code", faults)
    address = []
    for segment in parts.ship_to:
        if segment.tag in ("N2", "N3"):
            address += [text[:500] for text in (segment.get(1), segment.get(2)) if text]
        elif segment.tag == "N4":
            city = [segment.get(position) for position in (1, 2, 3, 4)]
            address.append(" ".join(text for text in city if text)[:500])
    if code is None:
        return None
    return ShipTo(id=code, name=names[0].get(2)[:500] or None,
                  address=tuple(line for line in address if line))


def _lines(found: list[_Line], faults: Faults) -> list[OrderLine]:
    lines = []
    for number, one in enumerate(found, 1):
        requested = elements.whole(one.w01, 1, "the quantity", faults)
        uom = elements.key(one.w01, 2, "the unit of measure", faults)
        part = _part(one.w01, faults)
        if requested is not None and uom is not None and part is not None:
            lines.append(OrderLine(line=number, part=part, requested=requested, uom=uom,
                                   vin=_vin(one.vin, faults), kit=_kit(one.kit, faults)))
    return lines


def _part(w01: Segment, faults: Faults) -> str | None:
    named = {w01.get(at): at + 1 for at in (15, 6, 4) if w01.get(at) and w01.get(at + 1)}
    for qualifier in PART:
        if qualifier in named:
            return elements.optional(w01, named[qualifier], "the part number", faults)
    faults.error(w01, None, "part", f"W01 names no part number ({', '.join(PART)})")
    return None


def _vin(segment: Segment | None, faults: Faults) -> str | None:
    """Kept as written. Old vehicles and typing errors must not stop an emergency order."""
    if segment is None:
        return None
    vin = elements.optional(segment, 2, "the vehicle number", faults)
    if vin is not None and not _VIN.fullmatch(vin):
        faults.warning(segment, 2, "vin", f"{vin} is not 17 characters without I, O and Q")
    return vin


def _kit(segment: Segment | None, faults: Faults) -> str | None:
    """The kit that a line is part of: N9*ZZ*<name>*KIT after its W01."""
    return elements.optional(segment, 2, "the kit", faults) if segment else None


def _check_total(parts: _Parts, lines: list[OrderLine], faults: Faults) -> None:
    """W7601 is the sum of W0101: a difference means that lines are missing or damaged."""
    if parts.w76 is None or len(lines) != len(parts.lines):
        return
    total = sum(line.requested for line in lines)
    said = elements.whole(parts.w76, 1, "W7601, units ordered", faults)
    if said is not None and said != total:
        faults.error(parts.w76, 1, "w76_total", f"W7601 says {said} units, the lines hold {total}")


def _carrier(w66: Segment | None, faults: Faults) -> tuple[str | None, str | None]:
    """SCAC in W6610; partners without it write the carrier as routing, W6605."""
    if w66 is None:
        return None, None
    routing = elements.optional(w66, 5, "the routing", faults)
    scac = elements.optional(w66, 10, "the carrier", faults)
    return (scac, routing) if scac else (routing, None)


def _priority(segment: Segment | None, faults: Faults) -> Priority:
    if segment is None:
        return "STOCK"
    priority = PRIORITIES.get(segment.get(2).upper())
    if priority is None:
        faults.warning(segment, 2, "priority",
                       f"priority {segment.get(2) or 'missing'} is unknown; taken as STOCK")
    return priority or "STOCK"
