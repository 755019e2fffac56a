# SPDX-License-Identifier: Apache-2.0
"""Batches through the real store: what waits is found again, and what is held stays held."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from backend.domain.identity import Actor, DeviceClass, Role, SignIn
from backend.store import book_tables as t
from backend.store.room import FeedPages
from tests.domain.floor import SUPPLIER, line
from tests.scenarios.site import SITE, Handheld, Site, device, sent
from tests.use_cases.busy_site import receipt

HELD_SUPPLIER = "SUP0999"


def _outcomes(site: Site) -> list[str]:
    j = t.journal.c
    known = sa.select(sa.func.coalesce(j.resolved_outcome, j.outcome)).where(j.seq.is_not(None))
    return [row[0] for row in site.rows(known.order_by(j.installation_id, j.seq))]


def _free(site: Site, handheld: Handheld, lpn: str) -> str | None:
    """Load a plate and ask the vehicle to leave; the reason why it may not."""
    handheld.tell("load", {"shipment": f"S-{lpn}", "lpn": lpn, "location": "DOOR-01"})
    handheld.push()
    return site.ask("shipment", {"shipment": f"S-{lpn}", "orders": []}).reason


def test_what_waits_for_a_part_and_then_for_a_place_is_woken_by_the_place(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("transfer", {"source": "NOWHERE-1", "target": "A02-015-B",
                               "lines": [line("NEW-1", 1)]})  # fmt: skip
    handheld.push()
    site.tell("catalogue_import", {"parts": [{"part": "NEW-1"}]})
    assert _outcomes(site) == ["parked"]
    site.tell("catalogue_import", {"locations": [{"location": "NOWHERE-1"}]})
    assert _outcomes(site) == ["accepted_discrepancy"]


def test_a_long_chain_behind_one_unknown_part_is_woken_to_its_end(site: Site) -> None:
    handheld = Handheld(site)
    before = handheld.tell("receipt", receipt("L-9", [line("NEW-1", 2)]))
    for n in range(20):
        before = handheld.tell(
            "unknown_scan", {"raw": str(n), "where": "dock"}, after=[before]
        )
    handheld.push()
    assert set(_outcomes(site)) == {"parked"}
    site.tell("catalogue_import", {"parts": [{"part": "NEW-1"}]})
    assert set(_outcomes(site)) == {"accepted"}


def test_two_of_a_group_never_wait_for_each_other(site: Site) -> None:
    h1, h2 = Handheld(site), Handheld(site, "H-2")
    first = site.next_id()
    h2.tell("unknown_scan", {"raw": "2", "where": "dock"}, group="lpn:L", after=[first])
    h2.tell("unknown_scan", {"raw": "3", "where": "dock"}, group="lpn:L")
    h2.push()
    assert _outcomes(site) == ["parked", "parked"]
    h1.tell("unknown_scan", {"raw": "1", "where": "dock"}, group="lpn:L", op_id=first)
    h1.push()
    assert _outcomes(site) == ["accepted", "accepted", "accepted"]


def test_a_woken_operation_is_still_of_the_device_that_told_it(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", receipt("L-9", [line("NEW-1", 2)]))
    handheld.tell("receipt", receipt("L-1", [line("FLT-00318", 2)]))
    handheld.push()
    site.tell("catalogue_import", {"parts": [{"part": "NEW-1"}]})
    devices = {row.device_id for row in site.rows(sa.select(t.moves.c.device_id))}
    assert devices == {"i-H-1"}


def test_a_held_module_packed_into_a_carton_of_no_origin_does_not_ship(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", receipt("L-2", [line("ECU-77810-AB", 1, None, "E7A000311")]))
    for source, target in (("lpn:L-2", "lpn:T-1"), ("lpn:T-1", "lpn:C-1")):
        handheld.tell("pack", {"order": "O-1", "source": source, "target": target,
                               "lines": [line("ECU-77810-AB", 1, None, "E7A000311")]})  # fmt: skip
    handheld.push()
    assert _free(site, handheld, "C-1") == "declined_held"


def test_a_held_module_in_a_carton_on_a_pallet_does_not_ship(site: Site) -> None:
    handheld = Handheld(site)
    modules = [line("ECU-77810-AB", 1, None, "E7A000311")]
    handheld.tell("receipt", receipt("L-2", modules))
    handheld.tell("pack", {"order": "O-1", "source": "lpn:L-2", "target": "lpn:C-1",
                           "lines": modules})  # fmt: skip
    handheld.tell("transfer", {"source": "PACK-01", "target": "lpn:P-1", "lpn": "C-1"})
    handheld.push()
    assert _free(site, handheld, "P-1") == "declined_held"


def test_where_a_module_came_from_is_known_after_it_was_shipped(site: Site) -> None:
    handheld = Handheld(site)
    modules = [line("ECU-77810-AB", 1, None, "E7A000311")]
    handheld.tell("receipt", receipt("L-2", modules))
    handheld.tell("pack", {"order": "O", "source": "lpn:L-2", "target": "lpn:C-1",
                           "lines": modules})  # fmt: skip
    handheld.push()
    (hold,) = site.rows(sa.select(t.holds.c.hold))
    site.release(hold.hold, "ok")
    assert _free(site, handheld, "C-1") is None
    (unit,) = site.rows(sa.select(t.serials))
    assert (unit.holder, unit.supplier, unit.receipt) == ("@customer", SUPPLIER, "R-1")


def test_a_request_comes_after_what_it_was_judged_on_whatever_the_desks_clock_says(
    site: Site,
) -> None:
    handheld, desk = Handheld(site), device("D-1", DeviceClass.DESK)
    handheld.tell("receipt", receipt("L-1", [line("FLT-00318", 2)]))
    handheld.push()
    ask = {"holder": "lpn:L-1", "part": "FLT-00318", "quantity": -1, "reason": "broken"}
    yesterday = site.now - timedelta(days=1)
    text = site.text("adjustment", ask, actor="rossi", at=yesterday)
    answer = site.intake.request(
        device=desk,
        actor=Actor(SITE, "rossi", "Rossi", "RO", frozenset({Role.SUPERVISOR})),
        sign_in=SignIn(SITE, "s-1", "rossi", desk.id, site.now, site.now + timedelta(hours=8)),
        operation=sent(text, 0),
        now=site.now,
    )
    j = t.journal.c
    (row,) = site.rows(sa.select(j.occurred_at, j.received_at).where(j.op_id == answer.op_id))
    assert row.occurred_at == row.received_at


def test_a_number_whose_operation_is_known_under_another_leaves_a_trace(site: Site) -> None:
    first, second = Handheld(site), Handheld(site, "H-2")
    first.tell("unknown_scan", {"raw": "1", "where": "dock"})
    second.queue, second.seq = list(first.queue), 1
    first.push()
    second.push(keep=True)
    second.push()
    traces = site.rows(sa.select(t.quarantine.c.installation_id, t.quarantine.c.seq))
    assert [tuple(row) for row in traces] == [("i-H-2", 1)]


def test_a_reader_that_starts_anew_hears_of_what_goes_while_it_reads(site: Site) -> None:
    handheld, pages = Handheld(site), FeedPages(site.database)
    handheld.tell("transfer", {"source": "lpn:X", "target": "A02-015-B",
                               "lines": [line("FLT-00318", 2)]})  # fmt: skip
    handheld.push()
    (row,) = pages.page(SITE, ["quant"], "", 0, None, 1).rows
    handheld.tell("count", {"holder": "A02-015-B", "empty": True})
    handheld.push()
    after = (row.version, row.topic, row.key)
    assert (row.key, None) in [
        (r.key, r.body) for r in pages.page(SITE, ["quant"], "", 0, after, 9).rows
    ]


def test_readers_see_a_lots_origins_change_with_its_second_receipt(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", receipt("L-1", [line("BRK-10442", 2, "L1")]))
    handheld.push()
    handheld.tell("receipt", receipt("L-2", [line("BRK-10442", 2, "L1")], receipt="R-2"))
    handheld.push()
    rows = FeedPages(site.database).page(SITE, ["quant"], "", 0, None, 9).rows
    assert [row.body and '"receipts":["R-1","R-2"]' in row.body for row in rows] == [True, True]


def test_a_carton_taken_off_the_vehicle_again_is_not_shipped(site: Site) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", receipt("L-1", [line("FLT-00318", 2)]))
    handheld.tell("load", {"shipment": "S-1", "lpn": "L-1", "location": "DOOR-01"})
    handheld.tell("putaway", {"source": "DOOR-01", "target": "A02-015-B", "lpn": "L-1"})
    handheld.push()
    assert site.ask("shipment", {"shipment": "S-1", "orders": []}).reason == "declined_not_loaded"
    assert site.stock() == {("lpn:L-1", "FLT-00318", "", ""): 2}
