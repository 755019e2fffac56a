# SPDX-License-Identifier: Apache-2.0
"""The AI and DI tables as objects, read once from the package's own JSON files."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

_COMPONENT: Final = re.compile(r"(\[?)([NXYZ])(\.\.)?([0-9]+)\]?((?:,[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class Component:
    """One part of an AI's value: `low` to `high` characters of set `charset` (N, X, Y or Z)."""

    charset: str
    low: int
    high: int
    optional: bool
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ai:
    """One GS1 application identifier.

    `predefined`: its length is known by its first two digits, so no separator follows it.
    `excludes`: patterns of AIs it may not meet. `requires`: alternatives, each a tuple of patterns
    that must all be there. `qualifiers`: None if it is no Digital Link key, else the qualifier
    sequences.
    """

    code: str
    title: str
    predefined: bool
    attribute: bool
    components: tuple[Component, ...]
    low: int
    high: int
    excludes: tuple[str, ...]
    requires: tuple[tuple[str, ...], ...]
    qualifiers: tuple[tuple[str, ...], ...] | None


def _load(name: str) -> Any:
    text = files("backend.domain.barcode").joinpath("tables", name).read_text(encoding="utf-8")
    return json.loads(text)


def _component(spec: str) -> Component:
    match = _COMPONENT.fullmatch(spec)
    assert match is not None, f"component {spec!r}"
    bracket, charset, variable, length, checks = match.groups()
    high = int(length)
    low = 1 if variable else high
    return Component(charset, low, high, bool(bracket), tuple(checks.split(",")[1:]))


def _pattern(text: str) -> str:
    """31nn matches every AI beginning with 31."""
    return text.rstrip("n")


def _ai(code: str, row: list[str]) -> Ai:
    _, flags, spec, excludes, requires, qualifiers, title = row
    components = tuple(_component(part) for part in spec.split(" "))
    return Ai(
        code=code,
        title=title,
        predefined="f" in flags,
        attribute="a" in flags,
        components=components,
        low=sum(part.low for part in components if not part.optional),
        high=sum(part.high for part in components),
        excludes=tuple(_pattern(text) for text in excludes.split(",") if text),
        requires=tuple(
            tuple(_pattern(text) for text in choice.split("+"))
            for choice in requires.split(",")
            if choice
        ),
        qualifiers=_qualifiers(qualifiers),
    )


def _qualifiers(text: str) -> tuple[tuple[str, ...], ...] | None:
    if not text:
        return None
    if text == "-":
        return ()
    return tuple(tuple(choice.split(",")) for choice in text.split("|"))


def _codes(text: str) -> list[str]:
    first, _, last = text.partition("-")
    return [f"{code:0{len(first)}}" for code in range(int(first), int(last or first) + 1)]


def _ais() -> dict[str, Ai]:
    return {code: _ai(code, row) for row in _load("gs1_ai.json")["rows"] for code in _codes(row[0])}


AIS: Final = _ais()
AI_LENGTHS: Final = {code[:2]: len(code) for code in AIS}  # the first two digits fix the length
DIS: Final[dict[str, str]] = dict(_load("mh10_di.json")["rows"])
CODE_LISTS: Final[dict[str, frozenset[str]]] = {
    name: frozenset(codes.split())
    for name, codes in _load("code_lists.json").items()
    if name not in ("what", "origin")
}

# GS1 GenSpecs 7.8.5: beginnings whose values have a length fixed for ever, AIs not yet assigned
# included.
PREDEFINED_LENGTHS: Final = {
    "00": 18, "01": 14, "02": 14, "03": 14, "04": 16, "20": 2, "41": 13,
    **{str(start): 6 for start in (*range(11, 20), *range(31, 37))},
}  # fmt: skip


@lru_cache(maxsize=256)
def unknown_ai(code: str) -> Ai | None:
    """An AI that the table does not know but that could exist, for callers who permit it; or
    None."""
    length = AI_LENGTHS.get(code[:2])
    if code in AIS or not 2 <= len(code) <= 4 or (length is not None and length != len(code)):
        return None
    fixed = PREDEFINED_LENGTHS.get(code[:2])
    part = Component("N", fixed, fixed, False, ()) if fixed else Component("X", 1, 90, False, ())
    return Ai(code, "", fixed is not None, True, (part,), part.low, part.high, (), (), None)


def title_of(identifier: str) -> str:
    """The short data title of an AI (all digits) or a DI (ends with a letter); "" if unknown."""
    known = AIS.get(identifier)
    return known.title if known else DIS.get(identifier, "")
