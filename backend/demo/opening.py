# SPDX-License-Identifier: Apache-2.0
"""The demo's opening stock: what stands where on the first morning, and where each part lives.

No bin holds more than it can carry, no dangerous part stands where its class may not, nothing is
past its date, nothing is on hold, and the tour's bins are as the tour needs them.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from backend.demo import floor as places
from backend.demo import tour_parts as tour

EMPTY_SHARE: Final = 0.2      # of the bins: a warehouse without free bins cannot receive
FILL_PERCENT_MAX: Final = 85  # of a bin's volume and weight
PARTS_A_BIN_MAX: Final = 3
TRIES_MAX: Final = 40         # bins looked at for one line before the line is given up

# By class: percent of the parts that have stock, most units in the pick face, reserve lines.
STOCKED: Final = {"A": 100, "B": 100, "C": 48}
FACE_UNITS_MAX: Final = {"A": 40, "B": 16, "C": 6}
RESERVE_LINES: Final = {"A": (1, 2, 2, 3), "B": (0, 0, 1, 1), "C": (0,)}
SUPERSEDED_STOCKED: Final = 12  # percent: the last of the old number is being used up
SERIAL_UNITS_MAX: Final = 4
# Orders of zones in which a part's pick face is looked for, by class; big parts stand in K and R.
FACE_ZONES: Final = {"A": ("AB",), "B": ("AB", "AB", "BA"), "C": ("CB", "CB", "CB", "BC", "AC")}
TOO_BIG_ML: Final = 120_000


@dataclass(slots=True)
class Bin:
    """A bin being filled: what is left of its volume, weight and room for different parts."""

    location: str
    hazards: list[str]
    ml_left: int
    g_left: int
    parts: set[str] = field(default_factory=set)

    def room(self, part: dict[str, Any]) -> int:
        """How many units of `part` still go in."""
        if part["part"] in self.parts or len(self.parts) >= PARTS_A_BIN_MAX:
            return 0
        return int(min(self.ml_left // part["volume_ml"], self.g_left // part["weight_g"]))

    def put(self, part: dict[str, Any], quantity: int) -> None:
        """Take up the room of `quantity` units."""
        self.parts.add(part["part"])
        self.ml_left -= quantity * part["volume_ml"]
        self.g_left -= quantity * part["weight_g"]


class Shelves:
    """The bins by zone, each zone in the order of the walk with a place to go on from."""

    def __init__(self, rng: Random, locations: list[dict[str, Any]]) -> None:
        self._zones: dict[str, list[Bin]] = defaultdict(list)
        self._next: dict[str, int] = defaultdict(int)
        for row in locations:
            usable = not row["blocked"] and row["location"] not in places.TOUR_BINS
            if row["kind"] == "bin" and usable and rng.random() >= EMPTY_SHARE:
                self._zones[row["zone"]].append(_bin(row))
        for bins in self._zones.values():
            rng.shuffle(bins)

    def place(self, zones: str, part: dict[str, Any], quantity: int) -> tuple[str, int] | None:
        """Room for up to `quantity` units in the first of `zones` that has any."""
        for zone in zones:
            bins = self._zones[zone]
            for _ in range(min(TRIES_MAX if zone != "H" else len(bins), len(bins))):
                bin_ = bins[self._next[zone] % len(bins)]
                self._next[zone] += 1
                fits = min(bin_.room(part), quantity) if _allowed(bin_, part) else 0
                if fits > 0:
                    bin_.put(part, fits)
                    return bin_.location, fits
        return None


def _bin(row: dict[str, Any]) -> Bin:
    return Bin(
        row["location"],
        row["hazards"],
        row["capacity_ml"] * FILL_PERCENT_MAX // 100,
        row["capacity_g"] * FILL_PERCENT_MAX // 100,
    )


def _allowed(bin_: Bin, part: dict[str, Any]) -> bool:
    if part["hazard"] is None:
        return not bin_.hazards
    return part["hazard"]["class"] in bin_.hazards


class Opening:
    """Builds the stock lines; `lines` and `homes` are ready after `fill`."""

    def __init__(self, rng: Random, today: date, locations: list[dict[str, Any]]) -> None:
        self._rng = rng
        self._today = today
        self._shelves = Shelves(rng, locations)
        self._serials: dict[str, int] = defaultdict(lambda: rng.randrange(1_000, 90_000))
        self.lines: list[dict[str, Any]] = []
        self.homes: list[dict[str, str]] = []

    def fill(self, parts: list[dict[str, Any]]) -> None:
        """Stock all parts, the most asked for first, then the tour's."""
        for part in sorted(parts, key=lambda p: (p["abc"], p["part"])):
            if part["part"] not in tour.NAMES and self._is_stocked(part):
                self._stock(part)
        self._tour({part["part"]: part for part in parts})
        self.lines.sort(key=lambda line: (line["location"], line["part"], line["lot"] or ""))
        self.homes.sort(key=lambda home: home["part"])

    def _is_stocked(self, part: dict[str, Any]) -> bool:
        percent = SUPERSEDED_STOCKED if part["superseded_by"] else STOCKED[part["abc"]]
        return self._rng.randrange(100) < percent

    def _stock(self, part: dict[str, Any]) -> None:
        top = FACE_UNITS_MAX[part["abc"]]
        face = self._line(part, self._face_zones(part), self._rng.randint(max(1, top // 4), top))
        if face and part["family"] != "cores":
            self.homes.append({"part": part["part"], "location": face})
        if part["hazard"] or part["tracking"] == "serial":
            return
        for _ in range(self._rng.choice(RESERVE_LINES[part["abc"]])):
            self._line(part, "RK", self._rng.randint(1, 4) * _carton(part))

    def _face_zones(self, part: dict[str, Any]) -> str:
        if part["hazard"]:
            return "H"
        if part["family"] == "cores":
            return "T"
        big = part["volume_ml"] > TOO_BIG_ML
        return "KR" if big else self._rng.choice(FACE_ZONES[part["abc"]])

    def _line(self, part: dict[str, Any], zones: str, quantity: int) -> str | None:
        if part["tracking"] == "serial":
            quantity = min(quantity, SERIAL_UNITS_MAX)
        found = self._shelves.place(zones, part, quantity)
        if found is None:
            return None
        location, fits = found
        self._add(part, location, fits)
        return location

    def _add(self, part: dict[str, Any], location: str, quantity: int) -> None:
        serials = self._next_serials(part, quantity) if part["tracking"] == "serial" else []
        expires = self._today + timedelta(days=self._rng.randint(30, 720))
        self.lines.append({
            "location": location,
            "part": part["part"],
            "lot": self._lot(part),
            "serials": serials,
            "quantity": quantity,
            "expires_on": expires.isoformat() if part["expires"] else None,
            "supplier": part["supplier"],
        })

    def _lot(self, part: dict[str, Any]) -> str | None:
        """A lot as makers write them; a tyre's is its week and year of make."""
        if part["tracking"] != "lot":
            return None
        made = self._today - timedelta(days=self._rng.randint(20, 360))
        if part["family"] == "tyres":
            year, week, _ = made.isocalendar()
            return f"DOT{week:02d}{year % 100:02d}"
        return f"L{made.year % 100:02d}-{self._rng.randrange(10_000):04d}"

    def _next_serials(self, part: dict[str, Any], quantity: int) -> list[str]:
        """Running numbers after the pattern's letters, so that no serial occurs twice."""
        stem = part["serial_pattern"].removesuffix(r"\d{6}")
        first = self._serials[stem]
        self._serials[stem] += quantity
        return [f"{stem}{number:06d}" for number in range(first, first + quantity)]

    def _tour(self, parts: dict[str, dict[str, Any]]) -> None:
        """One free control module, one bin to count, no brake pads and no sealant at all."""
        self._add(parts[tour.MODULE], places.MODULE_BIN, 1)
        self.lines[-1]["serials"] = [tour.FREE_SERIAL]
        self._add(parts[tour.COUNTED], places.COUNT_BIN, tour.COUNTED_ON_HAND)
        self._add(parts[tour.COUNTED_TOO], places.COUNT_BIN, tour.COUNTED_TOO_ON_HAND)
        self._line(parts[tour.LOOK_ALIKE], "AB", 12)
        for part, location in (
            (tour.BRAKE_PADS, places.PADS_BIN),
            (tour.MODULE, places.MODULE_BIN),
            (tour.SEALANT, places.SEALANT_BIN),
            (tour.COUNTED, places.COUNT_BIN),
        ):
            self.homes.append({"part": part, "location": location})


def _carton(part: dict[str, Any]) -> int:
    sizes = [pack["quantity"] for pack in part["packs"] if pack["code"] == "CARTON"]
    return int(sizes[0]) if sizes else 2
