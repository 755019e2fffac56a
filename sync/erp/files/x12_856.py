# SPDX-License-Identifier: Apache-2.0
"""X12 856 ship notice to `Asn` (ASC X12 004010 and near releases).

One reader for all shapes: S-O-T-P-I, S-O-P-I, S-O-I and the flat S-I of car makers. Each HL is
hung under its parent; an item then belongs to the nearest T or P above it and to the nearest
purchase order above it, whatever stands between. Segments and elements: the table in
`segment_map_asn` of the domain data, from the partners' guides.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sync.erp.files import elements
from sync.erp.files.faults import Faults, Segment
from sync.erp.files.x12 import Transaction
from sync.erp.files.x12_856_line import announced_line
from sync.erp.inbound import Asn, AsnLine, AsnPack, Purpose

NESTING_MAX = 8  # HL levels above each other; S-O-T-P-I is five

PURPOSES: dict[str, Purpose] = {
    "00": "new", "01": "cancel", "04": "change", "05": "replace", "14": "new"}
PACK_KINDS = {"T": "pallet", "P": "carton"}
LEVELS = {"S", "O", "T", "P", "I"}
KNOWN = frozenset({  # of no unknown use: read, or nothing we keep is in them
    "BSN", "CLD", "CTT", "CUR", "DTM", "ETD", "FOB", "G05", "HSD", "LDT", "LH1", "LH2", "LH3",
    "LHR", "LHT", "LIN", "LM", "LQ", "LX", "MAN", "MEA", "N1", "N2", "N3", "N4", "PAL", "PER",
    "PID", "PKG", "PO4", "PRF", "PSD", "PWK", "QTY", "REF", "SAC", "SE", "SLN", "SN1", "ST", "TD1",
    "TD3", "TD4", "TD5", "TSD", "V1", "YNQ"})


@dataclass(slots=True)
class Level:
    """One HL with the segments that follow it."""

    hl: Segment
    code: str
    parent: Level | None
    depth: int
    segments: list[Segment] = field(default_factory=list)
    purchase_order: str | None = None                    # PRF01 that stands here
    packs: list[Level] = field(default_factory=list)     # packs directly inside this pack
    lines: list[AsnLine] = field(default_factory=list)   # lines directly inside this pack

    def upwards(self) -> Iterator[Level]:
        """This level and those above it."""
        level: Level | None = self
        while level is not None:
            yield level
            level = level.parent


@dataclass(slots=True)
class _Shipment:
    """What header and S level say; first word wins."""

    supplier: str | None = None
    supplier_name: str | None = None
    sf: str | None = None
    ship_to: str | None = None
    carrier: str | None = None
    trailer: str | None = None
    bol: str | None = None
    pro: str | None = None
    shipped_at: str | None = None
    expected_at: str | None = None


def read_856(message: Transaction, faults: Faults) -> Asn | None:
    """The notice, or None when an error was found in it."""
    errors_before = faults.errors
    header, levels = _levels(message.segments, faults)
    bsn = next((s for s in header if s.tag == "BSN"), None)
    if bsn is None:
        faults.error(message.segments[0], None, "no_bsn", "BSN is missing: which shipment is this?")
        return None
    shipment = _shipment(header, levels, message.control.sender, bsn, faults)
    top_packs, loose = _place(levels, faults)
    _check_totals(message.segments, levels, faults)
    purpose = _purpose(bsn, faults)
    name = elements.key(bsn, 2, "the shipment id", faults)
    if purpose != "cancel" and not any(level.code == "I" for level in levels):
        faults.error(message.segments[0], None, "no_items", "the notice has no items")
    if faults.errors > errors_before:
        return None
    assert name and purpose and shipment.supplier and shipment.ship_to, "faults were noted"
    return Asn(
        shipment=name, supplier=shipment.supplier, ship_to=shipment.ship_to, purpose=purpose,
        supplier_name=shipment.supplier_name, carrier=shipment.carrier, trailer=shipment.trailer,
        bol=shipment.bol, pro=shipment.pro, shipped_at=shipment.shipped_at,
        expected_at=shipment.expected_at, purchase_orders=_orders(levels),
        packs=tuple(_pack(level, faults) for level in top_packs), lines=tuple(loose))


def _purpose(bsn: Segment, faults: Faults) -> Purpose | None:
    purpose = PURPOSES.get(bsn.get(1))
    if purpose is None:
        faults.error(bsn, 1, "purpose", f"BSN01 {bsn.get(1) or 'missing'}: unknown purpose")
    elif bsn.get(1) == "14":
        faults.warning(bsn, 1, "purpose", "BSN01 14, advance notification, is taken as new")
    return purpose


def _levels(segments: tuple[Segment, ...], faults: Faults) -> tuple[list[Segment], list[Level]]:
    """Segments before the first HL, and every HL hung under its parent."""
    header: list[Segment] = []
    by_id: dict[str, Level] = {}
    levels: list[Level] = []
    for segment in segments[:-1]:
        if segment.tag == "HL":
            level = _level(segment, by_id, faults)
            levels.append(level)
            by_id.setdefault(segment.get(1), level)
            continue
        if segment.tag not in KNOWN:
            faults.warning(segment, None, "unknown_segment", "is not part of an 856 we read")
        (levels[-1].segments if levels else header).append(segment)
        if segment.tag == "PRF" and levels:
            _note_order(levels[-1], segment, faults)
    return header, levels


def _note_order(level: Level, segment: Segment, faults: Faults) -> None:
    name = elements.optional(segment, 1, "purchase order", faults)
    if level.purchase_order not in (None, name):
        faults.error(segment, 1, "orders", "a second purchase order for the same goods")
    level.purchase_order = level.purchase_order or name


def _level(segment: Segment, by_id: dict[str, Level], faults: Faults) -> Level:
    name, above, code = segment.get(1), segment.get(2), segment.get(3)
    if not name or name in by_id:
        faults.error(segment, 1, "hl_id", f"HL id {name or 'missing'} is missing or repeated")
    if code not in LEVELS:
        faults.error(segment, 3, "hl_level", f"HL level {code or 'missing'} is not S, O, T, P or I")
    parent = by_id.get(above)
    if above and parent is None:
        faults.error(segment, 2, "hl_parent", f"HL parent {above} does not come before it")
    if (code == "S") != (not above):
        faults.error(segment, 2, "hl_parent", "only the shipment level stands without a parent")
    if code == "S" and by_id:
        faults.error(segment, 3, "hl_level", "a second shipment level")
    if parent is not None and (parent.code == "I" or (code == "T" and parent.code in PACK_KINDS)):
        faults.error(segment, 2, "hl_parent", f"level {code} cannot be inside level {parent.code}")
        parent = None
    depth = parent.depth + 1 if parent else 1
    if depth > NESTING_MAX:
        faults.error(segment, 2, "hl_depth", f"levels are nested deeper than {NESTING_MAX}")
        parent, depth = None, 1
    return Level(segment, code, parent, depth)


def _shipment(header: list[Segment], levels: list[Level], sender: str, bsn: Segment,
              faults: Faults) -> _Shipment:
    found = _Shipment()
    shipping = [level.segments for level in levels if level.code == "S"]
    for segment in [*header, *(s for part in shipping for s in part)]:
        _shipment_segment(found, segment, faults)
    found.supplier = found.supplier or found.sf
    if found.supplier is None:
        found.supplier = sender
        faults.warning(bsn, None, "supplier", f"no N1*SU or N1*SF code; sender {sender} is taken")
    if found.ship_to is None:
        faults.error(bsn, None, "ship_to", "N1*ST names no ship-to code: which site is this for?")
    return found


def _shipment_segment(found: _Shipment, segment: Segment, faults: Faults) -> None:
    match segment.tag, segment.get(1):
        case "N1", "SU":
            found.supplier = found.supplier or elements.optional(segment, 4, "supplier", faults)
            found.supplier_name = segment.get(2)[:500] or found.supplier_name
        case "N1", "SF":
            found.sf = found.sf or elements.optional(segment, 4, "supplier", faults)
            found.supplier_name = found.supplier_name or segment.get(2)[:500] or None
        case "N1", "ST":
            found.ship_to = found.ship_to or elements.optional(segment, 4, "ship-to", faults)
        case "TD5", _:
            found.carrier = found.carrier or elements.optional(segment, 3, "carrier", faults)
        case "TD3", _:
            found.trailer = found.trailer or elements.optional(segment, 3, "trailer", faults)
        case "REF", "BM":
            found.bol = found.bol or elements.optional(segment, 2, "bill of lading", faults)
        case "REF", "CN":
            found.pro = found.pro or elements.optional(segment, 2, "carrier reference", faults)
        case "DTM", "011":
            found.shipped_at = found.shipped_at or elements.moment(segment, faults)
        case "DTM", "017":
            found.expected_at = found.expected_at or elements.moment(segment, faults)
        case ("LIN" | "SN1" | "MAN"), _:
            faults.error(segment, None, "misplaced", "stands at shipment level, not in an item")


def _place(levels: list[Level], faults: Faults) -> tuple[list[Level], list[AsnLine]]:
    """Hang packs and lines into their pack; answer with what is in none."""
    top: list[Level] = []
    loose: list[AsnLine] = []
    ordinal = 0
    for level in levels:
        inside = next((up for up in level.upwards() if up.code in PACK_KINDS and up is not level),
                      None)
        if level.code in PACK_KINDS:
            (inside.packs if inside else top).append(level)
        elif level.code == "I":
            ordinal += 1
            line = announced_line(level.hl, level.segments, _order_of(level), ordinal, faults)
            if line is not None:
                (inside.lines if inside else loose).append(line)
        if level.code in ("O", "T", "P"):
            _expect_no_line(level, faults)
    _check_plates(levels, faults)
    _check_serials(levels, faults)
    return top, loose


def _expect_no_line(level: Level, faults: Faults) -> None:
    for segment in level.segments:
        if segment.tag in ("LIN", "SN1") or (level.code == "O" and segment.tag == "MAN"):
            faults.error(segment, None, "misplaced",
                         f"stands at level {level.code}; the HL before it is missing or damaged")


def _order_of(level: Level) -> str | None:
    """PRF01 of the item itself (car makers), else of the nearest level above."""
    return next((up.purchase_order for up in level.upwards() if up.purchase_order), None)


def _orders(levels: list[Level]) -> tuple[str, ...]:
    named = (level.purchase_order for level in levels)
    return tuple(dict.fromkeys(name for name in named if name))


def _plates(level: Level) -> list[Segment]:
    return [s for s in level.segments if s.tag == "MAN" and s.get(1) == "GM"]


def _check_plates(levels: list[Level], faults: Faults) -> None:
    """A plate names one pack, and a pack has one plate."""
    seen: dict[str, int] = {}
    for level in levels:
        plates = _plates(level) if level.code in PACK_KINDS else []
        for segment in plates[1:]:
            faults.error(segment, 2, "sscc_many",
                         "a second SSCC on one pack does not say which holds what")
        for segment in plates[:1]:
            lpn = elements.licence_plate(segment, faults)
            if lpn is not None and lpn in seen:
                faults.error(segment, 2, "sscc_twice",
                             f"SSCC {lpn} stands already at segment {seen[lpn]}")
            elif lpn is not None:
                seen[lpn] = segment.number


def _check_serials(levels: list[Level], faults: Faults) -> None:
    """One physical unit is in one carton: part and serial occur once in a notice."""
    seen: dict[tuple[str, str], int] = {}
    for level in levels:
        part = next((s.get(3) for s in level.segments if s.tag == "LIN"), "")
        for segment in level.segments:
            if segment.tag == "REF" and segment.get(1) == "SE" and segment.get(2):
                first = seen.setdefault((part, segment.get(2)), segment.number)
                if first != segment.number:
                    faults.error(segment, 2, "serial_twice",
                                 f"serial {segment.get(2)} stands already at segment {first}")


def _check_totals(segments: tuple[Segment, ...], levels: list[Level], faults: Faults) -> None:
    """CTT01 counts HL (some partners: LIN); CTT02, when given, sums SN102."""
    totals = [segment for segment in segments if segment.tag == "CTT"]
    for second in totals[1:]:
        faults.error(second, None, "second_ctt", "a second CTT in one notice")
    for ctt in totals[:1]:
        lines = sum(level.code == "I" for level in levels)
        if ctt.get(1) not in {str(len(levels)), str(lines)}:
            faults.warning(ctt, 1, "ctt_count",
                           f"CTT01 says {ctt.get(1)}, there are {len(levels)} HL, {lines} lines")
        quantities = [s.get(2) for s in segments if s.tag == "SN1"]
        if not ctt.get(2) or not all(q.isascii() and q.isdigit() for q in quantities):
            continue
        total = sum(int(q[:12]) for q in quantities)
        if ctt.get(2) != str(total):
            faults.error(ctt, 2, "ctt_total", f"CTT02 says {ctt.get(2)} units, there are {total}")


def _pack(level: Level, faults: Faults) -> AsnPack:
    plates = _plates(level)
    return AsnPack(
        kind="pallet" if level.code == "T" else "carton",
        lpn=elements.licence_plate(plates[0], Faults()) if plates else None,
        packs=tuple(_pack(inner, faults) for inner in level.packs), lines=tuple(level.lines))
