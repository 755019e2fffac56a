# SPDX-License-Identifier: Apache-2.0
"""Dangerous goods of the demo: UN number to class and packing group.

Facts of the public UN list (as in 49 CFR 172.101) for goods that a parts warehouse keeps. They are
demo data, not checked row by row: a site imports its own from the suppliers' safety data sheets.
"""

from typing import Final

UN: Final[dict[str, tuple[str, str | None]]] = {
    "UN0503": ("1.4G", None),
    "UN1133": ("3", "III"),
    "UN1170": ("3", "III"),
    "UN1263": ("3", "II"),
    "UN1760": ("8", "III"),
    "UN1950": ("2.1", None),
    "UN1993": ("3", "III"),
    "UN2794": ("8", None),
    "UN2796": ("8", "II"),
    "UN2800": ("8", None),
    "UN3108": ("5.2", None),
    "UN3159": ("2.2", None),
    "UN3164": ("2.2", None),
    "UN3268": ("9", None),
    "UN3269": ("3", "III"),
    "UN3480": ("9", None),
    "UN3481": ("9", None),
}

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


def hazard(un: str) -> dict[str, str | None]:
    """The hazard record of a part: `{"class", "un", "packing_group"}`."""
    cls, group = UN[un]
    return {"class": cls, "un": un, "packing_group": group}
