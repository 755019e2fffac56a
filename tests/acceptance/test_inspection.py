# SPDX-License-Identifier: Apache-2.0
"""Hold and what ends it: IN4 to IN12, RC17, and what a queued operation meets (CF4, CF13 to CF15).

Facts are told on a handheld where the flows say that it goes offline; decisions are asked for at a
desk, since none of them is taken offline.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from backend.store import book_tables as t
from backend.store import read_masters
from backend.store.reads import part_availability
from sync.wire import OperationResult
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, CARTON_2, TRUCK, notice, order
from tests.acceptance.served import Floor
from tests.domain.floor import SUPPLIER, line
from tests.scenarios.site import SITE, Handheld

PADS, MODULE = "BRK-10442", "ECU-77810-AB"
LOT = "L26-0190"


def free(floor: Floor, part: str = PADS) -> int:
    """Units that may be promised now."""
    found = floor.site.database.read(lambda c: part_availability(c, SITE, part))
    return found.available if found else 0


def rule(floor: Floor, when: str, **more: Any) -> OperationResult:
    told = floor.ask("hold_rule", {"rule": f"R-{when}", "when": when, **more})
    assert told.outcome == "accepted", told
    return told


def received(floor: Floor, lpn: str, *lines: dict[str, Any], receipt: str = "SHP-1") -> None:
    floor.tell("receipt", {
        "receipt": receipt, "asn": None, "supplier": SUPPLIER, "location": "DOCK-01",
        "lpn": lpn, "parent_lpn": None, "lines": list(lines),
    })  # fmt: skip


def stored(floor: Floor, place: str, quantity: int = 4, lot: str = LOT) -> None:
    floor.stocked(place, line(PADS, quantity, lot))


def hold(floor: Floor, **scope: str) -> str:
    """Another person's handheld holds something."""
    name = f"H-{len(floor.journal())}"
    floor.tell("hold", {"hold": name, "scope": scope, "reason": "damage", "note": ""})
    return name


def release(floor: Floor, name: str, actor: str = "rossi") -> OperationResult:
    return floor.ask("hold_release", {"hold": name, "reason": "checked_good"}, actor)


def told_erp(floor: Floor, kind: str) -> list[dict[str, Any]]:
    query = sa.select(t.outbox).order_by(t.outbox.c.version, t.outbox.c.position)
    return [dict(row.body) for row in floor.site.rows(query) if row.type == kind]


def test_in4_a_hold_lies_over_a_plate_a_number_a_lot_a_supply_a_place_or_a_receipt(
    floor: Floor,
) -> None:
    scopes: list[dict[str, str]] = [
        {"lpn": "L-1"}, {"part": PADS, "lot": LOT}, {"part": PADS, "supplier": SUPPLIER},
        {"location": "A02-015-B"}, {"receipt": "SHP-1"},
    ]  # fmt: skip
    received(floor, "L-1", line(PADS, 4, LOT))
    floor.tell("putaway", {"source": "DOCK-01", "target": "A02-015-B", "lpn": "L-1", "lines": []})
    assert free(floor) == 4
    for scope in scopes:
        name = hold(floor, **scope)
        assert free(floor) == 0, scope
        release(floor, name)
        if floor.holds():  # one that names no part needs no second person for pads
            raise AssertionError(scope)
        assert free(floor) == 4, scope


def test_in5_several_holds_stack_and_the_last_release_frees(floor: Floor) -> None:
    stored(floor, "A02-015-B")
    first, second = hold(floor, part=PADS, lot=LOT), hold(floor, location="A02-015-B")
    assert release(floor, first).outcome == "accepted"
    assert free(floor) == 0
    release(floor, second)
    assert free(floor) == 4


