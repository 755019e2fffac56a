# SPDX-License-Identifier: Apache-2.0
"""ZPL II from a drawing: the subset that printers and their imitations agree on.

Z1  A drawing is exactly one `^XA` .. `^XZ`, whatever its texts hold.
Z2  Every data byte other than a letter, a digit or one of a few harmless signs is hex (`^FH`).
Z3  Only the commands of `COMMANDS` occur; none stores, configures or talks to the network.

`^FR` (white on black) is in the list besides the usual drawing commands: the head of a location
label needs it and every printer of the family has it.
"""

from __future__ import annotations

from dataclasses import dataclass

from labels.drawing import Box, Drawing, Mark, Rect, Symbol, Text
from labels.fault import Fault
from labels.metrics import resident_width
from labels.render.fonts import FontPair, font_for, installed, text_bitmap
from labels.symbols import PDF417_COLUMNS, PDF417_LEVEL

COMMANDS = frozenset({
    "XA", "CI", "PW", "LL", "LH", "PR", "MD", "FO", "A0", "FB", "FR", "FH", "FD", "FS", "BY",
    "BC", "BX", "BQ", "B7", "GB", "GF", "XZ",
})  # fmt: skip
PLAIN_BYTES = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz .:;-/()")
# A backslash is an escape in ^FB even when it is written as hex, so it is drawn as a picture.
PRINTER_LETTERS = frozenset(map(chr, range(32, 127))) - {"\\"}
FNC1_ESCAPE = "|"  # escape character for ^BX; no GS1 value may hold it (General Specs 7.11)


@dataclass(frozen=True, slots=True)
class Printer:
    """What a job depends on and therefore sets. `letters` are those its resident font has."""

    speed_ips: int = 4  # inches a second
    darkness: int = 0  # relative to the printer's own setting
    letters: frozenset[str] = PRINTER_LETTERS
    fonts: tuple[FontPair, ...] = ()


def zpl(drawing: Drawing, printer: Printer | None = None) -> bytes | Fault:
    """Return one label as ZPL, or the fault of a text that no font here can draw."""
    printer = printer or Printer(fonts=installed())
    parts = [
        f"^XA^CI28^PW{drawing.width}^LL{drawing.height}^LH0,0"
        f"^PR{printer.speed_ips}^MD{printer.darkness}"
    ]
    for mark in drawing.marks:
        part = _mark(mark, printer)
        if isinstance(part, Fault):
            return part
        parts.append(part)
    return "\n".join([*parts, "^XZ\n"]).encode("ascii")


def hexed(data: bytes) -> str:
    """Return field data for `^FH_`: bytes beyond the harmless ones as `_` and two hex digits."""
    return "".join(chr(byte) if byte in PLAIN_BYTES else f"_{byte:02X}" for byte in data)


def _mark(mark: Mark, printer: Printer) -> str | Fault:
    match mark:
        case Box(frame=frame):
            return _box(frame)
        case Text():
            return _text(mark, printer)
        case Symbol(frame=frame):
            return f"^FO{frame.x},{frame.y}{_symbol(mark)}^FS"


def _box(frame: Rect) -> str:
    # ^GB fills when the line is as thick as the shorter side.
    thick = min(frame.width, frame.height)
    return f"^FO{frame.x},{frame.y}^GB{frame.width},{frame.height},{thick},B^FS"


def _text(mark: Text, printer: Printer) -> str | Fault:
    reverse = "^FR" if mark.inverse else ""
    if set(mark.text) <= printer.letters:
        # Narrower letters rather than a second line where the resident font is the wider one.
        narrow = min(mark.size, mark.frame.width * 1000 // max(resident_width(mark.text), 1))
        block = {"left": "", "center": "^FB{},1,0,C", "right": "^FB{},1,0,R"}[mark.align]
        return (
            f"^FO{mark.frame.x},{mark.frame.y}{reverse}^A0N,{mark.size},{narrow}"
            f"{block.format(mark.frame.width)}^FH_^FD{hexed(mark.text.encode())}^FS"
        )
    file = font_for(mark.text, mark.bold, printer.fonts)
    if file is None:
        return Fault("text.no_glyph", mark.element, "no font here has all of its letters")
    drawn = text_bitmap(mark.text, mark.size, mark.frame.width, file)
    spare = mark.frame.width - drawn.width
    x = mark.frame.x + {"left": 0, "center": spare // 2, "right": spare}[mark.align]
    total = len(drawn.rows)
    data = f"A,{total},{total},{drawn.row_bytes},{drawn.rows.hex().upper()}"
    return f"^FO{x},{mark.frame.y}{reverse}^GF{data}^FS"


def _symbol(mark: Symbol) -> str:
    match mark.symbology:
        case "code128" | "gs1_128":
            data = _code128_data(mark.modules.codes)
            return f"^BY{mark.dot}^BCN,{mark.frame.height},N,N,N^FH_^FD{data}"
        case "datamatrix":
            side, data = mark.modules.width, _matrix_data(mark)
            return f"^BXN,{mark.dot},200,{side},{side},,{FNC1_ESCAPE}^FH_^FD{data}"
        case "qr":
            # Printers move a QR code down by the bar height: so that is set to one dot.
            data = hexed(mark.message.text.encode())
            return f"^BY{mark.dot},3.0,1^BQN,2,{mark.dot}^FH_^FDMA_2C{data}"
        case "pdf417":
            row, data = mark.modules.row_modules * mark.dot, hexed(mark.message.text.encode())
            size = f"{PDF417_LEVEL},{PDF417_COLUMNS},{len(mark.modules.rows)}"
            return f"^BY{mark.dot}^B7N,{row},{size},N^FH_^FD{data}"


def _matrix_data(mark: Symbol) -> str:
    if mark.message.pairs:
        # ^BX has no other way to FNC1 than its escape, in the first place and as separator.
        groups = mark.message.text.split("\x1d")
        return "".join(f"_7C1{hexed(group.encode())}" for group in groups)
    return hexed(mark.message.text.encode().replace(b"|", b"||"))


# Code 128 symbol characters with a meaning of their own, and how ^BC spells them.
START = {103: ("A", ">9"), 104: ("B", ">:"), 105: ("C", ">;")}
SWITCH = {
    ("B", 99): ">5", ("A", 99): ">5", ("C", 100): ">6", ("A", 100): ">6", ("C", 101): ">7",
    ("B", 101): ">7",
}  # fmt: skip
FNC1 = 102


def _code128_data(codes: tuple[int, ...]) -> str:
    """Spell out every symbol character, so the printer makes the very pattern we measured."""
    code_set, spelled = START[codes[0]]
    parts = [spelled]
    for code in codes[1:]:
        if code == FNC1:
            parts.append(">8")
        elif (code_set, code) in SWITCH:
            parts.append(SWITCH[code_set, code])
            code_set = {99: "C", 100: "B", 101: "A"}[code]
        elif code_set == "C":
            parts.append(f"{code:02d}")
        else:
            assert code_set == "B" and code < 95, "printable data needs code sets B and C only"
            parts.append(">0" if code == ord(">") - 32 else hexed(bytes([code + 32])))
    return "".join(parts)
