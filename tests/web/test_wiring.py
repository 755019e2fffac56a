# SPDX-License-Identifier: Apache-2.0
"""The whole server as `create_app` wires it: from HTTP to the books and back."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

import pytest

from backend.app import create_app
from backend.domain.decisions import Decision, Raised
from backend.domain.journal import Arrival, Entry
from backend.domain.wire import Malformed
from backend.store.site import create_site
from backend.use_cases.notes import NOTES, notes_of
from backend.web.push import PushSender
from backend.web.wiring import KEY
from tests.web.conftest import MakeFloor
from tests.web.floor import EPOCH, Caller, Floor, batch


@pytest.fixture
def whole(make_floor: MakeFloor) -> Floor:
    """A floor with the real intake and feed, and a site that was set up."""
    return whole_floor(make_floor)


def whole_floor(make_floor: MakeFloor) -> Floor:
    """The same, once everything that is to be replaced was replaced."""
    probe = make_floor()
    settings = probe.app.extensions[KEY].settings
    real = create_app({"PICKFACE_DATABASE": settings.database, "PICKFACE_VAR": str(settings.var)})
    wired = real.extensions[KEY]
    real.extensions["pickface-database"].close()
    floor = make_floor({"intake": wired.intake, "feed": wired.feed, "epoch": wired.epoch})
    floor.database.write(lambda c: create_site(c, "DC01", "Central Parts DC", EPOCH))
    return floor


def told(caller: Caller, seq: int, **more: Any) -> dict[str, Any]:
    """An unknown scan of whoever is signed in, as a device would send it."""
    session = caller.get("/api/v1/session").get_json()
    op_id = str(uuid.UUID(int=(7 << 76) | (2 << 62) | seq))
    text = json.dumps({
        "v": 1, "op_id": op_id, "site": "DC01", "kind": "unknown_scan", "kind_v": 1,
        "actor": session["actor"]["id"], "session": session["session"],
        "captured_at": "2026-11-23T11:59:00.000Z",
        "body": {"raw": "?", "where": "dock", "holder": None, "quantity": None, "note": ""},
        **more,
    })
    return {"seq": seq, "op_id": op_id, "hash": hashlib.sha256(text.encode()).hexdigest(),
            "op": text}


def test_what_a_device_tells_is_booked_once_and_comes_back_in_the_feed(whole: Floor) -> None:
    caller = whole.signed_in("worker")
    body = batch(told(caller, 1))
    first, again = (caller.post("/api/v1/sync/push", body).get_json() for _ in range(2))
    assert [one["outcome"] for one in first["results"]] == ["accepted"], first
    assert [one["replayed"] for one in (first["results"] + again["results"])] == [False, True]
    assert first["expected_seq"] == again["expected_seq"] == 2
    rows = caller.get("/api/v1/sync/pull?since=0&topics=outcome").get_json()["rows"]
    assert [row["body"]["op_id"] for row in rows] == [body["ops"][0]["op_id"]]


def test_rubbish_among_good_operations_is_kept_and_harms_nobody(whole: Floor) -> None:
    caller = whole.signed_in("worker")
    rubbish = {"seq": 2, "op_id": "rubbish", "hash": hashlib.sha256(b"{").hexdigest(), "op": "{"}
    body = batch(told(caller, 1), rubbish, told(caller, 3))
    answer = caller.post("/api/v1/sync/push", body).get_json()
    outcomes = [one["outcome"] for one in answer["results"]]
    assert outcomes == ["accepted", "rejected", "accepted"]
    figures = whole.nobody().get("/metrics").text
    assert 'pickface_operations_total{outcome="rejected",replayed="false"} 1.0' in figures


def test_what_a_device_says_of_its_queue_is_shown_to_the_supervisor(whole: Floor) -> None:
    caller = whole.signed_in("worker")
    caller.post("/api/v1/sync/push", batch(told(caller, 1)))
    id = caller.get("/api/v1/session").get_json()["device"]["id"]
    devices = whole.signed_in("supervisor").get("/api/v1/devices").get_json()["items"]
    found = next(device for device in devices if device["id"] == id)
    assert found["queue"] == {"pending": 0, "oldest_at": None, "last_seq": 1}
    assert found["last_seen_at"] is not None


def test_a_site_that_is_not_set_up_asks_the_device_to_wait(whole: Floor) -> None:
    whole.database.write(lambda c: c.exec_driver_sql("DELETE FROM sites"))
    caller = whole.device()
    assert caller.post("/api/v1/sync/push", batch()).status_code == 503
    assert caller.get("/api/v1/sync/pull?since=0&topics=hold").status_code == 503
    assert caller.get("/api/v1/session").get_json()["epoch"] is None


@pytest.mark.parametrize("after", [
    "[1]", "{}", "[true,1,1]", '["1","a","b"]', "[99999999999999999999,\"a\",\"b\"]",
    '[1,"\\u0000","b"]', "[[],[],[]]", "[-1,\"\",\"\"]", "[1.5,\"a\",\"b\"]",
])
def test_a_cursor_that_somebody_made_up_breaks_nothing(whole: Floor, after: str) -> None:
    caller = whole.device()
    query = {"since": "0", "topics": "hold", "after": after}
    answer = caller.get("/api/v1/sync/pull", query_string=query)
    assert answer.status_code in (200, 422), answer.text


def test_a_hold_told_by_a_handheld_leaves_the_server_as_a_note(
    make_floor: MakeFloor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []

    def note(sender: PushSender, site: str, roles: frozenset[str], title: str, *more: str) -> None:
        sent.append(title)

    monkeypatch.setattr(PushSender, "notify", note)
    caller = whole_floor(make_floor).signed_in("worker")
    scope = {"part": "BRK-10442", "location": "A01-01"}
    held = {"hold": "H-1", "scope": scope, "reason": "recall", "note": ""}
    caller.post("/api/v1/sync/push", batch(told(caller, 1, kind="hold", body=held)))
    assert sent == [NOTES["hold_placed"].title]


def entry(*kinds: str) -> Entry:
    """A line of the journal that raised exceptions of these kinds."""
    raised = tuple(Raised(f"x:{n}", kind) for n, kind in enumerate(kinds))
    arrival = Arrival("op", "{}", "0", Malformed("", ""), 0)
    return Entry(arrival, 1, Decision(raised=raised))


def test_a_hold_that_is_hit_calls_the_supervisor_once_and_says_nothing_secret() -> None:
    entries = [entry("picked_held", "picked_held"), entry("unknown_scan", "picked_held")]
    assert notes_of(entries) == [NOTES["picked_held"]]
    assert notes_of([entry("unknown_scan", "unexplained")]) == []
