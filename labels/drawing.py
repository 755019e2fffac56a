# SPDX-License-Identifier: Apache-2.0
"""The neutral drawing: what all three back ends draw, placed in whole dots (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from labels.payload import Message
from labels.symbols import Modules
from labels.template import Align, Symbology

# Printer resolution -> dots on 127 mm. A "203 dpi" head has exactly 8 dots a millimetre.
DOTS_127MM: dict[int, int] = {203: 1016, 300: 1500, 600: 3000}


@dataclass(frozen=True, slots=True)
class Rect:
    """A black rectangle in dots, from the top left corner of the label."""

    x: int
    y: int
    width: int
    height: int

    def touches(self, other: Rect) -> bool:
        """Tell whether two rectangles share a dot."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Text:
    """One line. `frame` is its box; `size` the letters' size, `width` what they take, in dots."""

    element: str
    text: str
    frame: Rect
    size: int
    width: int
    bold: bool
    align: Align
    inverse: bool

    @property
    def left(self) -> int:
        """Where the letters begin, in dots from the label's left edge."""
        spare = self.frame.width - self.width
        return self.frame.x + {"left": 0, "center": spare // 2, "right": spare}[self.align]


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    element: str
    frame: Rect


@dataclass(frozen=True, slots=True)
class Symbol:
    """A barcode. `frame` is the modules alone, `quiet` the modules with their quiet zones.

    `dot` is X, the width of one module in dots.
    """

    element: str
    symbology: Symbology
    message: Message
    modules: Modules
    frame: Rect
    quiet: Rect
    dot: int

    def rects(self) -> Iterator[Rect]:
        """Yield the dark modules as rectangles; equal runs of adjoining rows are one rectangle.

        Merged, because a viewer that smooths edges shows a pale line where two would meet.
        """
        row_height = self.frame.height // len(self.modules.rows)
        open_runs: dict[tuple[int, int], int] = {}
        for at, row in enumerate((*self.modules.rows, "")):
            runs = set(_runs(row))
            for start, end in sorted(set(open_runs) - runs):
                top = open_runs.pop((start, end))
                yield Rect(
                    self.frame.x + start * self.dot,
                    self.frame.y + top * row_height,
                    (end - start) * self.dot,
                    (at - top) * row_height,
                )
            for run in runs - set(open_runs):
                open_runs[run] = at


Mark = Text | Box | Symbol


@dataclass(frozen=True, slots=True)
class Drawing:
    """One label, ready for any back end. Lengths in dots of `dpi`."""

    template: str
    version: int
    dpi: int
    width: int
    height: int
    marks: tuple[Mark, ...]


def _runs(row: str) -> Iterator[tuple[int, int]]:
    start = row.find("1")
    while start >= 0:
        end = row.find("0", start)
        end = len(row) if end < 0 else end
        yield start, end
        start = row.find("1", end)
