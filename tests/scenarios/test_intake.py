# SPDX-License-Identifier: Apache-2.0
"""Bad input and repeats at the door: nothing is lost, nothing is doubled, neighbours go on."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
import sqlalchemy as sa

from backend.domain.identity import QueueReport
from backend.store import book_tables as t
from backend.store.identity_tables import sessions
from sync.wire import OperationResult, PushRequest
from tests.domain.floor import SUPPLIER, line
from tests.scenarios.site import SITE, Handheld, Site, device, sent


def _receipt(lpn: str, quantity: int = 4) -> dict[str, object]:
    return {
        "receipt": "R-1", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01", "lpn": lpn,
        "parent_lpn": None, "lines": [line("BRK-10442", quantity, "L26-0188")],
    }  # fmt: skip


def test_a_malformed_operation_is_kept_and_its_neighbours_apply(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", _receipt("L-1"))
    handheld.tell("receipt", {**_receipt("L-2"), "lines": [line("BRK-10442", -4)]})
    handheld.tell("receipt", _receipt("L-3"))
    reply = handheld.push()
    assert [r.outcome for r in reply.results] == ["accepted", "rejected", "accepted"]
    assert reply.results[1].detail == {
        "where": "body.lines.0.quantity", "text": "must be at least 1",
    }  # fmt: skip
    assert len(site.rows(sa.select(t.journal).where(t.journal.c.outcome == "rejected"))) == 1
    assert len(site.stock()) == 2


def test_the_same_id_with_other_content_is_set_aside(site: Site) -> None:
    one, other = Handheld(site, "H-1"), Handheld(site, "H-2")
    op_id = one.tell("receipt", _receipt("L-1"))
    one.push()
    other.tell("receipt", _receipt("L-1", 9), op_id=op_id)
    reply = other.push()
    assert (reply.results[0].outcome, reply.results[0].reason) == ("rejected", "id_reused")
    assert len(site.rows(sa.select(t.quarantine))) == 1
    assert site.stock() == {("lpn:L-1", "BRK-10442", "L26-0188", ""): 4}


def test_the_same_operation_twice_in_one_batch_counts_once(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", _receipt("L-1"))
    first = handheld.queue[0]
    handheld.seq += 1
    handheld.queue.append(replace(first, seq=2))
    reply = handheld.push()
    assert [(r.seq, r.outcome) for r in reply.results] == [(1, "accepted"), (2, "accepted")]
    assert reply.expected_seq == 3
    assert site.stock() == {("lpn:L-1", "BRK-10442", "L26-0188", ""): 4}


def test_two_contents_under_one_id_in_one_batch_keep_the_first(site: Site) -> None:
    handheld = Handheld(site)
    op_id = handheld.tell("receipt", _receipt("L-1"))
    handheld.tell("receipt", _receipt("L-1", 9), op_id=op_id)
    reply = handheld.push()
    assert [r.reason for r in reply.results] == [None, "id_reused"]
    assert site.stock() == {("lpn:L-1", "BRK-10442", "L26-0188", ""): 4}


def test_what_comes_too_early_is_not_taken(site: Site) -> None:
    handheld = Handheld(site)
    for n in range(3):
        handheld.tell("receipt", _receipt(f"L-{n}"))
    missing = handheld.queue.pop(1)
    reply = handheld.push(keep=True)
    assert (reply.expected_seq, len(reply.results)) == (2, 1)
    handheld.queue.insert(1, missing)
    assert [r.replayed for r in handheld.push().results] == [True, False, False]


def test_a_request_in_the_queue_is_refused_since_it_needs_a_person_online(site: Site) -> None:
    handheld = Handheld(site, actor="rossi")
    handheld.tell("hold_release", {"hold": "H-1", "reason": "because"})
    (result,) = handheld.push().results
    assert (result.outcome, result.reason) == ("rejected", "not_a_fact")


def test_bytes_that_do_not_match_their_hash_are_rejected(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", _receipt("L-1"))
    told = handheld.queue[0]
    handheld.queue[0] = replace(told, text=told.text.replace("L-1", "L-2"))
    (result,) = handheld.push().results
    assert (result.outcome, result.reason) == ("rejected", "hash_mismatch")


def test_codes_too_long_for_a_label_are_refused_alike_on_both_engines(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", {**_receipt("L" * 141)})
    (result,) = handheld.push().results
    assert result.detail == {"where": "body.lpn", "text": "is longer than 140 characters"}


def test_a_person_who_left_is_believed_only_by_a_supervisor(site: Site) -> None:
    handheld = Handheld(site, actor="ghost")
    op_id = handheld.tell("receipt", _receipt("L-1"))
    (result,) = handheld.push().results
    assert (result.outcome, result.reason) == ("parked", "actor_revoked")
    site.ask("resolution", {"operation": op_id, "decision": "retry", "reason": "she was here"})
    assert site.stock() == {("lpn:L-1", "BRK-10442", "L26-0188", ""): 4}
    (row,) = site.rows(sa.select(t.journal).where(t.journal.c.op_id == op_id))
    assert (row.outcome, row.resolved_outcome, row.resolved_by) == (
        "parked", "accepted", "rossi",
    )  # fmt: skip


def test_a_copied_installation_is_noticed_and_stopped(site: Site) -> None:
    handheld, copy = Handheld(site), Handheld(site)
    handheld.tell("receipt", _receipt("L-1"))
    handheld.push()
    copy.tell("receipt", _receipt("L-2"))
    reply = site.intake.push(
        device=device("H-1"), request=_request(site, copy), now=site.now
    )
    assert type(reply).__name__ == "Forked"
    assert len(site.rows(sa.select(t.quarantine))) == 1
    assert len(site.stock()) == 1


def _request(site: Site, handheld: Handheld) -> PushRequest:

    queue = QueueReport(1, None, handheld.seq)
    return PushRequest("DC01", "epoch-1", 0, site.now, queue, tuple(handheld.queue))


def test_an_import_told_twice_changes_nothing(site: Site) -> None:
    text = site.text("catalogue_import", {"parts": [{"part": "NEW-1"}]}, actor="server")
    first = site.intake.tell(site="DC01", text=text, now=site.now)
    second = site.intake.tell(site="DC01", text=text, now=site.now)
    assert (first.replayed, second.replayed) == (False, True)
    assert json.loads(text)["op_id"] == second.op_id == sent(text, 0).op_id


def test_a_retry_that_cannot_be_booked_yet_says_what_it_still_waits_for(site: Site) -> None:
    handheld = Handheld(site)
    op_id = handheld.tell("receipt", {**_receipt("L-1"), "lines": [line("NEW-1", 1)]})
    handheld.push()
    answer = site.ask("resolution", {"operation": op_id, "decision": "retry", "reason": ""})
    assert (answer.reason, answer.detail) == (
        "unknown_part", {"declined": True, "operation": op_id},
    )  # fmt: skip
    site.ask("resolution", {"operation": op_id, "decision": "void", "reason": "told twice"})
    (row,) = site.rows(sa.select(t.journal).where(t.journal.c.op_id == op_id))
    assert (row.outcome, row.resolved_outcome) == ("parked", "voided")
    assert site.stock() == {}


def _open(site: Site) -> dict[str, dict[str, object]]:
    asked = sa.select(t.exceptions).where(t.exceptions.c.state == "open")
    return {row.kind: row.body for row in site.rows(asked)}


def test_work_that_was_set_aside_is_shown_to_a_supervisor(site: Site) -> None:
    one, other = Handheld(site, "H-1"), Handheld(site, "H-2")
    op_id = one.tell("receipt", _receipt("L-1"))
    one.push()
    other.tell("receipt", _receipt("L-1", 9), op_id=op_id)
    other.push()
    assert _open(site)["set_aside"]["device"] == "H-2"


def test_a_sign_in_of_somebody_else_is_believed_only_by_a_supervisor(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", _receipt("L-1"), session="no-such-sign-in")
    (result,) = handheld.push().results
    assert (result.outcome, result.reason) == ("parked", "session_odd")


def test_a_parked_operation_shows_what_was_told(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", {**_receipt("L-1"), "lines": [line("NEW-1", 3)]})
    handheld.push()
    body = _open(site)["parked"]
    assert body["told"]["lines"][0]["part"] == "NEW-1"  # type: ignore[index]
    assert body["detail"] == {"parts": ["NEW-1"]}


def test_a_held_unit_that_was_met_is_told_and_settled_by_the_release(site: Site) -> None:
    handheld = Handheld(site)
    lines = [line("ECU-77810-AB", 1, None, "E7A000311")]
    handheld.tell("receipt", {**_receipt("L-1"), "lines": lines})
    handheld.tell(
        "hold_hit",
        {"hold": "", "part": "ECU-77810-AB", "serial": "E7A000311", "holder": "lpn:L-1",
         "where": "pick.part", "order": "O-1"},
    )  # fmt: skip
    assert [r.outcome for r in handheld.push().results] == ["accepted", "accepted"]
    (hold,) = site.rows(sa.select(t.holds))
    assert _open(site)["hold_hit"]["holds"] == [hold.hold]
    site.release(hold.hold, "inspected")
    assert _open(site) == {}


def test_an_unknown_code_leaves_the_list_when_somebody_has_seen_to_it(site: Site) -> None:
    handheld = Handheld(site)
    op_id = handheld.tell("unknown_scan", {"raw": "???", "where": "pick.part"})
    handheld.push()
    answer = site.ask("acknowledgement", {"exception": f"{op_id}:unknown", "note": "a box"})
    assert answer.outcome == "accepted"
    assert _open(site) == {}
    (row,) = site.rows(sa.select(t.exceptions))
    assert (row.kind, row.state, row.body["raw"]) == ("unknown_barcode", "resolved", "???")


BOX = {"raw": "XYZ123", "where": "count.unknown", "holder": "B04-011-B"}


def _met(handheld: Handheld, quantity: int | None, note: str = "", **more: Any) -> None:
    told = {**BOX, "quantity": quantity, "note": note, **more}
    handheld.tell("unknown_scan", told, group="unknown:visit")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_scans_of_one_unknown_code_in_one_count_are_one_question(
    site: Site, order: tuple[int, ...]
) -> None:
    """Three devices of one count, so that what they told may arrive in any order."""
    handhelds = [Handheld(site, name) for name in ("H-1", "H-2", "D-1")]
    said = [(1, ""), (4, "other_label"), (None, "label_damaged")]
    for handheld, (quantity, note) in zip(handhelds, said, strict=True):
        _met(handheld, quantity, note)
    first = handhelds[0].queue[0]
    for n in order:
        handhelds[n].push()
    (row,) = site.rows(sa.select(t.exceptions))
    assert (row.body["quantity"], row.body["note"]) == (5, "label_damaged")
    assert (row.body["operation"], row.body["raw"]) == (first.op_id, "XYZ123")
    assert site.ask("acknowledgement", {"exception": row.exception}).outcome == "accepted"
    assert _open(site) == {}


def test_scans_of_one_push_are_one_question_too_and_another_code_or_place_is_not(
    site: Site,
) -> None:
    handheld = Handheld(site)
    _met(handheld, 1)
    _met(handheld, 2)
    _met(handheld, 1, raw="XYZ124")
    _met(handheld, 1, holder="A07-032-C")
    handheld.tell("unknown_scan", {**BOX, "quantity": 1}, group="scan:alone")
    handheld.push()
    rows = site.rows(sa.select(t.exceptions))
    assert sorted(row.body["quantity"] for row in rows) == [1, 1, 1, 3]


def test_a_code_that_is_met_again_after_somebody_saw_to_it_is_asked_again(site: Site) -> None:
    handheld = Handheld(site)
    _met(handheld, 2, "other_label")
    handheld.push()
    name = _open(site)["unknown_barcode"]["exception"]
    site.ask("acknowledgement", {"exception": name})
    _met(handheld, 1)
    handheld.push()
    body = _open(site)["unknown_barcode"]
    assert (body["exception"], body["quantity"], body["note"]) == (name, 3, "other_label")


def test_units_that_were_matched_to_a_part_are_not_asked_for_again(site: Site) -> None:
    handheld = Handheld(site)
    _met(handheld, 3)
    handheld.push()
    name = _open(site)["unknown_barcode"]["exception"]
    match = {"exception": name, "part": "FLT-00318", "holder": "B04-011-B", "quantity": 3,
             "lot": None, "alias": "XYZ123"}  # fmt: skip
    assert site.ask("code_match", match).outcome == "accepted"
    assert "unknown_barcode" not in _open(site)
    assert site.stock() == {("B04-011-B", "FLT-00318", "", ""): 3}
    _met(handheld, 1)
    handheld.push()
    body = _open(site)["unknown_barcode"]
    assert (body["exception"], body["quantity"], body["raw"]) == (name, 1, "XYZ123")


def test_plates_under_one_delivery_note_are_one_question_that_its_notice_answers(
    site: Site,
) -> None:
    handheld = Handheld(site)
    for n, lpn in enumerate(("L-8", "L-9"), 1):
        blind = {**_receipt(lpn), "receipt": "R9", "asn": None, "paper": "DN-778",
                 "lines": [line("FLT-00318", n)]}  # fmt: skip
        handheld.tell("receipt", blind)
        handheld.push()
    asked = _open(site)["awaiting_paper"]
    lines: Any = asked["lines"]
    assert (asked["lpns"], [one["quantity"] for one in lines]) == (["L-8", "L-9"], [1, 2])
    match = {"receipt": "R9", "lines": [line("FLT-00318", 3)], "asn": None, "reference": "PO 1"}
    assert site.ask("receipt_match", match).outcome == "accepted"
    assert _open(site) == {}
    late = {**_receipt("L-7"), "receipt": "R9", "asn": None, "paper": "DN-778",
            "lines": [line("FLT-00318", 4)]}  # fmt: skip
    handheld.tell("receipt", late)
    handheld.push()
    later: Any = _open(site)["awaiting_paper"]["lines"]
    assert [one["quantity"] for one in later] == [4]


def test_a_parked_operation_cannot_be_acknowledged_away(site: Site) -> None:
    handheld = Handheld(site)
    op_id = handheld.tell("receipt", {**_receipt("L-1"), "lines": [line("NEW-1", 3)]})
    handheld.push()
    answer = site.ask("acknowledgement", {"exception": f"{op_id}:parked", "note": "later"})
    assert answer.reason == "declined_undecided"
    assert "parked" in _open(site)


def test_a_clock_beyond_the_calendar_keeps_nobody_waiting(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", _receipt("L-1"))
    handheld.tell("receipt", _receipt("L-2"), captured_at="9999-12-31T23:59:59.999Z",
                  clock_offset_ms=10)  # fmt: skip
    assert [r.outcome for r in handheld.push().results] == ["accepted", "accepted"]
    handheld.tell("receipt", _receipt("L-3"), clock_offset_ms=-(10**14))
    assert [r.outcome for r in handheld.push().results] == ["accepted"]


def test_a_stopped_clock_says_when_it_came_in(site: Site) -> None:
    handheld = Handheld(site)
    for lpn in ("L-1", "L-2"):
        handheld.tell("receipt", _receipt(lpn), captured_at="1970-01-01T00:00:07.000Z")
    handheld.push()
    j = t.journal.c
    rows = site.rows(sa.select(j.occurred_at, j.received_at).where(j.kind == "receipt"))
    assert [at - got for at, got in rows] == [0, 1]


def _ordered(site: Site) -> Site:
    lines = [{"line": 1, "part": "FLT-00318", "requested": 4}]
    site.tell("order_import", {"order": {"order": "O-1", "lines": lines}})
    row = {"site_id": SITE, "id": "s-9", "actor_id": "lopez", "device_id": "H-1",
           "token_hash": "-", "started_at": site.now, "expires_at": site.now,
           "ended_at": site.now}  # fmt: skip
    site.database.write(lambda c: c.execute(sa.insert(sessions), [row]))
    return site


def _claimed(site: Site, kind: str = "claim", **who: str) -> OperationResult:
    body = {"order": "O-1"} if kind == "claim" else {"shipment": "S-1", "orders": ["O-1"]}
    told = sent(site.text(kind, body, **who), 0)
    return site.intake.claim(device=device("H-1"), operation=told, now=site.now)


def test_a_claim_under_a_sign_in_that_ended_is_believed_as_a_pick_would_be(site: Site) -> None:
    assert _claimed(_ordered(site), session="s-9").outcome == "accepted"
    other = site.ask("claim", {"order": "O-1"}, actor="wong")
    assert (other.reason, (other.detail or {})["by"]) == ("declined_taken", "lopez")


def test_a_claim_under_nobodys_sign_in_or_of_somebody_let_go_claims_nothing(site: Site) -> None:
    _ordered(site)
    for who in ({"session": "no-such"}, {"session": "s-9", "actor": "wong"}, {"actor": "ghost"}):
        assert _claimed(site, **who).reason == "declined_role", who
    assert site.ask("claim", {"order": "O-1"}, actor="wong").outcome == "accepted"


def test_nothing_but_a_claim_is_taken_where_claims_are(site: Site) -> None:
    result = _claimed(_ordered(site), "shipment", session="s-9")
    assert (result.outcome, result.reason) == ("rejected", "unknown_kind")


def test_a_desk_tells_of_a_photo_and_of_no_other_fact(site: Site) -> None:
    photo = {"photo": "sig-1", "hash": "0" * 64, "bytes": 9, "type": "image/jpeg",
             "of": {"location": "DOCK-01"}, "where": "load.sign", "note": "signature"}  # fmt: skip
    assert site.ask("photo", photo, "lopez").outcome == "accepted"
    seen = {"raw": "X", "where": "DOCK-01"}
    result = site.ask("unknown_scan", seen)
    assert (result.outcome, result.reason) == ("rejected", "unknown_kind")


def test_plates_told_to_stand_in_each_other_are_asked_about_until_one_is_seen(site: Site) -> None:
    handheld = Handheld(site)
    for lpn in ("L-1", "L-2"):
        handheld.tell("receipt", _receipt(lpn))
    for lpn, target in (("L-1", "lpn:L-2"), ("L-2", "lpn:L-1")):
        handheld.push()
        handheld.tell("transfer", {"source": "DOCK-01", "target": target, "lpn": lpn})
    handheld.push()
    assert "plates_in_circle" in _open(site)
    handheld.tell("transfer", {"source": "DOCK-01", "target": "A02-015-B", "lpn": "L-1"})
    handheld.push()
    assert "plates_in_circle" not in _open(site)
