# SPDX-License-Identifier: Apache-2.0
"""The demo site as a whole: the same again from the same seed, and free of contradictions."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from backend.demo.site import DemoSite, demo_site
from tests.demo import faults


def spelled(site: DemoSite) -> str:
    return json.dumps(site.plain(), sort_keys=True)


def test_the_same_seed_gives_the_same_warehouse_byte_for_byte(site: DemoSite) -> None:
    assert spelled(demo_site()) == spelled(site)


def test_another_seed_gives_another_warehouse_with_the_same_tour(site: DemoSite) -> None:
    other = demo_site(seed=418)
    assert [p["part"] for p in other.parts] != [p["part"] for p in site.parts]
    assert other.opening != site.opening
    assert (other.actors, other.edi) == (site.actors, site.edi)
    mine, theirs = (
        [group for group in each.tray["groups"]
         if group["title"] not in ("Put away", "Goods that come back")]
        for each in (site, other)
    )  # fmt: skip
    assert mine == theirs


def test_another_day_moves_the_dates_and_leaves_parts_and_places_alone(site: DemoSite) -> None:
    later = demo_site(today=date(2026, 11, 23))
    assert (later.parts, later.locations) == (site.parts, site.locations)
    assert min(order["must_ship_on"] for order in later.orders) >= "2026-11-23"
    assert not faults.stock_faults(later)


def test_the_site_is_plain_data_without_fractions(site: DemoSite) -> None:
    assert not faults.plain_faults(site.plain())


@pytest.mark.parametrize("seed", [417, 1, 2, 3])
@pytest.mark.parametrize("check", [
    faults.code_faults, faults.stock_faults, faults.demand_faults, faults.supersession_faults,
])
def test_no_seed_contradicts_itself(
    seed: int, check: Callable[[DemoSite], list[str]], sites: dict[int, DemoSite]
) -> None:
    assert not check(sites[seed])


@pytest.fixture(scope="module")
def sites(site: DemoSite) -> dict[int, DemoSite]:
    return {417: site, **{seed: demo_site(seed=seed) for seed in (1, 2, 3)}}


def test_all_but_the_control_module_have_been_delivered_before(site: DemoSite) -> None:
    known = {(row["part"], row["supplier"]) for row in site.qualified}
    asked = {(part["part"], part["supplier"]) for part in site.parts}
    assert asked - known == {("ECU-77810-AB", "SUP0417")}
    assert known < asked


def test_three_workers_and_a_supervisor_can_sign_in(site: DemoSite) -> None:
    assert [(a["name"], a["role"]) for a in site.actors] == [
        ("Ana Lopez", "worker"),
        ("P. Wong", "worker"),
        ("T. Brandt", "worker"),
        ("M. Rossi", "supervisor"),
    ]
    badges = [actor["badge"] for actor in site.actors]
    assert all(badge.startswith("DEMO-BADGE-") and len(badge) >= 30 for badge in badges)
    assert not faults.twice(badges)
    assert not faults.twice([actor["pin"] for actor in site.actors])


# --- planted bugs: each checker sees the fault it is for --------------------------------------


def test_a_fraction_in_the_data_is_seen(broken: DemoSite) -> None:
    broken.parts[7]["weight_g"] = 1.5
    assert faults.plain_faults(broken.plain()) == [".parts[7].weight_g: 1.5"]


def test_a_number_given_twice_is_seen(broken: DemoSite) -> None:
    broken.parts[1]["aliases"].append(broken.parts[2]["part"])
    assert faults.code_faults(broken) == [broken.parts[2]["part"]]


def test_a_wrong_check_digit_is_seen(broken: DemoSite) -> None:
    lpn = broken.asns[0]["packs"][0]["lpn"]
    wrong = lpn[:-1] + str((int(lpn[-1]) + 1) % 10)
    broken.asns[0]["packs"][0]["lpn"] = wrong
    assert faults.code_faults(broken) == [wrong]


def test_dangerous_stock_in_an_ordinary_bin_is_seen(broken: DemoSite) -> None:
    line = next(line for line in broken.opening if line["location"].startswith("H"))
    line["location"] = "A02-015-A"
    assert faults.stock_faults(broken) == [f"hazard: {line}"]


def test_a_unit_without_its_serial_is_seen(broken: DemoSite) -> None:
    line = next(line for line in broken.opening if line["serials"])
    line["serials"].pop()
    assert faults.stock_faults(broken) == [f"serials: {line}"]


def test_an_overfull_bin_is_seen(broken: DemoSite) -> None:
    broken.opening[0]["quantity"] += 1_000_000
    place = broken.opening[0]["location"]
    assert f"volume_ml: {place}" in faults.stock_faults(broken)


def test_an_order_beyond_the_stock_is_seen(broken: DemoSite) -> None:
    line = broken.orders[0]["lines"][0]
    line["requested"] = 99_999
    assert f"{broken.orders[0]['order']}: {line}" in faults.demand_faults(broken)


def test_a_supersession_in_a_circle_is_seen(broken: DemoSite) -> None:
    parts = faults.by_key(broken.parts, "part")
    parts["ECU-77810-AB"]["superseded_by"] = "ECU-77810-AA"
    assert faults.supersession_faults(broken) == ["ECU-77810-AA", "ECU-77810-AB"]
