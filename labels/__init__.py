# SPDX-License-Identifier: Apache-2.0
"""Labels: templates in millimetres, one neutral drawing, three back ends, and a print queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from labels.catalogue import named, shipped
from labels.drawing import Drawing
from labels.fault import Fault, LabelError
from labels.layout import layout
from labels.queue import PrintJob, PrintJobs, Refusal, State
from labels.queue_memory import MemoryPrintJobs
from labels.render.pdf import pdf
from labels.render.svg import svg
from labels.render.zpl import Printer, zpl
from labels.station import Station, hand_over, run_next, sweep
from labels.target import Allowed
from labels.template import Template

Format = Literal["zpl", "pdf", "svg"]
Made = TypeVar("Made")
RUN_LABELS_MAX = 2000  # a roll; a longer run is several jobs, so that it can be resumed

__all__ = [
    "Allowed",
    "Drawing",
    "Fault",
    "Format",
    "LabelError",
    "MemoryPrintJobs",
    "PrintJob",
    "PrintJobs",
    "Printer",
    "Refusal",
    "State",
    "Station",
    "Template",
    "draw",
    "hand_over",
    "render",
    "render_run",
    "run_next",
    "sweep",
    "templates",
]


def templates() -> tuple[Template, ...]:
    """Return the shipped templates, sorted by name."""
    return shipped()


def draw(template_name: str, data: Mapping[str, str], dpi: int = 203) -> Drawing | Fault:
    """Return the neutral drawing of one label at 203, 300 or 600 dots an inch, or the fault."""
    template = named(template_name)
    return template if isinstance(template, Fault) else layout(template, data, dpi)


def render(template_name: str, data: Mapping[str, str], fmt: Format, dpi: int = 203) -> bytes:
    """Return one label as ZPL, PDF or SVG; raises `LabelError` with code and element."""
    return render_run(template_name, [data], fmt, dpi)


def render_run(
    template_name: str, rows: Sequence[Mapping[str, str]], fmt: Format, dpi: int = 203
) -> bytes:
    """Return a run of labels: ZPL one format each, PDF one page each; SVG holds just one.

    Everything is checked before a byte is made: one bad row refuses the run (`LabelError`).
    """
    if not 0 < len(rows) <= (1 if fmt == "svg" else RUN_LABELS_MAX):
        raise LabelError(Fault("format.rows", "-", f"{len(rows)} labels do not go into {fmt}"))
    drawings = [_sure(draw(template_name, row, dpi)) for row in rows]
    match fmt:
        case "zpl":
            return b"".join(_sure(zpl(drawing)) for drawing in drawings)
        case "pdf":
            return _sure(pdf(drawings))
        case "svg":
            return svg(drawings[0])
    raise LabelError(Fault("format.unknown", "-", f"{fmt} is not one of zpl, pdf, svg"))


def _sure(value: Made | Fault) -> Made:
    if isinstance(value, Fault):
        raise LabelError(value)
    return value
