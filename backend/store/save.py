# SPDX-License-Identifier: Apache-2.0
"""Write back what the books say changed: one statement a table, rows in sorted key order.

Quants are written as differences from what was loaded, so a row that nobody had to look at (the
account of a counterparty) is never overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.books import Books, Seen, Task
from backend.domain.touches import unplaced
from backend.store import book_tables as t
from backend.store.bulk import increase, upsert
from backend.store.feed_rows import (
    FeedRow,
    feed_row,
    location_body,
    order_body,
    part_body,
    substitute_body,
    supersession_body,
)
from backend.store.journal import wait_rows
from backend.store.link_tables import substitutes, supersessions
from backend.store.photo_rows import save_photos
from backend.store.quality_tables import supplies
from backend.store.reverse_tables import reverse_records

Rows = list[dict[str, Any]]


def save(connection: Connection, books: Books, network: str) -> list[FeedRow]:
    """Write every dirty row. Returns what readers see of them."""
    by_table: dict[str, list[Any]] = {}
    for table, key in sorted(books.dirty, key=lambda item: (item[0], str(item[1]))):
        by_table.setdefault(table, []).append(key)
    for name, keys in by_table.items():
        _SAVERS[name](connection, books, network, keys)
    books.dirty.clear()
    shown = (feed_row(books, table, key) for table, keys in by_table.items() for key in keys)
    return [row for row in shown if row is not None]


def write_feed(connection: Connection, site: str, version: int, rows: Iterable[FeedRow]) -> None:
    """Put rows into the feed at this version; each thing once."""
    kept = [{"site_id": site, "version": version, **row._asdict()} for row in rows]
    upsert(connection, t.feed, kept)


def _quants(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    """Differences. What was loaded is there; what was not is new here, or an account that nobody
    had to look at. L3 is checked by the database: a new row below zero is refused."""
    known: Rows = []
    new: Rows = []
    for key in sorted(keys):
        before = books.loaded.get(key, (0, 0))
        now = (books.quants.get(key, 0), books.raws.get(key, 0))
        if now != before:
            (known if key in books.loaded else new).append(
                {
                    "site_id": books.site,
                    "holder": key.holder,
                    "part": key.goods.part,
                    "lot": key.goods.lot,
                    "serial": key.goods.serial,
                    "quantity": now[0] - before[0],
                    "raw": now[1] - before[1],
                }
            )
            books.loaded[key] = now
    increase(connection, t.quants, known, ("quantity", "raw"))
    upsert(connection, t.quants, new, ("quantity", "raw"))


def _seen(seen: Seen | None) -> dict[str, Any]:
    if seen is None:
        return {"holder": "", "occurred_at": 0, "op_id": "", "device_id": "", "error_ms": 0}
    return {"holder": seen.holder, **_witness(seen.witness)}


def _witness(witness: Any) -> dict[str, Any]:
    return {
        "occurred_at": witness.moment[0],
        "op_id": witness.moment[1],
        "device_id": witness.device,
        "error_ms": witness.error_ms,
    }


def _serials(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    rows = []
    for part, serial in keys:
        seen, origin = books.serials.get((part, serial)), books.origins.get((part, serial))
        rows.append(
            {
                "site_id": books.site,
                "part": part,
                "serial": serial,
                "lot": seen.lot if seen else "",
                **_seen(seen),
                "supplier": origin.supplier if origin else "",
                "receipt": origin.receipt if origin else "",
            }
        )
    upsert(connection, t.serials, rows)


def _plates(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    plates = [books.plates[lpn] for lpn in keys]
    rows = [
        {
            "site_id": books.site,
            "lpn": plate.lpn,
            **_seen(plate.seen),
            "missing": plate.missing,
            "supplier": plate.supplier,
            "receipt": plate.receipt,
        }
        for plate in plates
    ]
    upsert(connection, t.plates, rows)


def _horizons(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    gone = [holder for holder in keys if holder not in books.horizons]
    if gone:
        h = t.horizons.c
        connection.execute(sa.delete(t.horizons).where(h.site_id == books.site, h.holder.in_(gone)))
    rows = [
        {"site_id": books.site, "holder": holder, **_witness(books.horizons[holder])}
        for holder in keys
        if holder in books.horizons
    ]
    upsert(connection, t.horizons, rows)


def _lots(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    rows = []
    for part, lot in keys:
        known = books.lots[(part, lot)]
        rows.append(
            {
                "site_id": books.site,
                "part": part,
                "lot": lot,
                "expires_on": known.expires_on,
                "suppliers": sorted(known.suppliers),
                "receipts": sorted(known.receipts),
            }
        )
    upsert(connection, t.lots, rows)


def _holds(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    released = [hold for hold in keys if hold not in books.holds]
    if released:
        h = t.holds.c
        connection.execute(
            sa.update(t.holds)
            .where(h.site_id == books.site, h.hold.in_(released))
            .values(state="released")
        )
    placed = [books.holds[hold] for hold in keys if hold in books.holds]
    rows = [
        {
            "site_id": books.site,
            "hold": hold.hold,
            "scope": hold.scope.as_dict(),
            "reason": hold.reason,
            "note": hold.note,
            "placed_by": hold.placed_by,
            "placed_at": hold.placed_at,
            "operation": hold.operation,
            "since": hold.since,
            "root": hold.root,
            "more": hold.more(),
            "state": "open",
        }
        for hold in placed
    ]
    upsert(connection, t.holds, rows)


def _parts(connection: Connection, books: Books, network: str, keys: list[Any]) -> None:
    upsert(
        connection,
        t.parts,
        [{"network_id": network, "part": k, "body": part_body(books.parts[k])} for k in keys],
    )


def _suppliers(connection: Connection, books: Books, network: str, keys: list[Any]) -> None:
    found = [(key, asdict(books.suppliers[key])) for key in keys]
    rows = [{"network_id": network, "supplier": key, "body": body} for key, body in found]
    upsert(connection, t.suppliers, rows)


def _supersessions(
    connection: Connection, books: Books, network: str, keys: list[Any]
) -> None:
    rows = []
    for link in (books.supersessions[key] for key in keys):
        when = {"old": link.old, "condition": link.condition, "valid_from": link.valid_from}
        rows.append({"network_id": network, **when, "body": supersession_body(link)})
    upsert(connection, supersessions, rows)


def _substitutes(connection: Connection, books: Books, network: str, keys: list[Any]) -> None:
    rows = []
    for one in (books.substitutes[key] for key in keys):
        which = {"for_part": one.for_part, "part": one.part}
        rows.append({"network_id": network, **which, "body": substitute_body(one)})
    upsert(connection, substitutes, rows)


def _qualified(connection: Connection, books: Books, network: str, keys: list[Any]) -> None:
    rows = [{"network_id": network, "part": part, "supplier": by} for part, by in keys]
    upsert(connection, t.qualified, rows)


def _locations(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    rows = []
    for key in keys:
        place = books.locations[key]
        body = location_body(place)
        rows.append({"site_id": books.site, "location": key, "role": place.role, "body": body})
    upsert(connection, t.locations, rows)


def _asns(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    found = [(key, books.asns[key]) for key in keys]
    rows = [{"site_id": books.site, "asn": k, "state": b["state"], "body": b} for k, b in found]
    upsert(connection, t.asns, rows)


def _orders(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    rows = []
    for key in keys:
        order = books.orders[key]
        rows.append(
            {
                "site_id": books.site,
                "order_id": key,
                "state": order.state,
                "priority": order.priority,
                "body": order_body(order),
            }
        )
    upsert(connection, t.orders, rows)


def _unplaced(task: Task) -> str:
    """A pick that no stock was found for is found by its part."""
    return unplaced(task.details["part"]) if task.kind == "pick" else ""


def _tasks(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    rows = []
    for key in keys:
        task = books.tasks[key]
        rows.append(
            {
                "site_id": books.site,
                "task": key,
                "kind": task.kind,
                "state": task.state,
                "priority": task.priority,
                "source": task.details.get("source") or _unplaced(task),
                "location": task.details.get("location") or "",
                "body": task.details,
            }
        )
    upsert(connection, t.tasks, rows)


def _shipments(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    rows = []
    for key in keys:
        sent = books.shipments[key]
        body = asdict(sent)
        rows.append({"site_id": books.site, "shipment": key, "state": sent.state, "body": body})
    upsert(connection, t.shipments, rows)


def _undone(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    rows = [
        {
            "site_id": books.site,
            "operation": key,
            "tellings": [
                {
                    "operation": one.witness.moment[1],
                    "at": one.witness.moment[0],
                    "device": one.witness.device,
                    "error": one.witness.error_ms,
                    "moves": [[list(m.goods), m.quantity, [m.source, m.target]] for m in one.moves],
                }
                for one in books.undone[key]
            ],
        }
        for key in keys
    ]
    upsert(connection, t.undone, rows)


def _records(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    rows = [{"site_id": books.site, **asdict(books.records[key])} for key in keys]
    upsert(connection, reverse_records, rows)


def _policy(connection: Connection, books: Books, _network: str, _keys: list[Any]) -> None:
    """What the site set, beside what else is kept with it (the demo's seed)."""
    here = t.sites.c.site_id == books.site
    kept = connection.scalar(sa.select(t.sites.c.settings).where(here)) or {}
    settings = {**kept, "policy": books.policy.as_dict()}
    connection.execute(sa.update(t.sites).where(here).values(settings=settings))


def _quality(connection: Connection, books: Books, _network: str, _keys: list[Any]) -> None:
    kept = books.quality.as_dict()
    changed = sa.update(t.sites).where(t.sites.c.site_id == books.site).values(quality=kept)
    connection.execute(changed)


def _supplies(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    rows = []
    for key in keys:
        which = {"site_id": books.site, "part": key[0], "supplier": key[1]}
        rows.append({**which, "body": books.supplies[key].as_dict()})
    upsert(connection, supplies, rows)


def _waits(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    """What parked operations wait for now; those that were resolved wait for nothing."""
    parked = [books.parked[op_id] for op_id in keys if op_id in books.parked]
    if not parked:
        return
    w = t.waits.c
    known = sa.and_(w.site_id == books.site, w.op_id.in_([p.op_id for p in parked]))
    connection.execute(sa.delete(t.waits).where(known))
    rows = [r for p in parked for r in wait_rows(books.site, p.op_id, p.group, p.waits_for)]
    connection.execute(sa.insert(t.waits), rows)


_SAVERS: dict[str, Callable[[Connection, Books, str, list[Any]], None]] = {
    "quant": _quants,
    "serial": _serials,
    "plate": _plates,
    "horizon": _horizons,
    "lot": _lots,
    "hold": _holds,
    "part": _parts,
    "supplier": _suppliers,
    "supersession": _supersessions,
    "substitute": _substitutes,
    "qualified": _qualified,
    "location": _locations,
    "asn": _asns,
    "order": _orders,
    "task": _tasks,
    "shipment": _shipments,
    "undone": _undone,
    "wait": _waits,
    "record": _records,
    "policy": _policy,
    "photo": save_photos,
    "quality": _quality,
    "supply": _supplies,
}
