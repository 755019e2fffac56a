# SPDX-License-Identifier: Apache-2.0
"""Questions that look for broken promises: each returns the first rows that break one.

They read in the database or in pages, so that memory does not grow with the books.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.decisions import Outcome
from backend.domain.ledger import History
from backend.domain.stock import is_virtual
from backend.store import book_tables as t
from backend.store.feed_rows import asn_view, order_view, task_shown
from backend.store.load import facts

OFFENDING_MAX = 20
"""Rows named for each check; more would not help anybody."""
HOLDERS_A_PAGE = 200
ROWS_A_PAGE = 500

BOOKED = f"('{Outcome.ACCEPTED}', '{Outcome.ACCEPTED_DISCREPANCY}')"
OUTCOME = "COALESCE(j.resolved_outcome, j.outcome)"

SQL: dict[str, str] = {
    "l1": """SELECT op_id, n FROM moves WHERE site_id = :site
        AND (quantity <= 0 OR source = target OR (serial <> '' AND quantity <> 1))""",
    "l2": """SELECT part, SUM(quantity) AS total FROM quants WHERE site_id = :site
        GROUP BY part HAVING SUM(quantity) <> 0""",
    "l3": """SELECT holder, part, lot, serial, quantity FROM quants WHERE site_id = :site
        AND quantity < 0 AND holder NOT LIKE '@%'""",
    "l4": """SELECT holder, part, lot, serial, SUM(kept) AS kept, SUM(folded) AS folded FROM (
        SELECT holder, part, lot, serial, quantity AS kept, 0 AS folded
            FROM quants WHERE site_id = :site
        UNION ALL SELECT target, part, lot, serial, 0, quantity FROM moves WHERE site_id = :site
        UNION ALL SELECT source, part, lot, serial, 0, -quantity FROM moves WHERE site_id = :site
        ) AS both_sides GROUP BY holder, part, lot, serial HAVING SUM(kept) <> SUM(folded)""",
    "l5": """SELECT part, serial, SUM(quantity) AS units FROM quants WHERE site_id = :site
        AND serial <> '' AND holder NOT LIKE '@%' GROUP BY part, serial HAVING SUM(quantity) > 1""",
    "l5_seen": """SELECT q.part, q.serial, q.holder, s.holder AS seen FROM quants AS q
        LEFT JOIN serials AS s ON s.site_id = q.site_id AND s.part = q.part AND s.serial = q.serial
        WHERE q.site_id = :site AND q.serial <> '' AND q.quantity > 0 AND q.holder NOT LIKE '@%'
        AND (s.holder IS NULL OR s.holder <> q.holder)""",
    "l5_late": """SELECT m.part, m.serial, s.holder FROM (
        SELECT part, serial, MAX(occurred_at) AS latest FROM moves
            WHERE site_id = :site AND serial <> '' AND NOT settled GROUP BY part, serial) AS m
        LEFT JOIN serials AS s ON s.site_id = :site AND s.part = m.part AND s.serial = m.serial
        WHERE s.occurred_at IS NULL OR s.occurred_at < m.latest""",
    "s1": f"""SELECT DISTINCT m.op_id FROM moves AS m
        LEFT JOIN journal AS j ON j.site_id = m.site_id AND j.op_id = m.op_id
        WHERE m.site_id = :site AND (j.op_id IS NULL OR {OUTCOME} NOT IN {BOOKED}
        OR m.version <> COALESCE(j.resolved_version, j.version))""",
    "s2": """SELECT op_id, outcome, resolved_outcome FROM journal WHERE site_id = :site AND (
        (outcome <> 'parked' AND resolved_outcome IS NOT NULL)
        OR ((resolved_outcome IS NULL) <> (resolved_version IS NULL))
        OR outcome NOT IN ('accepted', 'accepted_discrepancy', 'parked', 'rejected')
        OR resolved_outcome NOT IN ('accepted', 'accepted_discrepancy', 'voided'))""",
    "s2_waits": """SELECT j.op_id FROM journal AS j
        LEFT JOIN waits AS w ON w.site_id = j.site_id AND w.waits_for = 'self:' || j.op_id
        WHERE j.site_id = :site AND w.op_id IS NULL
        AND j.outcome = 'parked' AND j.resolved_outcome IS NULL
        UNION SELECT w.op_id FROM waits AS w
        LEFT JOIN journal AS j ON j.site_id = w.site_id AND j.op_id = w.op_id
        WHERE w.site_id = :site
        AND (j.op_id IS NULL OR j.outcome <> 'parked' OR j.resolved_outcome IS NOT NULL)""",
    "s3": """SELECT i.installation_id, i.expected_seq, COUNT(DISTINCT x.seq) AS known
        FROM installations AS i LEFT JOIN (
            SELECT installation_id, seq FROM journal WHERE site_id = :site
            UNION SELECT installation_id, seq FROM quarantine WHERE site_id = :site
        ) AS x ON x.installation_id = i.installation_id AND x.seq BETWEEN 1 AND i.expected_seq - 1
        WHERE i.site_id = :site GROUP BY i.installation_id, i.expected_seq
        HAVING COUNT(DISTINCT x.seq) <> i.expected_seq - 1""",
    "s3_ahead": """SELECT j.installation_id, j.seq FROM journal AS j LEFT JOIN installations AS i
        ON i.site_id = j.site_id AND i.installation_id = j.installation_id
        WHERE j.site_id = :site AND j.seq IS NOT NULL
        AND (i.expected_seq IS NULL OR j.seq >= i.expected_seq)""",
    "f1": """SELECT f.topic, f.key, f.version FROM feed AS f
        JOIN sites AS s ON s.site_id = f.site_id
        WHERE f.site_id = :site AND f.version > s.version""",
    "f1_journal": """SELECT j.op_id, j.version FROM journal AS j
        JOIN sites AS s ON s.site_id = j.site_id WHERE j.site_id = :site
        AND (j.version > s.version OR j.resolved_version > s.version)""",
    "e1": f"""SELECT o.key FROM outbox AS o
        LEFT JOIN journal AS j ON j.site_id = o.site_id AND j.op_id = o.op_id
        WHERE o.site_id = :site AND (j.op_id IS NULL OR {OUTCOME} NOT IN {BOOKED})""",
    "h1_left": """SELECT DISTINCT m.op_id FROM moves AS m
        JOIN journal AS j ON j.site_id = m.site_id AND j.op_id = m.op_id
        WHERE m.site_id = :site AND m.target = '@customer' AND j.kind <> 'shipment'""",
}

ALWAYS_TOLD = {
    "receipt": "goods_receipt",
    "receipt_differs": "adjustment_advice",
    "count": "count_result",
    "adjustment": "adjustment_advice",
    "variance_approval": "adjustment_advice",
    "hold": "stock_status",
    "hold_release": "stock_status",
    "shipment": "shipment_advice",
    "return_receipt": "goods_receipt",
    "core_receipt": "goods_receipt",
    "core_shipment": "adjustment_advice",
    "reman_consume": "adjustment_advice",
    "reman_output": "adjustment_advice",
    "return_disposition": "return_advice",
    "claim_decision": "return_advice",
}
"""E1: the document that a booked operation of each kind always sends."""

_SILENT = frozenset({"declined", "consent"})
"""A request that changed nothing, and the first word of two people."""
_TOLD_ONCE = frozenset(ALWAYS_TOLD) - {"hold_release", "shipment"}


def offending(connection: Connection, site: str, question: str) -> list[str]:
    """The first rows that break a promise, one text each."""
    statement = sa.text(f"{SQL[question]} LIMIT {OFFENDING_MAX}")
    return ["|".join(map(str, row)) for row in connection.execute(statement, {"site": site})]


def undocumented(connection: Connection, site: str) -> Iterator[str]:
    """E1: booked operations without their document, or with two."""
    j, o = t.journal.c, t.outbox.c
    for kind, document in ALWAYS_TOLD.items():
        number = sa.func.count(o.key)
        wrong = number != 1 if kind in _TOLD_ONCE else number == 0
        told = sa.and_(o.site_id == j.site_id, o.op_id == j.op_id, o.type == document)
        booked = sa.func.coalesce(j.resolved_outcome, j.outcome).in_(
            [Outcome.ACCEPTED, Outcome.ACCEPTED_DISCREPANCY]
        )
        suspects = (
            sa.select(j.op_id)
            .select_from(t.journal.outerjoin(t.outbox, told))
            .where(j.site_id == site, j.kind == kind, booked)
            .group_by(j.op_id)
            .having(wrong)
        )
        query = sa.select(j.op_id, j.detail).where(j.site_id == site, j.op_id.in_(suspects))
        for row in connection.execute(query).yield_per(ROWS_A_PAGE):
            if not _SILENT & row.detail.keys() and row.detail.get("added") != 0:
                yield row.op_id


def released_by_nobody(connection: Connection, site: str) -> Iterator[str]:
    """H1: holds that are no longer open without a supervisor's release."""
    j, h = t.journal.c, t.holds.c
    released: set[str] = set()
    query = sa.select(j.kind, j.text, j.detail).where(
        j.site_id == site,
        j.kind.in_([
            "hold_release", "inspection", "disposition", "return_disposition", "claim_decision",
        ]),
        j.outcome == Outcome.ACCEPTED,
        j.authority.in_(["supervisor", "admin"]),
    )
    for ending in connection.execute(query):
        told = ending.detail.get("released")  # since two people may be needed
        if told is not None:
            released.update(told)
        elif ending.kind == "hold_release" and not _SILENT & ending.detail.keys():
            released.add(json.loads(ending.text)["body"]["hold"])
    closed = sa.select(h.hold, h.root).where(h.site_id == site, h.state != "open").order_by(h.hold)
    for row in connection.execute(closed):
        if (row.root or row.hold) not in released:
            yield row.hold


