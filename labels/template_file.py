# SPDX-License-Identifier: Apache-2.0
"""Reads a template from its JSON object; every fault names file, element and field (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from backend.domain.barcode.own import TYPES
from labels.fault import Fault
from labels.template import (
    LINEAR,
    PLACEHOLDER,
    Align,
    BoxElement,
    Element,
    Field,
    Gs1,
    Iso15434,
    Own,
    Payload,
    Plain,
    SymbolElement,
    Symbology,
    Template,
    TextElement,
    patterns,
)

SIDE_MM_MAX = 1000  # longer than any roll we know; keeps a slip of the pen out of memory
ELEMENTS_MAX = 100  # a GTL label has about sixty
FIELD_LENGTH_MAX = 200

ALIGNS = ("left", "center", "right")
SYMBOLOGIES = ("code128", "gs1_128", "qr", "datamatrix", "pdf417")
KEYS: dict[str, frozenset[str]] = {
    "text": frozenset({
        "id", "kind", "at_mm", "width_mm", "size_mm", "size_min_mm", "text", "bold", "align",
        "inverse",
    }),
    "box": frozenset({"id", "kind", "at_mm", "size_mm"}),
    "symbol": frozenset({
        "id", "kind", "at_mm", "width_mm", "height_mm", "x_mm", "symbology", "payload", "align",
    }),
    "template": frozenset({"name", "version", "title", "size_mm", "fields", "sample", "elements"}),
    "field": frozenset({"required", "max"}),
}  # fmt: skip
PAYLOAD_KINDS = ("gs1", "iso15434", "own", "text")


class Reader:
    """Takes typed values out of one JSON object and collects what is wrong with it."""

    def __init__(self, file: str, element: str, raw: object, faults: list[Fault]) -> None:
        self.file, self.element, self.faults = file, element, faults
        self.raw: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
        if not isinstance(raw, dict):
            self.wrong("*", "is not an object")

    def wrong(self, field: str, why: str) -> None:
        """Note a fault of one field."""
        detail = f"{self.file}, element {self.element}, field {field}: {why}"
        self.faults.append(Fault("template.invalid", self.element, detail))

    def only(self, kind: str) -> None:
        """Refuse keys that nothing reads: a misspelt key would be silently without effect."""
        for key in sorted(set(self.raw) - KEYS[kind]):
            self.wrong(key, "is not known here")

    def text(self, field: str, pattern: str = r".+") -> str:
        """Return a string that matches the whole pattern."""
        value = self.raw.get(field)
        if isinstance(value, str) and re.fullmatch(pattern, value):
            return value
        self.wrong(field, f"needs a text like {pattern}")
        return ""

    def choice(self, field: str, allowed: Sequence[str], default: str = "") -> str:
        """Return one of the allowed words."""
        value = self.raw.get(field, default)
        if value in allowed:
            return str(value)
        self.wrong(field, f"needs one of {', '.join(allowed)}")
        return allowed[0]

    def flag(self, field: str, default: bool = False) -> bool:
        """Return true or false."""
        value = self.raw.get(field, default)
        if isinstance(value, bool):
            return value
        self.wrong(field, "needs true or false")
        return default

    def whole(self, field: str, low: int, high: int) -> int:
        """Return a whole number inside its bounds."""
        value = self.raw.get(field)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.wrong(field, f"needs a whole number from {low} to {high}")
        return low

    def length(self, field: str) -> int:
        """Return a length in micrometres, given in millimetres."""
        return self._micrometres(field, self.raw.get(field))

    def pair(self, field: str) -> tuple[int, int]:
        """Return two lengths in micrometres."""
        value = self.raw.get(field)
        if isinstance(value, list) and len(value) == 2:
            return self._micrometres(field, value[0]), self._micrometres(field, value[1])
        self.wrong(field, "needs two numbers of millimetres")
        return 0, 0

    def _micrometres(self, field: str, value: object) -> int:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and 0 <= cast(float, value) <= SIDE_MM_MAX:
            return round(cast(float, value) * 1000)
        self.wrong(field, f"needs millimetres from 0 to {SIDE_MM_MAX}")
        return 0


def parse_template(raw: object, file: str) -> Template | tuple[Fault, ...]:
    """Return the template, or every fault found in it. `file` is used in the faults only."""
    faults: list[Fault] = []
    top = Reader(file, "-", raw, faults)
    top.only("template")
    width, height = top.pair("size_mm")
    fields = _fields(top)
    template = Template(
        name=top.text("name", r"[a-z][a-z0-9_]{0,39}"),
        version=top.whole("version", 1, 1_000_000),
        title=top.text("title"),
        width=width,
        height=height,
        fields=fields,
        sample=_sample(top, fields),
        elements=_elements(top),
    )
    _check_names(template, top)
    return tuple(faults) if faults else template


def _fields(top: Reader) -> tuple[Field, ...]:
    raw = top.raw.get("fields")
    if not isinstance(raw, dict):
        top.wrong("fields", "needs an object of fields")
        return ()
    found = []
    for name, body in raw.items():
        reader = Reader(top.file, f"fields.{name}", body, top.faults)
        reader.only("field")
        if not PLACEHOLDER.fullmatch("{" + name + "}"):
            reader.wrong("*", "is not a field name")
        length_max = reader.whole("max", 1, FIELD_LENGTH_MAX)
        found.append(Field(name, reader.flag("required", True), length_max))
    return tuple(found)


def _sample(top: Reader, fields: tuple[Field, ...]) -> Mapping[str, str]:
    raw = top.raw.get("sample")
    if not isinstance(raw, dict) or not all(isinstance(value, str) for value in raw.values()):
        top.wrong("sample", "needs a text for every field")
        return {}
    names = {field.name for field in fields}
    for name in sorted(set(raw) - names):
        top.wrong("sample", f"{name} is not a field")
    for field in fields:
        if field.required and not raw.get(field.name):
            top.wrong("sample", f"{field.name} is missing")
    return dict(raw)


def _elements(top: Reader) -> tuple[Element, ...]:
    raw = top.raw.get("elements")
    if not isinstance(raw, list) or not 0 < len(raw) <= ELEMENTS_MAX:
        top.wrong("elements", f"needs a list of 1 to {ELEMENTS_MAX}")
        return ()
    return tuple(_element(top, at, body) for at, body in enumerate(raw))


def _element(top: Reader, at: int, body: object) -> Element:
    name = body.get("id") if isinstance(body, dict) else None
    reader = Reader(top.file, name if isinstance(name, str) else f"#{at}", body, top.faults)
    kind = reader.choice("kind", ("text", "box", "symbol"))
    reader.only(kind)
    return {"text": _text, "box": _box, "symbol": _symbol}[kind](reader)


def _text(reader: Reader) -> Element:
    x, y = reader.pair("at_mm")
    size, size_min = reader.length("size_mm"), reader.length("size_min_mm")
    if not 0 < size_min <= size:
        reader.wrong("size_min_mm", "needs to be above 0 and at most size_mm")
    return TextElement(
        id=reader.text("id"),
        x=x,
        y=y,
        width=reader.length("width_mm"),
        size=size,
        size_min=size_min,
        text=reader.text("text"),
        bold=reader.flag("bold"),
        align=cast(Align, reader.choice("align", ALIGNS, "left")),
        inverse=reader.flag("inverse"),
    )


def _box(reader: Reader) -> Element:
    (x, y), (width, height) = reader.pair("at_mm"), reader.pair("size_mm")
    return BoxElement(reader.text("id"), x, y, width, height)


def _symbol(reader: Reader) -> Element:
    x, y = reader.pair("at_mm")
    module_min, module_max = reader.pair("x_mm")
    if not 0 < module_min <= module_max:
        reader.wrong("x_mm", "needs two widths above 0, the smaller first")
    symbology = cast(Symbology, reader.choice("symbology", SYMBOLOGIES))
    return SymbolElement(
        id=reader.text("id"),
        x=x,
        y=y,
        width=reader.length("width_mm"),
        height=reader.length("height_mm") if symbology in LINEAR else 0,
        module_min=module_min,
        module_max=module_max,
        symbology=symbology,
        payload=_payload(reader, symbology),
        align=cast(Align, reader.choice("align", ALIGNS, "left")),
    )


def _payload(reader: Reader, symbology: Symbology) -> Payload:
    raw = reader.raw.get("payload")
    if not isinstance(raw, dict) or len(raw) != 1 or next(iter(raw)) not in PAYLOAD_KINDS:
        reader.wrong("payload", f"needs exactly one of {', '.join(PAYLOAD_KINDS)}")
        return Plain("")
    kind, body = next(iter(raw.items()))
    if (symbology == "gs1_128") != (kind == "gs1") and symbology in LINEAR:
        reader.wrong("payload", f"{kind} does not go into {symbology}")
    if kind == "text" and isinstance(body, str) and body:
        return Plain(body)
    if kind == "own" and _is_texts(body, 2) and body[0] in TYPES:
        return Own(body[0], body[1])
    paired = kind in ("gs1", "iso15434") and isinstance(body, list) and body
    if paired and all(_is_texts(pair, 2) for pair in body):
        return _pairs(reader, kind, tuple((key, value) for key, value in body))
    reader.wrong("payload", f"{kind} has not the right form")
    return Plain("")


def _pairs(reader: Reader, kind: str, pairs: tuple[tuple[str, str], ...]) -> Payload:
    # GS1 General Specifications section 3: AIs are 2 to 4 digits. ANSI MH10.8.2: a data
    # identifier is up to three digits and one letter.
    shape = r"\d{2,4}" if kind == "gs1" else r"\d{0,3}[A-Z]"
    for key, _ in pairs:
        if not re.fullmatch(shape, key):
            reader.wrong("payload", f"{key} is not an identifier of {kind}")
    return Gs1(pairs) if kind == "gs1" else Iso15434(pairs)


def _is_texts(value: object, size: int) -> bool:
    return (
        isinstance(value, list)
        and len(value) == size
        and all(isinstance(mark, str) and mark for mark in value)
    )


def _check_names(template: Template, top: Reader) -> None:
    fields = {field.name for field in template.fields}
    seen: set[str] = set()
    for element in template.elements:
        reader = Reader(top.file, element.id, {}, top.faults)
        if element.id in seen:
            reader.wrong("id", "is used twice")
        seen.add(element.id)
        for field, pattern in _named_patterns(element):
            for name in PLACEHOLDER.findall(pattern):
                if name not in fields:
                    reader.wrong(field, f"{{{name}}} is not a field of the template")


def _named_patterns(element: Element) -> list[tuple[str, str]]:
    match element:
        case TextElement():
            return [("text", element.text)]
        case SymbolElement():
            return [("payload", pattern) for pattern in patterns(element.payload)]
        case BoxElement():
            return []
