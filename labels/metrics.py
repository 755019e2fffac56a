# SPDX-License-Identifier: Apache-2.0
"""How wide a line of text is, in thousandths of its size (pure).

The widths are those of Helvetica, which PDF viewers have, browsers imitate and the resident font
of label printers stays below. Text with letters beyond ASCII is drawn with another font, so it
gets a margin.
"""

from __future__ import annotations

import unicodedata

# Advance widths of the characters 32 to 126 (Adobe font metrics for the base 14 fonts).
REGULAR = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
BOLD = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
)  # fmt: skip
WIDE = 1000  # an ideograph or a letter without a Latin base: a full square
OTHER_FONT_PERCENT = 130  # the widest of the fonts we fall back to, against Helvetica
# Signs that the scalable resident font of thermal printers draws wider than Helvetica Bold, as
# measured on a rendered ZD621 strike, in thousandths. Everything else is narrower there.
RESIDENT_WIDER = {
    " ": 285, "%": 910, "*": 470, "+": 910, ",": 285, "-": 910, ".": 285, "/": 285, "<": 1000,
    "=": 910, ">": 1000, "I": 285, "{": 500, "|": 500, "}": 500, "~": 1000,
}  # fmt: skip

# A line's baseline below its top, and its whole height, in percent of the size.
BASELINE_PERCENT = 80
LINE_PERCENT = 105


def text_width(text: str, bold: bool) -> int:
    """Return the width of one line in thousandths of the text size."""
    width = sum(_char_width(char, bold) for char in text)
    return width if text.isascii() else width * OTHER_FONT_PERCENT // 100


def resident_width(text: str) -> int:
    """Return the width of an ASCII line in a printer's resident font, in thousandths."""
    return sum(RESIDENT_WIDER.get(char) or _char_width(char, bold=True) for char in text)


def is_drawable(text: str) -> bool:
    """Tell whether a line holds only characters that have a picture.

    Control and format characters (bidirectional overrides among them) have none; they would
    change how the line reads.
    """
    return all(char == " " or unicodedata.category(char)[0] in "LMNPS" for char in text)


def _char_width(char: str, bold: bool) -> int:
    base = unicodedata.normalize("NFD", char)[0]
    at = ord(base) - 32
    return (BOLD if bold else REGULAR)[at] if 0 <= at < len(BOLD) else WIDE
