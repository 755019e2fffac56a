# SPDX-License-Identifier: Apache-2.0
"""What is printed is what was meant: every template is read back by an independent reader."""

from itertools import groupby

import pytest
from PIL import Image

import labels
from labels.drawing import Drawing, Symbol
from tests.labels.readers import IMAGE, commands, pdf_image, read, runs, svg_image, zpl_image

# Written by hand, so that a mistake in the templates or the encoder cannot agree with itself.
EXPECTED = {
    "badge": [("]Q1", b".B7Q2M9X4KD0ZT5H8RB3WN6C1VI")],
    "core_tag": [("]Q1", b"D1001-0007|1|1")],
    "location": [("]C0", b".LA07-032-CK")],
    "lpn": [("]C0", b".UL-0044099"), ("]Q1", b".UL-0044099")],
    "packing_list": [("]Q1", b".UC-000091X")],
    "hold": [("]C0", b".UL-0044099"), ("]Q1", b".UL-0044099")],
    "part": [("]d1", b"[)>\x1e06\x1dPBRK-10442\x1dQ4\x1d1TL26-0188\x1e\x04")],
    "part_gtin": [("]d2", b"010950110153000310AB12\x1d21E7A000290")],
    "serial": [("]d1", b"[)>\x1e06\x1dPECU-77810-AB\x1dSE7A000290\x1e\x04")],
    "sscc": [("]C1", b"00006141410000002016"), ("]C1", b"02095011015300033724")],
}
SAMPLES = {template.name: template.sample for template in labels.templates()}


def drawing_of(name: str, dpi: int) -> Drawing:
    drawing = labels.draw(name, SAMPLES[name], dpi)
    assert isinstance(drawing, Drawing)
    return drawing


def symbols(drawing: Drawing) -> list[Symbol]:
    return [mark for mark in drawing.marks if isinstance(mark, Symbol)]


def off_grid(image: Image.Image, symbol: Symbol) -> list[str]:
    """Return where a picture of a symbol differs from whole modules with white around them."""
    faults = []
    quiet, step = symbol.quiet, symbol.frame.height // len(symbol.modules.rows)
    for at, row in enumerate(symbol.modules.rows):
        y = symbol.frame.y + at * step + step // 2
        side = (symbol.frame.x - quiet.x) // symbol.dot
        wanted = [len(list(run)) for _, run in groupby("0" * side + row + "0" * side)]
        seen = runs(image, y, quiet.x, quiet.x + quiet.width)
        if seen != [modules * symbol.dot for modules in wanted]:
            faults.append(f"{symbol.element} row {at}: {seen}")
    return faults


def test_every_template_has_an_expectation() -> None:
    assert sorted(SAMPLES) == sorted(EXPECTED)


@pytest.mark.parametrize("fmt", ["zpl", "pdf", "svg"])
@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_scanner_reads_just_what_was_meant(name: str, dpi: int, fmt: labels.Format) -> None:
    made = labels.render(name, SAMPLES[name], fmt, dpi)
    assert read(IMAGE[fmt](made, dpi)) == EXPECTED[name]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_printer_that_follows_the_manual_prints_the_same(name: str) -> None:
    made = labels.render(name, SAMPLES[name], "zpl", 203)
    assert read(zpl_image(made, 203, "specification")) == EXPECTED[name]


@pytest.mark.parametrize("fmt", ["pdf", "svg"])
@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_bar_is_a_whole_number_of_dots(name: str, dpi: int, fmt: labels.Format) -> None:
    image = IMAGE[fmt](labels.render(name, SAMPLES[name], fmt, dpi), dpi)
    for symbol in symbols(drawing_of(name, dpi)):
        assert off_grid(image, symbol) == []


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("name", ["hold", "location", "lpn", "sscc"])
def test_the_printers_own_bars_are_the_bars_we_measured(name: str, dpi: int) -> None:
    image = zpl_image(labels.render(name, SAMPLES[name], "zpl", dpi), dpi)
    for symbol in symbols(drawing_of(name, dpi)):
        if symbol.symbology in ("code128", "gs1_128"):
            assert off_grid(image, symbol) == []


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("name", ["part", "part_gtin", "badge", "lpn"])
def test_the_printers_own_matrix_stays_in_the_frame_we_kept_for_it(name: str, dpi: int) -> None:
    image = zpl_image(labels.render(name, SAMPLES[name], "zpl", dpi), dpi)
    for symbol in symbols(drawing_of(name, dpi)):
        if symbol.symbology in ("qr", "datamatrix"):
            quiet, frame = symbol.quiet, symbol.frame
            cut = image.crop((quiet.x, quiet.y, quiet.x + quiet.width, quiet.y + quiet.height))
            ink = Image.eval(cut, lambda level: 255 - level).getbbox()
            left, top = frame.x - quiet.x, frame.y - quiet.y
            assert ink == (left, top, left + frame.width, top + frame.height)


def test_the_bar_checker_catches_a_stretched_label() -> None:
    image = svg_image(labels.render("location", SAMPLES["location"], "svg", 203), 203)
    stretched = image.resize((image.width * 21 // 20, image.height), Image.Resampling.NEAREST)
    [symbol] = symbols(drawing_of("location", 203))
    assert off_grid(stretched, symbol) != []


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_a_module_keeps_to_its_trade_limits(dpi: int) -> None:
    per_mm = {203: 8.0, 300: 300 / 25.4, 600: 600 / 25.4}[dpi]
    for symbol in symbols(drawing_of("sscc", dpi)):
        assert 0.495 <= symbol.dot / per_mm <= 0.94
        assert symbol.frame.height / per_mm >= 31.75
        assert symbol.quiet.width / per_mm <= 165.1
        assert symbol.frame.x - symbol.quiet.x == 10 * symbol.dot


def test_the_confirmation_number_is_printed_and_never_in_the_symbol() -> None:
    data = {**SAMPLES["location"], "confirm": "83"}
    made = labels.render("location", data, "zpl", 203)
    assert ("FD", b"83") in commands(made)
    assert read(zpl_image(made, 203)) == EXPECTED["location"]


def test_a_run_of_plates_is_complete_and_in_order() -> None:
    plates = [f"L-{number:06d}" for number in range(4400, 4440)]
    made = labels.render_run("lpn", [{"lpn": plate} for plate in plates], "pdf", 203)
    for page, plate in enumerate(plates):
        found = read(pdf_image(made, 203, page))
        assert len(found) == 2
        assert all(text[2:-1].decode() == plate for _, text in found)
    zpl = labels.render_run("lpn", [{"lpn": plate} for plate in plates], "zpl", 203)
    assert sum(1 for command, _ in commands(zpl) if command == "XA") == len(plates)


@pytest.mark.parametrize("fmt", ["zpl", "pdf", "svg"])
def test_the_same_label_is_the_same_bytes(fmt: labels.Format) -> None:
    once, again = (labels.render("part", SAMPLES["part"], fmt) for _ in range(2))
    assert once == again
