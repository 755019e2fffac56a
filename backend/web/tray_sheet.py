# SPDX-License-Identifier: Apache-2.0
"""The demo's scan tray on paper: one A4 sheet of real symbols, for somebody who has a scanner."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from backend.domain.barcode import parse
from labels.payload import Message
from labels.symbols import Modules, modules
from labels.template import Symbology

# Points, 72 an inch.
WIDTH, HEIGHT, EDGE = 595.28, 841.89, 28.0
COLUMNS: Final = 4
CELL: Final = (WIDTH - 2 * EDGE) / COLUMNS
TITLE: Final = 13.0
GAP: Final = 5.0             # below a row
PITCH_MAX: Final = 1.6       # of a square symbol's module; 0.56 mm
QUIET: Final = 10            # modules beside a linear symbol (GS1 General Specifications 5.4.3)
BARS: Final = 0.5            # of a row's height
LINEAR_CHARACTERS_MAX: Final = 13  # longer plain codes are drawn as QR: bars would be too thin
WORDS_BESIDE_MIN: Final = 40.0

Item = Mapping[str, str]


def tray_sheet(tray: Mapping[str, Any]) -> bytes:
    """A PDF of one page with every barcode of `GET /demo/tray`; the same tray, the same bytes."""
    groups: Sequence[Mapping[str, Any]] = tray["groups"]
    rows = sum(-(-len(group["items"]) // COLUMNS) for group in groups)
    high = (HEIGHT - 2 * EDGE - TITLE * len(groups)) / rows
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle("Pickface demo: barcodes of the tour")
    top = HEIGHT - EDGE
    for group in groups:
        canvas.setFont("Helvetica-Bold", 9)
        canvas.drawString(EDGE, top - 9, group["title"])
        top -= TITLE
        for at, item in enumerate(group["items"]):
            across, down = at % COLUMNS, at // COLUMNS
            _cell(canvas, item, EDGE + across * CELL, top - down * high, high - GAP)
        top -= -(-len(group["items"]) // COLUMNS) * high
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def symbol(data: str) -> tuple[Symbology, Message]:
    """How characters of the tray are printed. `data` is what a scanner would send."""
    text = data[3:] if data.startswith("]") else data
    reading = parse(data)
    if reading.kind == "gs1":
        linear: Symbology = "gs1_128" if data.startswith("]C1") else "datamatrix"
        return linear, Message("gs1", text, reading.elements)
    if text.startswith("[)>"):
        return "datamatrix", Message("iso15434", text)
    kind: Symbology = "code128" if len(text) <= LINEAR_CHARACTERS_MAX else "qr"
    return kind, Message("text", text)


def _cell(canvas: Canvas, item: Item, left: float, top: float, high: float) -> None:
    """One barcode with its label and hint: words beside a square symbol, below a linear one."""
    kind, message = symbol(item["data"])
    drawn = modules(kind, message)
    assert isinstance(drawn, Modules), f"{item['label']}: {drawn}"
    if len(drawn.rows) == 1:
        pitch = (CELL - GAP) / (drawn.width + 2 * QUIET)
        pitch = min(pitch, 0.9)
        _draw(canvas, drawn, left + QUIET * pitch, top, pitch, high * BARS)
        _words(canvas, item, left + QUIET * pitch, top - high * BARS, CELL - 2 * GAP)
        return
    pitch = min(PITCH_MAX, high / len(drawn.rows))
    _draw(canvas, drawn, left + GAP, top, pitch, pitch)
    beside = left + GAP + (drawn.width + 4) * pitch
    wide = left + CELL - GAP - beside
    assert wide >= WORDS_BESIDE_MIN, item["label"]
    _words(canvas, item, beside, top, wide)


def _draw(
    canvas: Canvas, drawn: Modules, left: float, top: float, pitch: float, high: float
) -> None:
    """Dark runs as filled boxes in one path, without seams between modules."""
    path = canvas.beginPath()
    for down, row in enumerate(drawn.rows):
        at = 0
        for module, run in groupby(row):
            wide = len(list(run))
            if module == "1":
                path.rect(left + at * pitch, top - (down + 1) * high, wide * pitch, high)
            at += wide
    canvas.drawPath(path, stroke=0, fill=1)


def _words(canvas: Canvas, item: Item, left: float, top: float, wide: float) -> None:
    lines = [("Helvetica-Bold", 7.0, line)
             for line in simpleSplit(item["label"], "Helvetica-Bold", 7.0, wide)]
    lines += [("Helvetica", 5.5, line)
              for line in simpleSplit(item["hint"], "Helvetica", 5.5, wide)]
    at = top
    for font, size, line in lines:
        at -= size + 1
        canvas.setFont(font, size)
        canvas.drawString(left, at, line)
