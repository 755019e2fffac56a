# SPDX-License-Identifier: Apache-2.0
"""PDF from drawings, one page a label in its true size; the same drawing gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from labels.drawing import DOTS_127MM, Box, Drawing, Item, Rect, Symbol, Text
from labels.fault import Fault
from labels.metrics import BASELINE_PERCENT
from labels.render.fonts import FontPair, font_for, installed

POINTS_127MM = 360  # 72 points an inch, 127 mm are five inches


def pdf(drawings: Sequence[Drawing], fonts: tuple[FontPair, ...] | None = None) -> bytes | Fault:
    """Return the labels as pages, or the fault of a text that no font here can draw."""
    out = io.BytesIO()
    # invariant: no clock and no random id in the file, so that a job's hash means something.
    canvas = Canvas(out, invariant=1, pageCompression=1)
    for drawing in drawings:
        scale = POINTS_127MM / DOTS_127MM[drawing.dpi]
        canvas.setPageSize((drawing.width * scale, drawing.height * scale))
        canvas.setTitle(f"{drawing.template} {drawing.version}")
        canvas.scale(scale, scale)
        fault = _draw(canvas, drawing, installed() if fonts is None else fonts)
        if fault:
            return fault
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, drawing: Drawing, fonts: tuple[FontPair, ...]) -> Fault | None:
    for item in drawing.items:
        fault = _item(canvas, item, drawing.height, fonts)
        if fault:
            return fault
    return None


def _item(canvas: Canvas, item: Item, height: int, fonts: tuple[FontPair, ...]) -> Fault | None:
    match item:
        case Box(area=area):
            _rects(canvas, [area], height)
        case Symbol():
            _rects(canvas, list(item.rects()), height)
        case Text():
            return _text(canvas, item, height, fonts)
    return None


def _rects(canvas: Canvas, areas: list[Rect], height: int) -> None:
    # One path for a whole symbol: a fraction of the size and of the drawing time.
    path = canvas.beginPath()
    for area in areas:
        path.rect(area.x, height - area.y - area.height, area.width, area.height)
    canvas.drawPath(path, stroke=0, fill=1)


def _text(canvas: Canvas, item: Text, height: int, fonts: tuple[FontPair, ...]) -> Fault | None:
    name = _font_name(item, fonts)
    if name is None:
        return Fault("text.no_glyph", item.element, "no font here has all of its letters")
    natural = pdfmetrics.stringWidth(item.text, name, item.size)
    text = canvas.beginText()
    text.setFont(name, item.size)
    squeeze = min(100.0, 100 * item.area.width / natural) if natural else 100.0
    text.setHorizScale(squeeze)
    spare = item.area.width - natural * squeeze / 100
    shift = {"left": 0.0, "center": spare / 2, "right": spare}[item.align]
    baseline = height - item.area.y - item.size * BASELINE_PERCENT // 100
    text.setTextOrigin(item.area.x + shift, baseline)
    text.setFillGray(1 if item.inverse else 0)
    text.textOut(item.text)
    canvas.drawText(text)
    canvas.setFillGray(0)
    return None


def _font_name(item: Text, fonts: tuple[FontPair, ...]) -> str | None:
    if _is_winansi(item.text):
        return "Helvetica-Bold" if item.bold else "Helvetica"
    file = font_for(item.text, item.bold, fonts)
    if file is None:
        return None
    name = Path(file).stem
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, file))
    return name


def _is_winansi(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
