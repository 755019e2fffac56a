# SPDX-License-Identifier: Apache-2.0
"""What the types of a body cannot say: its numbers agree, and it tells of something at all.

The device asks the same of what moves goods (`pwa/src/domain/malformed.ts`); the vector is
`tests/vectors/sense.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import astuple
from datetime import date

from backend.domain import bodies as ops
from backend.domain import bodies_reverse as reverse
from backend.domain.lines import Line
from backend.domain.move_bodies import ReplenishShort, Reslot
from backend.domain.quality_bodies import Disposition, HoldOwner, HoldRuleChange, Inspection
from backend.domain.stock import is_plate, plate_holder, plate_of
from backend.domain.wire import Malformed, timestamp_ms

PHOTO_BYTES_MAX = 400_000  # a device scales to about 150,000; more is no picture of ours
_PHOTO = re.compile(r"[0-9a-z-]{1,64}")
"""A photo's id also names the file of its bytes."""
_HASH = re.compile(r"[0-9a-f]{64}")
WEIGHT_MAX_G = 2_000_000  # more than a pallet carries
COPIES_MAX = 99  # of one label: whoever asks again and again needs a person
TOUR_MAX = 50  # orders on one walk: a site may set 24
MONEY_MAX = 10**12
QUANTITY_MAX = 999_999  # of one line: above it a number was scanned where a quantity belongs


def senseless(body: ops.Body) -> Malformed | None:
    """What is wrong with a body that was read, and where; None when nothing is."""
    return (
        _lines(getattr(body, "lines", ()))
        or _names(body)
        or _places(body)
        or _count(body)
        or _photo(body)
        or _reversed(body)
        or _supervisor(body)
    )


def _lines(lines: Iterable[Line]) -> Malformed | None:
    for n, line in enumerate(lines):
        if line.quantity <= 0:
            return Malformed(f"body.lines.{n}.quantity", "must be at least 1")
        if line.quantity > QUANTITY_MAX:
            return Malformed(f"body.lines.{n}.quantity", f"quantity above {QUANTITY_MAX}")
        if line.serials and len(line.serials) != line.quantity:
            return Malformed(f"body.lines.{n}.serials", "as many as the quantity says, or none")
        if len(set(line.serials)) != len(line.serials):
            return Malformed(f"body.lines.{n}.serials", "the same serial twice")
        if "" in line.serials:
            return Malformed(f"body.lines.{n}.serials", "a serial without characters")
        if not is_day(getattr(line, "expires_on", None)):
            return Malformed(f"body.lines.{n}.expires_on", "not a day like 2026-11-23")
    return None


def is_day(text: str | None) -> bool:
    """Whether a text is a day of the calendar, as 2026-11-23 (ISO 8601); none at all is fine."""
    if text is None:
        return True
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _names(body: ops.Body) -> Malformed | None:
    for name in ("source", "target", "holder", "location"):
        holder = getattr(body, name, None) or ""
        if holder.startswith("@"):
            return Malformed(f"body.{name}", "is no place on the floor")
        if is_plate(holder) and not plate_of(holder):
            return Malformed(f"body.{name}", "a plate without characters")
    for name in ("lpn", "parent_lpn"):
        if getattr(body, name, None) == "":
            return Malformed(f"body.{name}", "a plate without characters")
    return None


