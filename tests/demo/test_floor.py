# SPDX-License-Identifier: Apache-2.0
"""The demo's floor and what stands on it the first morning."""

import re
from collections import Counter
from itertools import combinations

from backend.demo.hazards import AISLES
from backend.demo.site import DemoSite
from tests.demo.faults import by_key

# Of the demo's classes, the pairs that 49 CFR 177.848 parts (8 taken as liquid).
APART = [{"1.4G", "2.1"}, {"1.4G", "3"}, {"1.4G", "8"}, {"5.2", "8"}]


def test_three_thousand_locations_of_every_role(site: DemoSite) -> None:
    roles = Counter(row["role"] for row in site.locations)
    assert len(site.locations) == 3_000
    assert set(roles) == {
        "forward", "reserve", "bulk", "hazmat", "hold", "returns", "problem", "dock", "stage",
        "pack", "door",
    }
    zones = {row["zone"] for row in site.locations}
    assert {"A", "B", "C", "R", "K", "H", "Q", "T", "P"} < zones


def test_docks_benches_and_doors_are_all_there(site: DemoSite) -> None:
    codes = {row["location"] for row in site.locations}
    for prefix, total in (("DOCK", 8), ("PACK", 6), ("DOOR", 10), ("STAGE", 10)):
        assert {f"{prefix}-{n:02d}" for n in range(1, total + 1)} <= codes


def test_the_bins_that_the_tour_walks_to_exist_and_are_open(site: DemoSite) -> None:
    places = by_key(site.locations, "location")
    named = ("A02-015-A", "A02-015-B", "A07-032-C", "Q01-004-A", "P01-001-A", "B04-011-B")
    assert not any(places[code]["blocked"] for code in named)
    assert places["A07-032-C"]["confirm"] == "47"
    assert places["A07-032-C"]["level"] == 3
    assert (places["Q01-004-A"]["kind"], places["Q01-004-A"]["role"]) == ("quarantine", "hold")
    assert places["P01-001-A"]["role"] == "problem"


def test_bin_codes_say_zone_aisle_bay_and_level(site: DemoSite) -> None:
    for row in site.locations:
        if row["kind"] in ("bin", "quarantine"):
            found = re.fullmatch(r"([A-Z])\d{2}-\d{3}-([A-D])", row["location"])
            assert found and found[1] == row["zone"]
            assert "ABCD".index(found[2]) + 1 == row["level"]


def test_confirmation_numbers_have_two_digits_and_differ_within_a_bay(site: DemoSite) -> None:
    bays: dict[str, list[str]] = {}
    for row in site.locations:
        assert re.fullmatch(r"\d{2}", row["confirm"])
        if "-" in row["location"][4:]:
            bays.setdefault(row["location"].rpartition("-")[0], []).append(row["confirm"])
    bins = {bay: c for bay, c in bays.items() if re.match(r"[A-Z]\d{2}-", bay)}
    assert bins and all(len(set(confirms)) == len(confirms) for confirms in bins.values())


def test_the_walk_passes_every_place_once_and_turns_at_each_aisle(site: DemoSite) -> None:
    places = by_key(site.locations, "location")
    walk = [row["travel"] for row in site.locations]
    assert walk == sorted(set(walk))
    assert places["A01-001-A"]["travel"] < places["A01-042-A"]["travel"]
    assert places["A01-042-A"]["travel"] < places["A02-042-A"]["travel"]
    assert places["A02-042-A"]["travel"] < places["A02-001-A"]["travel"]


def test_every_hazard_has_an_open_bin_and_a_hold_bin_that_take_it(site: DemoSite) -> None:
    open_ = [row for row in site.locations if not row["blocked"]]
    for cls in {part["hazard"]["class"] for part in site.parts if part["hazard"]}:
        roles = {row["role"] for row in open_ if cls in row["hazards"]}
        assert {"hazmat", "hold"} <= roles


def test_no_aisle_mixes_classes_that_must_stand_apart() -> None:
    pairs = [set(pair) for classes in AISLES.values() for pair in combinations(classes, 2)]
    assert pairs and not [pair for pair in pairs if pair in APART]


def test_some_but_few_bins_are_blocked_and_none_of_them_holds_stock(site: DemoSite) -> None:
    blocked = {row["location"] for row in site.locations if row["blocked"]}
    assert 5 <= len(blocked) <= 60
    assert not blocked & {line["location"] for line in site.opening}


def test_the_shelves_are_full_but_not_packed(site: DemoSite) -> None:
    assert 3_300 <= len(site.opening) <= 3_700
    used = {line["location"] for line in site.opening}
    bins = [row["location"] for row in site.locations if row["role"] in ("forward", "reserve")]
    assert 0.7 <= sum(code in used for code in bins) / len(bins) <= 0.85


def test_an_a_part_has_more_stock_lines_than_a_c_part(site: DemoSite) -> None:
    classes = {part["part"]: part["abc"] for part in site.parts}
    lines = Counter(classes[line["part"]] for line in site.opening)
    sizes = Counter(classes.values())
    assert lines["A"] / sizes["A"] > 2 * lines["B"] / sizes["B"] * 0.9
    assert lines["B"] / sizes["B"] > 2 * lines["C"] / sizes["C"]


def test_one_free_module_stands_ready_and_no_pads_and_no_sealant(site: DemoSite) -> None:
    lines = {
        part: [line for line in site.opening if line["part"] == part]
        for part in ("ECU-77810-AB", "ECU-77810-AA", "BRK-10442", "SLT-00931")
    }
    (module,) = lines.pop("ECU-77810-AB")
    assert (module["location"], module["quantity"]) == ("A02-015-B", 1)
    assert module["serials"] == ["E7A000290"]
    assert not any(lines.values())
    assert [x["part"] for x in site.opening if x["location"] == "A02-015-B"] == ["ECU-77810-AB"]


def test_the_bin_to_count_holds_eighteen_and_six_filters(site: DemoSite) -> None:
    found = {x["part"]: x["quantity"] for x in site.opening if x["location"] == "B04-011-B"}
    families = {p["part"]: p["family"] for p in site.parts}
    assert sorted(found.values()) == [6, 18]
    assert {families[part] for part in found} == {"filters"}


def test_a_lot_has_one_expiry_date_and_a_serial_one_place(site: DemoSite) -> None:
    dates: dict[tuple[str, str], set[str]] = {}
    for line in site.opening:
        if line["lot"] and line["expires_on"]:
            dates.setdefault((line["part"], line["lot"]), set()).add(line["expires_on"])
    assert all(len(found) == 1 for found in dates.values())
    serials = [serial for line in site.opening for serial in line["serials"]]
    assert serials and len(set(serials)) == len(serials)


def test_a_part_lives_in_one_bin_at_most(site: DemoSite) -> None:
    places = by_key(site.locations, "location")
    homes = {home["part"]: home["location"] for home in site.homes}
    assert len(homes) == len(site.homes)
    assert homes["BRK-10442"] == "A07-032-C"
    assert all(not places[code]["blocked"] for code in homes.values())
