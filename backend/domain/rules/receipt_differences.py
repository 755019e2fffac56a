# SPDX-License-Identifier: Apache-2.0
"""How a receipt differs from what was announced, and from what its parts should be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.notices import tick
from backend.domain.parts import Tracking
from backend.domain.reasons import Reason
from backend.domain.records import Kind
from backend.domain.stock import CUSTOMER, SCRAP, is_virtual
from backend.domain.touches_reverse import serial_name

Difference = tuple[Reason, dict[str, Any]]
NUMBERS = (Reason.OVER, Reason.SHORT, Reason.UNEXPECTED, Reason.SERIAL_DIFFERS)
"""Differences from a notice: they are those of one receipt, and go with it."""


def question_name(op_id: str, reason: Reason, part: str) -> str:
    """The question about one difference of a receipt."""
    return f"{op_id}:{reason}:{part}"


def differences(
    books: Books, operation: ops.Operation, body: ops.Receipt
) -> Iterator[Difference]:
    """Everything that is not as it should be, by part; a person looks at each."""
    for line in body.lines:
        part = books.parts[line.part]
        if part.tracking is Tracking.SERIAL and not line.serials:
            yield Reason.SERIAL_MISSING, {"part": line.part, "quantity": line.quantity}
        if part.tracking is Tracking.LOT and not line.lot:
            yield Reason.LOT_MISSING, {"part": line.part, "quantity": line.quantity}
        odd = [s for s in line.serials if not part.serial_fits(s)]
        odd += [s for s in line.serials if is_known_otherwise(books, operation, line.part, s)]
        if odd:
            named = assembly_named(books, line.part, odd)
            yield Reason.SERIAL_ODD, {"part": line.part, "serials": odd, **named}
        if line.condition == "damaged":
            yield Reason.DAMAGED, {"part": line.part, "quantity": line.quantity}
    yield from against_notice(books, body)


TOLD_BESIDE = frozenset({"surplus", "damaged", "mislabelled"})
"""Why a plate was filled with what the receipt of its carton counts already."""


def against_notice(
    books: Books, body: ops.Receipt, *, whole: bool = True
) -> Iterator[Difference]:
    """Over, short and unexpected against the supplier's notice of this carton: by all that came in
    it (`whole`), or by what stands on the plate itself."""
    notice = books.asns.get(body.asn or "")
    if notice is None:
        return
    counted = counted_units(body)
    if body.aside in TOLD_BESIDE:
        return
    for line in body.beside if whole else ():
        key = (line.part, line.lot or "")
        counted[key] = counted.get(key, 0) + line.quantity
    own = [pack for pack in notice["packs"] if pack["lpn"] == body.lpn]
    if not own:
        yield from _against_lines(notice["packs"], body.lpn, counted)
        return
    announced = _asked(own)
    for key in sorted(announced.keys() | counted.keys()):
        asked, found = announced.get(key, 0), counted.get(key, 0)
        detail = {"part": key[0], "lot": key[1], "announced": asked, "counted": found}
        if asked == 0:
            yield Reason.UNEXPECTED, detail
        elif found != asked:
            yield (Reason.OVER if found > asked else Reason.SHORT), detail
    yield from _other_serials(own, body)


def _other_serials(own: list[dict[str, Any]], body: ops.Receipt) -> Iterator[Difference]:
    """Units with other numbers than those that were announced in this carton (RC14): the number
    that did not come may be on a vehicle somewhere, and the one that did is nobody's yet."""
    for part in sorted({line.part for line in body.lines}):
        announced = {
            serial for pack in own for line in pack["lines"] if line["part"] == part
            for serial in line.get("serials") or ()
        }  # fmt: skip
        came = {serial for line in body.lines if line.part == part for serial in line.serials}
        strange, missing = sorted(came - announced), sorted(announced - came)
        if announced and strange:
            yield Reason.SERIAL_DIFFERS, {"part": part, "serials": strange, "awaited": missing}


def _against_lines(
    packs: list[dict[str, Any]], lpn: str, counted: dict[tuple[str, str], int]
) -> Iterator[Difference]:
    """Units on a plate of our own: what no open line of the whole notice asked for."""
    announced = _asked(packs)
    for key, over in sorted(tick(packs, lpn, counted)[1].items()):
        asked = announced.get(key, announced.get((key[0], ""), 0))
        detail = {"part": key[0], "lot": key[1], "announced": asked, "counted": counted[key]}
        yield (Reason.OVER if asked else Reason.UNEXPECTED), {**detail, "over": over}


def _asked(packs: list[dict[str, Any]]) -> dict[tuple[str, str], int]:
    """Units announced in these packs, by part and lot."""
    asked: dict[tuple[str, str], int] = {}
    for pack in packs:
        for line in pack["lines"]:
            key = (line["part"], line["lot"] or "")
            asked[key] = asked.get(key, 0) + line["quantity"]
    return asked


def counted_units(body: ops.Receipt | ops.ReceiptMatch) -> dict[tuple[str, str], int]:
    """Units received, by part and lot."""
    counted: dict[tuple[str, str], int] = {}
    for got in body.lines:
        key = (got.part, got.lot or "")
        counted[key] = counted.get(key, 0) + got.quantity
    return counted


def is_known_otherwise(
    books: Books, operation: ops.Operation, part: str, serial: str
) -> bool:
    """A number that already stands on the floor, or that left it before this was told: one of the
    two is not what it says, or it is a return, or a fraud (SE4, SE5). So is one that is built into
    an assembly (SE6)."""
    if has_left(books, operation, part, serial) or assembly_of(books, part, serial) is not None:
        return True
    return any(
        books.quants[key] > 0 and not is_virtual(key.holder)
        for key in books.by_serial.get((part, serial), ())
    )


def assembly_of(books: Books, part: str, serial: str) -> dict[str, str] | None:
    """The assembly that a unit is in, by its part and serial; None when it is in none."""
    record = books.records.get((Kind.MODULE, serial_name(part, serial)))
    parent: dict[str, str] | None = record.body["parent"] if record else None
    return parent


def assembly_named(books: Books, part: str, serials: list[str]) -> dict[str, str]:
    """Which assembly the first of these numbers that is in one is in, as a question names it."""
    found = (assembly_of(books, part, serial) for serial in serials)
    parent = next((one for one in found if one is not None), None)
    return {"parent": f"{parent['part']} {parent['serial']}"} if parent else {}


def has_left(books: Books, operation: ops.Operation, part: str, serial: str) -> bool:
    """Whether the unit was gone by the time of this; one that left later came by it."""
    seen = books.serials.get((part, serial))
    gone = seen is not None and seen.holder in (CUSTOMER, SCRAP)
    return gone and seen is not None and seen.witness.moment < operation.moment
