# SPDX-License-Identifier: Apache-2.0
"""Documents reach the ERP once, in order within their group, whatever fails on the way."""
from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sync import outbox
from sync.erp.connector import Absent, Found, Refused, Sent, Unclear, Unreachable
from sync.erp.embedded.connector import EmbeddedConnector
from sync.erp.memory.connector import Fault, MemoryConnector, MemoryLedger
from sync.erp.memory.outbox_rows import MemoryOutbox
from sync.outbox import Again, Breaker, Done, Park, Relay, Row, SendNow
from tests.sync.rows_contract import CONTRACT, Outbox

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SEEDS = 300


class Clock:
    """Stands still until moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_s(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def body(operation: str, part: str = "BRK-10442", quantity: int = 4) -> dict[str, Any]:
    return {"operation": operation, "event": "goods_receipt", "site": "DC01",
            "at": "2026-03-02T12:00:00Z", "who": "amira",
            "lines": [{"part": part, "quantity": quantity, "uom": "EA"}]}


def add(rows: MemoryOutbox, operation: str, group: str) -> str:
    key = f"{operation}:goods_receipt"
    rows.add(key, group, "goods_receipt", body(operation))
    return key


def relay(rows: MemoryOutbox, erp: MemoryConnector, clock: Clock,
          jitter: Callable[[], int] = lambda: 0) -> Relay:
    return Relay(rows, erp, clock, jitter)


def row(attempts: int = 1, doubts: int = 0, uncertain: bool = False) -> Row:
    return Row("op:goods_receipt", "g", "goods_receipt", body("op"), attempts, doubts, uncertain)


# --- deciding ----------------------------------------------------------------------------------

def test_waits_double_from_one_second_to_ten_minutes() -> None:
    waits = [outbox.backoff(attempt, 0).total_seconds() for attempt in range(1, 14)]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]
    assert outbox.backoff(1, -25).total_seconds() == 0.75
    assert outbox.backoff(3, 25).total_seconds() == 5
    assert outbox.backoff(10_000, 25).total_seconds() == 600


def test_only_a_first_try_to_an_erp_with_unique_keys_is_sent_unasked() -> None:
    assert outbox.first_question(row(), unique_keys=True) == "send"
    assert outbox.first_question(row(), unique_keys=False) == "look_up"
    assert outbox.first_question(row(uncertain=True), unique_keys=True) == "look_up"


def test_answers_of_a_look_up_mean_done_send_wait_or_park() -> None:
    assert outbox.after_look_up(row(), Found("R1"), 0) == Done("R1")
    assert outbox.after_look_up(row(), Absent(), 0) == SendNow()
    assert outbox.after_look_up(row(), Unreachable("x"), 0) == Again(
        timedelta(seconds=1), "x", False, 0)
    assert outbox.after_look_up(row(uncertain=True, doubts=3), Unreachable("x"), 0) == Again(
        timedelta(seconds=1), "x", True, 3)
    assert outbox.after_look_up(row(), Refused("403", "no"), 0) == Park("refused", "403: no")


def test_answers_to_a_document_mean_done_wait_or_park() -> None:
    assert outbox.after_send(row(), Sent("R1"), 0) == Done("R1")
    assert outbox.after_send(row(), Refused("closed", "no"), 0) == Park("refused", "closed: no")
    assert outbox.after_send(row(attempts=3), Unreachable("x"), 0) == Again(
        timedelta(seconds=4), "x", False)
    assert outbox.after_send(row(), Unclear("x"), 0) == Again(timedelta(seconds=1), "x", True, 1)
    assert outbox.after_send(row(doubts=19), Unclear("x"), 0) == Park("erp_silent", "x")


def test_breaker_opens_after_five_transport_errors_and_asks_each_half_minute() -> None:
    breaker = Breaker()
    for _ in range(4):
        breaker = breaker.after(Unreachable("x"), NOON)
    assert breaker.rows_allowed(50, NOON) == 50
    breaker = breaker.after(Unclear("x"), NOON)
    assert breaker.rows_allowed(50, NOON) == 0
    later = NOON + timedelta(seconds=30)
    assert breaker.rows_allowed(50, later) == 1
    assert breaker.after(Unreachable("x"), later).rows_allowed(50, later) == 0
    assert breaker.after(Refused("c", "no"), later) == Breaker()


# --- carrying ----------------------------------------------------------------------------------

def test_rows_of_a_group_go_out_in_order_and_others_beside_them() -> None:
    rows, erp, clock = MemoryOutbox(), MemoryConnector(), Clock()
    for operation, group in (("a1", "a"), ("b1", "b"), ("a2", "a"), ("a3", "a")):
        add(rows, operation, group)
    sender = relay(rows, erp, clock)
    assert [sender.run_once().done for _ in range(4)] == [2, 1, 1, 0]
    assert [d.operation for d in erp.documents] == ["a1", "b1", "a2", "a3"]


def test_document_taken_before_the_line_went_dead_is_found_and_not_sent_again() -> None:
    rows, erp, clock = MemoryOutbox(), MemoryConnector(["accept_then_time_out"]), Clock()
    key = add(rows, "a1", "a")
    sender = relay(rows, erp, clock)
    assert sender.run_once().again == 1
    assert rows.kept[key].state == "unclear"
    clock.pass_s(1)
    assert sender.run_once().done == 1
    assert erp.per_key() == {key: 1} and erp.calls["send"] == 1


def test_document_lost_on_the_line_is_looked_up_and_then_sent_again() -> None:
    rows, erp, clock = MemoryOutbox(), MemoryConnector(["lost"]), Clock()
    key = add(rows, "a1", "a")
    sender = relay(rows, erp, clock)
    sender.run_once()
    clock.pass_s(1)
    assert sender.run_once().done == 1
    assert erp.per_key() == {key: 1} and erp.calls == {"send": 2, "look_up": 2}


def test_failed_look_up_leaves_the_doubt_standing() -> None:
    erp = MemoryConnector(["accept_then_time_out", "look_up_down"], unique_keys=True)
    rows, clock = MemoryOutbox(), Clock()
    key = add(rows, "a1", "a")
    sender = relay(rows, erp, clock)
    for state in ("unclear", "unclear", "done"):
        sender.run_once()
        assert rows.kept[key].state == state
        clock.pass_s(10)
    assert erp.per_key() == {key: 1}


def test_refusal_parks_with_its_reason_and_holds_only_its_own_group() -> None:
    rows, erp, clock = MemoryOutbox(), MemoryConnector(["refuse"]), Clock()
    parked, behind, other = add(rows, "a1", "a"), add(rows, "a2", "a"), add(rows, "b1", "b")
    sender = relay(rows, erp, clock)
    for _ in range(3):
        sender.run_once()
        clock.pass_s(600)
    assert (rows.kept[parked].state, rows.kept[parked].reason) == ("parked", "refused")
    assert rows.kept[parked].text == "refused: the period is closed"
    assert rows.kept[behind].state == "ready" and rows.kept[other].state == "done"
    rows.resume(parked)
    for _ in range(2):
        sender.run_once()
    assert [d.operation for d in erp.documents] == ["b1", "a1", "a2"]


def test_parked_row_settled_by_hand_lets_its_followers_go() -> None:
    rows, erp, clock = MemoryOutbox(), MemoryConnector(["refuse"]), Clock()
    parked, behind = add(rows, "a1", "a"), add(rows, "a2", "a")
    sender = relay(rows, erp, clock)
    sender.run_once()
    rows.settle(parked, "booked by hand")
    sender.run_once()
    assert erp.per_key() == {behind: 1}


@pytest.mark.parametrize(("kind", "change", "text"), [
    ("goods_receipt", {"lines": [{"part": "P", "quantity": 0, "uom": "EA"}]}, "lines[0].quantity"),
    ("goods_receipt", {"operation": "other"}, "the body is that of other"),
    ("invoice", {}, "type must be one of")])
def test_body_that_is_no_document_parks_without_asking_the_erp(
        kind: str, change: dict[str, Any], text: str) -> None:
    rows, erp, clock = MemoryOutbox(), MemoryConnector(), Clock()
    rows.add("a1:goods_receipt", "a", kind, {**body("a1"), **change})
    relay(rows, erp, clock).run_once()
    kept = rows.kept["a1:goods_receipt"]
    assert (kept.state, kept.reason) == ("parked", "malformed")
    assert text in kept.text and not erp.calls


def test_erp_that_is_down_for_a_weekend_parks_nothing() -> None:
    rows, clock = MemoryOutbox(), Clock()
    erp = MemoryConnector(["down"] * 100_000)
    keys = [add(rows, f"op{at}", f"g{at}") for at in range(20)]
    sender = relay(rows, erp, clock)
    for _ in range(2 * 24 * 120):
        sender.run_once()
        clock.pass_s(30)
    assert {rows.kept[key].state for key in keys} <= {"ready", "retry"}
    assert sum(erp.calls.values()) <= 5 + 2 * 24 * 120, "the breaker asks once a half-minute"
    erp.script.clear()
    clock.pass_s(600)
    while sender.run_once().done:
        pass
    assert set(erp.per_key()) == set(keys)


def test_erp_that_never_answers_clearly_parks_after_twenty_doubts() -> None:
    rows, clock = MemoryOutbox(), Clock()
    erp = MemoryConnector(["lost"] * 1000)
    key = add(rows, "a1", "a")
    sender = relay(rows, erp, clock)
    for _ in range(60):
        sender.run_once()
        clock.pass_s(600)
    assert (rows.kept[key].state, rows.kept[key].reason) == ("parked", "erp_silent")
    assert erp.calls["send"] == 20


def test_connector_that_breaks_is_an_unclear_answer_and_stops_nobody() -> None:
    rows, erp, clock = MemoryOutbox(), MemoryConnector(["crash_after_accept"]), Clock()
    broken, other = add(rows, "a1", "a"), add(rows, "b1", "b")
    sender = relay(rows, erp, clock)
    sender.run_once()
    assert rows.kept[broken].state == "unclear" and rows.kept[other].state == "done"
    clock.pass_s(1)
    sender.run_once()
    assert erp.per_key() == {broken: 1, other: 1}


def test_relay_that_is_late_does_not_touch_a_row_another_took_over() -> None:
    rows, erp, clock = MemoryOutbox(), MemoryConnector(), Clock()
    key = add(rows, "a1", "a")
    (slow,) = rows.claim(1, clock.now, clock.now + timedelta(seconds=30))
    clock.pass_s(30)
    assert relay(rows, erp, clock).run_once().done == 1
    assert rows.park(key, slow.token, "refused", "too late") is False
    assert rows.kept[key].state == "done"


def test_slow_round_gives_back_what_it_cannot_finish_within_its_lease() -> None:
    rows, clock = MemoryOutbox(), Clock()

    class Slow(MemoryConnector):
        def look_up(self, key: str) -> Any:
            clock.pass_s(9)
            return super().look_up(key)

    erp = Slow()
    keys = [add(rows, f"op{at}", f"g{at}") for at in range(6)]
    told = relay(rows, erp, clock).run_once()
    assert (told.claimed, told.done, told.given_back, told.late) == (6, 3, 3, 0)
    assert [rows.kept[key].attempts for key in keys] == [1, 1, 1, 0, 0, 0]


def test_breaker_opening_in_a_round_gives_the_rest_back() -> None:
    rows, erp, clock = MemoryOutbox(), MemoryConnector(["down"] * 50), Clock()
    for at in range(20):
        add(rows, f"op{at}", f"g{at}")
    sender = relay(rows, erp, clock)
    told = sender.run_once()
    assert (told.again, told.given_back) == (5, 15)
    assert sender.run_once().claimed == 0
    clock.pass_s(30)
    assert sender.run_once().claimed == 1


def test_restored_database_tells_its_documents_again_and_nothing_is_doubled() -> None:
    erp, clock = MemoryConnector(), Clock()
    for _ in range(2):
        rows = MemoryOutbox()
        add(rows, "a1", "a")
        assert relay(rows, erp, clock).run_once().done == 1
    assert erp.per_key() == {"a1:goods_receipt": 1}


def test_embedded_ledger_drains_the_outbox() -> None:
    rows, clock, ledger = MemoryOutbox(), Clock(), MemoryLedger()
    for at in range(3):
        add(rows, f"op{at}", "g")
    sender = Relay(rows, EmbeddedConnector(ledger), clock, lambda: 0)
    while sender.run_once().claimed:
        pass
    assert [entry.key for entry in ledger.list(0, 10)] == [
        f"op{at}:goods_receipt" for at in range(3)]


@pytest.mark.parametrize("promise", CONTRACT, ids=lambda promise: promise.__name__)
def test_rows_in_memory_keep_what_rows_promise(promise: Callable[[Outbox], None]) -> None:
    promise(MemoryOutbox())


# --- E1 under every fault ----------------------------------------------------------------------

FAULTS: tuple[Fault, ...] = (
    "none", "none", "down", "refuse", "lost", "accept_then_time_out", "crash_after_accept",
    "look_up_down")


class Killed(BaseException):
    """The relay's process dies here; nobody catches it."""


