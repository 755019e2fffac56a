# SPDX-License-Identifier: Apache-2.0
"""How big, how heavy, and in which packs a demo part comes."""

from math import exp, log
from random import Random
from statistics import NormalDist
from typing import Any, Final

from backend.demo.codes import gtin14

MEDIAN_ML: Final = 1500
P95_ML: Final = 60_000
VOLUME_ML_MAX: Final = 1_500_000
VOLUME_ML_MIN: Final = 2
# Packing air: above this a bigger part is mostly wrapping, and weighs far less a litre.
DENSE_ML: Final = 20_000
CARTON_ML_MAX, CARTON_G_MAX = 40_000, 20_000
PALLET_ML_MAX, PALLET_G_MAX = 900_000, 600_000
_CARTONS: Final = (2, 4, 5, 6, 8, 10, 12, 16, 20, 24, 40, 50, 100, 200, 500)
_LAYERS: Final = (4, 8, 12, 16, 20, 24, 32, 40, 48)

# Where the name says how much is in it, the volume follows the name.
VARIANT_ML: Final[dict[str, int]] = {
    "50 ml": 90, "75 ml": 130, "250 ml": 380, "400 ml": 610, "500 ml": 720, "1 l": 1300,
    "4 l": 5100, "5 l": 6300, "20 l": 24_500, "12 V 44 Ah": 7800, "12 V 60 Ah": 9100,
    "12 V 70 Ah": 10_400, "12 V 80 Ah": 11_700, "12 V 95 Ah": 13_200,
}  # fmt: skip


def volume_curve(total: int) -> list[int]:
    """`total` volumes in millilitres, ascending: a lognormal with the median and 95 % point."""
    sigma = log(P95_ML / MEDIAN_ML) / NormalDist().inv_cdf(0.95)
    points = (NormalDist().inv_cdf((i + 0.5) / total) for i in range(total))
    volumes = (round(exp(log(MEDIAN_ML) + sigma * z)) for z in points)
    return [min(max(v, VOLUME_ML_MIN), VOLUME_ML_MAX) for v in volumes]


def weight(rng: Random, volume_ml: int, density: int) -> int:
    """Grams of one unit packed, from millilitres and grams a litre."""
    dense = min(volume_ml, DENSE_ML)
    airy = (volume_ml - dense) * 15 // 100
    return max(1, (dense + airy) * density * rng.randint(80, 120) // 100_000)


def _most(volume_ml: int, weight_g: int, volume_max: int, weight_max: int) -> int:
    return min(volume_max // volume_ml, weight_max // weight_g)


def packs(
    rng: Random, volume_ml: int, weight_g: int, reference: int | None
) -> list[dict[str, Any]]:
    """Rows `{"code", "quantity", "gtin"}` from the unit upward; each a multiple of the last.

    `reference` is the GTIN's item reference, or None for a part that has no GTIN at all.
    """
    sizes = {"EA": 1}
    if volume_ml <= 400 and rng.random() < 0.6:
        sizes["INNER"] = rng.choice((5, 10, 20))
    step = sizes.get("INNER", 1)
    most = _most(volume_ml, weight_g, CARTON_ML_MAX, CARTON_G_MAX)
    fitting = [n for n in _CARTONS if n <= most and n % step == 0 and n > step]
    if fitting:
        step = sizes["CARTON"] = rng.choice(fitting[-3:])
    most = _most(volume_ml * step, weight_g * step, PALLET_ML_MAX, PALLET_G_MAX)
    layers = [n for n in _LAYERS if n <= most]
    if layers:
        sizes["PALLET"] = step * layers[-1]
    return [
        {"code": code, "quantity": quantity, "gtin": _gtin(rng, code, reference)}
        for code, quantity in sizes.items()
    ]


def _gtin(rng: Random, code: str, reference: int | None) -> str | None:
    if reference is None or code == "PALLET":
        return None
    if code == "EA":
        return gtin14(reference)
    return gtin14(reference, 1 if code == "INNER" else 2) if rng.random() < 0.5 else None
