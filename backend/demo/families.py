# SPDX-License-Identifier: Apache-2.0
"""Families of service parts: what they are called, how big, how tracked, how dangerous.

One row a noun. `size` places the noun among all parts (smallest -7, largest 5); the volumes
themselves follow one lognormal curve over the whole catalogue. `density` is grams a litre packed.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Noun:
    """One kind of part within a family."""

    text: str
    size: int
    tracking: str = "none"
    expires: bool = False
    un: str | None = None
    safety: bool = False
    variants: str = "model"


@dataclass(frozen=True, slots=True)
class Family:
    """A family: `permille` of the catalogue, `pull` how often its parts are asked for (0 to 10)."""

    key: str
    prefix: str
    permille: int
    density: int
    pull: int
    nouns: tuple[Noun, ...]


def _n(text: str, size: int, **more: object) -> Noun:
    return Noun(text, size, **more)  # type: ignore[arg-type]


SIDES: Final = ("left", "right", "front left", "front right", "rear left", "rear right")
# What is told apart how: by model, by axle, by side, by measure or by contents.
VARIANTS: Final[dict[str, tuple[str, ...]]] = {
    "model": ("Norda", "Tessa", "Kestrel", "Alba", "Ridge 250", "Ridge 350", "Corvo", "Veya"),
    "axle": ("front", "rear", "front heavy duty", "rear heavy duty", "front 300 mm", "rear 280 mm"),
    "side": SIDES,
    "metric": ("M5x12", "M6x16", "M6x20", "M8x25", "M8x30", "M10x35", "M10x50", "M12x40"),
    "volume": ("50 ml", "75 ml", "250 ml", "400 ml", "500 ml", "1 l"),
    "canister": ("1 l", "4 l", "5 l", "20 l"),
    "ampere": ("12 V 44 Ah", "12 V 60 Ah", "12 V 70 Ah", "12 V 80 Ah", "12 V 95 Ah"),
    "tyre": ("195/65 R15", "205/55 R16", "225/45 R17", "235/55 R18", "255/40 R19"),
    "length": ("350 mm", "400 mm", "480 mm", "530 mm", "600 mm", "650 mm"),
    "engine": ("1.2", "1.5", "1.6 diesel", "2.0", "2.0 diesel", "2.5", "3.0 diesel"),
}

FAMILIES: Final[tuple[Family, ...]] = (
    Family("brakes", "BRK", 95, 1100, 9, (
        _n("Brake pad set", 0, tracking="lot", safety=True, variants="axle"),
        _n("Brake disc", 1, safety=True, variants="axle"),
        _n("Brake caliper", 1, safety=True, variants="side"),
        _n("Brake hose", -1, safety=True, variants="side"),
        _n("Wheel brake cylinder", -1, safety=True, variants="side"),
        _n("Brake master cylinder", 1, safety=True),
        _n("Brake shoe set", 1, tracking="lot", safety=True),
        _n("Pad wear sensor", -2, variants="side"),
    )),
    Family("filters", "FLT", 83, 300, 10, (
        _n("Oil filter", 0, variants="engine"), _n("Air filter", 1, variants="engine"),
        _n("Cabin filter", 1), _n("Fuel filter", 0, variants="engine"),
        _n("Transmission filter", 0), _n("Crankcase breather filter", -1, variants="engine"),
    )),
    Family("ignition", "IGN", 45, 900, 8, (
        _n("Spark plug", -3, variants="engine"), _n("Ignition coil", -1, variants="engine"),
        _n("Glow plug", -3, variants="engine"), _n("Ignition lead set", 0, variants="engine"),
        _n("Ignition switch", -1), _n("Knock sensor", -2, variants="engine"),
    )),
    Family("batteries", "BAT", 16, 1900, 6, (
        _n("Battery, wet", 2, tracking="lot", expires=True, un="UN2794", variants="ampere"),
        _n("Battery, AGM", 2, tracking="lot", expires=True, un="UN2800", variants="ampere"),
        _n("Key fob battery pack", -4, tracking="lot", expires=True, un="UN3480"),
        _n("Battery acid pack", 0, tracking="lot", expires=True, un="UN2796", variants="volume"),
    )),
    Family("body", "BDY", 105, 160, 3, (
        _n("Bumper cover", 5, variants="axle"), _n("Wing panel", 4, variants="side"),
        _n("Door mirror", 2, variants="side"), _n("Mirror glass", 0, variants="side"),
        _n("Bonnet", 5), _n("Door handle", -1, variants="side"), _n("Wheel arch liner", 3,
        variants="side"), _n("Trim clip set", -3), _n("Radiator grille", 3),
        _n("Badge", -4), _n("Door seal", 1, variants="side"), _n("Window regulator", 1,
        variants="side"),
    )),
    Family("glass", "GLS", 25, 400, 3, (
        _n("Windscreen", 5), _n("Door glass", 3, variants="side"), _n("Rear window", 4),
        _n("Quarter glass", 2, variants="side"),
    )),
    Family("suspension", "SUS", 80, 900, 6, (
        _n("Control arm", 2, safety=True, variants="side"),
        _n("Ball joint", -1, safety=True, variants="side"),
        _n("Stabiliser link", -1, variants="side"), _n("Coil spring", 2, variants="axle"),
        _n("Shock absorber", 2, variants="side"), _n("Top mount", 0, variants="side"),
        _n("Wheel bearing", 0, safety=True, variants="axle"),
        _n("Tie rod end", -1, safety=True, variants="side"),
        _n("Tailgate gas strut", 0, un="UN3164", variants="side"),
        _n("Wheel hub", 1, safety=True, variants="axle"), _n("Bush kit", -2, variants="axle"),
    )),
    Family("engine", "ENG", 105, 1000, 5, (
        _n("Valve cover gasket", -1, variants="engine"), _n("Cylinder head gasket", 0,
        variants="engine"), _n("Water pump", 1, variants="engine"), _n("Thermostat", -1,
        variants="engine"), _n("Engine mount", 1), _n("Oil pump", 1, variants="engine"),
        _n("Piston ring set", -1, variants="engine"), _n("Timing cover seal", -3,
        variants="engine"), _n("Injector", -1, variants="engine"), _n("Radiator", 4),
        _n("Radiator hose", 0), _n("Exhaust gas valve", 0, variants="engine"),
        _n("Catalytic converter", 3, variants="engine"), _n("Expansion tank", 1),
    )),
    Family("transmission", "TRN", 45, 1300, 4, (
        _n("Clutch kit", 2, variants="engine"), _n("Drive shaft", 3, variants="side"),
        _n("CV joint kit", 1, variants="axle"), _n("Gear lever bush", -4),
        _n("Shaft seal", -3), _n("Dual-mass flywheel", 2, variants="engine"),
        _n("Release bearing", -1), _n("Transmission mount", 1),
    )),
    Family("electronics", "ECU", 45, 600, 4, (
        _n("Engine control module", 0, tracking="serial", variants="engine"),
        _n("Brake control module", 0, tracking="serial", safety=True),
        _n("Body control module", 0, tracking="serial"),
        _n("Instrument cluster", 1, tracking="serial"),
        _n("Wheel speed sensor", -2, safety=True, variants="side"),
        _n("Mass air flow sensor", -1, variants="engine"),
        _n("Tyre pressure sensor", -3),
        _n("Parking sensor", -3, variants="axle"),
        _n("Telematics unit", 0, tracking="serial", un="UN3481"),
        _n("Relay", -4),
    )),
    Family("sealants", "SLT", 15, 1250, 6, (
        _n("Windscreen adhesive", -1, tracking="lot", expires=True, un="UN1133"),
        _n("Gasket sealant", -2, tracking="lot", expires=True, variants="volume"),
        _n("Body filler", 0, tracking="lot", expires=True, un="UN3269"),
        _n("Thread locker", -4, tracking="lot", expires=True, variants="volume"),
        _n("Cavity sealer", -1, tracking="lot", expires=True, variants="volume"),
        _n("Hardener paste", -3, tracking="lot", expires=True, un="UN3108"),
    )),
    Family("fluids", "FLD", 30, 1000, 8, (
        _n("Engine oil", 1, tracking="lot", expires=True, variants="canister"),
        _n("Brake fluid DOT 4", 0, tracking="lot", expires=True, safety=True, variants="volume"),
        _n("Coolant", 1, tracking="lot", expires=True, variants="canister"),
        _n("Brake cleaner spray", 0, tracking="lot", expires=True, un="UN1950",
           variants="volume"),
        _n("Screen wash", 1, tracking="lot", expires=True, un="UN1170", variants="canister"),
        _n("Touch-up paint", -4, tracking="lot", expires=True, un="UN1263"),
        _n("Wheel cleaner", -1, tracking="lot", expires=True, un="UN1760", variants="volume"),
        _n("Gear oil", 0, tracking="lot", expires=True, variants="canister"),
        _n("Fuel additive", -1, tracking="lot", expires=True, un="UN1993", variants="volume"),
        _n("Refrigerant R-134a", 2, tracking="lot", expires=True, un="UN3159"),
    )),
    Family("airbags", "ABG", 16, 500, 2, (
        _n("Driver airbag module", 1, tracking="serial", un="UN3268", safety=True),
        _n("Passenger airbag module", 2, tracking="serial", un="UN3268", safety=True),
        _n("Curtain airbag", 2, tracking="lot", un="UN3268", safety=True, variants="side"),
        _n("Seat belt pretensioner", 0, tracking="lot", un="UN3268", safety=True, variants="side"),
        _n("Airbag inflator", 0, tracking="lot", un="UN0503", safety=True),
    )),
    Family("lamps", "LMP", 55, 300, 6, (
        _n("Headlamp", 3, variants="side"), _n("Tail lamp", 2, variants="side"),
        _n("Halogen bulb", -4), _n("Fog lamp", 1, variants="side"), _n("LED bulb", -4),
        _n("Turn indicator", 0, variants="side"), _n("Number plate lamp", -2),
    )),
    Family("belts", "BLT", 35, 500, 6, (
        _n("Ribbed belt", -1, variants="engine"), _n("Timing belt", -1, variants="engine"),
        _n("Belt tensioner", 0, variants="engine"), _n("Idler pulley", -1, variants="engine"),
    )),
    Family("tyres", "TYR", 20, 350, 4, (
        _n("Tyre, summer", 4, tracking="lot", safety=True, variants="tyre"),
        _n("Tyre, winter", 4, tracking="lot", safety=True, variants="tyre"),
        _n("Tyre, all season", 4, tracking="lot", safety=True, variants="tyre"),
    )),
    Family("wipers", "WPR", 20, 250, 9, (
        _n("Wiper blade", 0, variants="length"), _n("Wiper arm", 1, variants="side"),
        _n("Wiper motor", 1), _n("Washer nozzle", -5),
    )),
    Family("fasteners", "FST", 85, 2600, 5, (
        _n("Flange bolt", -6, variants="metric"), _n("Hex nut", -6, variants="metric"),
        _n("Washer", -7, variants="metric"), _n("Hose clamp", -5, variants="metric"),
        _n("Push rivet", -6), _n("Drain plug", -5, variants="metric"), _n("Snap ring", -6),
        _n("Wheel bolt", -5, safety=True, variants="metric"),
    )),
    Family("kits", "KIT", 30, 700, 7, (
        _n("Timing belt kit", 1, variants="engine"), _n("Service kit", 1, variants="engine"),
        _n("Caliper repair kit", -2, variants="axle"), _n("Gasket kit", 0, variants="engine"),
        _n("Towing kit", 3),
    )),
    Family("reman", "RMN", 25, 1500, 3, (
        _n("Starter, reman", 1, variants="engine"), _n("Alternator, reman", 2, variants="engine"),
        _n("Steering rack, reman", 3, safety=True), _n("Turbocharger, reman", 2, variants="engine"),
        _n("Caliper, reman", 1, safety=True, variants="side"),
        _n("Short block, reman", 5, variants="engine"),
    )),
    Family("cores", "COR", 25, 1400, 0, ()),
)
FAMILY: Final = {family.key: family for family in FAMILIES}
