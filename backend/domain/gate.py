# SPDX-License-Identifier: Apache-2.0
"""What every operation passes before its rule: may it be judged now, or must it wait?"""

from __future__ import annotations

from collections.abc import Iterator

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, declined, parked
from backend.domain.reasons import Reason
from backend.domain.stock import is_plate, is_virtual

SUPERVISORS = frozenset({"supervisor", "admin"})
_WORKER_REQUESTS = frozenset({"shipment", "claim", "inspection"})
_UNPROVEN = frozenset({"device_revoked", "actor_revoked", "session_odd"})


def gate(books: Books, operation: ops.Operation) -> Decision | None:
    """The decision that ends it here, or None when the rule may judge."""
    kind = ops.KINDS[operation.kind]
    if kind.is_a is ops.Class.IMPORT:
        return None
    if kind.is_a is ops.Class.REQUEST:
        return _role(operation)
    match operation.authority:
        case "device_revoked":
            return parked(Reason.DEVICE_REVOKED)
        case "actor_revoked":
            return parked(Reason.ACTOR_REVOKED)
        case "session_odd":
            return parked(Reason.SESSION_ODD)
    missing = [o for o in operation.envelope.after if o not in books.known_operations]
    if missing:
        return parked(Reason.PREDECESSOR, frozenset(f"op:{o}" for o in missing), operations=missing)
    return _behind(books, operation) or _unknown(books, operation)


def _role(operation: ops.Operation) -> Decision | None:
    worker = operation.kind in _WORKER_REQUESTS and operation.authority not in _UNPROVEN
    if operation.authority in SUPERVISORS or worker:
        return None
    return declined(Reason.DECLINED_ROLE)


def _behind(books: Books, operation: ops.Operation) -> Decision | None:
    """Wait behind what is parked of the same group, but never behind what waits for this."""
    group = operation.envelope.group
    if not group:
        return None
    own = books.parked.get(operation.op_id)
    followers = _followers(books, operation.op_id)
    for waiting in sorted(books.parked.values(), key=lambda parked: parked.position):
        if waiting.group != group or waiting.op_id in followers:
            continue
        if own is None or waiting.position < own.position:
            return parked(Reason.BEHIND, frozenset({f"group:{group}"}), operation=waiting.op_id)
    return None


def _followers(books: Books, op_id: str) -> set[str]:
    """This operation, and those parked that wait for it, for one of these, or behind one."""
    found = {op_id}
    groups: set[str] = set()
    for waiting in sorted(books.parked.values(), key=lambda parked: parked.position):
        named = any(f"op:{one}" in waiting.waits_for for one in found)
        behind = waiting.group in groups and f"group:{waiting.group}" in waiting.waits_for
        if named or behind:
            found.add(waiting.op_id)
            groups |= {waiting.group} - {""}
    return found


def _unknown(books: Books, operation: ops.Operation) -> Decision | None:
    parts = [part for part in parts_named(operation.body) if part not in books.parts]
    if parts:
        return parked(Reason.UNKNOWN_PART, frozenset(f"part:{p}" for p in parts), parts=parts)
    places = [place for place in locations_named(operation) if place not in books.locations]
    if places:
        waits = frozenset(f"location:{place}" for place in places)
        return parked(Reason.UNKNOWN_LOCATION, waits, locations=places)
    return None


def parts_named(body: ops.Body) -> list[str]:
    """Parts that a body names, each once."""
    named = [line.part for line in getattr(body, "lines", ())]
    match body:
        case ops.SerialCapture() | ops.ShortPick() | ops.ReplenishShort():
            named.append(body.part)
        case ops.Adjustment() | ops.VarianceApproval() | ops.PackCheck():
            named.append(body.part)
        case ops.ReceiptDiffers():
            named.append(body.part)
        case ops.ModulesCapture():
            named.append(body.parent_part)
        case ops.Relabel():
            named += [body.part, body.actual]
        case ops.Disposition():
            named += [part for part in (body.part, body.to_part) if part]
        case ops.CoreReceipt() | ops.RemanOutput() | ops.RemanLoss():
            named.append(body.part)
    return list(dict.fromkeys(named))


def locations_named(operation: ops.Operation) -> list[str]:
    """Locations that an operation names, each once, sorted."""
    return sorted(set(_locations(operation)))


def _locations(operation: ops.Operation) -> Iterator[str]:
    body = operation.body
    for holder in operation.holders:
        if not is_plate(holder) and not is_virtual(holder):
            yield holder
    if isinstance(body, ops.Receipt | ops.Load | ops.Arrival):
        yield body.location