def test_in6_a_safety_part_is_released_by_two_different_people(floor: Floor) -> None:
    received(floor, "L-1", line(MODULE, 1, None, "E7A000290"))
    floor.tell("putaway", {"source": "DOCK-01", "target": "A07-032-C", "lpn": "L-1", "lines": []})
    [one] = floor.holds()
    assert release(floor, one["hold"], "lopez").reason == "declined_role"
    first = release(floor, one["hold"]).detail or {}
    assert (first["consent"], free(floor, MODULE)) == ("rossi", 0)
    assert [q["body"]["by"] for q in floor.questions("second_release")] == ["rossi"]
    assert release(floor, one["hold"]).reason == "declined_same_person"
    assert free(floor, MODULE) == 0
    release(floor, one["hold"], "moreau")
    assert (free(floor, MODULE), floor.holds()) == (1, [])
    assert floor.questions("second_release") == []


def test_rc17_a_quality_rule_hits_at_the_dock(floor: Floor, hire: Hire) -> None:
    rule(floor, "sample_due", part=PADS)
    floor.office("asn_import", notice((CARTON, [line(PADS, 10, LOT)])))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.says(TRUCK)
    lopez.offline()
    lopez.scan("DOCK-01", CARTON)
    lopez.says("Scan the carton again")
    lopez.again(CARTON)
    lopez.says("Received")
    lopez.online()
    assert [(one["reason"], one["scope"]["lot"]) for one in floor.holds()] == [("sample_due", LOT)]
    [task] = floor.tasks("inspect")
    assert (task["body"]["quantity"], task["body"]["sample"]["n"]) == (10, 10)
    assert free(floor) == 0


def test_cf4_a_receipt_told_offline_meets_a_rule_that_was_made_since(
    floor: Floor, hire: Hire
) -> None:
    floor.office("asn_import", notice((CARTON, [line(PADS, 10, LOT)])))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.says(TRUCK)
    lopez.offline()
    lopez.scan("DOCK-01", CARTON)
    lopez.says("Scan the carton again")
    lopez.again(CARTON)
    lopez.says("Received")
    rule(floor, "supplier_on_watch", supplier=SUPPLIER)
    lopez.online()
    assert floor.stock(PADS) == {(f"lpn:{CARTON}", LOT, ""): 10}
    assert [one["reason"] for one in floor.holds()] == ["supplier_on_watch"]
    assert free(floor) == 0


def test_cf13_a_hold_placed_offline_wins_from_its_scan_time(floor: Floor) -> None:
    """What was promised meanwhile is looked at again: the picker is sent to another place."""
    stored(floor, "A02-015-B")
    stored(floor, "A07-032-C", lot="L26-0300")
    other = floor.others["H-2"]
    floor.tick()
    other.actor = "wong"
    other.tell("hold", {"hold": "H-OFF", "scope": {"part": PADS, "lot": LOT},
                        "reason": "damage", "note": ""})  # fmt: skip
    floor.office("order_import", order("O-1", (PADS, 2)))
    [task] = floor.tasks("pick")
    assert task["body"]["location"] == "A02-015-B"
    other.push()
    [task] = floor.tasks("pick")
    assert (task["body"]["location"], task["body"]["lot"]) == ("A07-032-C", "L26-0300")
    assert free(floor) == 4


def test_cf14_a_release_from_a_queue_is_never_taken(floor: Floor) -> None:
    stored(floor, "A02-015-B")
    name = hold(floor, part=PADS, lot=LOT)
    told = floor.told("hold_release", {"hold": name, "reason": "ok", "qualify": False})
    assert (told.outcome, told.reason) == ("rejected", "not_a_fact")
    assert [one["hold"] for one in floor.holds()] == [name]
    assert free(floor) == 0


def test_cf15_no_quality_result_or_other_decision_is_taken_from_a_queue(floor: Floor) -> None:
    rule(floor, "sample_due", part=PADS)
    received(floor, "L-1", line(PADS, 4, LOT))
    [task] = floor.tasks("inspect")
    bodies: dict[str, dict[str, Any]] = {
        "inspection": {"task": task["task"], "result": "pass"},
        "disposition": {"hold": floor.holds()[0]["hold"], "decision": "use_as_is", "reason": "ok"},
        "hold_rule": {"rule": "R", "when": "sample_due", "active": False},
        "adjustment": {"holder": "lpn:L-1", "part": PADS, "lot": LOT, "quantity": -1,
                       "reason": "lost"},
        "variance_approval": {"holder": "A02-015-B", "part": PADS, "quantity": -1, "cause": "x"},
        "shipment": {"shipment": "S-1", "orders": []},
    }  # fmt: skip
    for kind, body in bodies.items():
        told = floor.told(kind, body)
        assert (told.outcome, told.reason) == ("rejected", "not_a_fact"), kind
    assert floor.stock(PADS) == {("lpn:L-1", LOT, ""): 4}
    assert [one["reason"] for one in floor.holds()] == ["sample_due"]
    assert len(floor.tasks("inspect")) == 1


