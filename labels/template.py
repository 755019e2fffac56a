# SPDX-License-Identifier: Apache-2.0
"""What a label template is: elements in millimetres with typed barcode payloads (pure).

Lengths are whole micrometres inside the room, so that the way from paper to dots needs no floats.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]
Symbology = Literal["code128", "gs1_128", "qr", "datamatrix", "pdf417"]
LINEAR: frozenset[str] = frozenset({"code128", "gs1_128"})

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Gs1:
    """GS1 element string: pairs of application identifier and pattern."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Iso15434:
    """ISO/IEC 15434 message, format 06: pairs of data identifier and pattern."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Own:
    """One of our own codes: a type letter and a pattern; the check character is added."""

    letter: str
    value: str


@dataclass(frozen=True, slots=True)
class Plain:
    """Text as it stands; no structure and no check."""

    text: str


Payload = Gs1 | Iso15434 | Own | Plain


@dataclass(frozen=True, slots=True)
class Field:
    """A value the caller gives. `length_max` counts characters."""

    name: str
    required: bool
    length_max: int


@dataclass(frozen=True, slots=True)
class TextElement:
    """One line of text. It shrinks from `size` to `size_min` to fit `width`, then it is a fault."""

    id: str
    x: int
    y: int
    width: int
    size: int
    size_min: int
    text: str
    bold: bool
    align: Align
    inverse: bool


@dataclass(frozen=True, slots=True)
class BoxElement:
    """A filled black rectangle."""

    id: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SymbolElement:
    """A barcode. `width` holds the quiet zones too; `height` is the bars' (0 for a matrix).

    `module_min` and `module_max` bound the width X of one module; layout takes the largest
    whole number of dots between them that fits.
    """

    id: str
    x: int
    y: int
    width: int
    height: int
    module_min: int
    module_max: int
    symbology: Symbology
    payload: Payload
    align: Align


Element = TextElement | BoxElement | SymbolElement


@dataclass(frozen=True, slots=True)
class Template:
    """One version of one label. An edit is a new version; printed jobs keep theirs."""

    name: str
    version: int
    title: str
    width: int
    height: int
    fields: tuple[Field, ...]
    sample: Mapping[str, str]
    elements: tuple[Element, ...]


def patterns(payload: Payload) -> tuple[str, ...]:
    """Return every pattern of a payload, in order."""
    match payload:
        case Gs1(pairs) | Iso15434(pairs):
            return tuple(value for _, value in pairs)
        case Own(_, value):
            return (value,)
        case Plain(text):
            return (text,)


def single(pattern: str) -> str:
    """The field that a pattern names, if it names one only."""
    names = set(PLACEHOLDER.findall(pattern))
    return names.pop() if len(names) == 1 else ""


def fill(pattern: str, data: Mapping[str, str]) -> str | None:
    """Put the values into a pattern; None if a field it names is empty (then it is left out).

    Values are put in once and never read as patterns again, so a brace in data stays a brace.
    """
    if any(not data.get(name) for name in PLACEHOLDER.findall(pattern)):
        return None
    return PLACEHOLDER.sub(lambda found: data[found.group(1)], pattern)