def _places(body: ops.Body) -> Malformed | None:
    match body:
        case ops.Receipt() if body.parent_lpn == body.lpn:
            return Malformed("body.parent_lpn", "a plate cannot stand in itself")
        case ops.Putaway() | ops.Transfer() if bool(body.lpn) == bool(body.lines):
            return Malformed("body", "either a whole plate (lpn) or lines")
        case ops.Putaway() | ops.Transfer() if body.lpn and body.target == plate_holder(body.lpn):
            return Malformed("body.target", "a plate cannot stand in itself")
        case ops.Putaway() | ops.Transfer() | ops.Pick() | ops.Pack() if body.source == body.target:
            return Malformed("body.target", "source and target are the same")
        case ops.Pick() | ops.Pack() | ops.PackShort() if not body.lines:
            return Malformed("body.lines", "nothing was taken")
        case ops.CartonWeighed() if not 0 < body.weight_g <= WEIGHT_MAX_G:
            return Malformed("body.weight_g", f"not 1 to {WEIGHT_MAX_G} grams")
        case ops.CartonWeighed() if not 0 <= body.most_g <= WEIGHT_MAX_G:
            return Malformed("body.most_g", f"not 0 to {WEIGHT_MAX_G} grams")
        case ops.LabelWanted() if not body.code or not 0 < body.copy <= COPIES_MAX:
            return Malformed("body.copy" if body.code else "body.code", "is no label")
        case ops.Undo():
            return _put_back(body)
        case ops.ReceiptDiffers():
            return _differing(body)
        case ops.ModulesCapture():
            return _built_in(body)
        case ReplenishShort() if body.wanted <= 0 or not 0 <= body.found < body.wanted:
            return Malformed("body.found", "not from 0 to what was wanted")
        case ops.Transfer() if body.order == "":
            return Malformed("body.order", "an order without characters")
        case ops.Claim() if len(body.tour) > TOUR_MAX or len(set(body.tour)) != len(body.tour):
            return Malformed("body.tour", f"more than {TOUR_MAX} orders, or one of them twice")
        case Reslot() if body.source == body.target:
            return Malformed("body.target", "source and target are the same")
        case ops.Pick() if body.opened is not None and not 0 < body.opened <= QUANTITY_MAX:
            return Malformed("body.opened", f"not 1 to {QUANTITY_MAX} units")
    return None


def _built_in(body: ops.ModulesCapture) -> Malformed | None:
    if not body.parent_serial:
        return Malformed("body.parent_serial", "a serial without characters")
    if not (body.modules or body.missing or body.removed):
        return Malformed("body.modules", "nothing was captured")
    units = [(one.part, one.serial) for one in body.modules]
    itself = (body.parent_part, body.parent_serial) in units
    if itself or len(set(units)) != len(units) or any(not one.serial for one in body.modules):
        return Malformed("body.modules", "each unit once, with its number, and not itself")
    return None


def _differing(body: ops.ReceiptDiffers) -> Malformed | None:
    for name, units in (("told", body.told), ("found", body.found)):
        if not 0 <= units <= QUANTITY_MAX:
            return Malformed(f"body.{name}", f"not from 0 to {QUANTITY_MAX}")
    if body.told == body.found:
        return Malformed("body.found", "is what was told")
    units = abs(body.told - body.found)
    odd = body.serials and len(body.serials) != units
    if odd or len(set(body.serials)) != len(body.serials) or "" in body.serials:
        return Malformed("body.serials", "as many as the numbers differ by, each once, or none")
    return None


def _put_back(body: ops.Undo) -> Malformed | None:
    if body.lpn is None and not body.lines:
        return Malformed("body", "neither a whole plate (lpn) nor lines")
    if body.target == "" or (body.target is None) != (body.verb == "receipt"):
        return Malformed("body.target", "a receipt goes back to nobody here, all else to a place")
    if body.source == body.target:
        return Malformed("body.target", "source and target are the same")
    if body.lpn is not None and body.target == plate_holder(body.lpn):
        return Malformed("body.target", "a plate cannot stand in itself")
    return None


def _count(body: ops.Body) -> Malformed | None:
    if not isinstance(body, ops.Count):
        return None
    if body.empty == bool(body.lines or body.lpns):
        return Malformed("body.empty", "either empty or with content")
    if body.began_at is not None and timestamp_ms(body.began_at) is None:
        return Malformed("body.began_at", "not a UTC time like 2026-11-23T09:33:12.123Z")
    return None


def _photo(body: ops.Body) -> Malformed | None:
    if not isinstance(body, ops.Photo):
        return None
    if not _PHOTO.fullmatch(body.photo):
        return Malformed("body.photo", "not an id of small letters, digits and hyphens")
    if not _HASH.fullmatch(body.hash):
        return Malformed("body.hash", "not a SHA-256 in hex")
    if not 0 < body.bytes <= PHOTO_BYTES_MAX:
        return Malformed("body.bytes", f"not from 1 to {PHOTO_BYTES_MAX}")
    if not any(astuple(body.of)):
        return Malformed("body.of", "a photo is of something")
    return None