def folded_holders(
    connection: Connection, site: str
) -> Iterator[tuple[str, History, list[Any], Any]]:
    """Every physical holder with all its facts, its balances, and its horizon row or None."""
    q, h = t.quants.c, t.horizons.c
    last = ""
    while True:
        page = (
            sa.select(q.holder)
            .where(q.site_id == site, q.holder > last, ~q.holder.like("@%"))
            .distinct()
            .order_by(q.holder)
            .limit(HOLDERS_A_PAGE)
        )
        holders = [row.holder for row in connection.execute(page)]
        if not holders:
            return
        last = holders[-1]
        histories = facts(connection, site, set(holders))
        balances: dict[str, list[Any]] = {holder: [] for holder in holders}
        for row in connection.execute(
            sa.select(t.quants).where(q.site_id == site, q.holder.in_(holders))
        ):
            balances[row.holder].append(row)
        marks = {
            row.holder: row
            for row in connection.execute(
                sa.select(t.horizons).where(h.site_id == site, h.holder.in_(holders))
            )
        }
        for holder in holders:
            yield holder, histories[holder], balances[holder], marks.get(holder)


def _quant(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("holder", "part", "lot", "serial", "quantity")}


def _plate(row: Any) -> dict[str, Any]:
    here = row.holder and not row.missing and not is_virtual(row.holder)
    place = row.holder if here else None
    return {"lpn": row.lpn, "place": place, "missing": row.missing}


