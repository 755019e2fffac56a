# SPDX-License-Identifier: Apache-2.0
"""SVG from a drawing: one unit is one dot, modules are rectangles, text is escaped text."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from labels.drawing import DOTS_127MM, Box, Drawing, Item, Rect, Symbol, Text
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
    body = (line for item in drawing.items for line in _item(item))
    return "\n".join([head, ground, *body, "</svg>\n"]).encode("utf-8")


def _item(item: Item) -> list[str]:
    match item:
        case Box(area=area):
            return [_rect(area)]
        case Symbol():
            label = quoteattr(item.element)
            return [f"<g data-element={label}>", *map(_rect, item.rects()), "</g>"]
        case Text():
            return [_text(item)]


def _rect(area: Rect) -> str:
    return f'<rect x="{area.x}" y="{area.y}" width="{area.width}" height="{area.height}"/>'


def _text(item: Text) -> str:
    # textLength makes every viewer's font take the room that was measured for it.
    baseline = item.area.y + item.size * BASELINE_PERCENT // 100
    weight = ' font-weight="bold"' if item.bold else ""
    ink = ' fill="#fff"' if item.inverse else ""
    return (
        f'<text x="{item.left}" y="{baseline}" font-family="{FONT}" font-size="{item.size}"'
        f'{weight}{ink} textLength="{item.width}" lengthAdjust="spacingAndGlyphs"'
        f' xml:space="preserve">{escape(item.text)}</text>'
    )
