# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a demo site: each function lists the faults of one kind, empty if none."""

import re
from collections import Counter
from typing import Any

from backend.demo.site import DemoSite
from backend.domain.barcode.check_digits import mod10_matches

Row = dict[str, Any]


def by_key(rows: list[Row], key: str) -> dict[str, Row]:
    return {row[key]: row for row in rows}


def twice(values: list[str]) -> list[str]:
    """Values that occur more than once."""
    return sorted(value for value, total in Counter(values).items() if total > 1)


def asn_lines(site: DemoSite) -> list[Row]:
    return [
        line
        for asn in site.asns
        for pallet in asn["packs"]
        for carton in pallet["packs"]
        for line in carton["lines"]
    ]


def plates(site: DemoSite) -> list[str]:
    pallets = [pallet for asn in site.asns for pallet in asn["packs"]]
    return [pack["lpn"] for pallet in pallets for pack in (pallet, *pallet["packs"])]


def code_faults(site: DemoSite) -> list[str]:
    """Numbers given twice, and check digits that are wrong."""
    names = [part["part"] for part in site.parts]
    names += [alias for part in site.parts for alias in part["aliases"]]
    gtins = [pack["gtin"] for part in site.parts for pack in part["packs"] if pack["gtin"]]
    codes = twice(names) + twice(gtins) + twice(plates(site))
    codes += twice([row["location"] for row in site.locations])
    codes += twice([row["order"] for row in site.orders])
    return codes + [code for code in gtins + plates(site) if not mod10_matches(code)]


def stock_faults(site: DemoSite) -> list[str]:
    """Stock that stands where it may not, or that is not what its part says."""
    parts, places = by_key(site.parts, "part"), by_key(site.locations, "location")
    faults = []
    for line in site.opening:
        part, place = parts[line["part"]], places[line["location"]]
        cls = part["hazard"] and part["hazard"]["class"]
        wrong = {
            "hazard": cls not in place["hazards"] if cls else bool(place["hazards"]),
            "blocked": place["blocked"],
            "no storage": place["kind"] != "bin",
            "quantity": line["quantity"] < 1,
            "expiry": (line["expires_on"] is not None) != part["expires"],
            "past": (line["expires_on"] or "9999") <= site.today,
            "lot": (line["lot"] is not None) != (part["tracking"] == "lot"),
            "serials": not serials_fit(line, part),
        }
        faults += [f"{name}: {line}" for name, is_wrong in wrong.items() if is_wrong]
    return faults + capacity_faults(site)


def serials_fit(line: Row, part: Row) -> bool:
    """As many serials as units, each of the part's pattern; none for a part without serials."""
    if part["tracking"] != "serial":
        return not line["serials"]
    pattern = re.compile(part["serial_pattern"])
    fits = all(pattern.fullmatch(serial) for serial in line["serials"])
    return fits and len(line["serials"]) == line["quantity"]


def capacity_faults(site: DemoSite) -> list[str]:
    """Bins that hold more than they can."""
    parts, places = by_key(site.parts, "part"), by_key(site.locations, "location")
    load: Counter[tuple[str, str]] = Counter()
    for line in site.opening:
        for measure in ("volume_ml", "weight_g"):
            load[line["location"], measure] += line["quantity"] * parts[line["part"]][measure]
    limit = {"volume_ml": "capacity_ml", "weight_g": "capacity_g"}
    return [f"{m}: {place}" for (place, m), sum_ in load.items() if sum_ > places[place][limit[m]]]


def demand_faults(site: DemoSite) -> list[str]:
    """Order lines for unknown parts, or for more than stands in the warehouse."""
    stock: Counter[str] = Counter()
    for line in site.opening:
        stock[line["part"]] += line["quantity"]
    known = by_key(site.parts, "part")
    faults = []
    for order in site.orders:
        for line in order["lines"]:
            stock[line["part"]] -= line["requested"]
            if line["part"] not in known or stock[line["part"]] < 0:
                faults.append(f"{order['order']}: {line}")
    return faults


def supersession_faults(site: DemoSite) -> list[str]:
    """Successors that do not exist, differ in kind, or lead back to the start."""
    parts = by_key(site.parts, "part")
    faults = []
    for part in site.parts:
        seen, here = {part["part"]}, part
        while here["superseded_by"] is not None:
            after = parts.get(here["superseded_by"])
            if after is None or after["part"] in seen or after["tracking"] != part["tracking"]:
                faults.append(part["part"])
                break
            seen.add(after["part"])
            here = after
    return faults


def planning_faults(site: DemoSite, notices: list[Row]) -> list[str]:
    """Bins of one part and one lot that are promised to two, or to others than stand there.

    `notices` are as they are kept: flat packs, each line with the place where it will be sent.
    """
    places = by_key(site.locations, "location")
    goods: dict[str, set[tuple[str, str]]] = {}
    for row in site.opening:
        goods.setdefault(row["location"], set()).add((row["part"], row["lot"] or ""))
    named = set()
    for line in (line for asn in notices for pack in asn["packs"] for line in pack["lines"]):
        place = (line["putaway"] or {}).get("location")
        if place is not None and places[place]["role"] != "hold":
            goods.setdefault(place, set()).add((line["part"], line["lot"] or ""))
            named.add(place)
    return [f"{place}: {sorted(goods[place])}" for place in sorted(named) if len(goods[place]) > 1]


def plain_faults(value: object, path: str = "") -> list[str]:
    """Everything in a JSON value that is not text, a whole number, a boolean or nothing."""
    if isinstance(value, dict):
        return [f for k, v in value.items() for f in plain_faults(v, f"{path}.{k}")]
    if isinstance(value, list):
        return [f for i, v in enumerate(value) for f in plain_faults(v, f"{path}[{i}]")]
    return [] if value is None or isinstance(value, str | int | bool) else [f"{path}: {value!r}"]
