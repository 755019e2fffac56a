# SPDX-License-Identifier: Apache-2.0
"""Places a template's elements on the dot grid of a printer (pure).

B1  The width X of a module is a whole number of dots, inside the template's bounds.
B2  Every symbol keeps its quiet zone, and nothing else reaches into it.
B3  Nothing lies outside the label, and no text is clipped.
B4  Data that a label would misrepresent is a fault that names the element.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from labels.drawing import DOTS_127MM, Box, Drawing, Mark, Rect, Symbol, Text
from labels.fault import Fault
from labels.metrics import LINE_PERCENT, is_drawable, text_width
from labels.payload import Message, label_fault, message
from labels.symbols import Modules, make
from labels.template import (
    LINEAR,
    BoxElement,
    Element,
    SymbolElement,
    Template,
    TextElement,
    fill,
    single,
)

UM_127MM = 127_000
# Quiet zones in modules, (left and right, above and below). Code 128: ISO/IEC 15417. QR: 18004.
# PDF417: 15438. DataMatrix needs one (16022); four are kept, as worn print heads blur the edge.
QUIET = {
    "code128": (10, 0),
    "gs1_128": (10, 0),
    "qr": (4, 4),
    "datamatrix": (4, 4),
    "pdf417": (2, 2),
}


@dataclass(frozen=True, slots=True)
class Grid:
    """The dot grid of one printer resolution."""

    dots: int  # on 127 mm

    def at(self, micrometres: int) -> int:
        """Return the nearest whole dot."""
        return (micrometres * self.dots + UM_127MM // 2) // UM_127MM

    def span(self, low: int, high: int) -> tuple[int, int]:
        """Return the smallest and largest whole number of dots between two lengths."""
        return -(-low * self.dots // UM_127MM), high * self.dots // UM_127MM


def layout(template: Template, data: Mapping[str, str], dpi: int) -> Drawing | Fault:
    """Return the drawing of one label, or why it cannot be drawn."""
    if dpi not in DOTS_127MM:
        return Fault("format.dpi", "-", f"{dpi} is not one of {', '.join(map(str, DOTS_127MM))}")
    fault = data_fault(template, data)
    if fault:
        return fault
    grid = Grid(DOTS_127MM[dpi])
    marks: list[Mark] = []
    for element in template.elements:
        mark = _place(element, data, grid)
        if isinstance(mark, Fault):
            return mark
        if mark is not None:
            marks.append(mark)
    broken = label_fault([mark.message for mark in marks if isinstance(mark, Symbol)])
    if broken:
        return Fault("payload.refused", template.name, broken)
    width, height = grid.at(template.width), grid.at(template.height)
    drawing = Drawing(template.name, template.version, dpi, width, height, tuple(marks))
    return geometry_fault(drawing) or drawing


def data_fault(template: Template, data: Mapping[str, str]) -> Fault | None:
    """Return the first value that is missing, unknown, or too long for its field."""
    unknown = sorted(set(data) - {field.name for field in template.fields})
    if unknown:
        return Fault("data.unknown", unknown[0], f"{template.name} has no such field", unknown[0])
    for field in template.fields:
        value = data.get(field.name, "")
        if field.required and not value:
            return Fault("data.missing", field.name, f"{template.name} needs it", field.name)
        if len(value) > field.length_max:
            longest = f"more than {field.length_max} characters"
            return Fault("data.too_long", field.name, longest, field.name)
    return None


def geometry_fault(drawing: Drawing) -> Fault | None:
    """Return the first mark outside the label, or in the way of another one."""
    frames = [(mark, _claimed(mark)) for mark in drawing.marks]
    for at, (mark, frame) in enumerate(frames):
        if frame.x < 0 or frame.y < 0:
            return Fault("layout.outside", mark.element, "begins outside the label")
        if frame.x + frame.width > drawing.width or frame.y + frame.height > drawing.height:
            return Fault("layout.outside", mark.element, "does not fit on the label")
        for other, other_frame in frames[:at]:
            if frame.touches(other_frame) and not _may_touch(mark, other):
                return Fault("layout.overlap", mark.element, f"lies over {other.element}")
    return None


def _claimed(mark: Mark) -> Rect:
    """Return the frame nobody else may use."""
    match mark:
        case Symbol(quiet=quiet):
            return quiet
        case Box(frame=frame):
            return frame
        case Text(frame=frame):
            return Rect(mark.left, frame.y, mark.width, frame.height)


def _may_touch(mark: Mark, other: Mark) -> bool:
    """White text belongs on a box; boxes may build a shape together."""
    if isinstance(mark, Box) and isinstance(other, Box):
        return True
    return any(isinstance(one, Text) and one.inverse for one in (mark, other)) and any(
        isinstance(one, Box) for one in (mark, other)
    )


def _place(element: Element, data: Mapping[str, str], grid: Grid) -> Mark | Fault | None:
    match element:
        case BoxElement():
            frame = Rect(
                grid.at(element.x), grid.at(element.y), grid.at(element.width),
                grid.at(element.height),
            )  # fmt: skip
            return Box(element.id, frame)
        case TextElement():
            return _place_text(element, data, grid)
        case SymbolElement():
            said = message(element, data)
            if said is None or isinstance(said, Fault):
                return said
            drawn = make(element.symbology, said, element.id)
            if isinstance(drawn, Fault):
                return drawn
            return _place_symbol(element, said, drawn, grid)


def _place_text(element: TextElement, data: Mapping[str, str], grid: Grid) -> Text | Fault | None:
    line = fill(element.text, data)
    if line is None:
        return None
    if not is_drawable(line):
        why = "holds a character that cannot be drawn"
        return Fault("text.control", element.id, why, single(element.text))
    width = grid.at(element.width)
    units = max(text_width(line, element.bold), 1)
    size = min(grid.at(element.size), width * 1000 // units)
    if size < grid.at(element.size_min):
        why = "does not fit on the label at its smallest size"
        return Fault("text.too_long", element.id, why, single(element.text))
    frame = Rect(grid.at(element.x), grid.at(element.y), width, -(-size * LINE_PERCENT // 100))
    used = -(-units * size // 1000)
    return Text(element.id, line, frame, size, used, element.bold, element.align, element.inverse)


def _place_symbol(
    element: SymbolElement, said: Message, drawn: Modules, grid: Grid
) -> Symbol | Fault:
    across, along = QUIET[element.symbology]
    room = grid.at(element.width)
    low, high = grid.span(element.module_min, element.module_max)
    dot = min(high, room // (drawn.width + 2 * across))
    if dot < max(low, 1):
        return Fault("symbol.too_wide", element.id, "does not fit with whole dots and quiet zones")
    height = (
        grid.at(element.height)
        if element.symbology in LINEAR
        else len(drawn.rows) * drawn.row_modules * dot
    )
    width = (drawn.width + 2 * across) * dot
    spare = {"left": 0, "center": (room - width) // 2, "right": room - width}[element.align]
    quiet = Rect(grid.at(element.x) + spare, grid.at(element.y), width, height + 2 * along * dot)
    frame = Rect(quiet.x + across * dot, quiet.y + along * dot, drawn.width * dot, height)
    return Symbol(element.id, element.symbology, said, drawn, frame, quiet, dot)
