# SPDX-License-Identifier: Apache-2.0
"""ISO/IEC 15434 messages and ANSI MH10.8.2 data identifiers, as printed and as really met.

Format 05 carries GS1 AIs, 06 data identifiers, 12 text element identifiers (ATA Spec 2000). Labels
without a trailer, with a mangled header or with empty elements are in daily use: accepted and
flagged. A repeated identifier keeps all its values: several lots on one box are legal.
"""

import re
from typing import Final, NamedTuple

from backend.domain.barcode.gs1 import ELEMENTS_MAX, read_elements
from backend.domain.barcode.reading import EOT, GS, RS, Pairs

_DI: Final = re.compile("([0-9]{0,3}[A-Z])(.*)", re.DOTALL)
_TEXT_ELEMENT: Final = re.compile("([A-Z0-9]{3}) (.*)", re.DOTALL)
_HEADER: Final = re.compile(">?\\[\\)>")
_PLATE: Final = re.compile("([1-6]?J|[3-5]S)(UN[0-9]{9}[0-9A-Z]+)")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f]")


class Message(NamedTuple):
    """`pairs` empty when `error` is set; `format` holds the two digits, several joined by +."""

    format: str
    pairs: Pairs
    flags: tuple[str, ...]
    error: str | None


def is_message(text: str) -> bool:
    """True if the text begins like an ISO/IEC 15434 message, well-formed or not."""
    return text.startswith(("[)>", ">[)>"))


def read_message(text: str) -> Message:
    """Read an ISO/IEC 15434 message; every format in it that we know."""
    match = _HEADER.match(text)
    if match is None:
        return Message("", (), (), "no_envelope")
    flags: list[str] = []
    body = text[match.end() :]
    if match.group().startswith(">") or not body.startswith(RS):
        flags.append("malformed_header")
    body = body.removeprefix(RS)
    closed = body.removesuffix(EOT)
    if closed in ("", RS):
        return Message("", (), (), "empty_envelope")
    if closed == body or not closed.endswith(RS):
        flags.append("missing_trailer")
    return _read_formats(closed.removesuffix(RS).split(RS), flags)


def _read_formats(segments: list[str], flags: list[str]) -> Message:
    names: list[str] = []
    unsupported: list[str] = []
    pairs: list[tuple[str, str]] = []
    for segment in segments:
        name, content = segment[:2], segment[2:].removeprefix(GS)
        names.append(name)
        reader = _READERS.get(name)
        if reader is None:
            unsupported.append(name)
            continue
        found, error = reader(content, flags)
        if error is None and len(pairs) + len(found) > ELEMENTS_MAX:
            error = "too_many_elements"
        if error is not None:
            return Message("+".join(names), (), tuple(flags), error)
        pairs += found
    if len(unsupported) == len(segments):
        return Message("+".join(names), (), tuple(flags), f"unsupported_format:{unsupported[0]}")
    flags += [f"unsupported_format:{name}" for name in unsupported]
    flags += [f"repeated_di:{code}" for code in _repeated(pairs)]
    return Message("+".join(names), tuple(pairs), tuple(flags), None)


def _repeated(pairs: list[tuple[str, str]]) -> list[str]:
    codes = [code for code, _ in pairs]
    return [code for code in dict.fromkeys(codes) if codes.count(code) > 1]


def _read_ais(content: str, flags: list[str]) -> tuple[Pairs, str | None]:
    return read_elements(content)


def _read_dis(content: str, flags: list[str]) -> tuple[Pairs, str | None]:
    return _split(content, flags, _DI, "not_a_data_identifier")


def _read_text_elements(content: str, flags: list[str]) -> tuple[Pairs, str | None]:
    return _split(content, flags, _TEXT_ELEMENT, "not_a_text_element")


def _split(
    content: str, flags: list[str], grammar: re.Pattern[str], error: str
) -> tuple[Pairs, str | None]:
    parts = content.split(GS)
    if len(parts) > 1 and parts[-1] == "":
        flags.append("empty_trailing_element")
        parts.pop()
    pairs: list[tuple[str, str]] = []
    for part in parts:
        match = grammar.fullmatch(part)
        if match is None and part:
            return (), f"{error}:{part[:4]}"
        if match is None:
            flags.append("empty_element")
            continue
        code, value = match.groups()
        if _CONTROL.search(value):
            return (), f"control_character:{code}"
        if not value:
            flags.append(f"empty_element:{code}")
        pairs.append((code, value))
    return tuple(pairs), None


_READERS: Final = {"05": _read_ais, "06": _read_dis, "12": _read_text_elements}


def read_bare(text: str, expected: frozenset[str]) -> tuple[str, str] | None:
    """(DI, value) of a symbol that holds one element without an envelope, if the step expects that
    DI.

    Without the expectation it could be a part number: P12345 is both.
    """
    match = _DI.fullmatch(text)
    if match is None or match.group(1) not in expected or not match.group(2):
        return None
    return None if _CONTROL.search(text) else (match.group(1), match.group(2))


def read_plate(text: str) -> tuple[str, str] | None:
    """(DI, value) of a licence plate without an envelope that says itself what it is.

    A plate's data identifier, then UN and the nine digits of a company's D-U-N-S number (ISO/IEC
    15459): no part number is printed like that, and no maker of vehicles begins so.
    """
    match = _PLATE.fullmatch(text)
    return None if match is None else (match.group(1), match.group(2))