def test_in8_a_recall_by_range_holds_what_is_here_and_lists_where_all_of_it_went(
    floor: Floor,
) -> None:
    stored(floor, "A02-015-B")
    stored(floor, "A07-032-C", lot="L26-0300")
    shipped(floor, 2)
    rule(floor, "recall", part=PADS, lot_from="L26-0180", lot_to="L26-0200")
    assert free(floor) == 4  # of the other lot
    [listed] = floor.questions("recall")
    body = listed["body"]
    assert (body["units_here"], body["units_gone"]) == (2, 2)
    assert [one["location"] for one in body["here"]] == ["A02-015-B"]
    [gone] = floor.questions("shipped_held")
    assert (gone["body"]["order"], gone["body"]["customer"]) == ("O-1", "D1001")
    received(floor, "L-9", line(PADS, 5, "L26-0185"), receipt="SHP-9")
    floor.tell("putaway", {"source": "DOCK-01", "target": "B04-011-B", "lpn": "L-9", "lines": []})
    assert free(floor) == 4


def picked(floor: Floor, quantity: int = 2) -> None:
    floor.office("order_import", order("O-1", (PADS, quantity)))
    floor.tell("pick", {"order": "O-1", "line": 1, "source": "A02-015-B", "target": "lpn:T-1",
                        "lines": [line(PADS, quantity, LOT)], "task": None})  # fmt: skip


def packed(floor: Floor, quantity: int = 2) -> None:
    picked(floor, quantity)
    floor.tell("pack", {"order": "O-1", "source": "lpn:T-1", "target": "lpn:C-1",
                        "lines": [line(PADS, quantity, LOT)]})  # fmt: skip


def shipped(floor: Floor, quantity: int) -> None:
    packed(floor, quantity)
    floor.tell("load", {"shipment": "S-1", "order": "O-1", "lpn": "C-1", "location": "DOOR-01"})
    gone = floor.ask("shipment", {"shipment": "S-1", "orders": ["O-1"]})
    assert (gone.detail or {}).get("units") == quantity, gone


def disposed(floor: Floor, name: str, decision: str, **more: Any) -> OperationResult:
    body = {"hold": name, "decision": decision, "reason": "cracked", "holder": "A02-015-B",
            "part": PADS, "lot": LOT, "quantity": 1, **more}  # fmt: skip
    return floor.ask("disposition", body)


def test_in9_each_disposition_has_its_effect_on_stock_and_its_document(floor: Floor) -> None:
    stored(floor, "A02-015-B", 6)
    floor.has({"substitutes": [{"part": PADS, "for_part": "FLT-00318"}]})
    name = hold(floor, part=PADS, lot=LOT)
    assert disposed(floor, name, "scrap").reason == "declined_same_person"
    assert disposed(floor, name, "scrap", witness="rossi").reason == "declined_same_person"
    disposed(floor, name, "scrap", witness="wong")
    disposed(floor, name, "rework")
    disposed(floor, name, "return_to_vendor", location="Q01-004-A")
    disposed(floor, name, "downgrade", to_part="FLT-00318")
    assert floor.stock(PADS) == {("A02-015-B", LOT, ""): 4}
    assert (free(floor), free(floor, "FLT-00318")) == (0, 1)
    kinds = {row["kind"] for row in floor.tasks()}
    assert {"rework", "return_to_vendor"} <= kinds
    adjusted = [[one["quantity"] for one in doc["lines"]]
                for doc in told_erp(floor, "adjustment_advice")]  # fmt: skip
    assert adjusted == [[-1], [-1, 1]]
    said = [doc.get("disposition") for doc in told_erp(floor, "stock_status")]
    assert said == [None, "rework", "return_to_vendor"]
    disposed(floor, name, "use_as_is")
    assert (free(floor), floor.holds()) == (4, [])


