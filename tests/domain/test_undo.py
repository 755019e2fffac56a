# SPDX-License-Identifier: Apache-2.0
"""Undo: a person put it back, and says which operation that was (PK21, RC21, SH5, X7)."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from backend.domain.books import Order, OrderLine, Task
from backend.domain.decide import Judged
from backend.domain.stock import Goods, QuantKey
from tests.domain.floor import SUPPLIER, Floor, line, operation
from tests.domain.test_convergence import NOTICE

FILTERS = [line("FLT-00318", 4)]
BIN, TOTE, CARTON = "A07-032-C", "lpn:T-1", "lpn:C-1"
RECEIPT = {
    "receipt": "R1", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": "L-1", "asn": "A-1",
    "lines": FILTERS,
}  # fmt: skip
UNRECEIVED = {"verb": "receipt", "source": "lpn:L-1", "lines": FILTERS, "lpn": "L-1", "asn": "A-1"}
PICK = {"order": "O-1", "line": 1, "source": BIN, "target": TOTE, "lines": FILTERS}
PUT_BACK = {"verb": "pick", "source": TOTE, "target": BIN, "lines": FILTERS, "order": "O-1",
            "line": 1}  # fmt: skip


def name(number: int) -> str:
    return f"op-{number:06d}"


@pytest.fixture
def floor() -> Floor:
    """A bin with ten filters, an order for four, and a notice of four more."""
    floor = Floor()
    floor.books.asns["A-1"] = NOTICE
    asked = (OrderLine("O-1", 1, "FLT-00318", 4),)
    floor.books.orders["O-1"] = Order("O-1", "C1", lines=asked)
    floor.books.tasks["pick:O-1:1"] = Task("pick:O-1:1", "pick", details={"quantity": 4})
    count = {"holder": BIN, "lines": [line("FLT-00318", 10)], "lpns": [], "empty": False}
    floor.tell("count", count, number=900)
    return floor


def undo(floor: Floor, number: int, body: dict[str, Any], **more: Any) -> Judged:
    return floor.tell("undo", {"undoes": name(number), **body}, **more)


def units(floor: Floor, holder: str) -> int:
    return floor.stock().get((holder, Goods("FLT-00318")), 0)


def unexplained(floor: Floor) -> dict[Any, int]:
    """What nobody can explain, but for the ten that the first count found."""
    accounts = {k: n for k, n in floor.books.quants.items() if "unexplained" in k.holder}
    accounts[QuantKey(f"@unexplained:{BIN}", Goods("FLT-00318"))] += 10
    return {key: n for key, n in accounts.items() if n}


def told(judged: Judged) -> tuple[str, str | None]:
    return judged.decision.outcome, judged.decision.reason


def test_a_pick_that_is_put_back_is_owed_again(floor: Floor) -> None:
    floor.tell("pick", PICK, number=1)
    order, task = floor.books.orders["O-1"], floor.books.tasks["pick:O-1:1"]
    assert (order.state, order.lines[0].picked, task.state) == ("picked", 4, "done")
    judged = undo(floor, 1, PUT_BACK)
    assert told(judged) == ("accepted", None)
    order, task = floor.books.orders["O-1"], floor.books.tasks["pick:O-1:1"]
    assert (order.state, order.lines[0].picked) == ("open", 0)
    assert (task.state, task.details["quantity"]) == ("open", 4)
    assert (units(floor, BIN), units(floor, TOTE)) == (10, 0)
    assert order.details["goods"] == {}, "what lies in a bin is nobody's"


def test_what_was_packed_is_in_its_tote_again_and_the_carton_is_the_orders_no_longer(
    floor: Floor,
) -> None:
    floor.tell("pick", PICK)
    floor.tell("pack", {"order": "O-1", "source": TOTE, "target": CARTON, "lines": FILTERS},
               number=2)  # fmt: skip
    assert floor.books.orders["O-1"].details["cartons"] == [CARTON]
    undo(floor, 2, {"verb": "pack", "source": CARTON, "target": TOTE, "lines": FILTERS,
                    "order": "O-1"})  # fmt: skip
    details = floor.books.orders["O-1"].details
    assert details["cartons"] == []
    assert details["goods"][TOTE]["FLT-00318"]["quantity"] == 4
    assert (units(floor, TOTE), units(floor, CARTON)) == (4, 0)


def test_a_carton_taken_off_the_vehicle_is_not_on_its_shipment(floor: Floor) -> None:
    floor.tell("pick", PICK)
    floor.tell("pack", {"order": "O-1", "source": TOTE, "target": CARTON, "lines": FILTERS})
    load = {"shipment": "S-1", "order": "O-1", "lpn": "C-1", "location": "DOOR-01"}
    floor.tell("load", load, number=3)
    assert floor.books.shipments["S-1"].orders == ("O-1",)
    back = {"verb": "load", "source": "DOOR-01", "target": "PACK-01", "lpn": "C-1",
            "order": "O-1", "shipment": "S-1"}  # fmt: skip
    judged = undo(floor, 3, back)
    sent = floor.books.shipments["S-1"]
    assert (sent.lpns, sent.orders, sent.door, told(judged)[1]) == ((), (), "", None)
    assert floor.places()["C-1"] == ("PACK-01", False)
    floor.tell("load", load)
    assert floor.books.shipments["S-1"].lpns == ("C-1",)


def test_after_the_vehicle_left_the_fact_stands_and_somebody_is_asked(floor: Floor) -> None:
    floor.tell("pick", PICK)
    floor.tell("pack", {"order": "O-1", "source": TOTE, "target": CARTON, "lines": FILTERS})
    load = {"shipment": "S-1", "order": "O-1", "lpn": "C-1", "location": "DOOR-01"}
    floor.tell("load", load, number=3)
    floor.tell("shipment", {"shipment": "S-1", "orders": ["O-1"]}, authority="supervisor")
    before = floor.books.shipments["S-1"]
    judged = undo(floor, 3, {"verb": "load", "source": "DOOR-01", "target": "PACK-01",
                             "lpn": "C-1", "order": "O-1", "shipment": "S-1"})  # fmt: skip
    assert told(judged) == ("accepted_discrepancy", "undone_late")
    [raised] = judged.decision.raised
    assert (raised.kind, raised.details["shipment"]) == ("undone_late", "S-1")
    assert floor.books.shipments["S-1"] == before
    assert floor.books.orders["O-1"].state == "shipped"


def test_a_receipt_that_is_undone_leaves_nothing_but_its_holds(floor: Floor) -> None:
    module = line("ECU-77810-AB", 1, None, "E7A000001")
    receipt = {**RECEIPT, "lines": [*FILTERS, module]}
    first = floor.tell("receipt", receipt, number=1)
    holds = dict(floor.books.holds)
    assert holds, "the module came for the first time"
    judged = undo(floor, 1, {**UNRECEIVED, "lines": receipt["lines"]})
    assert told(judged) == ("accepted", None)
    assert {t.state for t in floor.books.tasks.values() if t.kind == "putaway"} == {"cancelled"}
    assert (units(floor, "lpn:L-1"), unexplained(floor)) == (0, {})
    assert floor.places()["L-1"] == ("@supplier", False)
    assert floor.books.holds == holds
    notice = floor.books.asns["A-1"]
    assert (notice["state"], "received" in notice["packs"][0]) == ("announced", False)
    [document] = judged.decision.documents
    assert document.kind == "goods_receipt_reversal"
    assert document.body["reverses"] == f"{name(1)}:{first.decision.documents[0].event}"
    assert [(one["part"], one["quantity"]) for one in document.body["lines"]] == [
        ("FLT-00318", 4), ("ECU-77810-AB", 1)
    ]  # fmt: skip


def test_what_was_undone_may_be_received_again_and_is_no_second_receipt(floor: Floor) -> None:
    floor.tell("receipt", RECEIPT, number=1)
    undo(floor, 1, UNRECEIVED)
    judged = floor.tell("receipt", RECEIPT)
    assert told(judged) == ("accepted", None)
    assert units(floor, "lpn:L-1") == 4
    assert [d.kind for d in judged.decision.documents] == ["goods_receipt"]
    assert floor.books.tasks["putaway:L-1:0"].state == "open"
    assert floor.books.asns["A-1"]["packs"][0]["received"]


def test_of_two_who_told_one_carton_the_other_stands_when_one_is_undone(floor: Floor) -> None:
    floor.tell("receipt", RECEIPT, number=1)
    floor.tell("receipt", RECEIPT, number=2, device="H-2")
    judged = undo(floor, 1, UNRECEIVED)
    assert units(floor, "lpn:L-1") == 4
    assert judged.decision.documents == (), "the ERP was told of them once, and they are here"
    assert f"{name(2)}:twice" in judged.decision.resolved
    assert floor.books.tasks["putaway:L-1:0"].state == "open"
    judged = undo(floor, 2, UNRECEIVED)
    assert units(floor, "lpn:L-1") == 0
    assert [d.kind for d in judged.decision.documents] == ["goods_receipt_reversal"]


def test_a_receipt_undone_after_its_goods_were_put_away_is_a_question(floor: Floor) -> None:
    floor.tell("receipt", RECEIPT, number=1)
    floor.tell("putaway", {"source": "lpn:L-1", "target": "A02-015-B", "lines": FILTERS})
    judged = undo(floor, 1, UNRECEIVED)
    assert told(judged) == ("accepted_discrepancy", "undone_late")
    assert judged.decision.raised[0].kind == "undone_late"
    stands = judged.decision.raised[0].details["stands"]
    assert {"holder": "A02-015-B", "quantity": 4} in stands
    assert units(floor, "A02-015-B") == 4, "where a person put them"
    whole = Floor()
    whole.tell("receipt", {**RECEIPT, "asn": None}, number=1)
    whole.tell("putaway", {"source": "DOCK-01", "target": "A02-015-B", "lpn": "L-1"})
    assert told(undo(whole, 1, {**UNRECEIVED, "asn": None}))[1] == "undone_late"


def test_a_correction_that_names_the_late_undo_answers_its_question(floor: Floor) -> None:
    floor.tell("receipt", RECEIPT, number=1)
    floor.tell("putaway", {"source": "lpn:L-1", "target": "A02-015-B", "lines": FILTERS})
    [raised, *_] = undo(floor, 1, UNRECEIVED).decision.raised
    judged = floor.tell("adjustment", {
        "holder": "A02-015-B", "part": "FLT-00318", "quantity": -4, "reason": "received wrongly",
        "corrects": name(floor.told),
    }, authority="supervisor")  # fmt: skip
    assert judged.decision.resolved == (raised.exception,)
    assert [d.kind for d in judged.decision.documents] == ["adjustment_advice"]
    assert units(floor, "A02-015-B") == 0


def test_units_on_a_plate_of_our_own_are_announced_again(floor: Floor) -> None:
    floor.tell("receipt", {**RECEIPT, "lpn": "X-1", "lines": [line("FLT-00318", 6)]}, number=1)
    undo(floor, 1, {**UNRECEIVED, "source": "lpn:X-1", "lpn": "X-1",
                    "lines": [line("FLT-00318", 6)]})  # fmt: skip
    packs = floor.books.asns["A-1"]["packs"]
    assert not any(p.get("received") or x.get("received") for p in packs for x in p["lines"])
    assert floor.books.asns["A-1"]["state"] == "announced"


def test_what_was_put_away_wrongly_waits_again(floor: Floor) -> None:
    floor.tell("receipt", RECEIPT)
    floor.tell("putaway", {"source": "DOCK-01", "target": "A02-015-B", "lpn": "L-1"}, number=2)
    assert floor.books.tasks["putaway:L-1:0"].state == "done"
    undo(floor, 2, {"verb": "putaway", "source": "A02-015-B", "target": "DOCK-01", "lpn": "L-1"})
    assert floor.places()["L-1"] == ("DOCK-01", False)
    assert floor.books.tasks["putaway:L-1:0"].state == "open"
    floor.tell("putaway", {"source": "lpn:L-1", "target": "A02-015-B", "lines": FILTERS}, number=4)
    assert floor.books.tasks["putaway:L-1:0"].state == "done"
    judged = undo(floor, 4, {"verb": "putaway", "source": "A02-015-B", "target": "lpn:L-1",
                             "lines": FILTERS})  # fmt: skip
    assert floor.books.tasks["putaway:L-1:0"].state == "open"
    assert (units(floor, "lpn:L-1"), told(judged)) == (4, ("accepted", None))


def test_undone_twice_is_undone_once(floor: Floor) -> None:
    floor.tell("pick", PICK, number=1)
    undo(floor, 1, PUT_BACK)
    judged = undo(floor, 1, PUT_BACK, device="H-2")
    assert told(judged) == ("accepted", None)
    assert (units(floor, BIN), units(floor, TOTE), unexplained(floor)) == (10, 0, {})
    assert floor.books.orders["O-1"].lines[0].picked == 0


def test_an_undo_may_come_before_its_operation(floor: Floor) -> None:
    judged = undo(floor, 1, PUT_BACK, at=2_000_000)
    assert told(judged) == ("accepted_discrepancy", "undone_untold")
    floor.hear(operation("pick", PICK, number=1, at=1_500_000))
    order = floor.books.orders["O-1"]
    assert (order.lines[0].picked, units(floor, BIN), units(floor, TOTE)) == (0, 10, 0)
    undo(floor, 2, UNRECEIVED, at=2_000_000)
    judged = floor.hear(operation("receipt", RECEIPT, number=2, at=1_500_000))
    assert judged.decision.documents == ()
    assert not [t for t in floor.books.tasks.values() if t.kind == "putaway"]
    assert "received" not in floor.books.asns["A-1"]["packs"][0]
    assert (units(floor, "lpn:L-1"), unexplained(floor)) == (0, {})
    assert floor.places()["L-1"] == ("@supplier", False)


def test_a_held_unit_that_is_put_back_stays_held(floor: Floor) -> None:
    floor.tell("hold", {"hold": "H-1", "scope": {"lpn": "T-1"}, "reason": "recall"})
    floor.tell("pick", PICK, number=1)
    undo(floor, 1, PUT_BACK)
    assert floor.books.covering(BIN, Goods("FLT-00318"))


@pytest.mark.parametrize("told", list(permutations(range(3))))
def test_a_carton_loaded_again_is_on_its_vehicle_whoever_uploads_first(
    floor: Floor, told: tuple[int, ...]
) -> None:
    floor.tell("pick", PICK)
    floor.tell("pack", {"order": "O-1", "source": TOTE, "target": CARTON, "lines": FILTERS})
    load = {"shipment": "S-1", "order": "O-1", "lpn": "C-1", "location": "DOOR-01"}
    back = {"undoes": name(71), "verb": "load", "source": "DOOR-01", "target": "PACK-01",
            "lpn": "C-1", "order": "O-1", "shipment": "S-1"}  # fmt: skip
    said = (("load", load, 71, "H-1"), ("undo", back, 72, "H-1"), ("load", load, 73, "H-2"))
    for n in told:
        kind, body, number, device = said[n]
        floor.tell(kind, body, number=number, at=2_000_000 + 1_000 * n, device=device)
    sent = floor.books.shipments["S-1"]
    assert (sent.lpns, sent.orders, floor.places()["C-1"][0]) == (("C-1",), ("O-1",), "DOOR-01")
