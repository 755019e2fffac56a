# SPDX-License-Identifier: Apache-2.0
"""What a class written on a part means: 1.4G, 2.3A, 3, 8."""

import re
from dataclasses import dataclass
from typing import Final

from backend.domain.hazmat.table import DIVISIONS, GROUPS
from backend.domain.parts import Hazard

_WRITTEN: Final = re.compile(r"([1-9](?:\.[1-9])?)([A-Z]?)", re.ASCII)
ZONED: Final = {"2.3": frozenset("ABCD"), "6.1": frozenset("AB")}
"""Divisions whose poisons have a zone of inhalation hazard, which may be written behind."""


@dataclass(frozen=True, slots=True)
class Label:
    """One hazard: its text, division, and the letter behind: compatibility group or zone."""

    text: str
    division: str
    letter: str

    @property
    def explosive(self) -> bool:
        """Class 1."""
        return self.division.startswith("1.")


def label(text: str) -> Label | None:
    """The hazard that a text names, or None when it names none that we know. Nothing is guessed:
    not from 2 to one of its divisions, not from spaces or small letters."""
    match = _WRITTEN.fullmatch(text)
    if match is None or match[1] not in DIVISIONS:
        return None
    letters = GROUPS if match[1].startswith("1.") else ZONED.get(match[1], frozenset[str]())
    return Label(text, match[1], match[2]) if match[2] in letters | {""} else None


def labels(hazard: Hazard) -> tuple[Label, ...] | None:
    """All hazards of goods, the primary one first; None as soon as one is missing or unknown."""
    read = [label(text) for text in (hazard.hazard_class, *hazard.subsidiary)]
    known = tuple(one for one in read if one is not None)
    return known if len(known) == len(read) else None
