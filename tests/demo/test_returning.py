# SPDX-License-Identifier: Apache-2.0
"""What may come back to the demo is known to it: parts, cores, customers, orders."""

from datetime import date

import pytest

from backend.demo import returning as back
from backend.demo.site import DemoSite, demo_site


@pytest.mark.parametrize("seed", [417, 1, 2, 3])
def test_all_that_is_named_is_there(seed: int) -> None:
    site = demo_site(seed)
    parts = {row["part"] for row in site.parts}
    customers = {row["customer"] for row in site.customers}
    told = site.returns
    lines = [line for row in told["authorizations"] for line in row["lines"]]
    named = [*lines, *told["deposits"], *told["claims"], *told["groups"], *told["reman_orders"]]
    assert {row["part"] for row in named} <= parts
    assert {row["core_part"] for row in told["groups"]} <= parts
    papers = [*told["authorizations"], *told["deposits"], *told["claims"]]
    assert {row["customer"] for row in papers} <= customers
    groups = {row["core_group"] for row in told["groups"]}
    assert {row["core_group"] for row in (*told["deposits"], *told["reman_orders"])} <= groups


def test_a_deposit_is_of_a_line_that_was_sold(site: DemoSite) -> None:
    lines = {(order["order"], line["line"]): (line["part"], line["requested"])
             for order in site.orders for line in order["lines"]}  # fmt: skip
    sold = [row for row in site.returns["deposits"] if row["order"] != back.SALE]
    assert sold and all(
        lines[row["order"], row["line"]] == (row["part"], row["quantity"]) for row in sold
    )
    assert all(row["deposit_minor"] > 0 for row in site.returns["deposits"])


def test_the_numbers_that_come_back_are_not_in_stock(site: DemoSite) -> None:
    there = {serial for row in site.opening for serial in row["serials"]}
    assert not there & {*back.FAILED_SERIALS, back.CORE_SERIAL, back.UNIT_SERIAL}


def test_one_window_is_open_and_one_is_over_on_any_day() -> None:
    for day in (date(2026, 3, 2), date(2026, 11, 23)):
        open_one, late = demo_site(today=day).returns["authorizations"]
        assert open_one["opens_on"] < day.isoformat() < open_one["closes_on"]
        assert late["closes_on"] < day.isoformat()
