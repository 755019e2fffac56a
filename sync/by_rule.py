# SPDX-License-Identifier: Apache-2.0
"""What the site's rule decides in a supervisor's place, told as any request is: it is in the
journal, and a replay reads it there.

A difference within tolerance is booked once nobody can explain it any more (CC7). If we end before
it is told, the question stays open and a person answers it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

RULE = "server"
WITHIN = "within_tolerance"


def by_rule(
    opened: Iterable[dict[str, Any]], site: str, now: datetime, new_id: Callable[[], str]
) -> Iterator[str]:
    """Texts of the approvals of opened questions that a count judged small enough."""
    for question in opened:
        if question.get("kind") == "unexplained" and question.get("within") is True:
            yield _approval(question, site, now, new_id())


def _approval(question: dict[str, Any], site: str, now: datetime, op_id: str) -> str:
    at = now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    body = {
        "holder": question["holder"], "part": question["part"], "lot": question["lot"] or None,
        "serial": question["serial"] or None, "quantity": question["quantity"], "cause": WITHIN,
    }  # fmt: skip
    return json.dumps({
        "v": 1, "op_id": op_id, "site": site, "kind": "variance_approval", "kind_v": 1,
        "actor": RULE, "captured_at": at, "group": f"count:{question['holder']}", "body": body,
    }, ensure_ascii=False, separators=(",", ":"))  # fmt: skip