def _task(row: Any) -> dict[str, Any]:
    named = {name: getattr(row, name) for name in ("task", "kind", "state", "priority")}
    return {**named, **task_shown(row.body)}


def _topics() -> list[tuple[str, Any, Any, Any, Any]]:
    """Topic, table, its key as the feed writes it, rows that readers see, the body they see."""
    q, h = t.quants.c, t.holds.c
    name = q.holder + "|" + q.part + "|" + q.lot + "|" + q.serial
    everything = sa.true()
    return [
        ("quant", t.quants, name, sa.and_(q.quantity != 0, ~q.holder.like("@%")), _quant),
        ("hold", t.holds, h.hold, h.state == "open",
         lambda row: {"hold": row.hold, "scope": row.scope, "reason": row.reason}),
        ("lpn", t.plates, t.plates.c.lpn, everything, _plate),
        ("location", t.locations, t.locations.c.location, everything, lambda row: row.body),
        ("asn", t.asns, t.asns.c.asn, everything, lambda row: asn_view(row.body)),
        ("order", t.orders, t.orders.c.order_id, everything,
         lambda row: order_view(dict(row.body))),
        ("task", t.tasks, t.tasks.c.task, everything, _task),
        ("shipment", t.shipments, t.shipments.c.shipment, everything, lambda row: row.body),
    ]  # fmt: skip


def unlike_feed(connection: Connection, site: str) -> Iterator[str]:
    """F1: rows of the books that readers do not see as they are, and feed rows of nothing."""
    f = t.feed.c
    for topic, table, key, seen, body in _topics():
        there = sa.and_(f.site_id == site, f.topic == topic, f.key == key)
        books = (
            sa.select(table, f.body.label("told"))
            .select_from(table.outerjoin(t.feed, there))
            .where(table.c.site_id == site, seen)
        )
        for row in connection.execute(books).yield_per(ROWS_A_PAGE):
            told = json.loads(row.told) if row.told else {}
            if any(told.get(name, ...) != value for name, value in body(row).items()):
                yield f"{topic}:{'|'.join(map(str, body(row).values()))[:200]}"
        known = sa.select(key).where(table.c.site_id == site, seen)
        ghosts = sa.select(f.key).where(
            f.site_id == site, f.topic == topic, f.body.is_not(None), f.key.not_in(known)
        )
        for row in connection.execute(ghosts.limit(OFFENDING_MAX)):
            yield f"{topic}:{row.key} is only in the feed"


__all__ = ["OFFENDING_MAX", "SQL", "folded_holders", "offending", "released_by_nobody",
           "undocumented", "unlike_feed"]  # fmt: skip
