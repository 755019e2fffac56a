# SPDX-License-Identifier: Apache-2.0
"""The scan tray: the demo's barcodes in the order of the ten-minute tour, to click or to print.

`data` is what a scanner would send, control characters included; `]C1`, `]d2` and `]E0` are the
AIM symbology identifiers (ISO/IEC 15424) that a scanner puts before it when told to.
"""

from datetime import date
from typing import Any, Final

from backend.demo import floor as places
from backend.demo import returning as back
from backend.demo import tour_parts as tour
from backend.demo.codes import gtin14, iso15434, sscc, vin
from backend.demo.paper import SEALANT_EXPIRES_ON, SEALANT_LOT, moved
from backend.demo.parties import ACTORS
from backend.domain.barcode.own import encode_own

TOTE: Final = "T-0418"
DOCK, DOOR = "DOCK-02", "DOOR-03"
PADS_LOT, PADS_LOT_TOO = "L26-0188", "L26-0190"
NEW_SERIALS: Final = ("E7A000311", "E7A000312", "E7A000313")
UNKNOWN: Final = "NB-S1/2027-04 0931"
# The plates of the EDI notice are 101 to 105; the warehouse's own cartons follow.
PALLET_1, CARTON_11, CARTON_12, PALLET_2, CARTON_21 = (sscc(n) for n in range(101, 106))
OUT_CARTON, OUT_CARTON_TOO = sscc(201), sscc(202)
OWN_PLATE, OWN_PLATE_TOO = sscc(301), sscc(302)  # for units taken out of their carton
BACK_PLATES = tuple(sscc(n) for n in range(303, 308))  # for what comes back, one a return
CORE_BOX = sscc(308)

Item = dict[str, str]


def tray(
    today: date, targets: list[tuple[str, str]], parts: list[dict[str, Any]]
) -> dict[str, Any]:
    """`{"groups": [{"title", "flows", "items": [{"label", "data", "hint"}]}]}`.

    In its `flows` a group is offered in its own order, item by item; elsewhere an item is offered
    where the screen names it.

    `targets` are the bins to which the truck's lines will be directed, as (location, part);
    `parts` those of the site, of which an exchange unit and a battery come back.
    """
    groups = (
        ("Sign in", "", _badges()),
        ("Receive the truck", "receive", _receive()),
        ("Serials of the modules", "receive", _serials()),
        ("Part labels", "receive", _part_labels(today)),
        ("Put away", "putaway", _put_away(targets)),
        ("Count a bin", "count", _count()),
        ("Pick the emergency order", "pick pack", _pick()),
        ("Pack and load", "pack load", _pack_and_load()),
        ("Goods that come back", "returns reman", _back(parts)),
        ("What can go wrong", "", _wrong()),
    )
    return {"groups": [
        {"title": title, "flows": flows.split(), "items": items} for title, flows, items in groups
    ]}  # fmt: skip


def _item(label: str, data: str, hint: str) -> Item:
    return {"label": label, "data": data, "hint": hint}


def _plate(label: str, lpn: str, hint: str) -> Item:
    return _item(label, f"]C100{lpn}", hint)


def _place(location: str, hint: str) -> Item:
    return _item(location, encode_own("location", location), hint)


def _badges() -> list[Item]:
    return [
        _item(f"Badge {name}", encode_own("badge", badge), f"{role}, PIN {pin}")
        for _, name, role, badge, pin in ACTORS
    ]


def _receive() -> list[Item]:
    return [
        _place(DOCK, "The dock where the trucks stand"),
        _plate("Pallet 1", PALLET_1, "Two cartons: brake pads and control modules"),
        _plate("Carton 1.1", CARTON_11, f"40 brake pad sets, lot {PADS_LOT}"),
        _plate("Carton 1.2", CARTON_12, "3 control modules; their serials come next"),
        _plate("Pallet 2", PALLET_2, "One carton"),
        _plate("Carton 2.1", CARTON_21, f"24 sealants, and 8 brake pad sets of lot {PADS_LOT_TOO}"),
    ]


def _serials() -> list[Item]:
    first, second, third = NEW_SERIALS
    label = iso15434("1PNB-E7", f"S{first}")
    return [
        _item(first, label, "DataMatrix with the supplier's part number and the serial"),
        _item(second, second, "Plain code with the serial alone"),
        _item(third, third, "Plain code with the serial alone"),
    ]


def _part_labels(today: date) -> list[Item]:
    expires = moved(SEALANT_EXPIRES_ON, today)
    sealant = f"]d201{gtin14(3)}17{expires:%y%m%d}10{SEALANT_LOT}"
    return [
        _item(f"{tour.BRAKE_PADS}, lot {PADS_LOT}",
              iso15434(f"P{tour.BRAKE_PADS}", f"1T{PADS_LOT}"), "DataMatrix: part and lot"),
        _item(f"{tour.BRAKE_PADS}, lot {PADS_LOT_TOO}",
              iso15434("1PNB442", f"1T{PADS_LOT_TOO}"), "The same under the supplier's number"),
        _item(f"{tour.SEALANT}, lot {SEALANT_LOT}", sealant, "GS1: GTIN, expiry date and lot"),
        _item(tour.MODULE, iso15434(f"P{tour.MODULE}"), "The part alone; a serial is still needed"),
        _plate("Free plate 1", OWN_PLATE, "For units received without their carton"),
        _plate("Free plate 2", OWN_PLATE_TOO, "For units received without their carton"),
    ]  # fmt: skip


