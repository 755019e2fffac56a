# SPDX-License-Identifier: Apache-2.0
"""What a supplier's plates were like, and how many of the next ones are opened and counted (RC2).

A notice keeps the score that its supplier had when it came, and how many of a hundred plates are
opened by it: a truck is unloaded by one rule, whatever its own cartons make of the score.
"""

from __future__ import annotations

from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.records import Kind, Record
from backend.domain.rules.receipt_differences import TOLD_BESIDE
from backend.domain.sampling.plates import Seen, is_opened, score


def with_score(books: Books, supplier: str) -> dict[str, Any]:
    """What a notice of this supplier says of its plates; nothing where nothing is known."""
    known = books.suppliers.get(supplier)
    told = known.score if known else None
    found = score(_plates(books, supplier)) if told is None else told
    if found is None:
        return {}
    low = found < books.policy["receive.score_least"]
    return {"score": found, "open_percent": books.policy["receive.open_percent_low"] if low else 0}


def plate_seen(books: Books, body: ops.Receipt, *, differed: bool) -> tuple[Record, ...]:
    """The supplier with this plate, where its notice named it: told again it is one, and differs
    if either telling does."""
    notice = books.asns.get(body.asn or "")
    if notice is None or body.aside in TOLD_BESIDE:
        return ()
    pack = next((one for one in notice["packs"] if one["lpn"] == body.lpn), None)
    if pack is None:
        return ()
    percent = max(books.policy["receive.open_percent"], notice.get("open_percent", 0))
    opened = books.policy["receive.blind"] or is_opened(body.lpn, percent)
    told = [one for one in _plates(books, body.supplier) if pack.get("received")]
    before = any(one.lpn == body.lpn and one.differed for one in told)
    return _kept(books, body.supplier, Seen(body.lpn, differed or before, opened))


def plate_differed(books: Books, supplier: str, lpn: str | None) -> tuple[Record, ...]:
    """The supplier, where a plate of its latest was found to differ after it was received."""
    seen = [one for one in _plates(books, supplier) if one.lpn == lpn]
    return _kept(books, supplier, seen[0]._replace(differed=True)) if seen else ()


def _plates(books: Books, supplier: str) -> list[Seen]:
    record = books.records.get((Kind.SUPPLIER, supplier))
    return [Seen(*one) for one in record.body["plates"]] if record else []


def _kept(books: Books, supplier: str, seen: Seen) -> tuple[Record, ...]:
    others = [one for one in _plates(books, supplier) if one.lpn != seen.lpn]
    latest = [*others, seen][-books.policy["receive.score_plates"] :]
    return (Record(Kind.SUPPLIER, supplier, {"plates": [list(one) for one in latest]}),)
