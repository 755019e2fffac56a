# SPDX-License-Identifier: Apache-2.0
"""The item level of an X12 856: part, quantity, lot, serials, expiry, label runs.

Quantity and unit (SN102, SN103: element 355) stay as the supplier wrote them. What a case holds
only the catalogue knows, so the import makes smallest units of them, and checks serials and label
runs against these; here they are checked where the line is in pieces.
"""
from __future__ import annotations

import re

from backend.domain.units import is_piece
from sync.erp.files import elements
from sync.erp.files.faults import Faults, Segment
from sync.erp.inbound import AsnLine, LabelRun

OUR_PART = ("BP", "IN", "PN", "SK")     # buyer's part, buyer's item, company part, stock number
SUPPLIER_PART = ("VP", "VN", "VC")      # vendor's part, item, catalogue number


def announced_line(hl: Segment, segments: list[Segment], purchase_order: str | None, ordinal: int,
         faults: Faults) -> AsnLine | None:
    """One line, or None after noting why not. `ordinal` numbers a line the supplier did not."""
    before = faults.errors
    lin, sn1 = _only("LIN", hl, segments, faults), _only("SN1", hl, segments, faults)
    if lin is None or sn1 is None:
        return None
    part = _named(lin, OUR_PART, faults)
    if part is None:
        faults.error(lin, None, "part", "LIN names no part number of ours (BP, IN, PN or SK)")
    quantity = elements.whole(sn1, 2, "the quantity", faults)
    uom = elements.key(sn1, 3, "the unit of measure", faults)
    pieces = quantity if uom is not None and is_piece(uom) else None
    serials = _serials(segments, pieces, faults)
    lot, expires_on = _lot(lin, segments, faults), _expiry(segments, faults)
    runs = _label_runs(segments, pieces, faults)
    cumulative = elements.whole(sn1, 4, "SN104, cumulative", faults) if sn1.get(4) else None
    supplier_part = _named(lin, SUPPLIER_PART, faults)
    if faults.errors > before or part is None or quantity is None or uom is None:
        return None
    return AsnLine(
        line=_line_number(lin, ordinal), part=part, quantity=quantity, uom=uom,
        supplier_part=supplier_part, lot=lot, expires_on=expires_on, serials=serials,
        purchase_order=purchase_order, cumulative=cumulative, label_runs=runs)


def _only(tag: str, hl: Segment, segments: list[Segment], faults: Faults) -> Segment | None:
    found = [segment for segment in segments if segment.tag == tag]
    if not found:
        faults.error(hl, None, f"no_{tag.lower()}", f"the item has no {tag}")
        return None
    for segment in found[1:]:
        faults.error(segment, None, f"second_{tag.lower()}",
                     f"a second {tag} in one item; the HL before it is missing or damaged")
    return found[0]


def _line_number(lin: Segment, ordinal: int) -> int:
    raw = lin.get(1)
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= 9 else ordinal


def _named(lin: Segment, wanted: tuple[str, ...], faults: Faults) -> str | None:
    found: dict[str, int] = {}
    for qualifier, position in elements.pairs(lin, 2):
        found.setdefault(qualifier, position)
    for qualifier in wanted:
        if qualifier in found:
            return elements.optional(lin, found[qualifier], "the part number", faults)
    return None


def _references(segments: list[Segment], qualifier: str) -> list[Segment]:
    return [s for s in segments if s.tag == "REF" and s.get(1) == qualifier]


def _serials(segments: list[Segment], quantity: int | None, faults: Faults) -> tuple[str, ...]:
    """REF*SE, one a unit; `quantity` is None where the line does not count pieces."""
    found = _references(segments, "SE")
    serials = [elements.key(segment, 2, "the serial", faults) for segment in found]
    if found and quantity is not None and len(found) != quantity:
        faults.error(found[-1], 2, "serial_count",
                     f"{len(found)} serials for {quantity} units")
    return tuple(serial for serial in serials if serial is not None)


def _lot(lin: Segment, segments: list[Segment], faults: Faults) -> str | None:
    """REF*LT, else LIN qualifier LT. Two lots under one quantity cannot be told apart."""
    named = _references(segments, "LT")
    lots = {elements.key(segment, 2, "the lot", faults) for segment in named}
    inline = _named(lin, ("LT",), faults)
    if inline is not None:
        lots.add(inline)
    if len(lots) > 1:
        faults.error(named[-1], 2, "lots", "several lots for one quantity")
    return next(iter(lots), None)


def _expiry(segments: list[Segment], faults: Faults) -> str | None:
    dates = [s for s in segments if s.tag == "DTM" and s.get(1) == "036"]
    values = {elements.expiry(segment, faults) for segment in dates}
    if len(values) > 1:
        faults.error(dates[-1], 2, "expiries", "several expiry dates for one quantity")
    return next(iter(values), None)


def _label_runs(segments: list[Segment], quantity: int | None,
                faults: Faults) -> tuple[LabelRun, ...]:
    """CLD with the REF*LS that follow it: one is a single label, two are first and last."""
    runs: list[LabelRun] = []
    total = 0
    for at, cld in enumerate(segments):
        if cld.tag != "CLD":
            continue
        labels = _labels_after(segments, at + 1)
        containers = elements.whole(cld, 1, "the number of containers", faults)
        per_container = elements.whole(cld, 2, "pieces in a container", faults)
        if containers is None or per_container is None:
            continue
        first, last = (labels[0].get(2), labels[-1].get(2)) if labels else ("", "")
        total += containers * per_container
        runs.append(LabelRun(containers=containers, per_container=per_container,
                             first=first or None, last=last or None))
        _check_run(cld, containers, [label.get(2) for label in labels], faults)
        if quantity is not None and total > quantity:
            faults.error(cld, 2, "packed", f"containers hold {total}, the line says {quantity}")
    if runs and quantity is not None and total < quantity:
        last_cld = [s for s in segments if s.tag == "CLD"][-1]
        faults.error(last_cld, 2, "packed", f"containers hold {total}, the line says {quantity}")
    return tuple(runs)


def _labels_after(segments: list[Segment], start: int) -> list[Segment]:
    labels = []
    for at in range(start, len(segments)):
        if segments[at].tag == "CLD":
            break
        if segments[at].tag == "REF" and segments[at].get(1) == "LS":
            labels.append(segments[at])
    return labels


def _check_run(cld: Segment, containers: int, labels: list[str], faults: Faults) -> None:
    """Labels listed one each, or a run whose numbers span as many as there are containers."""
    if not labels or len(labels) == containers:
        return
    ends = [re.fullmatch(r"(.*?)(\d{1,18})", label, re.ASCII) for label in (labels[0], labels[-1])]
    spans = [int(end.group(2)) for end in ends if end]
    if len(labels) != 2 or len(spans) != 2 or spans[1] - spans[0] + 1 != containers:
        faults.warning(cld, 1, "label_run", f"labels do not number {containers} containers")
