# SPDX-License-Identifier: Apache-2.0
"""What every implementation of `OutboxRows` must do, in memory and in each database.

A test module gives each function in `CONTRACT` an empty outbox of its own, as
`tests/sync/test_outbox.py` does.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from sync.outbox import OutboxRows, Row

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LEASE_S = 30


class Outbox(OutboxRows, Protocol):
    """`OutboxRows` and what the transaction of an operation and a supervisor do beside it."""

    def add(self, key: str, order_key: str, document_type: str, body: Mapping[str, Any]) -> None:
        """A row of state ready; the same key again changes nothing."""
        ...

    def resume(self, key: str) -> None:
        """A parked row is tried again, looked up first."""
        ...

    def settle(self, key: str, reason: str) -> None:
        """A parked row is done without being sent."""
        ...


def _add(rows: Outbox, *keys: str) -> None:
    """Rows named by group and number: a1 is the first of group a."""
    for key in keys:
        rows.add(key, key[0], "count_result", {"n": 1, "key": key})


def _claim(rows: Outbox, seconds: float = 0, limit: int = 50) -> tuple[Row, ...]:
    now = NOON + timedelta(seconds=seconds)
    return rows.claim(limit, now, now + timedelta(seconds=LEASE_S))


def _keys(claimed: tuple[Row, ...]) -> list[str]:
    return [row.key for row in claimed]


def only_the_oldest_of_each_group_is_claimed(rows: Outbox) -> None:
    _add(rows, "a1", "b1", "a2", "b2", "c1")
    assert _keys(_claim(rows)) == ["a1", "b1", "c1"]
    assert _claim(rows) == (), "what is leased is not claimed again"


def a_claim_takes_no_more_than_asked_for_and_the_oldest_first(rows: Outbox) -> None:
    _add(rows, "a1", "b1", "c1")
    assert _keys(_claim(rows, limit=2)) == ["a1", "b1"]
    assert _keys(_claim(rows, limit=2)) == ["c1"]


def a_claimed_row_carries_what_was_written(rows: Outbox) -> None:
    _add(rows, "a1")
    (row,) = _claim(rows)
    assert (row.order_key, row.document_type) == ("a", "count_result")
    assert dict(row.body) == {"n": 1, "key": "a1"}
    assert (row.attempts, row.doubts, row.uncertain) == (1, 0, False)


def the_same_key_written_twice_is_one_row(rows: Outbox) -> None:
    _add(rows, "a1", "a1")
    (row,) = _claim(rows)
    assert rows.done("a1", row.token, "R1", NOON)
    _add(rows, "a1")
    assert _claim(rows, 3600) == ()


def a_row_done_lets_the_next_of_its_group_go(rows: Outbox) -> None:
    _add(rows, "a1", "a2")
    (row,) = _claim(rows)
    assert rows.done("a1", row.token, "R1", NOON)
    assert _keys(_claim(rows)) == ["a2"]


def a_row_to_be_retried_waits_for_its_time_and_holds_its_group(rows: Outbox) -> None:
    _add(rows, "a1", "a2")
    (row,) = _claim(rows)
    assert rows.retry("a1", row.token, NOON + timedelta(seconds=8), "down")
    assert _claim(rows, 7.9) == ()
    (again,) = _claim(rows, 8)
    assert (again.key, again.attempts, again.uncertain) == ("a1", 2, False)


def an_unclear_row_keeps_its_doubts(rows: Outbox) -> None:
    _add(rows, "a1")
    (row,) = _claim(rows)
    assert rows.unclear("a1", row.token, NOON + timedelta(seconds=1), "silence", 3)
    assert _claim(rows, 0.5) == ()
    (again,) = _claim(rows, 1)
    assert (again.attempts, again.doubts, again.uncertain) == (2, 3, True)


def a_lease_that_ran_out_is_taken_over_as_uncertain(rows: Outbox) -> None:
    _add(rows, "a1")
    (slow,) = _claim(rows)
    assert _claim(rows, LEASE_S - 0.1) == ()
    (row,) = _claim(rows, LEASE_S)
    assert row.uncertain and row.attempts == 2 and row.token != slow.token


def only_the_holder_of_the_token_may_mark(rows: Outbox) -> None:
    _add(rows, "a1")
    (slow,) = _claim(rows)
    (row,) = _claim(rows, LEASE_S)
    late = NOON + timedelta(seconds=LEASE_S)
    assert not rows.done("a1", slow.token, "R0", late)
    assert not rows.retry("a1", slow.token, late, "x")
    assert not rows.unclear("a1", slow.token, late, "x", 1)
    assert not rows.park("a1", slow.token, "refused", "x")
    assert not rows.give_back("a1", slow.token)
    assert rows.done("a1", row.token, "R1", late)
    assert not rows.done("a1", row.token, "R1", late), "done is done once"


def a_row_given_back_is_as_it_was(rows: Outbox) -> None:
    _add(rows, "a1")
    (row,) = _claim(rows)
    assert rows.give_back("a1", row.token)
    (again,) = _claim(rows)
    assert (again.attempts, again.uncertain) == (1, False)
    assert rows.unclear("a1", again.token, NOON, "silence", 1)
    (doubtful,) = _claim(rows)
    assert rows.give_back("a1", doubtful.token)
    (still,) = _claim(rows)
    assert (still.doubts, still.uncertain) == (1, True)


def a_parked_row_waits_for_a_person_and_holds_its_group_only(rows: Outbox) -> None:
    _add(rows, "a1", "a2", "b1")
    first, other = _claim(rows)
    assert rows.park("a1", first.token, "refused", "the period is closed")
    assert rows.done("b1", other.token, "R", NOON)
    assert _claim(rows, 1_000_000) == ()
    rows.resume("a1")
    (row,) = _claim(rows)
    assert (row.key, row.uncertain, row.doubts) == ("a1", True, 0)


def a_parked_row_that_is_settled_lets_its_group_go(rows: Outbox) -> None:
    _add(rows, "a1", "a2")
    (row,) = _claim(rows)
    assert rows.park("a1", row.token, "refused", "no")
    rows.settle("a1", "booked by hand")
    assert _keys(_claim(rows)) == ["a2"]


CONTRACT: tuple[Callable[[Outbox], None], ...] = (
    only_the_oldest_of_each_group_is_claimed,
    a_claim_takes_no_more_than_asked_for_and_the_oldest_first,
    a_claimed_row_carries_what_was_written,
    the_same_key_written_twice_is_one_row,
    a_row_done_lets_the_next_of_its_group_go,
    a_row_to_be_retried_waits_for_its_time_and_holds_its_group,
    an_unclear_row_keeps_its_doubts,
    a_lease_that_ran_out_is_taken_over_as_uncertain,
    only_the_holder_of_the_token_may_mark,
    a_row_given_back_is_as_it_was,
    a_parked_row_waits_for_a_person_and_holds_its_group_only,
    a_parked_row_that_is_settled_lets_its_group_go)