class Mortal(MemoryOutbox):
    """Kills the relay just before or just after a mark."""

    def __init__(self, dice: random.Random, share: float) -> None:
        super().__init__()
        self.dice, self.share = dice, share

    def _mark(self, key: str, token: int, state: outbox.State, **values: Any) -> bool:
        if self.dice.random() < self.share:
            raise Killed(f"before {state}")
        kept = super()._mark(key, token, state, **values)
        if self.dice.random() < self.share:
            raise Killed(f"after {state}")
        return kept


def _storm(seed: int) -> tuple[Mortal, MemoryConnector, dict[str, list[str]]]:
    """Random rows, faults and deaths; then calm, until everything is done."""
    dice = random.Random(f"storm {seed}")
    clock, rows = Clock(), Mortal(dice, 0.15)
    erp = MemoryConnector((dice.choice(FAULTS) for _ in range(120)),
                          unique_keys=dice.random() < 0.3)
    sender = relay(rows, erp, clock, lambda: dice.randint(-25, 25))
    groups: dict[str, list[str]] = {}
    for turn in range(250):
        if turn < 25:
            group = f"g{dice.randrange(6)}"
            groups.setdefault(group, []).append(add(rows, f"op{turn}", group))
        if turn == 180:
            rows.share = 0.0
            erp.script.clear()
        for key, kept in rows.kept.items():
            if kept.state == "parked":
                rows.resume(key)
        try:
            sender.run_once(dice.randint(1, 8))
        except Killed:
            sender = relay(rows, erp, clock, lambda: dice.randint(-25, 25))
        clock.pass_s(dice.choice((0, 1, 5, 31, 120, 601)))
    return rows, erp, groups


