# SPDX-License-Identifier: Apache-2.0
"""Dangerous goods of the demo: UN number to class, packing group and state.

Facts of the public UN list (as in 49 CFR 172.101) for goods that a parts warehouse keeps. They are
demo data, not checked row by row: a site imports its own from the suppliers' safety data sheets.
"""

from typing import Any, Final

UN: Final[dict[str, tuple[str, str | None, str]]] = {
    "UN0503": ("1.4G", None, "article"),
    "UN1133": ("3", "III", "liquid"),
    "UN1170": ("3", "III", "liquid"),
    "UN1263": ("3", "II", "liquid"),
    "UN1760": ("8", "III", "liquid"),
    "UN1950": ("2.1", None, "article"),
    "UN1993": ("3", "III", "liquid"),
    "UN2794": ("8", None, "liquid"),
    "UN2796": ("8", "II", "liquid"),
    "UN2800": ("8", None, "article"),
    "UN3108": ("5.2", None, "solid"),
    "UN3159": ("2.2", None, "gas"),
    "UN3164": ("2.2", None, "article"),
    "UN3268": ("9", None, "article"),
    "UN3269": ("3", "III", "article"),
    "UN3480": ("9", None, "article"),
    "UN3481": ("9", None, "article"),
}
"""UN number to class, packing group and state; none of these has a subsidiary hazard. A battery
filled with acid counts as liquid: acid is what runs out."""

# Classes that may stand in one aisle of zone H, so that no aisle mixes what 49 CFR 177.848 parts.
AISLES: Final[dict[int, tuple[str, ...]]] = {
    1: ("3",),
    2: ("2.1", "2.2"),
    3: ("8",),
    4: ("9",),
    5: ("1.4G",),
    6: ("5.2",),
}
CLASSES: Final = tuple(sorted({cls for classes in AISLES.values() for cls in classes}))


def hazard(un: str) -> dict[str, Any]:
    """The hazard record of a part, as `catalogue_import` takes it."""
    cls, group, state = UN[un]
    return {"class": cls, "un": un, "packing_group": group, "subsidiary": [], "state": state}
