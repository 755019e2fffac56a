# SPDX-License-Identifier: Apache-2.0
"""The demo's floor: 3,000 locations in zones, along one S-shaped walk from the docks to the doors.

A bin's code is zone and aisle, bay, level: `A07-032-C` is the third level of bay 32 in aisle 7 of
zone A. Two-digit confirmation numbers are random, and differ within a bay.
"""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from backend.demo.hazards import AISLES, CLASSES

LEVELS: Final = "ABCD"
BAY_STEP, AISLE_STEP = 10, 40  # travel units: one bay, and round the end of an aisle

# Bins that the tour uses; the stock generator leaves them as the tour needs them.
PADS_BIN: Final = "A07-032-C"
PADS_BIN_CONFIRM: Final = "47"
FREE_BIN: Final = "A02-015-A"
MODULE_BIN: Final = "A02-015-B"
COUNT_BIN: Final = "B04-011-B"
HOLD_BIN: Final = "Q01-004-A"
SEALANT_BIN: Final = "H01-003-A"
PROBLEM_SHELF: Final = "P01-001-A"
TOUR_BINS: Final = frozenset(
    {PADS_BIN, FREE_BIN, MODULE_BIN, COUNT_BIN, HOLD_BIN, SEALANT_BIN, PROBLEM_SHELF}
)


@dataclass(frozen=True, slots=True)
class Block:
    """Aisles of one make: `bays` a side by side row, `levels` high, each bin of one capacity."""

    zone: str
    aisles: range
    bays: int
    levels: int
    role: str
    litres: int
    kilograms: int
    hazards: tuple[str, ...] = ()
    kind: str = "bin"


def _hazmat(aisle: int, bays: int, levels: int) -> Block:
    return Block("H", range(aisle, aisle + 1), bays, levels, "hazmat", 400, 400, AISLES[aisle])


BLOCKS: Final = (
    Block("A", range(1, 8), 42, 3, "forward", 240, 180),
    Block("B", range(1, 7), 30, 3, "forward", 480, 300),
    Block("C", range(1, 5), 30, 4, "forward", 160, 120),
    Block("R", range(1, 7), 24, 4, "reserve", 1_600, 900),
    Block("K", range(1, 3), 33, 1, "bulk", 6_000, 2_500),
    _hazmat(1, 20, 3),
    _hazmat(2, 10, 3),
    _hazmat(3, 20, 3),
    _hazmat(4, 20, 3),
    _hazmat(5, 6, 2),
    _hazmat(6, 4, 2),
    Block("Q", range(1, 3), 12, 3, "hold", 600, 400, kind="quarantine"),
    Block("Q", range(3, 4), 12, 2, "hold", 600, 400, CLASSES, kind="quarantine"),
    Block("T", range(1, 3), 12, 3, "returns", 600, 400),
    Block("P", range(1, 2), 6, 2, "problem", 240, 180, kind="quarantine"),
)

# prefix, how many, kind, role, litres, kilograms. All let dangerous goods pass, none keeps them.
POINTS_BEFORE: Final = (("DOCK", 8, "dock", "dock", 80_000, 30_000),)
POINTS_AFTER: Final = (
    ("CART", 12, "cart", "stage", 900, 300),
    ("STAGE", 10, "stage", "stage", 40_000, 15_000),
    ("PACK", 6, "pack", "pack", 6_000, 2_000),
    ("DOOR", 10, "door", "door", 80_000, 30_000),
)


def floor(rng: Random) -> list[dict[str, Any]]:
    """All locations in the order of the walk.

    Rows `{"location", "zone", "kind", "role", "level", "confirm", "travel", "hazards", "blocked",
    "capacity_ml", "capacity_g"}`.
    """
    rows = _points(rng, POINTS_BEFORE, 0)
    travel = rows[-1]["travel"]
    for block in BLOCKS:
        for aisle in block.aisles:
            rows += _aisle(rng, block, aisle, travel + AISLE_STEP)
            travel = max(row["travel"] for row in rows[-block.bays * block.levels :])
    return rows + _points(rng, POINTS_AFTER, travel + AISLE_STEP)


def _aisle(
    rng: Random, block: Block, aisle: int, travel: int
) -> list[dict[str, Any]]:
    """One aisle, walked away from the last one's end; odd aisles up, even aisles down."""
    bays = list(range(1, block.bays + 1))
    if aisle % 2 == 0:
        bays.reverse()
    rows = []
    for place, bay in enumerate(bays):
        confirms = rng.sample(range(10, 100), block.levels)
        for level in range(1, block.levels + 1):
            code = f"{block.zone}{aisle:02d}-{bay:03d}-{LEVELS[level - 1]}"
            row = _row(code, block, level, travel + BAY_STEP * place + level - 1)
            row["confirm"] = str(confirms[level - 1])
            row["hazards"] = _bay_hazards(block, bay)
            row["blocked"] = rng.random() < 0.01 and code not in TOUR_BINS
            rows.append(row)
    _settle_confirm(rows)
    return rows


def _settle_confirm(rows: list[dict[str, Any]]) -> None:
    """The bin in the documentation's pictures bears the number shown there, its bay no other."""
    for row in rows:
        if row["location"] == PADS_BIN:
            was, row["confirm"] = row["confirm"], PADS_BIN_CONFIRM
            for other in rows:
                if other is not row and other["location"][:7] == PADS_BIN[:7]:
                    clash = other["confirm"] == PADS_BIN_CONFIRM
                    other["confirm"] = was if clash else other["confirm"]


def _bay_hazards(block: Block, bay: int) -> list[str]:
    """In the hold zone each bay takes one class, so that held goods stay apart as well."""
    if block.zone == "Q" and block.hazards:
        return [block.hazards[(bay - 1) % len(block.hazards)]]
    return list(block.hazards)


def _row(code: str, block: Block, level: int, travel: int) -> dict[str, Any]:
    return {
        "location": code,
        "zone": block.zone,
        "kind": block.kind,
        "role": block.role,
        "level": level,
        "travel": travel,
        "capacity_ml": block.litres * 1000,
        "capacity_g": block.kilograms * 1000,
    }


def _points(
    rng: Random, points: tuple[tuple[str, int, str, str, int, int], ...], travel: int
) -> list[dict[str, Any]]:
    rows = []
    for prefix, total, kind, role, litres, kilograms in points:
        for number in range(1, total + 1):
            travel += BAY_STEP
            block = Block(prefix, range(0), 0, 0, role, litres, kilograms, kind=kind)
            row = _row(f"{prefix}-{number:02d}", block, 1, travel)
            row |= {"confirm": str(rng.randrange(10, 100)), "blocked": False}
            rows.append(row | {"hazards": list(CLASSES)})
    return rows
