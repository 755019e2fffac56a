# SPDX-License-Identifier: Apache-2.0
"""Which operation tells a kind of spreadsheet, and how rows that belong together become one.

A spreadsheet has a row a line; the books keep an authorization with all its lines, a checklist with
all its checks. Rows that belong together are told in one operation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from backend.domain.reverse.grading import CORE_CHECKS

Row = dict[str, Any]


def _as_they_are(rows: Sequence[Row]) -> list[Row]:
    return list(rows)


def _authorization(rows: Sequence[Row]) -> list[Row]:
    """An authorization with its lines."""
    told = {name: row[name] for row in rows for name in OF_AUTHORIZATION if name in row}
    lines = [{name: value for name, value in row.items() if name not in told} for row in rows]
    return [{**told, "lines": lines}]


def _checklist(rows: Sequence[Row]) -> list[Row]:
    """A checklist of a family of parts."""
    checks = [{name: value for name, value in row.items() if name != "family"} for row in rows]
    return [{"family": rows[0]["family"], "checks": checks}]


def _core_checks(rows: Sequence[Row]) -> list[Row]:
    """A checklist of a family of cores. What the books answer is always asked: without it one
    deposit could be paid twice."""
    told = {row["check"]: row["fail"] for row in rows}
    book = [{"check": one.check, "fail": told.pop(one.check, one.fail), "by_book": True}
            for one in CORE_CHECKS if one.by_book]  # fmt: skip
    own = [{"check": check, "fail": fail} for check, fail in told.items()]
    return [{"family": rows[0]["family"], "checks": [*book, *own]}]


@dataclass(frozen=True, slots=True)
class Told:
    """The operation and the field of its body that a kind fills; by which `name` its rows belong
    together, and `agree`: what all of these must say alike."""

    field: str
    operation: str = "catalogue_import"
    name: str | None = None
    joined: Callable[[Sequence[Row]], list[Row]] = _as_they_are
    agree: tuple[str, ...] = ()

    def groups(self, rows: Sequence[Row]) -> list[list[Row]]:
        """Rows that are told together, in the order of their first."""
        if self.name is None:
            return [[row] for row in rows]
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(row[self.name], []).append(row)
        return list(found.values())


OF_AUTHORIZATION = ("authorization", "customer", "currency", "opens_on", "closes_on", "state")
BACK = "returns_import"
TOLD = {
    "parts": Told("parts"),
    "locations": Told("locations"),
    "suppliers": Told("suppliers"),
    "customers": Told("customers"),
    "cartons": Told("cartons"),
    "stock": Told("opening"),
    "supersessions": Told("supersessions"),
    "substitutes": Told("substitutes"),
    "checklists": Told("checklists", name="family", joined=_checklist),
    "faces": Told("faces", name="part"),
    "authorizations": Told("authorizations", BACK, "authorization", _authorization,
                           OF_AUTHORIZATION[1:]),
    "deposits": Told("deposits", BACK),
    "claims": Told("claims", BACK),
    "core-groups": Told("groups", BACK),
    "core-checks": Told("checklists", BACK, "family", _core_checks),
    "reman-orders": Told("reman_orders", BACK),
    "vendor-credits": Told("acknowledgements", BACK),
}  # fmt: skip


def chunks(groups: Sequence[list[Row]], most: int) -> Iterator[list[list[Row]]]:
    """Groups of rows for one operation each: as many as it takes at most, but no group is cut."""
    part: list[list[Row]] = []
    for group in groups:
        if part and sum(map(len, part)) + len(group) > most:
            yield part
            part = []
        part.append(group)
    if part:
        yield part
