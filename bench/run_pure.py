# SPDX-License-Identifier: Apache-2.0
"""decide, parse_operation, parse_barcode: the pure middle, without a database or HTTP."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

from backend.demo.site import demo_site
from backend.domain import operations as ops
from backend.domain.barcode.parse import parse
from backend.domain.books import Books
from backend.domain.decide import decide
from backend.domain.decisions import Outcome
from backend.domain.ledger import History
from backend.domain.wire import Malformed
from bench.floor import DEVICES, SITE, Stocked, imports, operation_text, stocked
from bench.harness import Measured, benchmark, figure, in_turns, seconds
from bench.workload import MIX, operations
from sync.wire import SentOperation

OPERATIONS = 480
REPEATS = 7
BARCODES_A_S_MIN = 20_000
PRINTABLE = re.compile(r"[\x1d\x1e\x04\x20-\x7e]*")


class Histories(dict[str, History]):
    """Every holder's history is at hand, as the store loads it for what is counted."""

    def __missing__(self, key: str) -> History:
        self[key] = History()
        return self[key]

    def __contains__(self, key: object) -> bool:
        return True


@benchmark("decide")
def decided() -> Iterator[Measured]:
    """Judging and settling, for all kinds together and for each alone."""
    given = stocked()
    told = [_read(one) for one in operations(given, DEVICES[0], OPERATIONS)]
    books = iter([_books(given) for _ in range(REPEATS)])
    texts = [one.text for one in operations(given, DEVICES[0], OPERATIONS)]
    found: dict[str, list[float]] = {"all": [], **{kind: [] for kind in MIX}}
    loads = []
    for one in books:
        loads.append(seconds(lambda: [json.loads(text) for text in texts]) / OPERATIONS * 1e6)
        by_kind = _judged(one, told)
        found["all"].append(sum(sum(v) for v in by_kind.values()) / OPERATIONS * 1e6)
        for kind, took in by_kind.items():
            found[kind].append(sum(took) / len(took) * 1e6)
    compared = ("json.loads of the same operations", median(loads))
    yield figure("decide", found.pop("all"), "us/op", against=compared)
    for kind, values in found.items():
        yield figure(f"decide.{kind}", values, "us/op", against=compared)


def _judged(books: Books, told: list[ops.Operation]) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {kind: [] for kind in MIX}
    for operation in told:
        began = time.perf_counter()
        judged = decide(books, operation)
        took[operation.kind].append(time.perf_counter() - began)
        assert judged.decision.outcome is not Outcome.PARKED, judged
    return took


def _read(sent: SentOperation) -> ops.Operation:
    told = ops.parse(sent.text, device="i-B-1")
    assert not isinstance(told, Malformed), told
    return told


def _books(given: Stocked) -> Books:
    """The whole site in memory."""
    books = Books(SITE, histories=Histories())
    before = datetime.now(UTC) - timedelta(hours=1)
    for number, (kind, body) in enumerate(imports(given)):
        made = operation_text(kind, body, 1 << 30 | number, before)
        told = ops.parse(made, authority="admin")
        assert not isinstance(told, Malformed), told
        decide(books, told)
    books.dirty.clear()
    return books


@benchmark("parse_operation")
def parsed() -> Iterator[Measured]:
    """Bytes of an operation to its frozen types."""
    texts = [one.text for one in operations(stocked(), DEVICES[0], OPERATIONS)]
    sides = _rates(texts, {"ours": ops.parse, "json": json.loads})
    against = ("json.loads of the same texts", median(sides["json"]))
    yield figure("parse_operation", sides["ours"], "op/s", against=against)


@benchmark("parse_barcode")
def scanned() -> Iterator[Measured]:
    """Characters of a scan to what they mean; the symbols of the demo's tour, good and bad."""
    groups = demo_site(today=date(2026, 3, 2)).tray["groups"]
    symbols = [item["data"] for group in groups for item in group["items"]] * 10
    sides = _rates(symbols, {"ours": parse, "match": PRINTABLE.fullmatch})
    against = ("one regular expression over the same text", median(sides["match"]))
    yield figure("parse_barcode", sides["ours"], "scans/s", against=against, bar=BARCODES_A_S_MIN)


def _rates(given: list[str], works: dict[str, Callable[[str], Any]]) -> dict[str, list[float]]:
    def side(work: Callable[[str], Any]) -> Callable[[], float]:
        return lambda: len(given) / seconds(lambda: [work(one) for one in given])

    return in_turns({name: side(work) for name, work in works.items()}, REPEATS)
