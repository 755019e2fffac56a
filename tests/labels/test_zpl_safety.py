# SPDX-License-Identifier: Apache-2.0
"""Whatever stands in a text field, the printer gets one label and only drawing commands."""

import random
from xml.etree import ElementTree

import pytest

import labels
from labels.drawing import Drawing, Rect, Text
from labels.render.fonts import LAST_FONT, FontPair
from labels.render.pdf import pdf
from labels.render.zpl import COMMANDS, PRINTER_LETTERS, Printer, zpl
from labels.template import TextElement, fill
from tests.labels.readers import commands, field_texts, zpl_image

TEMPLATES = {template.name: template for template in labels.templates()}
NASTY = [
    "^XZ", "^XA", "~JR", "~DGR:X", "^FS^XZ", "^", "~", "_5E", "_5EXZ", "_", "\\", "\\&", "a\\&b",
    "^FDx^FS", "^CC*", "~CC*", ",", ",,,", "{code}", "{", "}}", "%s", "</text>", "<script>",
    "&amp;",
    "\x00", "\x1b", "\r\n", "\x1d", "\u202e", "\u200b", "\ud7ff", "\U0001f600", "å", "ß", "Łódź",
    "Ω", "你好", "\ufffe", "' OR 1=1", '"', "]]>", "`", " ", "  x ", "^^^^", "~~~~",
]  # fmt: skip
FUZZ_SIZE = 300


def hostile(seed: int) -> list[str]:
    """300 strings: the nasty ones, and mixtures of them with plain letters."""
    dice = random.Random(seed)
    mixed = [
        "".join(dice.choice([*NASTY, "A", "b", "7", " "]) for _ in range(dice.randint(1, 8)))
        for _ in range(FUZZ_SIZE - len(NASTY) - 1)
    ]
    return [*NASTY, "x" * 500, *mixed]


def text_fields() -> list[tuple[str, str]]:
    """Every (template, field) that a text element prints and no symbol holds."""
    found = []
    for template in TEMPLATES.values():
        coded = {
            name
            for element in template.elements
            if not isinstance(element, TextElement)
            for name in template.sample
            if "{" + name + "}" in str(element)
        }
        found += [(template.name, f.name) for f in template.fields if f.name not in coded]
    return found


def faults(made: bytes, expected: list[str]) -> list[str]:
    """Return what is wrong with one label's ZPL; `expected` are the texts that it must say."""
    found = commands(made)
    names = [name for name, _ in found]
    wrong = [name for name in names if name not in COMMANDS]
    if names.count("XA") != 1 or names.count("XZ") != 1 or names[-1] != "XZ":
        wrong.append("not exactly one label")
    if field_texts(made) != expected:
        wrong.append(f"says {field_texts(made)}")
    return wrong


def expected_texts(name: str, data: dict[str, str]) -> list[str]:
    """Texts the printer's own font can say, in order; the others are pictures."""
    lines = [
        fill(element.text, data)
        for element in TEMPLATES[name].elements
        if isinstance(element, TextElement)
    ]
    return [line for line in lines if line is not None and set(line) <= PRINTER_LETTERS]


@pytest.mark.parametrize(("name", "field"), text_fields())
def test_hostile_text_stays_text(name: str, field: str) -> None:
    printed = 0
    for value in hostile(len(name) * 31 + len(field)):
        data = {**TEMPLATES[name].sample, field: value}
        try:
            made = labels.render(name, data, "zpl")
        except labels.LabelError as error:
            assert error.element, "a refusal names the element or the field"
            continue
        assert faults(made, expected_texts(name, data)) == []
        zpl_image(made, 203)
        printed += 1
    assert printed >= 15, "most of it is only text, and is printed"


@pytest.mark.parametrize(("name", "field"), [("lpn", "content"), ("sscc", "to_name")])
def test_hostile_text_is_well_formed_on_screen_too(name: str, field: str) -> None:
    for value in hostile(7):
        data = {**TEMPLATES[name].sample, field: value}
        try:
            made = labels.render(name, data, "svg")
        except labels.LabelError:
            continue
        root = ElementTree.fromstring(made)
        shown = [node.text for node in root if node.tag.endswith("text")]
        assert value in shown
        assert {node.tag.split("}")[1] for node in root.iter()} <= {"svg", "g", "rect", "text"}


def test_the_checker_catches_a_field_that_was_not_escaped() -> None:
    good = labels.render("lpn", {"lpn": "L-1", "content": "PLACE"}, "zpl")
    assert faults(good, ["L-1", "PLACE"]) == []
    bad = good.replace(b"PLACE", b"^XZ^XA^IDR:*.*")
    assert "ID" in faults(bad, ["L-1", "PLACE"])


@pytest.mark.parametrize("text", ["Ærø Ünïts", "back\\slash", "Straße 5"])
def test_letters_the_printer_lacks_are_drawn_as_a_picture(text: str) -> None:
    drawing = labels.draw("lpn", {"lpn": "L-1", "content": text})
    assert isinstance(drawing, Drawing)
    made = zpl(drawing, Printer(fonts=(last_font(),)))
    assert isinstance(made, bytes)
    assert sum(1 for command, _ in commands(made) if command == "GF") == 1
    frame = next(m.frame for m in drawing.marks if isinstance(m, Text) and m.text == text)
    cut = zpl_image(made, 203).crop(
        (frame.x, frame.y, frame.x + frame.width, frame.y + frame.height)
    )
    ink = sum(level < 128 for level in cut.tobytes())
    assert ink > frame.height * 3, "there is something to read"


def last_font() -> FontPair:
    """The font that is always there, alone."""
    regular, bold = LAST_FONT
    return FontPair(regular, regular.replace("Vera.ttf", bold))


def test_a_letter_no_font_has_is_refused_and_never_a_box() -> None:
    frame = Rect(0, 0, 300, 40)
    mark = Text("who", "你好", frame, 32, 64, False, "left", False)
    drawing = Drawing("x", 1, 203, 300, 60, (mark,))
    expected = labels.Fault("text.no_glyph", "who", "no font here has all of its letters")
    assert zpl(drawing, Printer(fonts=(last_font(),))) == expected
    assert pdf([drawing], (last_font(),)) == expected


def test_wide_hyphens_of_the_printers_font_never_break_a_line() -> None:
    made = labels.render("location", {"code": "A-0-7-3-2-C", "zone": "A", "confirm": "12"}, "zpl")
    image = zpl_image(made, 203)
    # Below the letters and above the bars there is only white: no second line.
    assert min(image.crop((0, 210, 800, 222)).tobytes()) == 255
