# SPDX-License-Identifier: Apache-2.0
"""From a typed payload and data to the message of one symbol, checked before it is drawn (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from backend.domain.barcode import association_warnings, element_string, encode_own, is_own_value
from backend.domain.barcode.gs1 import find_ai, value_error
from backend.domain.barcode.own import TYPES
from labels.fault import Fault
from labels.template import Gs1, Iso15434, Own, Payload, Plain, SymbolElement, fill, single

GS, RS, EOT = "\x1d", "\x1e", "\x04"
# ISO/IEC 15434: message header, format 06 (data identifiers), format trailer, message trailer.
HEADER_06 = f"[)>{RS}06{GS}"
TRAILER = f"{RS}{EOT}"
# What is wrong with a value, for a person with the label in hand; the rest is said as it is named.
WORDS = {
    "incorrect_check_digit": "its last digit does not fit the others: one is mistyped",
    "too_short": "has too few characters for this barcode",
    "too_long": "has too many characters for this barcode",
    "wrong_length": "has the wrong number of characters for this barcode",
    "non_digit_character": "may hold digits only",
    "invalid_cset82_character": "holds a character that this barcode cannot have",
    "invalid_cset39_character": "holds a character that this barcode cannot have",
    "illegal_day": "is no date",
    "illegal_month": "is no date",
}
TOGETHER = {
    "repeated_ai": "is said twice with different content:",
    "excluded_ai": "may not be on one label together:",
    "required_ai": "something is missing that belongs to",
}
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
        return Fault("payload.refused", element.id, made, _field(element.payload))
    return replace(made, element=element.id) if isinstance(made, Fault) else made


def _field(payload: Payload) -> str:
    """The only field of a payload that is one text."""
    match payload:
        case Own(value=pattern) | Plain(text=pattern):
            return single(pattern)
    return ""


def _make(payload: Payload, data: Mapping[str, str]) -> Message | Fault | str | None:
    match payload:
        case Gs1(pairs):
            return _gs1(pairs, data)
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


def _gs1(patterns: tuple[tuple[str, str], ...], data: Mapping[str, str]) -> Message | Fault | None:
    pairs = _filled(patterns, data)
    for code, value in pairs:
        ai = find_ai(code)
        why = "unknown_ai" if ai is None else value_error(ai, value)
        if why:
            said = WORDS.get(why, f"may not be in this barcode ({why.replace('_', ' ')})")
            return Fault("payload.refused", "", said, single(dict(patterns)[code]))
    return Message("gs1", element_string(pairs), pairs) if pairs else None


def label_fault(messages: Sequence[Message]) -> str | None:
    """Return which rule between application identifiers a label breaks with all its symbols.

    GS1 General Specifications 4.14 holds for the label, not for each symbol: (02) in one symbol
    is at home with the (00) of another.
    """
    pairs = tuple(dict.fromkeys(pair for message in messages for pair in message.pairs))
    broken = next(iter(association_warnings(pairs)), None)
    if broken is None:
        return None
    rule, _, detail = broken.partition(":")
    if rule == "required_ai" and detail in ("02", "37"):
        return "GTIN and count belong together: fill in both, or neither"
    return f"{TOGETHER.get(rule, 'these may not be together')} ({detail.replace('+', ') (')})"


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
    if not is_own_value(value):
        return "an own code holds A-Z, 0-9, dots and hyphens, and no dot or hyphen at its ends"
    return Message("own", encode_own(TYPES[letter], value))


def _plain(value: str | None) -> Message | str | None:
    if value is None:
        return None
    return Message("text", value) if PRINTABLE.fullmatch(value) else "holds other than ASCII"
