# SPDX-License-Identifier: Apache-2.0
"""Turns a message into modules. The libraries only encode; where a module lands is layout's work.

Code 128 and GS1-128 from python-barcode, QR from qrcode, DataMatrix and PDF417 from zxing-cpp.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import qrcode
import zxingcpp
from barcode.codex import Code128, Gs1_128
from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError

from backend.domain.barcode import element_string
from labels.fault import Fault
from labels.payload import Message
from labels.template import Symbology

# ISO/IEC 16022 table 7: side of a square symbol -> data codewords it holds.
DATAMATRIX_CAPACITY = {
    10: 3, 12: 5, 14: 8, 16: 12, 18: 18, 20: 22, 22: 30, 24: 36, 26: 44, 32: 62, 36: 86,
    40: 114, 44: 144, 48: 174, 52: 204, 64: 280,
}  # fmt: skip
PDF417_ROW_MODULES = 3  # ISO/IEC 15438: a row is at least three modules high
PDF417_LEVEL = 5
PDF417_LEVEL_WORDS = 64  # error correction codewords of level 5
PDF417_ROWS_MAX = 90
PDF417_COLUMNS = 5
# Any mask is valid to a reader. Searching for the prettiest of eight costs ten times the encoding.
QR_MASK = 3


if TYPE_CHECKING:
    from typing_extensions import Buffer


@dataclass(frozen=True, slots=True)
class Modules:
    """Rows of `1` (dark) and `0`. A linear symbol has one row, to be drawn as high as wanted.

    `row_modules` is the height of a row in modules X (0 if free). `codes` are the Code 128
    symbol characters from start to the last one before the check character.
    """

    rows: tuple[str, ...]
    row_modules: int = 1
    codes: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """Width in modules, without quiet zones."""
        return len(self.rows[0])


@lru_cache(maxsize=1024)
def modules(symbology: Symbology, message: Message) -> Modules | str:
    """Return the symbol's modules, or why this symbology cannot say the message."""
    if message.kind == "gs1" and symbology in ("qr", "pdf417", "code128"):
        return f"{symbology} is not made with FNC1 here; use gs1_128 or datamatrix"
    try:
        return _encode(symbology, message)
    except (DataOverflowError, ValueError):
        return f"too much data for one {symbology}"


def _encode(symbology: Symbology, message: Message) -> Modules | str:
    match symbology:
        case "code128":
            return _code128(Code128, message.text)
        case "gs1_128":
            return _code128(
                Gs1_128, element_string(message.pairs).replace("\x1d", Gs1_128.FNC1_CHAR)
            )
        case "qr":
            return _qr(message.text)
        case "datamatrix":
            return _datamatrix(message)
        case "pdf417":
            return _pdf417(message.text)


def make(symbology: Symbology, message: Message, element: str) -> Modules | Fault:
    """Return the modules, or the fault of the named element."""
    made = modules(symbology, message)
    return Fault("symbol.refused", element, made) if isinstance(made, str) else made


def _code128(encoder: type[Code128], text: str) -> Modules | str:
    # The encoder keeps state, so codes and pattern come from two of them.
    pattern = encoder(text).build()[0]
    return Modules((pattern,), row_modules=0, codes=tuple(encoder(text).encoded))


def _qr(text: str) -> Modules:
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=QR_MASK)
    # One segment: the printer's own encoder chooses one too, so both symbols have one size.
    symbol.add_data(text, optimize=0)
    symbol.make(fit=True)
    rows = symbol.get_matrix()
    return Modules(tuple("".join("1" if dark else "0" for dark in row) for row in rows))


def _datamatrix(message: Message) -> Modules | str:
    side = _datamatrix_side(message)
    if side is None:
        return "too much data for one DataMatrix"
    version = list(DATAMATRIX_CAPACITY).index(side) + 1
    gs1 = bool(message.pairs)
    text = message.text
    if gs1:
        # The encoder wants brackets around each identifier, and none anywhere else.
        if any(set(value) & set("()") for _, value in message.pairs):
            return "a bracket in a GS1 value cannot be put into a DataMatrix here"
        text = "".join(f"({ai}){value}" for ai, value in message.pairs)
    symbol = zxingcpp.create_barcode(
        text, zxingcpp.BarcodeFormat.DataMatrix, gs1=gs1, version=version
    )
    return Modules(_bitmap(symbol, 1))


def _datamatrix_side(message: Message) -> int | None:
    """Side that surely holds the message in plain ASCII encodation (two digits a codeword).

    Printers and libraries compress differently; a size that fits the worst of them makes the
    printed symbol as large as the drawn one.
    """
    words, at = (1 if message.pairs else 0), 0
    text = message.text
    while at < len(text):
        at += 2 if text[at : at + 2].isdigit() and len(text) - at > 1 else 1
        words += 1
    fitting = [side for side, room in DATAMATRIX_CAPACITY.items() if room >= words]
    return fitting[0] if fitting else None


def _pdf417(text: str) -> Modules | str:
    # As with DataMatrix: rows for the worst encoder, so that every printer has the same size. A
    # printable character takes at most one codeword in text compaction, a control character two.
    words = PDF417_LEVEL_WORDS + 1 + sum(1 if char.isprintable() else 2 for char in text)
    rows = max(-(-words // PDF417_COLUMNS), 3)
    if rows > PDF417_ROWS_MAX:
        return "too much data for one pdf417"
    symbol = zxingcpp.create_barcode(
        text,
        zxingcpp.BarcodeFormat.PDF417,
        ec_level=str(PDF417_LEVEL),
        options=f"columns={PDF417_COLUMNS},rows={rows}",
    )
    return Modules(_bitmap(symbol, PDF417_ROW_MODULES), row_modules=PDF417_ROW_MODULES)


def _bitmap(symbol: zxingcpp.Barcode, row_step: int) -> tuple[str, ...]:
    image = symbol.to_image(scale=1, add_quiet_zones=False)
    # The library's stubs do not say that its image is a buffer.
    rows = cast(list[list[int]], memoryview(cast("Buffer", image)).tolist())[::row_step]
    return tuple("".join("1" if level == 0 else "0" for level in row) for row in rows)
