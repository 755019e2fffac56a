# SPDX-License-Identifier: Apache-2.0
"""What a supervisor looks at before giving work out, over HTTP on both engines."""

from __future__ import annotations

from typing import Any

from tests.databases import (
    database,
    database_url,
    make_database,
    postgres_database_url,
    postgres_template,
)
from tests.domain.floor import SUPPLIER, line
from tests.scenarios.site import Handheld, Site
from tests.web.conftest import sqlite_template, sqlite_url
from tests.web.floor import Caller
from tests.web.test_reads import PADS, chief, everything, site

__all__ = ["chief", "database", "database_url", "make_database", "postgres_database_url",
           "postgres_template", "site", "sqlite_template", "sqlite_url"]

RECALL = {"rule": "RC-1", "when": "recall", "part": "BRK-10442", "lot_from": "L26-0180",
          "lot_to": "L26-0190", "note": "Campaign 26-014"}  # fmt: skip


def order(site: Site, name: str, priority: str = "STOCK", cut_off: str | None = None) -> None:
    """An order of a dealer, by a carrier's truck."""
    site.tell("order_import", {"order": {
        "order": name, "name": "HILLSIDE", "ship_to": {"id": "C-1"}, "priority": priority,
        "asked_by": "C-1", "carrier": "SAIA", "cut_off": cut_off,
        "lines": [{"line": 1, "part": "BRK-10442", "requested": 2, "uom": "EA"}],
    }})  # fmt: skip


def test_a_recall_of_a_supplier_says_before_what_it_would_hit(chief: Caller, site: Site) -> None:
    def reach(supplier: str) -> Any:
        query = {"supplier": supplier}
        return chief.ask("GET", "/api/v1/hold-rules/reach", query_string=query).get_json()

    nothing = {"parts": 0, "units_here": 0, "units_gone": 0, "most": []}
    assert reach("SUP-NONE") == {"supplier": "SUP-NONE", **nothing}
    site.tell("catalogue_import", {"qualified": [{"part": "FLT-00318", "supplier": "SUP-9"}]})
    two = Handheld(site, "H-2")
    two.tell("receipt", {"receipt": "R-9", "asn": None, "supplier": "SUP-9", "lpn": "L-000777",
                         "location": "DOCK-01", "parent_lpn": None,
                         "lines": [line("FLT-00318", 9)]})  # fmt: skip
    two.push()
    found = reach("SUP-9")
    assert (found["parts"], found["units_gone"]) == (1, 0)
    [most] = found["most"]
    assert (most["part"], most["here"]) == ("FLT-00318", found["units_here"])
    laid = site.ask("hold_rule", {"rule": "ALL", "when": "recall", "supplier": "SUP-9"})
    assert (laid.detail or {})["laid"] == 1
    rows = chief.ask("GET", "/api/v1/exceptions").get_json()["items"]
    [asked] = [one for one in rows if one["kind"] == "recall"]
    assert (asked["supplier"], asked["units_here"]) == ("SUP-9", found["units_here"])


def test_a_hold_rule_is_told_with_who_told_it_last_and_its_whole_story(
    chief: Caller, site: Site
) -> None:
    imported = {"rule": "IMP", "when": "damage"}
    site.tell("catalogue_import", {"hold_rules": [imported]})
    laid = site.ask("hold_rule", RECALL)
    assert (laid.detail or {})["laid"] == 1
    site.ask("hold_rule", {**RECALL, "lot_to": "M1"}, "moreau")  # no range: declined
    site.ask("hold_rule", {**RECALL, "active": False, "note": "Cleared"}, "moreau")
    rules = everything(chief, "/hold-rules", 500)
    assert [one["rule"] for one in rules] == ["IMP", "RC-1"]
    assert rules[0]["told"] is None
    assert (rules[1]["active"], rules[1]["why"], rules[1]["lot_to"]) == (
        False, "recall", "L26-0190"
    )  # fmt: skip
    assert rules[1]["told"]["actor"] == "moreau"
    assert everything(chief, "/hold-rules", 1) == rules
    story = everything(chief, "/hold-rules/changes", 500, rule="RC-1")
    assert [(one["actor"], one["active"], one["note"], one["laid"]) for one in story] == [
        ("moreau", False, "Cleared", 0), ("rossi", True, "Campaign 26-014", 1),
    ]  # fmt: skip
    assert everything(chief, "/hold-rules/changes", 1, rule="RC-1") == story
    assert everything(chief, "/hold-rules/changes", 9, rule="IMP") == []
    assert chief.get("/api/v1/hold-rules?after=x").status_code == 422


def test_waves_are_told_with_their_cut_off_and_those_that_are_due_first(
    chief: Caller, site: Site
) -> None:
    order(site, "O-LATER", cut_off="2026-11-24T16:00:00.000Z")
    order(site, "O-NOW", cut_off="2026-11-23T13:00:00.000Z")
    order(site, "O-VOR", priority="VOR")
    waves = everything(chief, "/planning/waves", 500)
    assert [(one["orders"], one["why"]) for one in waves] == [
        (["O-VOR"], "vor"), (["O-NOW"], "cut_off_near"), (["O-LATER"], "not_yet"),
    ]  # fmt: skip
    assert (waves[1]["route"], waves[1]["cut_off"]) == ("SAIA", "2026-11-23T13:00:00.000Z")
    assert everything(chief, "/planning/waves", 1) == waves
    site.ask("wave_release", {"orders": ["O-NOW"], "why": "cut_off_near"})
    left = everything(chief, "/planning/waves", 500)
    assert [one["orders"] for one in left] == [["O-VOR"], ["O-LATER"]]


