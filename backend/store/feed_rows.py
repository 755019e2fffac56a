# SPDX-License-Identifier: Apache-2.0
"""What readers see of each thing: the bodies of docs/concepts/operations.md, as JSON text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any, NamedTuple

from backend.domain.books import Books, Order
from backend.domain.holds import Hold
from backend.domain.locations import Location
from backend.domain.parts import Part
from backend.domain.records import Kind, Record
from backend.domain.rules.cut_off import cut_off_text
from backend.domain.rules.kit import kits_of, waiting_lines
from backend.domain.rules.lease import ends
from backend.domain.stock import QuantKey, is_virtual
from backend.domain.substitutes import Substitute
from backend.domain.supersession import Supersession
from backend.domain.wire import timestamp_text

NAME_MAX = 12
"""Characters of a hold's name that a handheld shows on one line."""


class FeedRow(NamedTuple):
    """What readers see of one thing now; no body: it is gone. `audience` is a device, '' all."""

    topic: str
    key: str
    body: str | None
    audience: str = ""


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def text(body: Any) -> str:
    """JSON as short as it gets; the same for equal bodies."""
    return _ENCODER.encode(body)


def quant_name(key: QuantKey) -> str:
    """The feed's key of a balance."""
    return "|".join((key.holder, key.goods.part, key.goods.lot, key.goods.serial))


def part_body(part: Part) -> dict[str, Any]:
    """A part as kept and as read."""
    hazard = part.hazard
    return {
        **asdict(part),
        "packs": [asdict(pack) for pack in part.packs],
        "hazard": hazard
        and {
            "class": hazard.hazard_class,
            "un": hazard.un,
            "packing_group": hazard.packing_group,
            "subsidiary": list(hazard.subsidiary),
            "state": hazard.state,
        },
        "aliases": list(part.aliases),
    }


def order_body(order: Order) -> dict[str, Any]:
    """An order as kept. It becomes JSON at once: `asdict` would copy all its details before."""
    return {**_fields(order), "lines": [_fields(line) for line in order.lines]}


