# SPDX-License-Identifier: Apache-2.0
"""The scan tray has every barcode of the tour, in order, and each says what its label says."""

import re
from datetime import date
from typing import Any

from backend.demo.site import DemoSite, demo_site
from backend.demo.tour_parts import TRUCK
from backend.domain.barcode import parse
from backend.domain.barcode.check_digits import mod10_matches
from backend.domain.barcode.own import read_own
from tests.demo.faults import by_key

TITLES = [
    "Sign in", "Receive the truck", "Serials of the modules", "Part labels", "Put away",
    "Count a bin", "Pick the emergency order", "Pack and load", "Goods that come back",
    "What can go wrong",
]


def data(site: DemoSite) -> list[str]:
    return [row["data"] for group in site.tray["groups"] for row in group["items"]]


def own(site: DemoSite, kind: str) -> list[str]:
    read = [read_own(text) for text in data(site) if text.startswith(".")]
    assert not [error for _, _, error in read if error]
    return [value for found, value, _ in read if found == kind]


def test_the_groups_follow_the_main_job(site: DemoSite) -> None:
    assert [group["title"] for group in site.tray["groups"]] == TITLES
    rows = [row for group in site.tray["groups"] for row in group["items"]]
    assert all(row["label"] and row["data"] and row["hint"] for row in rows)


def test_badges_in_the_tray_are_those_of_the_people(site: DemoSite) -> None:
    assert own(site, "badge") == [actor["badge"] for actor in site.actors]


def test_places_in_the_tray_are_on_the_floor(site: DemoSite) -> None:
    places = own(site, "location")
    assert {"A07-032-C", "Q01-004-A", "A02-015-B", "B04-011-B", "P01-001-A"} < set(places)
    assert set(places) <= {row["location"] for row in site.locations}


def test_each_line_of_the_truck_finds_the_label_of_the_bin_it_is_sent_to(site: DemoSite) -> None:
    places = by_key(site.locations, "location")
    group = next(g for g in site.tray["groups"] if g["title"] == "Put away")
    sent: dict[str, list[dict[str, Any]]] = {}
    for row in group["items"]:
        for part in re.findall(r"[A-Z]{3}-\d{5}(?:-AB)?", row["hint"]):
            sent.setdefault(part, []).append(places[row["label"]])
    assert len(sent["BRK-10442"]) == 2  # two lots do not share a bin
    assert {place["role"] for place in sent["BRK-10442"]} == {"forward"}
    assert [place["role"] for place in sent["ECU-77810-AB"]] == ["hold"]
    assert [place["hazards"] for place in sent["SLT-00931"]] == [["3"]]


def test_the_truck_that_is_planned_for_is_the_one_in_the_message(site: DemoSite) -> None:
    text = site.edi[0]["text"].replace("\n", "")
    lines = re.findall(
        r"LIN\*\d+\*BP\*([^*]+)\*[^~]*~SN1\*\d+\*(\d+)\*EA~(?:REF\*LT\*([^~]+)~)?", text
    )
    assert [(part, int(quantity), lot) for part, quantity, lot in lines] == list(TRUCK)


def test_the_plates_are_the_trucks_two_new_cartons_two_for_loose_units_six_for_returns(
    site: DemoSite,
) -> None:
    plates = [text[5:] for text in data(site) if text.startswith("]C100")]
    in_message = [plate for plate in plates if f"MAN*GM*{plate}~" in site.edi[0]["text"]]
    assert len(in_message) == 5 and len(plates) == 9 + 6
    assert all(len(plate) == 18 and mod10_matches(plate) for plate in plates)


def test_one_serial_comes_as_a_message_and_two_plain(site: DemoSite) -> None:
    serials = next(g for g in site.tray["groups"] if g["title"] == "Serials of the modules")
    first, *plain = (row["data"] for row in serials["items"])
    assert first == "[)>\x1e06\x1d1PNB-E7\x1dSE7A000311\x1e\x04"
    assert plain == ["E7A000312", "E7A000313"]
    assert all(f"REF*SE*E7A00031{n}~" in site.edi[0]["text"] for n in (1, 2, 3))


def test_the_sealants_label_bears_the_date_of_its_message() -> None:
    moved = demo_site(today=date(2026, 11, 23))
    assert "DTM*036*20280322~" in moved.edi[0]["text"]
    assert "]d201006141410000361728032210B9931" in data(moved)


def test_gtins_in_the_tray_are_those_of_the_parts(site: DemoSite) -> None:
    aliases = {alias: part["part"] for part in site.parts for alias in part["aliases"]}
    assert aliases["00614141000036"] == "SLT-00931"
    assert "]E0" + "0614141000067" in data(site)
    assert aliases["00614141000067"] == "FLT-00318"
    assert aliases["NB442"] == "BRK-10442" and aliases["NB-E7"] == "ECU-77810-AB"


def test_the_tray_says_what_the_counter_would_find_on_the_shelf(site: DemoSite) -> None:
    group = next(g for g in site.tray["groups"] if g["title"] == "Count a bin")
    there = {row["part"]: row["quantity"] for row in site.opening
             if row["location"] == "B04-011-B"}  # fmt: skip
    assert there == {"FLT-00318": 18, "FLT-00322": 6}
    shelf, *filters = (row["hint"] for row in group["items"])
    assert all(f"{n} of {part}" in shelf for part, n in there.items())
    assert [f"type {n}" in hint for n, hint in zip(there.values(), filters, strict=True)] == [
        True, True]  # fmt: skip


def test_every_flow_that_scans_has_a_group_and_what_goes_wrong_is_never_offered(
    site: DemoSite,
) -> None:
    offered = {flow: g["title"] for g in site.tray["groups"] for flow in g["flows"]}
    assert set(offered) == {
        "receive", "putaway", "count", "pick", "pack", "load", "returns", "reman"}
    assert site.tray["groups"][-1]["flows"] == []


def test_the_tote_and_the_strange_code_are_there(site: DemoSite) -> None:
    assert own(site, "tote") == ["T-0418"]
    assert "NB-S1/2027-04 0931" in data(site)
    assert "[)>\x1e06\x1dPBRK-10424\x1e\x04" in data(site)


def test_the_reader_of_barcodes_understands_all_but_the_strange_code(site: DemoSite) -> None:
    read = {text: parse(text) for text in data(site)}
    assert not [text for text, reading in read.items() if not reading.ok]
    plain = {text for text, reading in read.items() if reading.kind == "plain"}
    assert plain == {"E7A000311", "E7A000312", "E7A000313", "NB-S1/2027-04 0931",
                     "DLR2207-0033|1|1", "HZ-2207-02", "RMN-00417"}  # fmt: skip