def _put_away(targets: list[tuple[str, str]]) -> list[Item]:
    """The bins the handheld will name, then others for somebody who knows better."""
    for_parts: dict[str, list[str]] = {}
    for location, part in targets:
        for_parts.setdefault(location, []).append(part)
    named = [
        _place(place, f"Where the tour sends {', '.join(names)}")
        for place, names in for_parts.items()
    ]
    others = (
        (places.PADS_BIN, "A free bin for brake pads, if you know better"),
        (places.FREE_BIN, "Another free bin"),
        (places.HOLD_BIN, "Hold zone, if you know better"),
        (places.SEALANT_BIN, "Hazmat zone, class 3, if you know better"),
    )
    return named + [_place(bin_, hint) for bin_, hint in others if bin_ not in for_parts]


def _count() -> list[Item]:
    """The screen says no number, and nobody here can look on the shelf: the hints do it."""
    (one, many), (other, few) = (tour.COUNTED, tour.COUNTED_ON_HAND), (
        tour.COUNTED_TOO, tour.COUNTED_TOO_ON_HAND)  # fmt: skip
    found = "On the shelf lie {n}: scan one, then type {n}"
    return [
        _place(places.COUNT_BIN, f"On the shelf lie {many} of {one} and {few} of {other}"),
        _item(one, f"]E0{gtin14(6)[1:]}", found.format(n=many)),
        _item(other, iso15434(f"P{other}"), found.format(n=few)),
    ]


def _pick() -> list[Item]:
    free = iso15434(f"P{tour.MODULE}", f"S{tour.FREE_SERIAL}")
    return [
        _item(f"Tote {TOTE}", encode_own("tote", TOTE), "Takes what is picked"),
        _place(places.MODULE_BIN, "The one free module is here"),
        _item(f"{tour.FREE_SERIAL}, free", free, "The unit that may be picked"),
        _item(f"{NEW_SERIALS[0]}, on hold", NEW_SERIALS[0], "Try it: the pick stops"),
        _item(f"{tour.LOOK_ALIKE}, wrong part", iso15434(f"P{tour.LOOK_ALIKE}"),
              "Try it instead of the brake pads: two digits changed places"),
    ]  # fmt: skip


def _pack_and_load() -> list[Item]:
    return [
        _plate("Carton plate 1", OUT_CARTON, "Takes what lies in the tote"),
        _plate("Carton plate 2", OUT_CARTON_TOO, "If one carton is not enough"),
        _place(DOOR, "The door of the vehicle"),
    ]


def _back(parts: list[dict[str, Any]]) -> list[Item]:
    """What comes back, return by return, then plates, and the work on a core."""
    unit, leaking = back.exchange_part(parts)["part"], back.battery(parts)["part"]
    failed, called = back.FAILED_SERIALS
    return [
        _paper(back.AUTHORIZATION, "Hillside may send back 4 filters and a module"),
        _item(f"{tour.COUNTED}, returned", iso15434(f"P{tour.COUNTED}"), "A filter in its box"),
        _item(f"Core tag {back.SALE}, unit 1", f"{back.SALE}|1|1", "Came with a sold alternator"),
        _item(f"{unit}, old unit {back.CORE_SERIAL}",
              iso15434(f"P{unit}", f"S{back.CORE_SERIAL}"), "The core, with its own number"),
        _paper(back.CLAIM, "A module that failed in its vehicle"),
        _item("Vehicle number", vin(417), "Of the vehicle in which the module failed"),
        _module(failed, "The module of the first claim"),
        _paper(back.CALLED_IN, "One that its supplier has called in"),
        _module(called, "The module of the second claim"),
        _paper(back.LATE_AUTHORIZATION, "Its window is over: customer service is asked"),
        _item(f"{tour.COUNTED_TOO}, returned", iso15434(f"P{tour.COUNTED_TOO}"), "A late filter"),
        _item(f"{leaking}, leaking", iso15434(f"P{leaking}"), "Problem, then Dangerous, first"),
        _item("Hazard paper", "HZ-2207-02", "Came with the battery"),
        *(_plate(f"Return plate {n}", lpn, "One for each return")
          for n, lpn in enumerate(BACK_PLATES, start=1)),
        _plate("Core box", CORE_BOX, "Problem, then Container: what goes to the vendor"),
        _place("PACK-01", "The bench where cores are remade"),
        _item(f"New unit {back.UNIT_SERIAL}", back.UNIT_SERIAL, "The number of the remade unit"),
    ]  # fmt: skip


def _paper(name: str, hint: str) -> Item:
    return _item(name, encode_own("document", name), hint)


def _module(serial: str, hint: str) -> Item:
    return _item(f"{tour.MODULE}, {serial}", iso15434(f"P{tour.MODULE}", f"S{serial}"), hint)


def _wrong() -> list[Item]:
    return [
        _item("Unknown barcode", UNKNOWN, "Kept and counted; a supervisor matches it later"),
        _place(places.PROBLEM_SHELF, "Problem shelf, for what nobody knows"),
        _place("DOOR-01", "The wrong door"),
    ]
