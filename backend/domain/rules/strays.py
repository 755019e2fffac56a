# SPDX-License-Identifier: Apache-2.0
"""Goods that a count found where nobody expected them: counted there, and taken back (CC4).

The counter's device knew none of the part in the place and said where it belongs; so the task names
that place. A later count that finds none of them there any more ends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.locations import PASSING_ROLES
from backend.domain.wire import timestamp_text

STRAY_PRIORITY = 60
STRAY = "counted_here"
"""Why such a move is asked for."""


def strays(books: Books, operation: ops.Operation, body: ops.Count) -> Iterator[Task]:
    """A move task for each part and lot that is to go back."""
    place = books.locations.get(body.holder)
    if place is None or place.role in PASSING_ROLES:
        return
    home = {one.part: one.location for one in body.strays}
    found: dict[tuple[str, str], list[ops.Line]] = {}
    for line in body.lines:
        found.setdefault((line.part, line.lot or ""), []).append(line)
    known = {(one.details["part"], one.details["lot"]): one for one in _open(books, body.holder)}
    for key, task in known.items():
        if key not in found:
            yield replace(task, state="cancelled")
    for (part, lot), lines in found.items():
        if part not in home or (part, lot) in known:
            continue
        yield Task(
            f"stray:{operation.op_id}:{part}|{lot}"[:300], "move", priority=STRAY_PRIORITY,
            details={
                "lpn": None, "source": body.holder, "from": body.holder, "part": part, "lot": lot,
                "serials": [serial for line in lines for serial in line.serials],
                "quantity": sum(line.quantity for line in lines), "location": home[part],
                "why": [STRAY], "raised_at": timestamp_text(operation.occurred_at),
            },
        )  # fmt: skip


def _open(books: Books, holder: str) -> Iterator[Task]:
    for task in books.tasks.values():
        told = task.details
        here = (task.kind, task.state, told.get("source")) == ("move", "open", holder)
        if here and STRAY in told.get("why", ()):
            yield task
