# SPDX-License-Identifier: Apache-2.0
"""Push, pull and requests over HTTP: exactly the words of the wire, and clear limits."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from backend.domain.identity import PIN_LOCK_AT, Role
from backend.limits import PUSH_BYTES_MAX, REQUESTS_BURST
from backend.store.database import CommitUnclear, DatabaseBusy
from backend.web import rate
from backend.web.rate import Buckets
from sync.wire import EpochChanged, FeedRow, Forked
from tests.web.conftest import MakeFloor
from tests.web.floor import EPOCH, PIN, FakeFeed, Floor, batch, operation

PUSH, PULL = "/api/v1/sync/push", "/api/v1/sync/pull"


def test_a_batch_reaches_intake_byte_for_byte_and_is_answered(floor: Floor) -> None:
    text = '{"v":1,  "note":"Grüße \\u0041 \\ud83d\\ude00",\t"a":[1,2]}'
    answer = floor.device().post(PUSH, batch(operation(1, text), operation(2)))
    device, request, now = floor.intake.pushed[0]
    assert request.operations[0].text == text
    assert (device.installation, request.site, now) == ("i-Scanner1", "DC01", floor.clock.now)
    assert request.sent_at == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert answer.get_json() == {
        "epoch": EPOCH, "server_time": "2026-11-23T12:00:00.000Z", "version": 7,
        "expected_seq": 3, "durable_through": 2, "hints": {"pull": True, "slow_ms": 0},
        "results": [
            {"op_id": f"op-{n}", "seq": n, "outcome": "accepted", "reason": None, "detail": None,
             "version": 7, "replayed": False} for n in (1, 2)
        ],
    }


def test_an_operation_that_makes_no_sense_is_still_handed_to_intake(floor: Floor) -> None:
    answer = floor.device().post(PUSH, batch(operation(1, "not even JSON")))
    assert (answer.status_code, len(floor.intake.pushed)) == (200, 1)


def test_nobody_signed_in_can_still_hand_in_what_was_recorded(floor: Floor) -> None:
    assert floor.device().post(PUSH, batch(operation(1))).status_code == 200


def test_a_revoked_device_hands_in_and_intake_knows_that_it_is_revoked(floor: Floor) -> None:
    assert floor.revoked().post(PUSH, batch(operation(1))).status_code == 200
    assert floor.intake.pushed[0][0].state == "revoked"


def test_a_restored_server_and_a_copied_device_are_told_apart(floor: Floor) -> None:
    caller = floor.device()
    floor.intake.answer = EpochChanged("e-2")
    answer = caller.post(PUSH, batch())
    found = (answer.status_code, answer.get_json()["code"], answer.get_json()["epoch"])
    assert found == (409, "epoch_changed", "e-2")
    floor.intake.answer = Forked(12)
    answer = caller.post(PUSH, batch())
    found = (answer.status_code, answer.get_json()["code"], answer.get_json()["expected_seq"])
    assert found == (409, "fork", 12)


@pytest.mark.parametrize("error", [DatabaseBusy("full"), CommitUnclear("no standby")])
def test_a_busy_database_asks_the_device_to_send_again(floor: Floor, error: Exception) -> None:
    floor.intake.answer = error
    answer = floor.device().post(PUSH, batch())
    assert (answer.status_code, answer.get_json()["code"]) == (503, "busy")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_bug_answers_without_a_word_about_itself(floor: Floor) -> None:
    floor.intake.answer = ZeroDivisionError("secret stock of part 9")
    caller = floor.device()
    answer = caller.client.post(PUSH, json=batch(), headers={"X-Pickface": "1"})
    assert (answer.status_code, answer.get_json()["code"]) == (500, "server_fault")
    assert "Traceback" not in answer.text
    assert "secret stock" not in answer.text


def put(path: str, value: Any) -> dict[str, Any]:
    """A good batch with one thing changed: put("ops.0.seq", 0)."""
    body = batch(operation(1), operation(2))
    *way, last = path.split(".")
    here: Any = body
    for step in way:
        here = here[int(step)] if isinstance(here, list) else here[step]
    here[last] = value
    return body


BAD = [
    ("v", None), ("v", "1"), ("site", 1), ("site", ""), ("site", "A B"), ("epoch", 7),
    ("stored_through", -1), ("stored_through", 1.0), ("stored_through", True),
    ("stored_through", 2**53), ("sent_at", "2026-11-23T12:00:00Z"), ("sent_at", 5),
    ("sent_at", "2026-11-23T12:00:00.000+01"), ("sent_at", "2026-13-23T12:00:00.000Z"),
    ("queue", None), ("queue.pending", "3"), ("queue.oldest_at", "now"), ("ops", {}), ("ops", None),
    ("ops.0.seq", 0), ("ops.0.seq", "1"), ("ops.1.op_id", ""), ("ops.1.op_id", "x" * 65),
    ("ops.0.hash", "0" * 63), ("ops.0.hash", "G" * 64), ("ops.0.hash", "0" * 64 + "\n"),
    ("ops.0.op", ""), ("ops.0.op", {"v": 1}), ("ops.0.op", "\x00"), ("ops.1.surprise", 1),
    ("surprise", 1),
]


@pytest.mark.parametrize(("path", "value"), BAD)
def test_an_envelope_that_cannot_be_read_says_where(floor: Floor, path: str, value: Any) -> None:
    answer = floor.device().post(PUSH, put(path, value))
    body = answer.get_json()
    assert (answer.status_code, body["code"], body["where"]) == (422, "unreadable", f"json.{path}")
    assert floor.intake.pushed == []


def test_half_a_surrogate_pair_is_refused_before_a_database_chokes_on_it(floor: Floor) -> None:
    body = json.dumps(batch(operation(1))).replace("op-1", "\\ud800")
    answer = floor.device().client.post(
        PUSH, data=body, content_type="application/json", headers={"X-Pickface": "1"}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("body", [
    "", "{", "[]", "null", '"x"', "{}", "NaN", "[" * 100_000, '{"v":' * 50_000, "\xff", "1e999",
    '{"v":1,"v":2}', "9" * 5000,
])
def test_no_body_however_broken_brings_the_server_down(floor: Floor, body: str) -> None:
    answer = floor.device().client.post(
        PUSH, data=body.encode("latin-1"), content_type="application/json",
        headers={"X-Pickface": "1"},
    )
    assert answer.status_code == 422, answer.text
    assert answer.get_json()["code"] == "unreadable"


def test_a_batch_over_the_limits_is_to_be_halved(floor: Floor) -> None:
    caller = floor.device()
    fits = [operation(n) for n in range(1, 51)]
    assert caller.post(PUSH, batch(*fits)).status_code == 200
    assert caller.post(PUSH, batch(*fits, operation(51))).status_code == 413
    half = "x" * (PUSH_BYTES_MAX // 2)
    assert caller.post(PUSH, batch(operation(1, half), operation(2, half))).status_code == 200
    over = batch(operation(1, half), operation(2, half), operation(3, "x"))
    assert caller.post(PUSH, over).status_code == 413
    answer = caller.post(PUSH, batch(operation(1, "x" * 1_000_000)))
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


def test_quotes_in_operations_do_not_make_a_permitted_batch_too_large(floor: Floor) -> None:
    quotes = '"' * PUSH_BYTES_MAX
    assert floor.device().post(PUSH, batch(operation(1, quotes))).status_code == 200


def test_another_site_and_another_protocol_are_named(floor: Floor) -> None:
    caller = floor.device()
    other = caller.post(PUSH, batch(site="DC02"))
    assert (other.status_code, other.get_json()["code"]) == (422, "site_mismatch")
    newer = caller.post(PUSH, batch(v=2))
    assert (newer.status_code, newer.get_json()["code"]) == (426, "protocol_unknown")
    assert floor.intake.pushed == []


def test_a_pull_gives_rows_as_the_books_keep_them(make_floor: MakeFloor) -> None:
    text = '{"part":"A \\"1\\"","quantity":3}'
    feed = FakeFeed((FeedRow("quant", 'k"1', 5, text), FeedRow("hold", "h", 6, None)))
    floor = make_floor({"feed": feed})
    answer = floor.device().get(f"{PULL}?since=4&topics=hold,quant,hold&epoch={EPOCH}")
    assert answer.get_json() == {
        "epoch": EPOCH, "version": 7, "next": None,
        "rows": [
            {"topic": "quant", "key": 'k"1', "version": 5, "body": json.loads(text)},
            {"topic": "hold", "key": "h", "version": 6, "body": None},
        ],
    }
    roles, request = feed.asked[0]
    assert (roles, request.topics, request.limit) == (frozenset(), ("hold", "quant"), 500)


def test_a_pull_tells_the_feed_who_is_signed_in(floor: Floor) -> None:
    floor.signed_in("supervisor").get(f"{PULL}?since=0&topics=exception")
    assert floor.feed.asked[0][0] == {Role.SUPERVISOR}


def test_a_long_pull_is_compressed_for_those_who_can_read_it(make_floor: MakeFloor) -> None:
    rows = tuple(FeedRow("part", f"P{n}", n, '{"part":"P"}') for n in range(300))
    caller = make_floor({"feed": FakeFeed(rows)}).device()
    plain = caller.get(f"{PULL}?since=0&topics=part")
    packed = caller.client.get(f"{PULL}?since=0&topics=part", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 5


@pytest.mark.parametrize("query", [
    "", "since=0", "topics=hold", "since=-1&topics=hold", "since=x&topics=hold",
    "since=1e3&topics=hold", "since=0&topics=", "since=0&topics=HOLD", "since=0&topics=a,,b",
    "since=0&topics=hold&limit=0", "since=0&topics=hold&limit=501", "since=0&topics=hold&x=1",
    "since=0&topics=hold&after=nowhere", "since=99999999999999999999&topics=hold",
    "since=0&topics=hold&after=" + "v" * 401, "since=٣&topics=hold", "since=0&topics=hold%00",
])
def test_a_pull_that_cannot_be_read_is_refused(floor: Floor, query: str) -> None:
    answer = floor.device().get(f"{PULL}?{query}")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "unreadable")


def test_a_pull_from_before_a_restore_is_told_so(floor: Floor) -> None:
    answer = floor.device().get(f"{PULL}?since=0&topics=hold&epoch=old")
    assert (answer.status_code, answer.get_json()["epoch"]) == (409, EPOCH)


def test_an_online_request_carries_who_is_signed_in(floor: Floor) -> None:
    caller = floor.signed_in("supervisor")
    sent = {"op_id": "op-9", "hash": "0" * 64, "op": '{"kind":"hold_release"}'}
    answer = caller.post("/api/v1/requests", sent)
    assert (answer.status_code, answer.get_json()["outcome"]) == (200, "accepted")
    asked = floor.intake.asked[0]
    session = caller.get("/api/v1/session").get_json()
    assert (asked["actor"].id, asked["sign_in"].id) == (session["actor"]["id"], session["session"])
    assert asked["operation"].text == sent["op"]


def before_witness(witness: str) -> dict[str, Any]:
    """A request that names somebody who saw goods destroyed."""
    body = {"hold": "H-1", "decision": "scrap", "witness": witness}
    told = {
        "v": 1, "op_id": "op-9", "site": "DC01", "kind": "disposition", "kind_v": 1, "actor": "x",
        "captured_at": "2026-11-23T12:00:00.000Z", "body": body,
    }  # fmt: skip
    return {"op_id": "op-9", "hash": "0" * 64, "op": json.dumps(told)}


def test_a_witness_is_who_confirms_it_by_badge_and_pin_and_nobody_is_signed_out(
    floor: Floor,
) -> None:
    badge = floor.person("worker", name="Wu")
    witness = floor.device("Scanner 2").sign_in(badge).get_json()["actor"]["id"]
    caller = floor.signed_in("supervisor")
    session = caller.get("/api/v1/session").get_json()["session"]
    sent = before_witness(witness)
    keys = {"badge": badge, "pin": PIN}
    stranger = floor.person("worker", name="Xi")
    for wrong in (None, {**keys, "badge": stranger}, {**keys, "pin": "000000"}):
        refused = caller.post("/api/v1/requests", {**sent, "witness": wrong})
        assert (refused.status_code, refused.get_json()["code"]) == (403, "witness_unproven")
        floor.clock.forward(minutes=5)
    assert floor.intake.asked == []
    answer = caller.post("/api/v1/requests", {**sent, "witness": keys})
    assert (answer.status_code, answer.get_json()["outcome"]) == (200, "accepted")
    assert caller.get("/api/v1/session").get_json()["session"] == session


def test_pins_of_witnesses_are_not_guessed_faster_than_at_sign_in(floor: Floor) -> None:
    badge = floor.person("worker", name="Wu")
    caller = floor.signed_in("supervisor")
    sent = {**before_witness("w"), "witness": {"badge": badge, "pin": "000000"}}
    codes = [caller.post("/api/v1/requests", sent).status_code for _ in range(PIN_LOCK_AT)]
    assert 429 in codes


def test_pages_of_a_list_follow_one_another_without_gap_or_repeat(floor: Floor) -> None:
    caller = floor.signed_in("supervisor")
    for n in range(4):
        floor.clock.forward(seconds=1)
        floor.device(f"S{n}")
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = caller.get(f"/api/v1/devices?limit=2{after and '&after=' + after}").get_json()
        seen += [device["name"] for device in page["items"]]
        after = page["next"]
    assert seen == ["Scanner 1", "S0", "S1", "S2", "S3"]


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=a", "page=2", "after="])
def test_a_page_that_cannot_be_meant_is_refused(floor: Floor, query: str) -> None:
    assert floor.signed_in("admin").get(f"/api/v1/devices?{query}").status_code == 422


def test_one_device_gone_wild_is_slowed_down_and_the_others_are_not(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate, "REQUESTS_PER_S", 1)  # a busy machine asks no faster than 25
    wild, calm = floor.device("Wild"), floor.device("Calm")
    answers = [wild.get("/api/v1/push/key") for _ in range(REQUESTS_BURST * 2)]
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert slowed
    assert int(slowed[0].headers["Retry-After"]) >= 1
    assert calm.get("/api/v1/push/key").status_code == 200


def test_a_bucket_fills_up_again() -> None:
    at = [0.0]
    buckets = Buckets(lambda: at[0])
    for _ in range(REQUESTS_BURST):
        assert buckets.take("d") == 0.0
    wait_s = buckets.take("d")
    assert wait_s > 0
    at[0] += wait_s
    assert buckets.take("d") == 0.0
    assert buckets.take("d") > 0
