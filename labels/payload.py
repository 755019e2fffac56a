# SPDX-License-Identifier: Apache-2.0
"""From a typed payload and data to the message of one symbol, checked before it is drawn (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from labels.codes import gs1_fault, gs1_joined, own_code
from labels.fault import Fault
from labels.template import Gs1, Iso15434, Own, Payload, Plain, SymbolElement, fill

GS, RS, EOT = "\x1d", "\x1e", "\x04"
# ISO/IEC 15434: message header, format 06 (data identifiers), format trailer, message trailer.
HEADER_06 = f"[)>{RS}06{GS}"
TRAILER = f"{RS}{EOT}"
PRINTABLE = re.compile(r"[\x20-\x7e]+")


@dataclass(frozen=True, slots=True)
class Message:
    """What one symbol says. `text` is what a reader transmits after the symbology identifier:
    FNC1 as separator reads as GS. `pairs` are the GS1 elements, empty for everything else."""

    kind: Literal["gs1", "iso15434", "own", "text"]
    text: str
    pairs: tuple[tuple[str, str], ...] = ()


def message(element: SymbolElement, data: Mapping[str, str]) -> Message | Fault | None:
    """Return the message; None if data for an optional symbol is absent; a fault if it is wrong."""
    made = _make(element.payload, data)
    if isinstance(made, str):
        return Fault("payload.refused", element.id, made)
    return made


def _make(payload: Payload, data: Mapping[str, str]) -> Message | str | None:
    match payload:
        case Gs1(pairs):
            return _gs1(_filled(pairs, data))
        case Iso15434(pairs):
            return _iso15434(_filled(pairs, data))
        case Own(letter, pattern):
            return _own(letter, fill(pattern, data))
        case Plain(pattern):
            return _plain(fill(pattern, data))


def _filled(
    pairs: tuple[tuple[str, str], ...], data: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    filled = ((key, fill(pattern, data)) for key, pattern in pairs)
    return tuple((key, value) for key, value in filled if value is not None)


def _gs1(pairs: tuple[tuple[str, str], ...]) -> Message | str | None:
    if not pairs:
        return None
    why = gs1_fault(pairs)
    return why if why else Message("gs1", gs1_joined(pairs, GS), pairs)


def _iso15434(pairs: tuple[tuple[str, str], ...]) -> Message | str | None:
    if not pairs:
        return None
    for key, value in pairs:
        # A control character inside a value would be read as a separator by every reader.
        if not PRINTABLE.fullmatch(value):
            return f"{key} may hold only printable ASCII"
    return Message("iso15434", HEADER_06 + GS.join(k + v for k, v in pairs) + TRAILER)


def _own(letter: str, value: str | None) -> Message | str | None:
    if value is None:
        return None
    code = own_code(letter, value)
    return Message("own", code) if code else "an own code holds A-Z, 0-9 and . - / only"


def _plain(value: str | None) -> Message | str | None:
    if value is None:
        return None
    return Message("text", value) if PRINTABLE.fullmatch(value) else "holds other than ASCII"
