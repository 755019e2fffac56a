# SPDX-License-Identifier: Apache-2.0
"""What nobody foresaw at the dock: pieces, ends, refusals, wrong labels, surplus, late goods."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from backend.domain.policy import Policy
from backend.domain.rules.arrival import pieces
from tests.domain.floor import SUPPLIER, Floor, line, operation

CARTONS = ("L-1", "L-2")
VECTOR = Path(__file__).parents[1] / "vectors/pieces.json"
PIECES = json.loads(VECTOR.read_text("utf-8"))["vectors"]


def _floor() -> Floor:
    floor = Floor()
    packs: list[dict[str, Any]] = [
        {"lpn": lpn, "parent": "P-1", "kind": "carton",
         "lines": [{"line": n, "part": "FLT-00318", "quantity": 10, "lot": None}]}
        for n, lpn in enumerate(CARTONS, 1)
    ]  # fmt: skip
    packs.append({"lpn": "P-1", "parent": None, "kind": "pallet", "lines": []})
    floor.books.asns["A-1"] = {
        "asn": "A-1", "supplier": SUPPLIER, "state": "announced", "packs": packs,
    }  # fmt: skip
    return floor


def _receipt(lpn: str, *lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"receipt": "R1", "supplier": SUPPLIER, "location": "DOCK-01", "lpn": lpn,
            "asn": "A-1", "lines": list(lines), **more}  # fmt: skip


def _close(asn: str = "A-1") -> dict[str, Any]:
    return {"asn": asn, "reason": "not_on_truck"}


def _holds(floor: Floor) -> list[tuple[str, dict[str, str]]]:
    return sorted((h.reason, h.scope.as_dict()) for h in floor.books.holds.values())


def _closed_short(decision: Any) -> tuple[str, int]:
    (raised,) = [one for one in decision.raised if one.kind == "closed_short"]
    return raised.state, raised.details["quantity"]


def test_an_ended_receipt_says_what_never_came_once_every_device_has_reported() -> None:
    floor = _floor()
    floor.tell("receipt", _receipt("L-1", line("FLT-00318", 10)))
    judged = floor.tell("receipt_close", _close())
    assert floor.books.asns["A-1"]["state"] == "closed"
    assert _closed_short(judged.decision) == ("watching", 10)


def test_carton_told_before_the_end_counts_in_whatever_order_it_comes() -> None:
    told = [
        operation("receipt", _receipt("L-1", line("FLT-00318", 10)), at=1000, number=1),
        operation("receipt", _receipt("L-2", line("FLT-00318", 10)), at=2000, number=2,
                  device="H-2"),
        operation("receipt_close", _close(), at=3000, number=3),
    ]  # fmt: skip
    for order in permutations(told):
        floor = _floor()
        last = [floor.hear(one).decision for one in order][-1]
        assert floor.books.asns["A-1"]["state"] == "received"
        if order[-1].kind == "receipt":
            assert _closed_short(last) == ("resolved", 0)
        assert _holds(floor) == []


def test_goods_received_after_the_end_are_on_hold_and_a_question() -> None:
    floor = _floor()
    floor.tell("receipt_close", _close())
    judged = floor.tell("receipt", _receipt("L-1", line("FLT-00318", 10)))
    assert judged.decision.reason == "unmatched_receipt"
    assert _holds(floor) == [("unmatched_receipt", {"lpn": "L-1"})]


def test_goods_of_a_withdrawn_notice_are_on_hold_and_a_question() -> None:
    floor = _floor()
    floor.books.asns["A-1"]["state"] = "cancelled"
    judged = floor.tell("receipt", _receipt("L-1", line("FLT-00318", 10)))
    assert judged.decision.reason == "unmatched_receipt"
    assert _holds(floor) == [("unmatched_receipt", {"lpn": "L-1"})]
    assert floor.books.asns["A-1"]["state"] == "cancelled"


@pytest.mark.parametrize(
    ("found", "percent", "held"), [(10, 0, False), (11, 0, True), (11, 10, False), (12, 10, True)]
)
def test_more_than_announced_is_held_beyond_what_the_site_takes(
    found: int, percent: int, held: bool
) -> None:
    floor = _floor()
    floor.books.policy = Policy(1, {"receive.over_percent": percent})
    judged = floor.tell("receipt", _receipt("L-1", line("FLT-00318", found)))
    assert (judged.decision.reason == "over") == (found > 10)
    wanted = [("surplus", {"part": "FLT-00318", "lpn": "L-1"})] if held else []
    assert _holds(floor) == wanted


def test_surplus_on_a_plate_of_its_own_leaves_the_carton_free() -> None:
    floor = _floor()
    more = line("FLT-00318", 2)
    judged = floor.tell("receipt", _receipt("L-1", line("FLT-00318", 10), beside=[more]))
    assert judged.decision.reason == "over"
    floor.tell("receipt", _receipt("N-1", more, aside="surplus"))
    assert _holds(floor) == [("surplus", {"lpn": "N-1"})]
    assert floor.books.asns["A-1"]["packs"][1]["lines"][0].get("received", 0) == 0


def test_surplus_that_is_undone_opens_no_line_of_the_notice() -> None:
    floor = _floor()
    more = line("FLT-00318", 2)
    floor.tell("receipt", _receipt("L-1", line("FLT-00318", 10), beside=[more]))
    floor.tell("receipt", _receipt("L-2", line("FLT-00318", 10)))
    told = floor.told + 1
    floor.tell("receipt", _receipt("N-1", more, aside="surplus"))
    undo = {"undoes": f"op-{told:06d}", "verb": "receipt", "source": "lpn:N-1", "lpn": "N-1",
            "lines": [more], "asn": "A-1", "aside": "surplus"}  # fmt: skip
    floor.tell("undo", undo)
    assert floor.books.asns["A-1"]["state"] == "received"
    assert sum(floor.stock().values()) == 20


def test_damaged_units_on_their_own_plate_make_the_carton_neither_short_nor_over() -> None:
    floor = _floor()
    bad = line("FLT-00318", 4)
    judged = floor.tell("receipt", _receipt("L-1", line("FLT-00318", 6), beside=[bad]))
    assert judged.decision.reason is None
    broken = {**bad, "condition": "damaged"}
    judged = floor.tell("receipt", _receipt("N-1", broken, aside="damaged"))
    assert judged.decision.reason == "damaged"
    assert _holds(floor) == [("damage", {"part": "FLT-00318", "lpn": "N-1"})]
    assert floor.books.asns["A-1"]["state"] == "receiving"


def test_a_part_that_was_not_announced_is_held_and_another_lot_of_one_that_was_is_not() -> None:
    floor = _floor()
    floor.tell("receipt", _receipt("L-1", line("FLT-00318", 10), line("BRK-10442", 2, "X")))
    assert _holds(floor) == [("unexpected", {"part": "BRK-10442", "lpn": "L-1"})]


def test_goods_without_papers_wait_for_them_on_hold() -> None:
    floor = Floor()
    blind = {**_receipt("L-9", line("FLT-00318", 3)), "asn": None, "paper": "DN-4711"}
    floor.tell("receipt", blind)
    assert _holds(floor) == [("awaiting_paper", {"receipt": "R1"})]


@pytest.mark.parametrize("row", PIECES, ids=lambda row: row["name"])
def test_a_notice_announces_pallets_and_loose_cartons(row: dict[str, Any]) -> None:
    assert pieces(row) == {"pallets": row["pallets"], "cartons": row["cartons"]}


def test_pieces_counted_at_the_dock_are_the_carriers_matter() -> None:
    floor = _floor()
    body = {"arrival": "V-1", "location": "DOCK-01", "carrier": "SAIA", "pallets": 1,
            "cartons": 0, "asn": "A-1"}  # fmt: skip
    assert floor.tell("arrival", body).decision.outcome == "accepted"
    assert floor.books.asns["A-1"]["state"] == "arrived"
    judged = floor.tell("arrival", body | {"arrival": "V-2", "cartons": 1})
    assert judged.decision.reason == "pieces_differ"
    (raised,) = judged.decision.raised
    assert raised.details["announced"] == {"pallets": 1, "cartons": 0}


def test_a_refused_carton_is_awaited_no_more_and_nothing_entered_stock() -> None:
    floor = _floor()
    refusal = {"refusal": "X-1", "carrier": "SAIA", "reason": "damaged", "asn": "A-1",
               "lpns": ["L-2"]}  # fmt: skip
    floor.tell("receipt", _receipt("L-1", line("FLT-00318", 10)))
    judged = floor.tell("refusal", refusal)
    assert floor.books.asns["A-1"]["state"] == "received"
    assert [one.kind for one in judged.decision.raised] == ["delivery_refused"]
    assert sum(floor.stock().values()) == 10
    whole = _floor()
    whole.tell("refusal", refusal | {"lpns": []})
    assert whole.books.asns["A-1"]["state"] == "refused"


def test_a_wrong_label_holds_the_suppliers_lot_and_its_other_name_is_believed_no_more() -> None:
    floor = _floor()
    part = floor.books.parts["BRK-10442"]
    floor.books.parts["BRK-10442"] = type(part)(**{**_fields(part), "aliases": ("7700-1",)})
    body = {"part": "BRK-10442", "actual": "FLT-00318", "code": "7700-1", "quantity": 2,
            "lot": "L26", "supplier": SUPPLIER}  # fmt: skip
    judged = floor.tell("relabel", body)
    assert judged.decision.reason == "mislabelled"
    scope = {"part": "BRK-10442", "supplier": SUPPLIER, "lot": "L26"}
    assert _holds(floor) == [("mislabelled", scope)]
    assert floor.books.parts["BRK-10442"].distrusted == ("7700-1",)
    by_number = floor.tell("relabel", body | {"code": "BRK-10442"})
    assert by_number.decision.parts == (), "its own number still names the part"


def test_a_pack_that_holds_another_number_is_asked_about_once_a_symbol() -> None:
    floor = _floor()
    body = {"part": "FLT-00318", "code": "00012345678905", "told": 10, "found": 12}
    names = {floor.tell("pack_check", body).decision.raised[0].exception for _ in range(2)}
    assert len(names) == 1


def _fields(part: Any) -> dict[str, Any]:
    return {name: getattr(part, name) for name in part.__dataclass_fields__}