def test_in7_a_hold_on_picked_packed_loaded_and_shipped_goods_has_its_own_end(
    floor: Floor,
) -> None:
    stored(floor, "A02-015-B")
    stored(floor, "A07-032-C", lot="L26-0300")
    picked(floor)
    one = hold(floor, part=PADS, lot=LOT)
    assert len(floor.questions("picked_held")) == 1
    assert floor.tasks("pick") == []  # the line is owed again when the tote was emptied (PK12)
    assert [row["body"]["lpn"] for row in floor.tasks("put_back")] == ["T-1"]
    release(floor, one)
    floor.tell("pack", {"order": "O-1", "source": "lpn:T-1", "target": "lpn:C-1",
                        "lines": [line(PADS, 2, LOT)]})  # fmt: skip
    one = hold(floor, part=PADS, lot=LOT)
    assert len(floor.questions("packed_held")) == 1
    assert {row["body"]["lpn"] for row in floor.tasks("put_back")} == {"T-1", "C-1"}
    release(floor, one)
    floor.tell("load", {"shipment": "S-1", "order": "O-1", "lpn": "C-1", "location": "DOOR-01"})
    one = hold(floor, part=PADS, lot=LOT)
    assert len(floor.questions("loaded_held")) == 1
    no = floor.ask("shipment", {"shipment": "S-1", "orders": ["O-1"]})
    assert no.reason == "declined_held"
    release(floor, one)
    gone_now = floor.ask("shipment", {"shipment": "S-1", "orders": ["O-1"]})
    assert (gone_now.detail or {}).get("units") == 2, gone_now
    rule(floor, "recall", part=PADS, lot_from=LOT, lot_to=LOT)
    [gone] = floor.questions("shipped_held")
    assert gone["body"]["order"] == "O-1"


def test_in10_a_hold_has_an_owner_and_an_age_and_one_day_it_is_overdue(floor: Floor) -> None:
    floor.tick()
    floor.site.now -= timedelta(days=4, minutes=1)
    floor.others["H-2"] = other = Handheld(floor.site, "H-2", actor="wong")
    other.tell("hold", {"hold": "H-OLD", "scope": {"part": PADS}, "reason": "damage", "note": ""})
    other.push()
    name = hold(floor, part=PADS, lot=LOT)
    floor.ask("hold_owner", {"hold": name, "owner": "rossi"})
    listed = floor.site.database.read(lambda c: read_masters.holds(c, SITE, {}, None, 9))
    said = {one["hold"]: (one["owner"], one["age_days"], one["overdue"]) for one in listed}
    assert said == {"H-OLD": ("wong", 4, True), name: ("rossi", 0, False)}


def test_in12_decisions_reach_the_erp_and_no_later_scan_undoes_them(floor: Floor) -> None:
    stored(floor, "A02-015-B")
    name = hold(floor, part=PADS, lot=LOT)
    release(floor, name)
    said = [(doc["action"], doc["hold"]) for doc in told_erp(floor, "stock_status")]
    assert said == [("hold", name), ("release", name)]
    late = datetime.now(UTC) - timedelta(minutes=2)
    floor.tell("hold", {"hold": "H-NEW", "scope": {"part": PADS, "lot": LOT},
                        "reason": "damage", "note": ""})  # fmt: skip
    move = {"source": "A02-015-B", "target": "A07-032-C", "lpn": None, "reason": None,
            "suggested": None, "task": None, "lines": [line(PADS, 4, LOT)]}  # fmt: skip
    floor.told("transfer", move, at=late)
    floor.told("count", {"task": None, "holder": "A07-032-C", "lines": [line(PADS, 4, LOT)],
                         "lpns": [], "empty": False})  # fmt: skip
    assert [one["hold"] for one in floor.holds() if not one["root"]] == ["H-NEW"]
    assert free(floor) == 0
    received(floor, CARTON_2, line(PADS, 2, LOT), receipt="SHP-7")
    assert free(floor) == 0
