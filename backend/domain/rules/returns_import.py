# SPDX-License-Identifier: Apache-2.0
"""Returns import: what the ERP and partners know of goods that will come back.

A row replaces what is known of its thing, but never what happened here: an authorization keeps
what came of it, a deposit its core, a claim its state once the part is here, a shipment its lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision
from backend.domain.records import Kind, Record, pool_of
from backend.domain.rules.core_pool import repooled
from backend.domain.rules.reman import awaiting
from backend.domain.rules.returns_rows import deposits_of


def returns_import(books: Books, operation: ops.Operation) -> Decision:
    """Records of each row. Deposits are folded with the cores that came before them."""
    body = operation.body
    assert isinstance(body, ops.ReturnsImport)
    deposits = [one for row in body.deposits for one in _deposits(books, row)]
    pooled = repooled(books, operation, deposits)
    records = (
        *(_authorization(books, row) for row in body.authorizations),
        *(_claim(books, row) for row in body.claims),
        *(Record(Kind.GROUP, row["part"], {**_GROUP, **row}) for row in body.groups),
        *(Record(Kind.CHECKLIST, row["family"], dict(row)) for row in body.checklists),
        *(_order(books, row) for row in body.reman_orders),
        *_acknowledged(books, body.acknowledgements),
    )
    counts = {name: len(getattr(body, name)) for name in _COUNTED}
    return Decision(
        records=(*records, *pooled.records), documents=pooled.documents, raised=pooled.raised,
        holds=pooled.holds, detail={name: n for name, n in counts.items() if n},
    )  # fmt: skip


_COUNTED = ("authorizations", "deposits", "claims", "groups", "checklists", "reman_orders",
            "acknowledgements")  # fmt: skip
_GROUP = {"core_group": "", "family": "", "core_part": ""}
_CLAIM = {
    "serial": "", "vehicle": "", "customer": "", "keep_until": "", "currency": "",
    "claimed_minor": 0, "approved_minor": 0, "recovery_minor": 0, "supplier": "",
    "state": "submitted", "called_in": False, "returned": "",
}  # fmt: skip


def _authorization(books: Books, row: dict[str, Any]) -> Record:
    known = books.records.get((Kind.AUTHORIZATION, row["authorization"]))
    kept = {name: known.body[name] for name in ("received", "waiting", "state")} if known else {}
    begun = bool(kept.get("received"))
    told = {"opens_on": "", "closes_on": "", "currency": "", "state": "approved", **row}
    if begun:
        told["state"] = kept["state"]
    here = {"received": kept.get("received", {}), "waiting": kept.get("waiting", [])}
    return Record(Kind.AUTHORIZATION, row["authorization"], {**told, **here})


def _claim(books: Books, row: dict[str, Any]) -> Record:
    known = books.records.get((Kind.CLAIM, row["claim"]))
    if known is None:
        return Record(Kind.CLAIM, row["claim"], {**_CLAIM, **row})
    here = ("state", "approved_minor", "recovery_minor") if known.body["returned"] else ()
    return known.but(**{name: value for name, value in row.items() if name not in here})


def _order(books: Books, row: dict[str, Any]) -> Record:
    known = books.records.get((Kind.REMAN_ORDER, row["order"]))
    before = known.body if known else {"taken": 0, "made": 0, "lost": 0, "reasons": {}}
    return Record(Kind.REMAN_ORDER, row["order"], {**before, "state": "open", **row})


def _deposits(books: Books, row: dict[str, Any]) -> Iterator[Record]:
    for one in deposits_of(row):
        known = books.records.get((Kind.DEPOSIT, one.key))
        if known is not None and known.body["state"] != "open":
            continue  # C1: it was paid back or kept
        told = {**asdict(one), "base": one.state, "part": row.get("part") or ""}
        here = {"core": "", "credit_minor": 0, "kept_minor": 0}
        pool = pool_of(one.customer, one.core_group)
        yield Record(Kind.DEPOSIT, one.key, {**told, **here}, pool, one.tag)


def _acknowledged(books: Books, rows: tuple[dict[str, Any], ...]) -> Iterator[Record]:
    """CO5: what a vendor credited of a shipment. A row says how much of a part in all, so that one
    sent twice counts once."""
    found: dict[str, Record] = {}
    for row in rows:
        name = row["shipment"]
        record = found.get(name) or books.records.get((Kind.SHIPMENT, name))
        if record is None:
            record = Record(Kind.SHIPMENT, name, {
                "shipment": name, "vendor": row.get("vendor") or "", "lpn": "", "carrier": "",
                "lines": [], "credited": {}, "sent_at": "", "operation": "",
            })  # fmt: skip
        credited = {**record.body["credited"], row["part"]: row["quantity"]}
        found[name] = awaiting(record.but(credited=credited))
    yield from found.values()
