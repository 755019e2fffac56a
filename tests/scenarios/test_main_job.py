# SPDX-License-Identifier: Apache-2.0
"""The main job through intake and books: a truck comes in, an emergency order goes out."""

from __future__ import annotations

import sqlalchemy as sa

from backend.store import book_tables as t
from sync.erp.documents import outbound
from tests.domain.floor import SUPPLIER, line
from tests.scenarios.site import Handheld, Site

PALLET, PADS, MODULES = "006141410000001019", "006141410000001026", "006141410000001033"
SERIALS = ["E7A000311", "E7A000312", "E7A000313"]


def _receipt(lpn: str, lines: list[dict[str, object]]) -> dict[str, object]:
    return {
        "receipt": "SHP260302A", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01",
        "lpn": lpn, "parent_lpn": PALLET, "lines": lines,
    }  # fmt: skip


def _order(site: Site) -> None:
    lines = [
        {"line": 1, "part": "ECU-77810-AB", "requested": 1, "uom": "EA",
         "vin": "1M8GDM9AXKP042788"},
        {"line": 2, "part": "BRK-10442", "requested": 4, "uom": "EA"},
    ]
    site.tell(
        "order_import",
        {"order": {"order": "DLR2207-0091", "ship_to": {"id": "DLR2207"}, "priority": "VOR",
                   "asked_by": "DLR2207", "lines": lines}},
    )  # fmt: skip


def test_the_truck_is_received_and_the_order_leaves_without_a_held_unit(site: Site) -> None:
    opening = [{"location": "A02-015-B", "part": "ECU-77810-AB", "quantity": 1, "lot": None,
                "serials": ["E7A000290"]}]  # fmt: skip
    site.tell("catalogue_import", {"opening": opening})
    _order(site)
    handheld = Handheld(site)
    handheld.tell("receipt", _receipt(PADS, [line("BRK-10442", 40, "L26-0188")]))
    handheld.tell("receipt", _receipt(MODULES, [line("ECU-77810-AB", 3, None, *SERIALS)]))
    handheld.tell(
        "putaway",
        {"source": f"lpn:{PADS}", "target": "A07-032-C",
         "lines": [line("BRK-10442", 40, "L26-0188")]},
    )  # fmt: skip
    handheld.tell(
        "putaway", {"source": f"lpn:{PALLET}", "target": "Q01-004-A", "lpn": MODULES, "lines": []}
    )
    picks = {"order": "DLR2207-0091", "target": "lpn:T-0418"}
    handheld.tell(
        "pick",
        {**picks, "line": 1, "source": "A02-015-B",
         "lines": [line("ECU-77810-AB", 1, None, "E7A000290")]},
    )  # fmt: skip
    handheld.tell(
        "pick",
        {**picks, "line": 2, "source": "A07-032-C", "lines": [line("BRK-10442", 4, "L26-0188")]},
    )
    carton = "lpn:006141410000002016"
    handheld.tell(
        "pack",
        {"order": "DLR2207-0091", "source": "lpn:T-0418", "target": carton,
         "lines": [line("ECU-77810-AB", 1, None, "E7A000290"), line("BRK-10442", 4, "L26-0188")]},
    )  # fmt: skip
    handheld.tell(
        "load",
        {"shipment": "S-1", "order": "DLR2207-0091", "lpn": carton[4:], "location": "DOOR-01"},
    )
    handheld.tell(
        "count", {"holder": "A07-032-C", "lines": [line("BRK-10442", 36, "L26-0188")]}
    )
    reply = handheld.push()
    assert [r.outcome for r in reply.results] == ["accepted"] * 9
    shipped = site.ask("shipment", {"shipment": "S-1", "orders": ["DLR2207-0091"]}, "lopez")
    assert shipped.detail == {"shipment": "S-1", "units": 5}
    assert site.stock() == {
        ("A07-032-C", "BRK-10442", "L26-0188", ""): 36,
        **{(f"lpn:{MODULES}", "ECU-77810-AB", "", s): 1 for s in SERIALS},
    }
    (order,) = site.rows(sa.select(t.orders))
    assert order.state == "shipped"
    kinds = [row.type for row in site.rows(sa.select(t.outbox).order_by(t.outbox.c.version))]
    assert sorted(kinds) == ["count_result", "goods_receipt", "goods_receipt", "shipment_advice",
                             "stock_status"]  # fmt: skip
    for row in site.rows(sa.select(t.outbox)):
        document = outbound(row.type, row.body)
        assert not isinstance(document, tuple), (row.type, document)


