# SPDX-License-Identifier: Apache-2.0
"""Independent eyes for labels: ZPL, PDF and SVG become pixels, one a dot, and pixels are read."""

import re
from collections.abc import Callable
from typing import Literal
from xml.etree import ElementTree

import pypdfium2  # type: ignore[import-untyped]
import zplkit
import zxingcpp
from PIL import Image, ImageDraw
from zplkit.parse import parse

DOTS_127MM = {203: 1016, 300: 1500, 600: 3000}
# The renderer draws; it does not know speed and darkness, which leave no trace on the picture.
SETTINGS = re.compile(rb"\^(PR|MD)-?[0-9]+")
Profile = Literal["zd621", "specification"]
SVG = "{http://www.w3.org/2000/svg}"


def zpl_image(zpl: bytes, dpi: int, profile: Profile = "zd621") -> Image.Image:
    """Render exactly one label."""
    options = zplkit.Options(profile=profile, dpi=dpi)
    labels = zplkit.render(SETTINGS.sub(b"", zpl), options).labels
    assert len(labels) == 1, "one label, not more"
    raster = labels[0].rasterize()
    return Image.frombytes("L", (raster.width, raster.height), raster.pixels)


def pdf_image(pdf: bytes, dpi: int, page: int = 0) -> Image.Image:
    """Render a page with one pixel a printer's dot."""
    # A hair less: the page is rounded up to whole pixels, which must not stretch it.
    scale = DOTS_127MM[dpi] / 360 * (1 - 1e-5)
    return pypdfium2.PdfDocument(pdf)[page].render(scale=scale, grayscale=True).to_pil()


def svg_image(svg: bytes, dpi: int) -> Image.Image:
    """Draw the rectangles of our SVG; its texts are read elsewhere."""
    root = ElementTree.fromstring(svg)
    assert dpi in DOTS_127MM
    _, _, width, height = map(int, root.attrib["viewBox"].split())
    image = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(image)
    for rect in root.iter(f"{SVG}rect"):
        x, y, wide, high = (int(rect.get(side, "0")) for side in ("x", "y", "width", "height"))
        pen.rectangle(
            (x, y, x + wide - 1, y + high - 1), fill=255 if rect.get("fill") == "#fff" else 0
        )
    return image


IMAGE: dict[str, Callable[[bytes, int], Image.Image]] = {
    "zpl": zpl_image,
    "pdf": pdf_image,
    "svg": svg_image,
}


def read(image: Image.Image) -> list[tuple[str, bytes]]:
    """Return (symbology identifier, bytes) of every symbol in the picture, sorted."""
    image = image.resize((image.width * 2, image.height * 2), Image.Resampling.NEAREST)
    return sorted((code.symbology_identifier, code.bytes) for code in zxingcpp.read_barcodes(image))


def commands(zpl: bytes) -> list[tuple[str, bytes]]:
    """Return (command, operands) as an independent parser frames them."""
    found = []
    for element in parse(zpl).elements:
        assert element.kind == "format_command", f"{element.kind}: {bytes(element)!r}"
        raw = bytes(element)[1:]
        found.append((raw[:2].decode("ascii"), raw[2:].strip(b"\n")))
    return found


def field_texts(zpl: bytes) -> list[str]:
    """Return what the text fields say after the printer has undone the hex."""
    texts, is_text = [], False
    for command, operands in commands(zpl):
        if command in ("A0", "BC", "BX", "BQ", "B7"):
            is_text = command == "A0"
        if command == "FD" and is_text:
            plain = re.sub(rb"_([0-9A-Fa-f]{2})", lambda m: bytes([int(m.group(1), 16)]), operands)
            texts.append(plain.decode("utf-8"))
    return texts


def runs(image: Image.Image, y: int, left: int, right: int) -> list[int]:
    """Return the lengths of equal-coloured runs in one row of dots, black or white by the half."""
    row = [image.getpixel((x, y)) < 128 for x in range(left, right)]  # type: ignore[operator]
    lengths, start = [], 0
    for at in range(1, len(row) + 1):
        if at == len(row) or row[at] != row[start]:
            lengths.append(at - start)
            start = at
    return lengths
