# SPDX-License-Identifier: Apache-2.0
"""GS1 element strings: read, check, build; the bracketed form people read; rules between AIs.

Source: GS1 General Specifications 3 (AIs), 4.14 (relationships), 7.8 (processing). GS stands for
FNC1. Syntax is strict: one wrong value refuses the whole message. Rules between AIs only warn,
because a linear pair is often split over two symbols.
"""

from typing import Final, NamedTuple

from backend.domain.barcode.content import CHARSETS, CHECKS, Check
from backend.domain.barcode.reading import GS, Pairs
from backend.domain.barcode.table import AI_LENGTHS, AIS, Ai, unknown_ai

ELEMENTS_MAX: Final = 64  # far above any label; bounds the work for a hostile symbol

# AIs met beside a lot or a serial on parts labels: what a lost separator would hide inside a value.
_NEIGHBOURS: Final = ("10", "11", "15", "17", "21", "30", "37", "240", "241", "400")

# Keys that may carry a digital signature only with their serial component (GS1 GenSpecs 4.14, AI
# 8030).
_SIGNED_LENGTHS: Final = {"253": 13, "255": 13, "8003": 14}

_Steps = tuple[tuple[int, int, bool, tuple[Check, ...]], ...]


class Elements(NamedTuple):
    """What was read; `pairs` is empty when `error` (code:detail) is set."""

    pairs: Pairs
    error: str | None = None


def _steps(ai: Ai) -> _Steps:
    return tuple(
        (
            part.low,
            part.high,
            part.optional,
            (CHARSETS[part.charset], *(CHECKS[name] for name in part.checks)),
        )
        for part in ai.components
    )


_STEPS: Final = {code: _steps(ai) for code, ai in AIS.items()}


def value_error(ai: Ai, value: str) -> str | None:
    """Error code of a value under its AI: length first, then each component's set and checks."""
    if len(value) < ai.low:
        return "too_short"
    if len(value) > ai.high:
        return "too_long"
    at = 0
    for low, high, optional, checks in _STEPS.get(ai.code) or _steps(ai):
        part = value[at : at + high]
        if optional and not part:
            continue
        if len(part) < low:
            return "wrong_length"
        for check in checks:
            error = check(part)
            if error is not None:
                return error
        at += len(part)
    return None if at == len(value) else "too_long"


def find_ai(code: str, *, unknown: bool = False) -> Ai | None:
    """The AI with exactly this code; with `unknown`, also one that only could exist."""
    return AIS.get(code) or (unknown_ai(code) if unknown and is_code(code) else None)


def is_code(code: str) -> bool:
    return code.isascii() and code.isdigit()


def read_elements(text: str) -> Elements:
    """Read an element string without its leading FNC1; GS separates, and is tolerated anywhere
    legal."""
    if not text:
        return Elements((), "empty_gs1")
    pairs: list[tuple[str, str]] = []
    at, end = 0, len(text)
    while at < end:
        ai = AIS.get(text[at : at + AI_LENGTHS.get(text[at : at + 2], 0)])
        if ai is None:
            return Elements((), f"unknown_ai:{text[at : at + 4]}")
        start = at + len(ai.code)
        stop = text.find(GS, start)
        stop = end if stop < 0 else stop
        if ai.predefined:
            stop = min(stop, start + ai.high)
        value = text[start:stop]
        error = value_error(ai, value)
        if error is not None:
            return Elements((), f"{error}:{ai.code}")
        if len(pairs) == ELEMENTS_MAX:
            return Elements((), "too_many_ais")
        pairs.append((ai.code, value))
        at = stop + 1 if text[stop : stop + 1] == GS else stop
    return Elements(tuple(pairs))


def element_string(pairs: Pairs) -> str:
    """The pairs as a symbol holds them after its first FNC1: GS only where the AI's length is not
    fixed."""
    parts: list[str] = []
    for place, (code, value) in enumerate(pairs):
        parts.append(code + value)
        ai = find_ai(code, unknown=True)
        if place + 1 < len(pairs) and not (ai is not None and ai.predefined):
            parts.append(GS)
    return "".join(parts)