def test_a_plan_of_counts_is_seen_before_it_is_made_and_does_not_ask_twice(
    chief: Caller, site: Site
) -> None:
    def plan(**query: str) -> Any:
        return chief.ask("GET", "/api/v1/planning/counts", query_string=query).get_json()

    classed = {"part": "BRK-10442", "description": "Brake pad", "abc": "A", "tracking": "lot"}
    site.tell("catalogue_import", {"parts": [classed]})
    two = Handheld(site, "H-2")
    two.tell("putaway", {"source": f"lpn:{PADS}", "target": "A07-032-C",
                         "lines": [line("BRK-10442", 10, "L26-0188")]})
    two.push()
    zone = plan(zone="A")
    names = [one["location"] for one in zone["counts"]]
    assert {"A02-015-B", "A07-032-C"} <= {*names}
    assert all("full" in one["why"] for one in zone["counts"])
    assert [one["location"] for one in plan(abc="A")["counts"]] == ["A07-032-C"]
    assert plan(zone="A", abc="B")["counts"] == []
    assert plan(zone="NONE") == {**zone, "found": 0, "waiting": 0, "counts": []}
    site.ask("count_plan", {"counts": plan(abc="A")["counts"], "seed": ""})
    again = plan(zone="A")
    assert (again["waiting"], again["found"]) == (1, len(names) - 1)
    assert plan()["day"] == "2026-11-23"
    bad = chief.ask("GET", "/api/v1/planning/counts", query_string={"abc": "Z"})
    assert bad.status_code == 422


def test_a_part_that_is_picked_often_would_lie_better_near_the_door(
    chief: Caller, site: Site
) -> None:
    def told(**query: str) -> Any:
        return chief.ask("GET", "/api/v1/planning/slotting", query_string=query).get_json()

    assert told() == {"days": 90, "proposals": [], "held": []}
    far, near = "A99-001-A", "A00-001-A"
    site.tell("catalogue_import", {"locations": [
        {"location": far, "zone": "A", "travel": 900},
        {"location": near, "zone": "A", "travel": 1},
    ]})  # fmt: skip
    two = Handheld(site, "H-2")
    two.tell("receipt", {"receipt": "R-9", "asn": None, "supplier": SUPPLIER, "lpn": "L-000777",
                         "location": "DOCK-01", "parent_lpn": None,
                         "lines": [line("FLT-00318", 9)]})  # fmt: skip
    two.tell("putaway", {"source": "lpn:L-000777", "target": far,
                         "lines": [line("FLT-00318", 9)]})
    two.tell("pick", {"order": "O-1", "line": 1, "source": far, "target": "lpn:T-1",
                      "lines": [line("FLT-00318", 1)]})
    two.push()
    assert told()["proposals"] == []  # months ago
    [one] = told(days="300", limit="5")["proposals"]
    assert (one["part"], one["source"], one["target"]) == ("FLT-00318", far, near)
    assert one["saved"] > 0 and "nearer" in one["why"] and one["swap_with"] == ""
    site.ask("hold", {"hold": "H-1", "scope": {"location": far}, "reason": "damage"})
    left_out = told(days="300", limit="5")
    assert (left_out["proposals"], left_out["held"]) == ([], ["FLT-00318"]), "nobody picks it"
    site.ask("hold_release", {"hold": "H-1", "reason": "checked"})
    body = {**one, "swap_with": None}
    body.pop("why")
    assert site.ask("reslot", body).detail == {"tasks": 1}


def test_pick_faces_are_told_with_what_lies_there_and_in_reserve(
    chief: Caller, site: Site
) -> None:
    site.tell("catalogue_import", {
        "locations": [{"location": "R01-001-A", "zone": "R", "role": "reserve", "travel": 90}],
        "faces": [{"part": "BRK-10442", "location": "A07-032-C", "minimum": 5, "maximum": 20},
                  {"part": "FLT-00318", "location": "A02-015-B", "minimum": 1, "maximum": 4}],
    })  # fmt: skip
    two = Handheld(site, "H-2")
    for target, n in (("A07-032-C", 7), ("R01-001-A", 33)):
        two.tell("putaway", {"source": f"lpn:{PADS}", "target": target,
                             "lines": [line("BRK-10442", n, "L26-0188")]})
    two.push()
    faces = everything(chief, "/planning/faces", 500)
    assert faces[0] == {"part": "BRK-10442", "reserve": 33, "faces": [
        {"location": "A07-032-C", "zone": "A", "minimum": 5, "maximum": 20, "here": 7},
    ]}  # fmt: skip
    assert [one["part"] for one in faces] == ["BRK-10442", "FLT-00318"]
    assert everything(chief, "/planning/faces", 1) == faces
