# SPDX-License-Identifier: Apache-2.0
"""PDF from drawings, one page a label in its true size; the same drawing gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from labels.drawing import DOTS_127MM, Box, Drawing, Mark, Rect, Symbol, Text
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
    for mark in drawing.marks:
        fault = _mark(canvas, mark, drawing.height, fonts)
        if fault:
            return fault
    return None


def _mark(canvas: Canvas, mark: Mark, height: int, fonts: tuple[FontPair, ...]) -> Fault | None:
    match mark:
        case Box(frame=frame):
            _rects(canvas, [frame], height)
        case Symbol():
            _rects(canvas, list(mark.rects()), height)
        case Text():
            return _text(canvas, mark, height, fonts)
    return None


def _rects(canvas: Canvas, frames: list[Rect], height: int) -> None:
    # One path for a whole symbol: a fraction of the size and of the drawing time.
    path = canvas.beginPath()
    for frame in frames:
        path.rect(frame.x, height - frame.y - frame.height, frame.width, frame.height)
    canvas.drawPath(path, stroke=0, fill=1)


def _text(canvas: Canvas, mark: Text, height: int, fonts: tuple[FontPair, ...]) -> Fault | None:
    name = _font_name(mark, fonts)
    if name is None:
        return Fault("text.no_glyph", mark.element, "no font here has all of its letters")
    natural = pdfmetrics.stringWidth(mark.text, name, mark.size)
    text = canvas.beginText()
    text.setFont(name, mark.size)
    squeeze = min(100.0, 100 * mark.frame.width / natural) if natural else 100.0
    text.setHorizScale(squeeze)
    spare = mark.frame.width - natural * squeeze / 100
    shift = {"left": 0.0, "center": spare / 2, "right": spare}[mark.align]
    baseline = height - mark.frame.y - mark.size * BASELINE_PERCENT // 100
    text.setTextOrigin(mark.frame.x + shift, baseline)
    text.setFillGray(1 if mark.inverse else 0)
    text.textOut(mark.text)
    canvas.drawText(text)
    canvas.setFillGray(0)
    return None


def _font_name(mark: Text, fonts: tuple[FontPair, ...]) -> str | None:
    if _is_winansi(mark.text):
        return "Helvetica-Bold" if mark.bold else "Helvetica"
    file = font_for(mark.text, mark.bold, fonts)
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
