# SPDX-License-Identifier: Apache-2.0
"""What a broken partner, device or program sends: named, kept, of no effect on its neighbours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.server import Desk, Handheld, Server, envelope, sent

EDI = Path(__file__).parents[1] / "edi"
BAD = sorted([*EDI.glob("D11*.edi"), *EDI.glob("D12*.edi"), *EDI.glob("P*.edi")])


@pytest.fixture(scope="module")
def desk(one_server: Server) -> Desk:
    """A supervisor at a desk."""
    return Desk(one_server)


@pytest.fixture
def handheld(one_server: Server, desk: Desk, request: pytest.FixtureRequest) -> Handheld:
    """A new handheld for each test."""
    return Handheld(one_server, f"H-{request.node.name[:60]}", desk.token(), "p.wong")


def stock(desk: Desk) -> list[Any]:
    """What an import could disturb."""
    lines = desk.everything("/journal")
    return [lines, desk.everything("/stock", location="B04-011-B")]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name[:7])
def test_a_damaged_or_foreign_file_is_answered_with_places_and_crashes_nothing(
    desk: Desk, path: Path
) -> None:
    before, data = stock(desk), path.read_bytes()
    report = desk.import_edi(data, dry_run=True)
    assert stock(desk) == before, "a dry run changes nothing"
    errors = [fault for fault in report["faults"] if fault["severity"] == "error"]
    assert report["ok"] == (not errors)
    assert all(fault["number"] >= 1 and fault["text"] for fault in report["faults"])
    if errors:
        assert desk.import_edi(data)["documents"] == []
        assert stock(desk) == before, "nothing of a file with an error is imported"
        assert all(fault["segment"] for fault in errors)


def test_the_planted_damages_are_named(desk: Desk) -> None:
    named = {}
    for path in BAD[:2]:
        faults = desk.import_edi(path.read_bytes())["faults"]
        named[path.name[:3]] = [f["segment"] for f in faults if f["severity"] == "error"]
    assert named == {"D11": ["SE"], "D12": ["MAN"]}


def test_a_malformed_operation_is_kept_and_its_neighbours_apply(
    desk: Desk, handheld: Handheld
) -> None:
    good = handheld.tell("unknown_scan", {"raw": "NB-S1/2027", "where": "DOCK-02"})
    bad = handheld.tell("count", {"holder": "B04-011-B", "lines": [{"part": "X", "quantity": -1}]})
    strange = handheld.tell("teleport", {"holder": "B04-011-B"})
    broken = handheld.keep("{not json", "01890000-0000-7000-8000-00000000beef")
    after = handheld.tell("unknown_scan", {"raw": "]E04006381333931", "where": "DOCK-02"})
    results = {one["op_id"]: one for one in handheld.push()}
    assert [results[op]["outcome"] for op in (good, bad, strange, broken, after)] == [
        "accepted", "rejected", "rejected", "rejected", "accepted",
    ]  # fmt: skip
    assert [results[op]["reason"] for op in (bad, strange, broken)] == [
        "malformed", "unknown_kind", "malformed",
    ]  # fmt: skip
    assert results[bad]["detail"]["where"] == "body.lines.0.quantity"
    for op_id in (bad, strange, broken):
        assert desk.get(f"/journal/{op_id}")["text"], "kept as it came"
    raised = {one["operation"]: one["kind"] for one in desk.everything("/exceptions")}
    assert [raised.get(op) for op in (good, bad, after)] == [
        "unknown_barcode", "rejected", "unknown_barcode",
    ]  # fmt: skip


def test_the_same_id_with_other_content_is_set_aside(desk: Desk, handheld: Handheld) -> None:
    told = handheld.tell("unknown_scan", {"raw": "A", "where": "DOCK-02"})
    (first,) = handheld.push()
    other = json.loads(desk.get(f"/journal/{told}")["text"])
    other["body"]["raw"] = "B"
    handheld.keep(json.dumps(other))
    (answer,) = handheld.push()
    assert (answer["outcome"], answer["reason"]) == ("rejected", "id_reused")
    entry = desk.get(f"/journal/{told}")
    assert json.loads(entry["text"])["body"]["raw"] == "A"
    assert entry["outcome"] == first["outcome"]


def test_a_copied_installation_is_told_so_and_nothing_of_it_is_lost_on_the_way(
    handheld: Handheld,
) -> None:
    handheld.tell("unknown_scan", {"raw": "A", "where": "DOCK-02"})
    batch = handheld.batch()
    handheld.push()
    text = envelope("unknown_scan", {"raw": "C", "where": "x"}, handheld.actor, handheld.now)
    batch["ops"] = [{"seq": 1, **sent(text)}]
    answer = handheld.post("/sync/push", batch, 409)
    assert answer["code"] == "fork"


def test_over_its_limits_a_request_is_a_clear_4xx(desk: Desk, handheld: Handheld) -> None:
    for _ in range(51):
        handheld.tell("unknown_scan", {"raw": "A", "where": "DOCK-02"})
    assert handheld.post("/sync/push", handheld.batch(99), 413)["code"] == "too_large"
    assert len(handheld.push(50)) == 50 and len(handheld.push(50)) == 1
    big = {"text": "X" * (1024 * 1024 + 1)}
    assert desk.post("/imports/edi", big, 413)["code"] == "too_large"
    assert desk.import_edi(b"X" * (1024 * 1024))["ok"] is False
    for query in ({"limit": 0}, {"limit": 501}, {"after": "nowhere"}, {"colour": "red"}):
        answer = desk.http.get("/api/v1/stock", params=query)
        assert answer.status_code == 422 and answer.json()["where"]


def test_what_needs_a_supervisor_is_not_for_a_worker(handheld: Handheld) -> None:
    paths = ("/journal", "/exceptions", "/erp/documents")
    answers = [handheld.http.get(f"/api/v1{path}") for path in paths]
    answers.append(handheld.http.post("/api/v1/imports/edi", json={"text": ""}))
    assert [one.status_code for one in answers] == [403] * 4


def test_a_stranger_learns_nothing(one_server: Server) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{one_server.port}/api/v1") as stranger:
        for path in ("/stock", "/orders", "/tasks", "/asns", "/stock/BRK-10442/availability"):
            assert stranger.get(path).status_code == 401
        assert stranger.get("/demo/tray").status_code == 404, "not in demo mode"


def test_half_a_batch_leaves_the_other_half_to_come(handheld: Handheld) -> None:
    for number in range(4):
        handheld.tell("unknown_scan", {"raw": f"R{number}", "where": "DOCK-02"})
    batch = handheld.batch()
    batch["ops"] = [batch["ops"][0], batch["ops"][3]]
    reply = handheld.post("/sync/push", batch)
    assert (len(reply["results"]), reply["expected_seq"]) == (1, 2)
    again = handheld.drain()
    assert len(again) == 4
    assert {one["outcome"] for one in again.values()} == {"accepted"}


def test_a_name_that_no_database_holds_is_simply_not_there(desk: Desk) -> None:
    for path in ("/stock/%00/availability", "/orders/%00", "/journal/%00", "/orders/nobody"):
        answer = desk.http.get(f"/api/v1{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
