# SPDX-License-Identifier: Apache-2.0
"""Fonts for letters that a printer's or a PDF viewer's own font does not have.

No font is shipped. The system's are used if they are there; the last in the chain comes with the
PDF library and covers western Europe.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

# (regular, bold); a folder that is absent is passed over.
SYSTEM_FONTS = (
    ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", "DroidSansFallbackFull.ttf"),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "wqy-microhei.ttc"),
    ("/Library/Fonts/Arial Unicode.ttf", "Arial Unicode.ttf"),
    ("C:/Windows/Fonts/arial.ttf", "arialbd.ttf"),
)
LAST_FONT = (str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"), "VeraBd.ttf")


@dataclass(frozen=True, slots=True)
class FontPair:
    """Files of one typeface."""

    regular: str
    bold: str

    def file(self, bold: bool) -> str:
        """Return the file for a weight."""
        return self.bold if bold else self.regular


@dataclass(frozen=True, slots=True)
class Bitmap:
    """One bit a dot, rows of whole bytes, most significant bit left, 1 is black."""

    width: int
    height: int
    rows: bytes

    @property
    def row_bytes(self) -> int:
        """Bytes of one row."""
        return (self.width + 7) // 8


@lru_cache(maxsize=1)
def installed() -> tuple[FontPair, ...]:
    """Return the fonts that are here, in order of preference."""
    pairs = (
        FontPair(regular, str(Path(regular).with_name(bold)))
        for regular, bold in (*SYSTEM_FONTS, LAST_FONT)
    )
    return tuple(p for p in pairs if Path(p.regular).exists() and Path(p.bold).exists())


def font_for(text: str, bold: bool, fonts: tuple[FontPair, ...]) -> str | None:
    """Return the file of the first font that has every letter of the text."""
    wanted = {ord(char) for char in text}
    for pair in fonts:
        if wanted <= _covered(pair.file(bold)):
            return pair.file(bold)
    return None


def text_bitmap(text: str, size: int, width_max: int, file: str) -> Bitmap:
    """Draw a line with its letters `size` dots high, smaller if it were wider than `width_max`."""
    font = ImageFont.truetype(file, size)
    length = font.getlength(text)
    if length > width_max:
        size = max(int(size * width_max / length), 1)
        font = ImageFont.truetype(file, size)
    width = max(min(math.ceil(font.getlength(text)), width_max), 1)
    height = size + size // 4
    image = Image.new("1", (width, height), 0)
    # Baseline at 80 % of the size, as everywhere in this room; mode 1 draws without grey edges.
    ImageDraw.Draw(image).text((0, size * 4 // 5), text, fill=1, font=font, anchor="ls")
    return Bitmap(width, height, image.tobytes())


@lru_cache(maxsize=16)
def _covered(file: str) -> frozenset[int]:
    try:
        glyphs = TTFontFile(file).charToGlyph
    except TTFError:
        return frozenset()
    return frozenset(code for code, glyph in glyphs.items() if glyph)
