# SPDX-License-Identifier: Apache-2.0
"""Where the demo's trucks are sent, planned in memory: one kind of goods a bin, by every seed."""

from __future__ import annotations

from typing import Any

import pytest

from backend.demo.load import ROWS_MAX
from backend.demo.site import DemoSite, demo_site
from backend.domain.books import Books
from backend.domain.decide import decide
from tests.demo import faults
from tests.domain.floor import operation


def planned(site: DemoSite) -> list[dict[str, Any]]:
    """The notices of the site as they are kept after their import."""
    books = Books("DC01")
    told: list[tuple[str, dict[str, Any]]] = []
    for field in ("parts", "locations", "qualified", "opening"):
        rows = getattr(site, field)
        for first in range(0, len(rows), ROWS_MAX):
            told.append(("catalogue_import", {field: rows[first : first + ROWS_MAX]}))
    told += [("asn_import", {"asn": asn}) for asn in site.asns]
    for number, (kind, body) in enumerate(told):
        decide(books, operation(kind, body, number=number, authority="admin"))
    return list(books.asns.values())


@pytest.fixture(scope="module")
def notices(site: DemoSite) -> list[dict[str, Any]]:
    return planned(site)


def _line(asn: dict[str, Any]) -> dict[str, Any]:
    """The first line that goes to an ordinary bin."""
    lines = [line for pack in asn["packs"] for line in pack["lines"]]
    return next(line for line in lines if line["putaway"]["why"][-1].startswith("velocity"))


@pytest.mark.parametrize("seed", [417, 2])
def test_no_bin_is_promised_to_two_kinds_of_goods(seed: int) -> None:
    site = demo_site(seed=seed)
    assert not faults.planning_faults(site, planned(site))


# --- planted bugs: the checker sees them --------------------------------------------------------


def test_a_bin_promised_to_two_notices_is_seen(
    site: DemoSite, notices: list[dict[str, Any]]
) -> None:
    first, second = _line(notices[0]), _line(notices[1])
    kept, second["putaway"] = second["putaway"], first["putaway"]
    seen = faults.planning_faults(site, notices)
    second["putaway"] = kept
    assert [fault.split(":")[0] for fault in seen] == [first["putaway"]["location"]]


def test_a_bin_in_which_something_else_lies_is_seen(
    site: DemoSite, notices: list[dict[str, Any]]
) -> None:
    first = _line(notices[0])
    lies = next(row for row in site.opening if row["location"].startswith("A"))
    kept, first["putaway"] = first["putaway"], {"location": lies["location"], "why": ["empty"]}
    seen = faults.planning_faults(site, notices)
    first["putaway"] = kept
    assert [fault.split(":")[0] for fault in seen] == [lies["location"]]
