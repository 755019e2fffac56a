# SPDX-License-Identifier: Apache-2.0
"""What a packing bench tells beside the pack itself, as small frozen types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from backend.domain.lines import Line


@dataclass(frozen=True, slots=True)
class PackShort:
    """Picked by the book, and not in the tote (PA2). `location`: where such units were picked."""

    order: str
    source: str
    lines: tuple[Line, ...]
    reason: str
    location: str | None = None


@dataclass(frozen=True, slots=True)
class CartonWeighed:
    """A carton on the scale. `computed_g` is what its content should weigh with the empty carton;
    0 where a part has no weight. `most_g`: what it may weigh by its size, 0 where that is not known
    (PA3)."""

    lpn: str
    weight_g: int
    computed_g: int = 0
    order: str | None = None
    most_g: int = 0


LABELS = ("lpn", "packing_list", "serial", "core_tag")
"""Templates that a person on the floor may ask for."""


@dataclass(frozen=True, slots=True)
class LabelWanted:
    """A label or paper is to be printed, as soon as the server hears of it (PA7, PA8, SE7).

    `code` is the plate, or the serial number of `part`. From the second `copy` on a `reason` says
    what became of the one before; `replaces` is what the old label said.
    """

    label: Literal["lpn", "packing_list", "serial", "core_tag"]
    code: str
    copy: int = 1
    reason: str = ""
    order: str | None = None
    part: str | None = None
    replaces: str | None = None


PackBody = PackShort | CartonWeighed | LabelWanted
