# SPDX-License-Identifier: Apache-2.0
"""The demo's catalogue has the size, the shares and the numbers of a service-parts range."""

import re
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from backend.demo.codes import vin
from backend.demo.hazards import UN
from backend.demo.site import DemoSite, demo_site
from tests.demo.faults import by_key

TOTAL = 5_000
STYLES = {
    "dashed": r"\d[A-Z]\dZ-\d{4}-A[A-H]",
    "solid": r"\d[A-Z]\d{7}[A-H]",
    "paired": r"\d{5}-\d{5}",
    "own": r"[A-Z]{3}-\d{5}(-A[A-H])?",
}


def share(parts: list[dict[str, Any]], key: str, value: object) -> float:
    return sum(1 for part in parts if part[key] == value) / len(parts)


@pytest.fixture(scope="module", params=[417, 5])
def parts(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    return demo_site(seed=request.param).parts


def test_five_in_the_hundred_are_a_parts_and_fifteen_b(parts: list[dict[str, Any]]) -> None:
    classes = Counter(part["abc"] for part in parts)
    assert classes == {"A": TOTAL * 5 // 100, "B": TOTAL * 15 // 100, "C": TOTAL * 80 // 100}


def test_shares_of_special_parts_are_those_of_the_trade(parts: list[dict[str, Any]]) -> None:
    assert 0.02 <= share(parts, "tracking", "serial") <= 0.04
    assert 0.05 <= 1 - share(parts, "hazard", None) <= 0.08
    assert 0.08 <= 1 - share(parts, "superseded_by", None) <= 0.12
    assert 0.02 <= share(parts, "reman", True) <= 0.03
    assert 0.3 <= sum(part["packs"][0]["gtin"] is None for part in parts) / TOTAL <= 0.7


def test_four_supersessions_in_five_are_one_step_long(parts: list[dict[str, Any]]) -> None:
    after = {part["part"]: part["superseded_by"] for part in parts}
    steps: Counter[int] = Counter()
    for first in after.keys() - set(after.values()):
        length, here = 0, after[first]
        while here:
            length, here = length + 1, after[here]
        steps[length] += 1
    del steps[0]
    chains = sum(steps.values())
    assert set(steps) == {1, 2, 3}
    assert 0.77 <= steps[1] / chains <= 0.83
    assert 0.12 <= steps[2] / chains <= 0.18


def test_half_the_parts_are_below_a_litre_and_a_half_and_few_above_sixty(
    parts: list[dict[str, Any]],
) -> None:
    volumes = sorted(part["volume_ml"] for part in parts)
    assert 1_300 <= volumes[TOTAL // 2] <= 1_700
    assert 0.94 <= sum(v < 60_000 for v in volumes) / TOTAL <= 0.96
    assert 0 < sum(v > 500_000 for v in volumes) <= 50
    assert min(part["weight_g"] for part in parts) >= 1 and volumes[0] >= 1


def test_part_numbers_come_in_all_four_styles(parts: list[dict[str, Any]]) -> None:
    found = Counter(
        name for p in parts for name, style in STYLES.items() if re.fullmatch(style, p["part"])
    )
    assert found.total() == len(parts) == TOTAL
    assert min(found[name] for name in STYLES) > TOTAL // 10


def test_packs_grow_in_whole_multiples_from_the_unit(parts: list[dict[str, Any]]) -> None:
    for part in parts:
        sizes = [pack["quantity"] for pack in part["packs"]]
        assert part["packs"][0]["code"] == "EA" and sizes[0] == 1
        assert all(b % a == 0 and b > a for a, b in pairwise(sizes)), part
        for pack in part["packs"]:
            assert pack["gtin"] is None or pack["gtin"][1:8] == "0614141"
            assert pack["gtin"] is None or pack["gtin"] in part["aliases"]


def test_serial_patterns_belong_to_serial_parts_and_to_one_article_each(
    parts: list[dict[str, Any]],
) -> None:
    owners: dict[str, set[str]] = {}
    for part in parts:
        assert (part["tracking"] == "serial") == (part["serial_pattern"] is not None)
        if part["serial_pattern"]:
            owners.setdefault(part["serial_pattern"], set()).add(part["description"])
    assert all(re.fullmatch(r"[A-Z]\d[A-Z]\\d\{6\}", pattern) for pattern in owners)
    assert all(len(articles) == 1 for articles in owners.values())


def test_fluids_sealants_and_batteries_are_kept_by_lot_and_expiry(
    parts: list[dict[str, Any]],
) -> None:
    kept = [p for p in parts if p["family"] in ("fluids", "sealants", "batteries")]
    assert kept and all(p["tracking"] == "lot" and p["expires"] for p in kept)


def test_hazards_are_entries_of_the_table(parts: list[dict[str, Any]]) -> None:
    for part in parts:
        if part["hazard"]:
            cls, group, state = UN[part["hazard"]["un"]]
            assert part["hazard"] == {
                "class": cls, "un": part["hazard"]["un"], "packing_group": group,
                "subsidiary": [], "state": state,
            }


def test_every_remanufactured_part_has_a_core_of_its_own(parts: list[dict[str, Any]]) -> None:
    known = by_key(parts, "part")
    remans = [part for part in parts if part["reman"]]
    assert all(known[part["core"]]["family"] == "cores" for part in remans)
    assert len({part["core"] for part in remans}) == len(remans)
    assert all(part["core_deposit_minor"] > 0 for part in remans)


def test_the_parts_of_the_tour_are_as_the_truck_and_the_order_name_them(site: DemoSite) -> None:
    parts = by_key(site.parts, "part")
    pads, module, sealant = (parts[n] for n in ("BRK-10442", "ECU-77810-AB", "SLT-00931"))
    assert (pads["description"], pads["tracking"]) == ("Brake pad set", "lot")
    assert (module["tracking"], module["serial_pattern"]) == ("serial", r"E7A\d{6}")
    assert (module["description"], module["critical"]) == ("Control module", "safety")
    assert (sealant["tracking"], sealant["expires"]) == ("lot", True)
    assert sealant["hazard"] == {
        "class": "3", "un": "UN1133", "packing_group": "III", "subsidiary": [], "state": "liquid",
    }
    assert [p["aliases"][0] for p in (pads, module, sealant)] == ["NB442", "NB-E7", "NB-S1"]
    assert {p["supplier"] for p in (pads, module, sealant)} == {"SUP0417"}
    assert {"supplier": "SUP0417", "name": "NORTHGATE BRAKE CO"} in site.suppliers
    assert {"customer": "DLR2207", "name": "HILLSIDE MOTORS"} in site.customers


def test_every_part_comes_from_a_known_supplier(site: DemoSite) -> None:
    known = {row["supplier"] for row in site.suppliers}
    assert {part["supplier"] for part in site.parts} == known


def test_the_textbook_vehicle_number_comes_out_with_its_check_digit() -> None:
    assert vin(42788) == "1M8GDM9AXKP042788"
