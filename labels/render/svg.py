# SPDX-License-Identifier: Apache-2.0
"""SVG from a drawing: one unit is one dot, modules are rectangles, text is escaped text."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from labels.drawing import DOTS_127MM, Box, Drawing, Mark, Rect, Symbol, Text
from labels.metrics import BASELINE_PERCENT

FONT = "Helvetica, Arial, sans-serif"


def svg(drawing: Drawing) -> bytes:
    """Return one label as a stand-alone SVG in its true size."""
    width_mm, height_mm = (
        side * 127 / DOTS_127MM[drawing.dpi] for side in (drawing.width, drawing.height)
    )
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width_mm:.3f}mm" '
        f'height="{height_mm:.3f}mm" viewBox="0 0 {drawing.width} {drawing.height}" '
        f'shape-rendering="crispEdges">'
    )
    ground = f'<rect width="{drawing.width}" height="{drawing.height}" fill="#fff"/>'
    body = (line for mark in drawing.marks for line in _mark(mark))
    return "\n".join([head, ground, *body, "</svg>\n"]).encode("utf-8")


def _mark(mark: Mark) -> list[str]:
    match mark:
        case Box(frame=frame):
            return [_rect(frame)]
        case Symbol():
            label = quoteattr(mark.element)
            return [f"<g data-element={label}>", *map(_rect, mark.rects()), "</g>"]
        case Text():
            return [_text(mark)]


def _rect(frame: Rect) -> str:
    return f'<rect x="{frame.x}" y="{frame.y}" width="{frame.width}" height="{frame.height}"/>'


def _text(mark: Text) -> str:
    # textLength makes every viewer's font take the room that was measured for it.
    baseline = mark.frame.y + mark.size * BASELINE_PERCENT // 100
    weight = ' font-weight="bold"' if mark.bold else ""
    ink = ' fill="#fff"' if mark.inverse else ""
    return (
        f'<text x="{mark.left}" y="{baseline}" font-family="{FONT}" font-size="{mark.size}"'
        f'{weight}{ink} textLength="{mark.width}" lengthAdjust="spacingAndGlyphs"'
        f' xml:space="preserve">{escape(mark.text)}</text>'
    )
