# SPDX-License-Identifier: Apache-2.0
"""What the site's rule decides in a supervisor's place, told as any request is: it is in the
journal, and a replay reads it there.

Pick faces of what was moved or promised are looked at again (RP1).

A difference within tolerance is booked once nobody can explain it any more (CC7). If we end before
it is told, the question stays open and a person answers it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from backend.domain import operations as ops
from backend.domain.journal import Entry
from backend.domain.records import Kind

RULE = "server"
WITHIN = "within_tolerance"


def by_rule(
    opened: Iterable[dict[str, Any]], site: str, now: datetime, new_id: Callable[[], str]
) -> Iterator[str]:
    """Texts of the approvals of opened questions that a count judged small enough."""
    for question in opened:
        if question.get("kind") == "unexplained" and question.get("within") is True:
            yield _approval(question, site, now, new_id())


def changed_parts(entries: Iterable[Entry]) -> frozenset[str]:
    """Parts whose pick faces may need other goods than before: moved, promised, held, or of which
    a task could not be done."""
    found: set[str] = set()
    for entry in entries:
        told = entry.operation
        if told is None or told.kind in _LOOKED:
            continue
        posting, decision = entry.posting, entry.decision
        found.update(move.goods.part for move in (*posting.told, *posting.settled))
        found.update(one.details["part"] for one in decision.tasks if one.kind in _OF_PARTS)
        found.update(hold.scope.part for hold in decision.holds if hold.scope.part)
        found.update({told.body.part} if isinstance(told.body, ops.ReplenishShort) else ())
        found.update(name for kind, name in (one.key for one in decision.records)
                     if kind == Kind.FACE)  # fmt: skip
    return frozenset(found)


_LOOKED = ("replenishment",)
"""What is told here changes nothing that would have to be looked at again."""
_OF_PARTS = ("pick", "replenish")


def look_at_faces(
    parts: Iterable[str], site: str, now: datetime, new_id: Callable[[], str], top_off: bool = False
) -> str:
    """The text that has the pick faces of these parts looked at."""
    body = {"parts": sorted(parts), "top_off": top_off}
    return _told("replenishment", body, "", site, now, new_id())


def _approval(question: dict[str, Any], site: str, now: datetime, op_id: str) -> str:
    body = {
        "holder": question["holder"], "part": question["part"], "lot": question["lot"] or None,
        "serial": question["serial"] or None, "quantity": question["quantity"], "cause": WITHIN,
    }  # fmt: skip
    group = f"count:{question['holder']}"
    return _told("variance_approval", body, group, site, now, op_id)


def _told(
    kind: str, body: dict[str, Any], group: str, site: str, now: datetime, op_id: str
) -> str:
    at = now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({
        "v": 1, "op_id": op_id, "site": site, "kind": kind, "kind_v": 1,
        "actor": RULE, "captured_at": at, "group": group, "body": body,
    }, ensure_ascii=False, separators=(",", ":"))  # fmt: skip
