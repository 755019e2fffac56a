# SPDX-License-Identifier: Apache-2.0
"""A label that would mislead is refused before anything is queued, and the element is named."""

from dataclasses import replace

import pytest

import labels
from labels.drawing import Drawing, Symbol, Text
from labels.layout import layout
from labels.template import BoxElement, Plain, SymbolElement, Template

TEMPLATES = {template.name: template for template in labels.templates()}

REFUSED = [
    ("location", {"code": ""}, "data.missing", "code"),
    ("location", {"colour": "red"}, "data.unknown", "colour"),
    ("location", {"code": "A" * 17}, "data.too_long", "code"),
    ("location", {"code": "WWWWWWWWWWWWWWWW"}, "text.too_long", "code"),
    ("location", {"code": "a07-032"}, "payload.refused", "code_symbol"),
    ("location", {"code": "A07 032"}, "payload.refused", "code_symbol"),
    ("location", {"zone": "A\nB"}, "text.control", "zone"),
    ("lpn", {"content": "a\u202eb"}, "text.control", "content"),
    ("sscc", {"sscc": "006141410000002017"}, "payload.refused", "sscc_symbol"),
    ("sscc", {"sscc": "(00)0614141000001"}, "payload.refused", "sscc_symbol"),
    ("sscc", {"gtin": "09501101530004"}, "payload.refused", "content_symbol"),
    ("sscc", {"gtin": "9501101530003"}, "payload.refused", "content_symbol"),
    ("sscc", {"gtin": ""}, "payload.refused", "sscc"),
    ("sscc", {"total": ""}, "payload.refused", "sscc"),
    ("sscc", {"total": "٣"}, "payload.refused", "content_symbol"),
    ("sscc", {"total": "12345"}, "symbol.too_wide", "content_symbol"),
    ("part_gtin", {"lot": "L\u00e4"}, "payload.refused", "part_symbol"),
    ("part_gtin", {"serial": "1(2)"}, "symbol.refused", "part_symbol"),
    ("part", {"part": "BRK\x1d10442"}, "text.control", "part"),
    ("part", {"part": "Bremsbelägе"}, "payload.refused", "part_symbol"),
]


@pytest.mark.parametrize(("name", "change", "code", "element"), REFUSED)
def test_bad_data_is_refused_by_name(
    name: str, change: dict[str, str], code: str, element: str
) -> None:
    data = {**TEMPLATES[name].sample, **change}
    fault = labels.draw(name, data)
    assert isinstance(fault, labels.Fault)
    assert (fault.code, fault.element) == (code, element)
    with pytest.raises(labels.LabelError) as caught:
        labels.render(name, data, "zpl")
    assert (caught.value.code, caught.value.element) == (code, element)


@pytest.mark.parametrize(
    ("name", "fmt", "dpi", "code"),
    [("nope", "zpl", 203, "template.unknown"), ("part", "zpl", 200, "format.dpi")],
)
def test_a_wrong_request_is_refused(name: str, fmt: labels.Format, dpi: int, code: str) -> None:
    with pytest.raises(labels.LabelError) as caught:
        labels.render(name, TEMPLATES["part"].sample, fmt, dpi)
    assert caught.value.code == code


def test_one_bad_row_refuses_the_whole_run() -> None:
    with pytest.raises(labels.LabelError):
        labels.render_run("lpn", [{"lpn": "L-1"}, {"lpn": "L 2"}], "zpl")
    with pytest.raises(labels.LabelError):
        labels.render_run("lpn", [], "pdf")


def test_long_text_shrinks_before_it_is_refused() -> None:
    short, longer = (
        next(
            mark.size
            for mark in drawn("lpn", {"lpn": "L-1", "content": "x" * length}).marks
            if isinstance(mark, Text) and mark.element == "content"
        )
        for length in (10, 45)
    )
    assert longer < short


def test_a_longer_code_takes_narrower_modules_and_still_whole_dots() -> None:
    sample = TEMPLATES["location"].sample
    short, longer = (
        next(
            m.dot
            for m in drawn("location", {**sample, "code": code}).marks
            if isinstance(m, Symbol)
        )
        for code in ("A1", "A07-032-C-11")
    )
    assert short == 4
    assert longer == 2


def drawn(name: str, data: dict[str, str]) -> Drawing:
    drawing = labels.draw(name, data)
    assert isinstance(drawing, Drawing)
    return drawing


def with_element(template: Template, element: BoxElement | SymbolElement) -> Template:
    return replace(template, elements=(*template.elements, element))


def test_nothing_reaches_into_a_quiet_zone() -> None:
    template = TEMPLATES["location"]
    # The bars begin at 2 mm + 10 X; this box is in the white before them.
    intruder = BoxElement("smudge", 3_000, 30_000, 1_000, 1_000)
    fault = layout(with_element(template, intruder), template.sample, 203)
    assert isinstance(fault, labels.Fault)
    assert (fault.code, fault.element) == ("layout.overlap", "smudge")


def test_nothing_lies_outside_the_label() -> None:
    template = TEMPLATES["location"]
    matrix = SymbolElement("corner", 95_000, 40_000, 20_000, 0, 250, 500, "qr", Plain("X"), "left")
    fault = layout(with_element(template, matrix), template.sample, 203)
    assert isinstance(fault, labels.Fault)
    assert (fault.code, fault.element) == ("layout.outside", "corner")
