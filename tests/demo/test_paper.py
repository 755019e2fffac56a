# SPDX-License-Identifier: Apache-2.0
"""The demo's trucks, orders and EDI messages."""

from datetime import date
from pathlib import Path

from backend.demo import paper
from backend.demo.site import DemoSite, demo_site
from sync.erp import documents
from tests.demo import faults

SAMPLES = Path(__file__).parents[1] / "edi"
LATER = date(2026, 11, 23)


def test_the_messages_are_the_samples_to_the_letter_on_the_day_they_were_written(
    site: DemoSite,
) -> None:
    assert [(row["type"], row["text"]) for row in site.edi] == [
        ("856", (SAMPLES / "D01_856_stpi_sscc_serial_lot.edi").read_text("ascii")),
        ("940", (SAMPLES / "D03_940_dealer_order.edi").read_text("ascii")),
    ]


def test_on_another_day_every_date_moves_and_nothing_else() -> None:
    before, after = (paper.messages(day)[0]["text"] for day in (paper.WRITTEN_ON, LATER))
    changed = {
        (a, b)
        for old, new in zip(before.split("~"), after.split("~"), strict=True)
        for a, b in zip(old.split("*"), new.split("*"), strict=True)
        if a != b
    }
    assert changed == {
        ("260302", "261123"), ("20260302", "20261123"), ("20260305", "20261126"),
        ("20260220", "20261113"), ("20270630", "20280322"),
    }


def test_trucks_and_orders_are_documents_that_the_import_reads(site: DemoSite) -> None:
    for kind, rows in (("asn", site.asns), ("order", site.orders)):
        for row in rows:
            read = documents.inbound(kind, row)
            assert not isinstance(read, tuple), read
            assert read.to_json() == row


def test_six_trucks_are_announced_beside_the_one_of_the_message(site: DemoSite) -> None:
    assert len({asn["shipment"] for asn in site.asns}) == 6
    known = {row["supplier"]: row["name"] for row in site.suppliers}
    assert all(known[asn["supplier"]] == asn["supplier_name"] for asn in site.asns)
    assert "SUP0417" not in {asn["supplier"] for asn in site.asns}


def test_trucks_bring_parts_their_supplier_delivers_under_fresh_serials(site: DemoSite) -> None:
    parts = faults.by_key(site.parts, "part")
    in_stock = {serial for line in site.opening for serial in line["serials"]}
    suppliers = {row["part"]: row["supplier"] for row in site.qualified}
    for asn in site.asns:
        for pallet in asn["packs"]:
            for line in (x for carton in pallet["packs"] for x in carton["lines"]):
                part = parts[line["part"]]
                assert suppliers[line["part"]] == asn["supplier"]
                assert line["supplier_part"] == part["aliases"][0]
                assert faults.serials_fit(line, part)
                assert not in_stock & set(line["serials"])
                assert (line["expires_on"] or "9999") > site.today
                assert (line["lot"] is not None) == (part["tracking"] == "lot")
    serials = [serial for line in faults.asn_lines(site) for serial in line["serials"]]
    assert not faults.twice(serials)


def test_stock_orders_are_long_and_emergency_orders_short(site: DemoSite) -> None:
    stock = [len(o["lines"]) for o in site.orders if o["priority"] == "STOCK"]
    emergency = [len(o["lines"]) for o in site.orders if o["priority"] == "VOR"]
    assert len(stock) == 40 and all(10 <= lines <= 60 for lines in stock)
    assert len(emergency) == 8 and all(1 <= lines <= 3 for lines in emergency)


def test_two_lines_in_three_ask_for_an_a_part(site: DemoSite) -> None:
    classes = {part["part"]: part["abc"] for part in site.parts}
    asked = [classes[line["part"]] for order in site.orders for line in order["lines"]]
    assert 0.55 <= asked.count("A") / len(asked) <= 0.7


def test_emergency_lines_name_the_vehicle_and_stock_lines_do_not(site: DemoSite) -> None:
    for order in site.orders:
        named = [line["vin"] is not None for line in order["lines"]]
        assert all(named) if order["priority"] == "VOR" else not any(named)


def test_orders_are_due_within_three_days_and_leave_the_tours_parts_alone(site: DemoSite) -> None:
    for day in (date(2026, 3, 2), LATER):
        for order in demo_site(today=day).orders:
            ahead = (date.fromisoformat(order["must_ship_on"]) - day).days
            assert 0 <= ahead <= (1 if order["priority"] == "VOR" else 3)
    asked = {line["part"] for order in site.orders for line in order["lines"]}
    arriving = {line["part"] for line in faults.asn_lines(site)}
    tour = {"BRK-10442", "BRK-10424", "ECU-77810-AB", "SLT-00931", "FLT-00318", "FLT-00322"}
    assert not tour & (asked | arriving)
