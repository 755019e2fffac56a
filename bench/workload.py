# SPDX-License-Identifier: Apache-2.0
"""What handhelds tell in a benchmark: receipts, putaways, picks and counts in equal parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.floor import DEVICES, ORDER_LINES, Stocked, bin_of, hash_of, operation_text, order_of
from sync.wire import SentOperation

Told = tuple[str, dict[str, Any]]
MIX = ("receipt", "putaway", "pick", "count")


def operations(given: Stocked, name: str, many: int) -> list[SentOperation]:
    """The first `many` operations of a handheld, each a second after the one before."""
    first = (DEVICES.index(name) + 1) << 20
    at = datetime.now(UTC) - timedelta(seconds=many + 60)
    told = _told(given, name)
    sent = []
    for seq in range(1, many + 1):
        kind, body = next(told)
        at += timedelta(seconds=1)
        text = operation_text(kind, body, first + seq, at)
        op_id = text[text.index('"op_id":"') + 9 :][:36]
        sent.append(SentOperation(seq, op_id, hash_of(text), text))
    return sent


def _told(given: Stocked, name: str) -> Iterator[Told]:
    number = 0
    while True:
        received = _received(given, name, number)
        yield "receipt", received
        yield "putaway", _stored(given, name, number, received)
        yield "pick", _picked(given, name, number)
        yield "count", _counted(given, name, number)
        number += 1


def _received(given: Stocked, name: str, number: int) -> dict[str, Any]:
    parts, at = given.received, DEVICES.index(name) * 997 + number * 2
    lines = [_line(parts[(at + n) % len(parts)], 6 + n, number) for n in range(2)]
    supplier = parts[at % len(parts)]["supplier"]
    return {"receipt": f"R-{name}-{number // 20}", "asn": None, "supplier": supplier,
            "location": "DOCK-01", "lpn": f"P-{name}-{number}", "lines": lines}  # fmt: skip


def _line(part: dict[str, Any], quantity: int, number: int) -> dict[str, Any]:
    lot = f"L{number:05d}" if part["tracking"] == "lot" else None
    return {"part": part["part"], "quantity": quantity, "lot": lot, "serials": []}


def _stored(given: Stocked, name: str, number: int, received: dict[str, Any]) -> dict[str, Any]:
    free = given.empty[name]
    return {"source": f"lpn:{received['lpn']}", "target": free[number % len(free)],
            "lines": received["lines"]}  # fmt: skip


def _picked(given: Stocked, name: str, number: int) -> dict[str, Any]:
    row = bin_of(given, name, number)
    order = order_of(name, number // ORDER_LINES)
    return {"order": order, "line": number % ORDER_LINES + 1, "source": row["location"],
            "target": f"lpn:T-{order}", "lines": [_units(row, 1)]}  # fmt: skip


def _counted(given: Stocked, name: str, number: int) -> dict[str, Any]:
    bins = given.counts[name]
    holder, rows = bins[number % len(bins)]
    return {"holder": holder, "lines": [_units(row, row["quantity"]) for row in rows]}


def _units(row: dict[str, Any], quantity: int) -> dict[str, Any]:
    return {"part": row["part"], "quantity": quantity, "lot": row["lot"], "serials": []}