def test_a_repeated_batch_and_a_lost_reply_change_nothing(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", _receipt(PADS, [line("BRK-10442", 40, "L26-0188")]))
    first = handheld.push(keep=True)
    before = site.stock()
    second = handheld.push(keep=True)
    third = handheld.push()
    assert site.stock() == before
    assert [r.replayed for r in (*second.results, *third.results)] == [True, True]
    assert [r.outcome for r in third.results] == [r.outcome for r in first.results]


def test_a_held_unit_on_board_stops_the_truck_until_a_supervisor_releases_it(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", _receipt(MODULES, [line("ECU-77810-AB", 3, None, *SERIALS)]))
    handheld.tell(
        "load", {"shipment": "S-2", "order": None, "lpn": MODULES, "location": "DOOR-01"}
    )
    reply = handheld.push()
    assert [(r.outcome, r.reason) for r in reply.results] == [
        ("accepted", None), ("accepted_discrepancy", "held"),
    ]  # fmt: skip
    stopped = site.ask("shipment", {"shipment": "S-2", "orders": []})
    assert stopped.reason == "declined_held"
    (hold,) = site.rows(sa.select(t.holds))
    refused = site.ask("hold_release", {"hold": hold.hold, "reason": "inspected"}, actor="lopez")
    assert refused.reason == "declined_role"
    released = site.release(hold.hold, "inspected")
    assert released.reason is None
    left = site.ask("shipment", {"shipment": "S-2", "orders": []})
    assert left.detail == {"shipment": "S-2", "units": 3}


def test_an_operation_with_an_unknown_part_waits_and_its_group_waits_behind_it(site: Site) -> None:
    handheld = Handheld(site)
    strange = {**_receipt("L-9", [line("NEW-1", 2)]), "parent_lpn": None}
    handheld.tell("receipt", strange, group="lpn:L-9")
    handheld.tell(
        "putaway", {"source": "DOCK-01", "target": "Q01-004-A", "lpn": "L-9", "lines": []},
        group="lpn:L-9",
    )  # fmt: skip
    handheld.tell("receipt", _receipt(PADS, [line("BRK-10442", 40, "L26-0188")]), group="lpn:X")
    reply = handheld.push()
    assert [(r.outcome, r.reason) for r in reply.results] == [
        ("parked", "unknown_part"), ("parked", "behind"), ("accepted", None),
    ]  # fmt: skip
    site.tell("catalogue_import", {"parts": [{"part": "NEW-1"}]})
    outcomes = site.rows(
        sa.select(t.journal.c.resolved_outcome).where(t.journal.c.outcome == "parked")
    )
    assert [row[0] for row in outcomes] == ["accepted", "accepted"]
    assert site.stock()[("lpn:L-9", "NEW-1", "", "")] == 2


def test_the_question_about_a_loaded_held_unit_is_settled_by_its_release(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", _receipt(MODULES, [line("ECU-77810-AB", 3, None, *SERIALS)]))
    handheld.tell(
        "load", {"shipment": "S-2", "order": None, "lpn": MODULES, "location": "DOOR-01"}
    )
    handheld.push()
    asked = sa.select(t.exceptions).where(t.exceptions.c.kind == "loaded_held")
    assert {row.state for row in site.rows(asked)} == {"open"}
    (hold,) = site.rows(sa.select(t.holds).where(t.holds.c.state == "open"))
    site.release(hold.hold, "inspected")
    assert {row.state for row in site.rows(asked)} == {"resolved"}