def _fields(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def location_body(location: Location) -> dict[str, Any]:
    """A location as kept and as read."""
    return {**asdict(location), "hazards": list(location.hazards)}


def supersession_body(link: Supersession) -> dict[str, Any]:
    """A supersession as kept and as read."""
    return {**asdict(link), "new": [asdict(one) for one in link.new]}


def substitute_body(approved: Substitute) -> dict[str, Any]:
    """An approved substitute as kept and as read."""
    return {**asdict(approved), "customers": list(approved.customers)}


def hold_name(hold: Hold) -> str:
    """A short name for people: what a device called it, or the end of the operation's id. Followers
    bear the name of their root."""
    root = hold.root or hold.hold
    return root if len(root) <= NAME_MAX else "H-" + (hold.operation or root)[-6:].upper()


def hold_body(hold: Hold, state: str) -> dict[str, Any]:
    """A hold as read."""
    return {
        "hold": hold.hold,
        "name": hold_name(hold),
        "scope": hold.scope.as_dict(),
        "reason": hold.reason,
        "note": hold.note,
        "placed_at": timestamp_text(hold.placed_at),
        "placed_by": hold.placed_by,
        "operation": hold.operation,
        "root": hold.root,
        "state": state,
        **_more(hold),
    }


def _more(hold: Hold) -> dict[str, Any]:
    told = hold.more()
    for one in told.get("consents", ()):
        one["at"] = timestamp_text(one["at"])
    return told


def _quant(books: Books, key: QuantKey) -> dict[str, Any] | None:
    quantity = books.quants.get(key, 0)
    if key.holder.startswith("@") or not quantity:
        return None
    goods = key.goods
    lot = books.lots.get((goods.part, goods.lot))
    unit = books.unit(key.holder, goods)
    return {
        "holder": key.holder,
        "part": goods.part,
        "lot": goods.lot,
        "serial": goods.serial,
        "quantity": quantity,
        "expires_on": lot.expires_on if lot else None,
        "suppliers": sorted(unit.suppliers),
        "receipts": sorted(unit.receipts),
    }


def _plate(books: Books, lpn: str) -> dict[str, Any]:
    plate = books.plates[lpn]
    here = plate.seen is not None and not plate.missing and not is_virtual(plate.seen.holder)
    return {
        "lpn": lpn,
        "kind": "",
        "place": plate.seen.holder if plate.seen and here else None,
        "missing": plate.missing,
        "supplier": plate.supplier,
        "receipt": plate.receipt,
    }


def _supersession(books: Books, key: str) -> dict[str, Any] | None:
    link = books.supersessions[key]
    return supersession_body(link) if link.active else None


def _substitute(books: Books, key: str) -> dict[str, Any] | None:
    approved = books.substitutes[key]
    return substitute_body(approved) if approved.active else None


def _task(books: Books, name: str) -> dict[str, Any]:
    task = books.tasks[name]
    return {
        "task": task.task,
        "kind": task.kind,
        "state": task.state,
        "priority": task.priority,
        **task_shown(task.details),
    }


def task_shown(details: dict[str, Any]) -> dict[str, Any]:
    """What anybody reads of a task: who counts again does not see what others counted (CC8)."""
    return {name: told for name, told in details.items() if name != "tallies"}


_BODIES: dict[str, tuple[str, Callable[[Books, Any], Any]]] = {
    "part": ("part", lambda books, key: part_body(books.parts[key])),
    "supplier": ("supplier", lambda books, key: asdict(books.suppliers[key])),
    "supersession": ("supersession", _supersession),
    "substitute": ("substitute", _substitute),
    "location": ("location", lambda books, key: location_body(books.locations[key])),
    "quant": ("quant", _quant),
    "plate": ("lpn", _plate),
    "task": ("task", _task),
    "order": ("order", lambda books, key: order_view(order_body(books.orders[key]))),
    "asn": ("asn", lambda books, key: asn_view(books.asns[key])),
    "shipment": ("shipment", lambda books, key: asdict(books.shipments[key])),
    "policy": ("site", lambda books, key: {"site": key, "settings": books.policy.as_dict()}),
}


def asn_view(body: dict[str, Any]) -> dict[str, Any]:
    """A notice as read: who told each of its packs stays in the books."""
    kept = ("told", "undone")
    packs = [{k: v for k, v in pack.items() if k not in kept} for pack in body["packs"]]
    return {**body, "packs": packs}


def _walk(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("places", "why", "tour") if name in told}


def order_view(body: dict[str, Any]) -> dict[str, Any]:
    """An order as read: what was asked stays in the books, readers get what they act on."""
    details = body.pop("details")
    lines = [{**line, "quantity": line["requested"]} for line in body["lines"]]
    asked = details.get("asked", {})
    kits, waiting = kits_of(details), waiting_lines(details)
    for line in lines:
        if line["line"] in kits:
            line |= {"kit": kits[line["line"]], "waits": line["line"] in waiting}
        given = details.get("given", {}).get(str(line["line"]), {})
        if told := {part: quantity for part, quantity in given.items() if quantity}:
            line["given"] = told
    door = asked.get("door") or ""
    by = details.get("by")
    shown = {name: details.get(name) for name in ("imported_at",) if name in details}
    shown |= {"released": True} if "released" in details else {}
    shown |= {"walk": _walk(details["walk"])} if "walk" in details else {}
    shown |= {"sizes": details["sizes"]} if "sizes" in details else {}
    if left := details.get("left_on"):
        shown["left_on"] = {**left, "at": timestamp_text(left["at"])}
    return {
        **body,
        "lines": lines,
        "cartons": details.get("cartons", []),
        "goods": [
            {"holder": holder, "part": part, "quantity": n["quantity"],
             "at": timestamp_text(n["at"])}
            for holder, parts in sorted(details.get("goods", {}).items())
            for part, n in sorted(parts.items())
        ],
        "door": door,
        "route": asked.get("carrier") or "",
        "stop": asked.get("stop"),
        "service": asked.get("service"),
        "cut_off": cut_off_text(asked.get("cut_off")),
        "left": {lpn: told["reason"] for lpn, told in details.get("left", {}).items()},
        "by": by
        and {
            "actor": by["actor"],
            "at": timestamp_text(by["at"]),
            "until": timestamp_text(ends(by)),
        },
        **shown,
    }


_SHOWN_WHILE = {
    Kind.AUTHORIZATION: {"approved", "in_transit", "received", "inspecting"},
    Kind.DEPOSIT: {"open"},
    Kind.CLAIM: {"submitted", "validating", "info_requested", "part_requested", "part_received"},
    Kind.RETURNED: {"inspecting"},
    Kind.SHIPMENT: {"awaiting"},
    Kind.REMAN_ORDER: {"open"},
    Kind.GROUP: {""},
    Kind.CHECKLIST: {""},
    Kind.ASSEMBLY: {""},
    Kind.CARTON: {""},
    Kind.CUSTOMER: {""},
}
"""Records that readers see, and while in which state. RT6: which serials and cores came before is
nobody's on the floor."""


def _record(record: Record) -> FeedRow | None:
    states = _SHOWN_WHILE.get(Kind(record.kind))
    if states is None:
        return None
    shown = record.body.get("state", "") in states
    return FeedRow(record.kind, record.name, text(record.body) if shown else None)


def feed_row(books: Books, table: str, key: Any) -> FeedRow | None:
    """What readers see of a changed row, or None if they do not see it."""
    if table == "hold":
        hold = books.holds.get(key)
        return FeedRow("hold", key, text(hold_body(hold, "open")) if hold else None)
    if table == "record":
        return _record(books.records[key])
    if table not in _BODIES or (table == "quant" and key.holder.startswith("@")):
        return None
    topic, body = _BODIES[table]
    content = body(books, key)
    name = quant_name(key) if table == "quant" else key
    return FeedRow(topic, name, None if content is None else text(content))