def _judge(seed: int) -> None:
    rows, erp, groups = _storm(seed)
    assert {kept.state for kept in rows.kept.values()} == {"done"}, f"seed {seed}"
    assert erp.per_key() == dict.fromkeys(rows.kept, 1), f"E1, seed {seed}"
    order = [document.key for document in erp.documents]
    for keys in groups.values():
        assert [key for key in order if key in set(keys)] == keys, f"E2, seed {seed}"


def test_erp_ends_with_one_document_for_each_key_after_any_storm() -> None:
    for seed in range(SEEDS):
        _judge(seed)


def test_storm_meets_every_danger() -> None:
    """The test of the test: faults and deaths do happen, look-ups do find, rows are late."""
    seen: set[str] = set()
    for seed in range(20):
        rows, erp, _ = _storm(seed)
        seen |= {"retried"} if any(kept.attempts > 1 for kept in rows.kept.values()) else set()
        seen |= {"found"} if erp.calls["look_up"] > erp.calls["send"] else set()
        seen |= {"resent"} if erp.calls["send"] > len(rows.kept) else set()
    assert seen == {"retried", "found", "resent"}


def test_relay_that_never_looks_up_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted bug: send at once, always."""
    monkeypatch.setattr(outbox, "first_question", lambda row, unique_keys: "send")
    with pytest.raises(AssertionError, match="E1"):
        for seed in range(SEEDS):
            _judge(seed)


def test_relay_that_takes_a_time_out_for_a_no_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted bug: an unclear answer counted as not taken, an ERP trusted to be unique."""
    monkeypatch.setattr(outbox, "first_question",
                        lambda row, unique_keys: "look_up" if row.uncertain else "send")
    true_after = outbox.after_send

    def hasty(row: Row, answer: Any, jitter: int) -> outbox.Step:
        return true_after(row, Unreachable("x") if isinstance(answer, Unclear) else answer, jitter)

    monkeypatch.setattr(outbox, "after_send", hasty)
    with pytest.raises(AssertionError, match="E1"):
        for seed in range(SEEDS):
            _judge(seed)
