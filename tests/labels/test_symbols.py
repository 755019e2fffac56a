# SPDX-License-Identifier: Apache-2.0
"""The encoders against published module patterns and an independent reader."""

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from backend.domain.barcode import sscc_check_digit
from labels.drawing import Drawing, Rect, Symbol
from labels.payload import Message
from labels.render.zpl import zpl
from labels.symbols import Modules, modules
from labels.template import Symbology
from tests.labels.readers import read, zpl_image

VECTORS = json.loads(Path("tests/vectors/linear_modules.json").read_text(encoding="utf-8"))
LINEAR = VECTORS["vectors"]
OTHER_CODE_SET = "[12]010425[8020]ABC123"
"""The standard's own figure differs from this row too: the last two digits as one character after
a switch, or as two without. Both are three characters wide."""
LONG_15434 = "[)>\x1e06\x1dP90919-02255\x1dQ12\x1d15K0042\x1d1JUN123456789A1\x1e\x04"


def picture(made: Modules, dot: int = 3, height: int = 60) -> Image.Image:
    """Modules as pixels with a wide white border."""
    step = made.row_modules * dot or height
    wide, high = made.width * dot + 60, len(made.rows) * step + 60
    image = Image.new("L", (wide, high), 255)
    for at, row in enumerate(made.rows):
        for place, dark in enumerate(row):
            if dark == "1":
                x, y = 30 + place * dot, 30 + at * step
                image.paste(0, (x, y, x + dot, y + step))
    return image


def encoded(row: dict[str, str]) -> tuple[Modules, bytes, str]:
    """Encode one vector; its brackets stand around identifiers. An NVE-18 is an SSCC, of which the
    row gives what stands before the check digit."""
    if row["symbology"] == "CODE128":
        made = modules("code128", Message("text", row["data"]))
        assert isinstance(made, Modules)
        return made, row["data"].encode(), "]C0"
    data = row["data"]
    if row["symbology"] == "NVE18":
        data = f"[00]{data}{sscc_check_digit(data)}"
    pairs = tuple(re.findall(r"\[(\d+)\]([^\[]*)", data))
    made = modules("gs1_128", Message("gs1", "", pairs))
    assert isinstance(made, Modules)
    return made, b"".join((ai + value).encode() for ai, value in pairs), "]C1"


@pytest.mark.parametrize("row", LINEAR, ids=lambda row: row["data"][:24])
def test_a_linear_symbol_reads_back_as_its_data(row: dict[str, str]) -> None:
    made, data, identifier = encoded(row)
    found = read(picture(made, dot=2))
    assert [(mark, text.replace(b"\x1d", b"")) for mark, text in found] == [(identifier, data)]


@pytest.mark.parametrize("row", LINEAR, ids=lambda row: row["data"][:24])
def test_a_linear_symbol_is_the_published_pattern_bar_for_bar(row: dict[str, str]) -> None:
    made, _, _ = encoded(row)
    published = Modules((row["modules"],), row_modules=0)
    assert made.width == published.width
    assert read(picture(made, dot=2)) == read(picture(published, dot=2)) != []
    assert (made.rows == published.rows) == (row["data"] != OTHER_CODE_SET)


@pytest.mark.parametrize(
    ("symbology", "identifier"), [("datamatrix", "]d1"), ("qr", "]Q1"), ("pdf417", "]L2")]
)
@pytest.mark.parametrize("text", ["A", "12345", "abc|def", LONG_15434, "x" * 120])
def test_a_matrix_reads_back_from_modules_and_from_zpl(
    symbology: Symbology, identifier: str, text: str
) -> None:
    said = Message("text", text)
    made = modules(symbology, said)
    assert isinstance(made, Modules)
    assert read(picture(made)) == [(identifier, text.encode())]
    step = made.row_modules * 4
    frame = Rect(60, 60, made.width * 4, len(made.rows) * step)
    mark = Symbol("m", symbology, said, made, frame, frame, 4)
    drawn = zpl(Drawing("m", 1, 203, frame.width + 120, frame.height + 120, (mark,)))
    assert isinstance(drawn, bytes)
    assert read(zpl_image(drawn, 203)) == [(identifier, text.encode())]


@pytest.mark.parametrize("symbology", ["code128", "qr", "pdf417"])
def test_gs1_data_never_lands_in_a_symbol_without_fnc1(symbology: Symbology) -> None:
    said = Message("gs1", "0109501101530003", (("01", "09501101530003"),))
    assert isinstance(modules(symbology, said), str)


@pytest.mark.parametrize("symbology", ["datamatrix", "qr", "pdf417"])
def test_too_much_data_is_refused_and_not_cut(symbology: Symbology) -> None:
    assert isinstance(modules(symbology, Message("text", "y" * 5000)), str)


def test_a_bracket_in_a_value_is_data_in_gs1_128_and_refused_where_it_would_not_be() -> None:
    said = Message("gs1", "01095011015300032101(2)", (("01", "09501101530003"), ("21", "1(2)")))
    linear = modules("gs1_128", said)
    assert isinstance(linear, Modules)
    assert read(picture(linear, 2)) == [("]C1", b"0109501101530003211(2)")]
    assert isinstance(modules("datamatrix", said), str)