def _reversed(body: ops.Body) -> Malformed | None:
    match body:
        case reverse.ReturnReceipt() | reverse.CoreShipment() | reverse.RemanConsume():
            if not body.lines:
                return Malformed("body.lines", "nothing came back or went")
            checks = {k: v for one in body.lines for k, v in getattr(one, "checks", {}).items()}
            return _answers("checks", checks)
        case reverse.CoreReceipt():
            return _answers("answers", body.answers)
        case reverse.RemanOutput() | reverse.RemanLoss() if not body.serial:
            return Malformed("body.serial", "a serial without characters")
        case reverse.ReturnDisposition() if not 0 <= body.fee_minor <= MONEY_MAX:
            return Malformed("body.fee_minor", "below zero, or above all that is credited")
        case reverse.ClaimDecision() if not 0 <= body.approved_minor <= MONEY_MAX:
            return Malformed("body.approved_minor", "below zero, or above all that is claimed")
        case reverse.ReturnDisposition() | reverse.ClaimDecision() if not body.reason.strip():
            return Malformed("body.reason", "says nothing")
    return None


def _answers(name: str, answers: dict[str, bool]) -> Malformed | None:
    if all(isinstance(value, bool) for value in answers.values()):
        return None
    return Malformed(f"body.{name}", "each answer is true or false")


def _supervisor(body: ops.Body) -> Malformed | None:
    quantity = getattr(body, "quantity", None) or 0
    if abs(quantity) > QUANTITY_MAX:
        return Malformed("body.quantity", f"quantity above {QUANTITY_MAX}")
    match body:
        case ops.PlateClearance() if not all(line.lpn for line in body.lines):
            return Malformed("body.lines", "each line names its plate")
        case ops.PlaceHold() if body.scope.is_empty():
            return Malformed("body.scope", "a hold needs something to hold")
        case ops.Adjustment() | ops.VarianceApproval() if quantity == 0:
            return Malformed("body.quantity", "must not be 0")
        case ops.Adjustment() | ops.VarianceApproval() if body.serial and abs(quantity) > 1:
            return Malformed("body.quantity", "a serial number is one unit: 1 or -1")
        case (
            ops.Adjustment() | ops.HoldRelease() | Disposition()
        ) if not body.reason.strip():
            return Malformed("body.reason", "says nothing")
        case ops.VarianceApproval() if not body.cause.strip():
            return Malformed("body.cause", "says nothing")
        case ops.ReceiptMatch() if not (body.asn or body.reference.strip()):
            return Malformed("body.asn", "names no paper")
        case ops.CodeMatch() if quantity < 0 or (quantity and not body.holder):
            return Malformed("body.quantity", "0, or units that are somewhere")
    return _quality(body)


def _quality(body: ops.Body) -> Malformed | None:
    match body:
        case HoldRuleChange():
            for name in ("starts_on", "ends_on"):
                if not is_day(getattr(body, name)):
                    return Malformed(f"body.{name}", "not a day like 2026-11-23")
            return Malformed("body.rule", "says nothing") if not body.rule.strip() else None
        case HoldOwner() if not body.owner.strip():
            return Malformed("body.owner", "says nothing")
        case Inspection() if body.nonconforming < 0:
            return Malformed("body.nonconforming", "must be at least 0")
        case Inspection() if not is_day(body.until):
            return Malformed("body.until", "not a day like 2026-11-23")
        case Disposition():
            return _disposition(body)
    return None


def _disposition(body: Disposition) -> Malformed | None:
    if body.decision == "use_as_is":
        return None
    if not body.holder or not body.part:
        return Malformed("body.holder", "names no goods")
    if body.quantity < 1 or (body.serial and body.quantity > 1):
        return Malformed("body.quantity", "must be at least 1, of a serial number 1")
    if body.decision == "downgrade" and body.to_part in (None, "", body.part):
        return Malformed("body.to_part", "names no other part")
    return None
