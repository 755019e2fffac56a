# SPDX-License-Identifier: Apache-2.0
"""Numbers of an installation: what follows without a hole, and what shows that a queue was copied.
"""

from __future__ import annotations

from backend.domain.journal import Arrival, Kept


def contiguous(read: list[Arrival], expected: int) -> tuple[list[Arrival], bool]:
    """S3: what follows without a hole on what we have; and whether something was left out."""
    run: list[Arrival] = []
    for arrival in sorted(read, key=lambda a: a.seq or 0):
        seq = arrival.seq or 0
        if seq > expected:
            return run, True
        expected = max(expected, seq + 1)
        run.append(arrival)
    return run, False


def other(arrival: Arrival, kept: Kept) -> bool:
    """Whether a number stands for another operation than it did."""
    return kept.op_id != arrival.op_id or kept.hash != arrival.hash


def twice(run: list[Arrival]) -> bool:
    """One number for two operations in one batch: a copied queue, or a broken one."""
    told: dict[int | None, tuple[str, str]] = {}
    return any(told.setdefault(a.seq, (a.op_id, a.hash)) != (a.op_id, a.hash) for a in run)
