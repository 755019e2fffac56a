# SPDX-License-Identifier: Apache-2.0
"""The rules of barcode content that labels need: own codes, check digits, GS1 values (pure).

Kept in one place so that it can hand over to the barcode room: nothing else in this room knows an
application identifier or a check digit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OWN_MARK = "."  # no data identifier and no application identifier begins with a dot
OWN_LETTERS = "LUTBCDEHPRSW"
OWN_VALUE = re.compile(r"[A-Z0-9][A-Z0-9.\-/]{0,59}")

# GS1 General Specifications, section 3 and figure 7.11-1: how a value must look, and for which
# of them the last digit is a modulo 10 check digit over all the others.
AI_SHAPE: dict[str, str] = {
    "00": r"\d{18}", "01": r"\d{14}", "02": r"\d{14}", "37": r"\d{1,8}",
    "410": r"\d{13}", "414": r"\d{13}", "11": r"\d{6}", "13": r"\d{6}", "15": r"\d{6}",
    "17": r"\d{6}",
}  # fmt: skip
AI_TEXT = {"10": 20, "21": 20, "240": 30, "241": 30, "400": 30}
AI_CHECKED = frozenset({"00", "01", "02", "410", "414"})
AI_PARTNERS = {"02": ("00", "37"), "37": ("00", "02"), "10": ("01", "02"), "21": ("01",)}
# Section 7.2.7: one of the characters that an alphanumeric AI value may hold (82 of them).
CSET82 = re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+")
# Figure 7.8.5-2: AIs that begin with these digits have a predefined length: no FNC1 after them.
PREDEFINED = frozenset({
    "00", "01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20",
    "31", "32", "33", "34", "35", "36", "41",
})  # fmt: skip
ALONE_ON_LABEL = frozenset({"00"})  # a partner that may stand in another symbol of the label


def mod10(digits: str) -> int:
    """Return the GS1 check digit for the digits before it (General Specifications 7.9.1)."""
    total = sum(int(digit) * (3, 1)[at % 2] for at, digit in enumerate(reversed(digits)))
    return -total % 10


def mod37_36(text: str) -> str:
    """Return the ISO/IEC 7064 MOD 37,36 check character of upper-case letters and digits."""
    product = 36
    for char in text:
        product = (product + ALPHANUMERIC.index(char)) % 36 or 36
        product = product * 2 % 37
    return ALPHANUMERIC[(37 - product) % 36]


def own_code(letter: str, value: str) -> str | None:
    """Return `.` + letter + value + check character; None if the value cannot be coded.

    The check runs over the letter and the letters and digits of the value, so that a hyphen that
    somebody leaves out when keying does not change it.
    """
    if letter not in OWN_LETTERS or not OWN_VALUE.fullmatch(value):
        return None
    return OWN_MARK + letter + value + mod37_36(letter + re.sub(r"[^A-Z0-9]", "", value))


def gs1_fault(pairs: Sequence[tuple[str, str]]) -> str | None:
    """Return what is wrong with the elements of one GS1 symbol, or None."""
    seen = [ai for ai, _ in pairs]
    if len(set(seen)) != len(seen):
        return "an application identifier stands twice"
    for ai, value in pairs:
        why = _value_fault(ai, value)
        if why:
            return f"({ai}) {why}"
    for ai in seen:
        wanted = [p for p in AI_PARTNERS.get(ai, ()) if p not in ALONE_ON_LABEL]
        if wanted and not any(partner in seen for partner in wanted):
            return f"({ai}) needs ({') or ('.join(wanted)})"
    return None


def gs1_joined(pairs: Sequence[tuple[str, str]], separator: str) -> str:
    """Join elements as they stand in a symbol, with the separator where FNC1 is due."""
    parts = []
    for at, (ai, value) in enumerate(pairs):
        last = at == len(pairs) - 1
        parts.append(ai + value + ("" if last or ai[:2] in PREDEFINED else separator))
    return "".join(parts)


def _value_fault(ai: str, value: str) -> str | None:
    if ai in AI_TEXT:
        fits = len(value) <= AI_TEXT[ai] and CSET82.fullmatch(value)
        return None if fits else f"needs 1 to {AI_TEXT[ai]} characters that GS1 allows"
    if ai not in AI_SHAPE:
        return "is not an application identifier that labels know"
    if not re.fullmatch(AI_SHAPE[ai], value, re.ASCII):
        return "has not the right length, or is not digits"
    if ai in AI_CHECKED and mod10(value[:-1]) != int(value[-1]):
        return "has a wrong check digit"
    return None