def read_bracketed(text: str, *, unknown_ais: bool = False) -> Elements:
    r"""Read `(01)...(10)...` as people write it; `\(` is a bracket inside a value."""
    pairs: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        close = text.find(")", at)
        if text[at] != "(" or close < 0:
            return Elements((), "malformed_brackets")
        code = text[at + 1 : close]
        ai = find_ai(code, unknown=unknown_ais)
        if ai is None:
            return Elements((), f"unknown_ai:{code[:4]}")
        at = _value_end(text, close + 1)
        value = text[close + 1 : at].replace("\\(", "(")
        error = value_error(ai, value) if value else "empty_value"
        if error is not None:
            return Elements((), f"{error}:{code}")
        if len(pairs) == ELEMENTS_MAX:
            return Elements((), "too_many_ais")
        pairs.append((code, value))
    return Elements(tuple(pairs)) if pairs else Elements((), "empty_gs1")


def _value_end(text: str, start: int) -> int:
    """Where the value ends: at the next bracket that no backslash precedes, or at the end."""
    at = text.find("(", start)
    while at > start and text[at - 1] == "\\":
        at = text.find("(", at + 1)
    return len(text) if at < 0 else at


def bracketed(pairs: Pairs) -> str:
    """The human-readable form, for print under a symbol and for messages; never for encoding."""
    return "".join(f"({code}){value}" for code, value in pairs)


def repeated(pairs: Pairs) -> tuple[str, ...]:
    """AIs that stand more than once with different values: the label contradicts itself."""
    if len({code for code, _ in pairs}) == len(pairs):
        return ()
    first: dict[str, str] = {}
    found: list[str] = []
    for code, value in pairs:
        if first.setdefault(code, value) != value and code not in found:
            found.append(code)
    return tuple(found)


def _met(pattern: str, code: str, codes: Pairs) -> str | None:
    """The first other AI that begins with `pattern`."""
    for other, _ in codes:
        if other != code and other.startswith(pattern):
            return other
    return None


def association_warnings(pairs: Pairs) -> tuple[str, ...]:
    """Rules between AIs that these pairs break, as code:detail; apply over all symbols of one
    label.

    repeated_ai, excluded_ai:a+b, required_ai:a, unsigned_serial:a.
    """
    found = [f"repeated_ai:{code}" for code in repeated(pairs)]
    signed = any(code == "8030" for code, _ in pairs)
    for code, value in dict(pairs).items():
        ai = AIS.get(code)
        if ai is None:
            continue
        for pattern in ai.excludes:
            other = _met(pattern, code, pairs)
            if other is not None:
                found.append(f"excluded_ai:{code}+{other}")
        if ai.requires and not any(
            all(_met(pattern, code, pairs) for pattern in choice) for choice in ai.requires
        ):
            found.append(f"required_ai:{code}")
        if signed and len(value) == _SIGNED_LENGTHS.get(code):
            found.append(f"unsigned_serial:{code}")
    return tuple(found)


def has_variable_length(pairs: Pairs) -> bool:
    """True if any AI's end depends on a separator: useless from a scanner that strips
    separators."""
    return any(not AIS[code].predefined for code, _ in pairs)


def hidden_separator(text: str, pairs: Pairs) -> str | None:
    """The AI whose value could as well be two elements, had a separator been lost on the way; or
    None.

    Lot AB12 and serial X9 without their separator are the legal lot AB1221X9. Only worth asking
    when nothing has proved that separators arrive, and pointless when one did.
    """
    if GS in text:
        return None
    code, value = pairs[-1]
    ai = AIS[code]
    if ai.predefined:
        return None
    present = {known for known, _ in pairs}
    for at in range(1, len(value) - 1):
        tail = value[at:]
        starts = any(tail.startswith(known) for known in _NEIGHBOURS if known not in present)
        if starts and value_error(ai, value[:at]) is None and read_elements(tail).error is None:
            return code
    return None
