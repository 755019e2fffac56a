# SPDX-License-Identifier: Apache-2.0
"""Codes of our own: a dot, a type letter, the value, one check character.

No application identifier and no data identifier begins with a dot, and keyboard layouts leave it
where it is. The check character is ISO 7064 MOD 37,36 over the type letter and the letters and
digits of the value, so that a changed hyphen harms nothing and a swapped Y and Z is caught.
"""

import re
from typing import Final

from backend.domain.barcode.check_digits import mod37_36

PREFIX: Final = "."
TYPES: Final = {
    "L": "location",
    "U": "lpn",
    "T": "tote",
    "B": "badge",
    "E": "enrolment",
    "S": "station",
    "P": "printer",
    "C": "command",
    "K": "task",
    "D": "document",
}
LETTERS: Final = {word: letter for letter, word in TYPES.items()}
VALUE_LENGTH_MAX: Final = 60  # characters; a linear symbol beyond that is no longer readable

_VALUE: Final = re.compile(r"[A-Z0-9](?:[A-Z0-9.\-]*[A-Z0-9])?")
_UNCHECKED: Final = re.compile(r"[.\-]")


def check_character(letter: str, value: str) -> str:
    """The last character of an own code."""
    return mod37_36(letter + _UNCHECKED.sub("", value))


def encode_own(kind: str, value: str) -> str:
    """The text of an own code, `kind` being a word of TYPES: encode_own("location", "A-01-03").

    The value holds capitals, digits, dots and hyphens, begins and ends with a letter or digit, and
    has at most 60 characters; anything else is a caller's mistake.
    """
    letter = LETTERS[kind]
    assert is_own_value(value), f"own value {value!r}"
    return PREFIX + letter + value + check_character(letter, value)


def is_own_value(value: str) -> bool:
    """True if `value` can stand in an own code: for forms that create locations, totes and
    badges."""
    return len(value) <= VALUE_LENGTH_MAX and _VALUE.fullmatch(value) is not None


def read_own(text: str) -> tuple[str, str, str | None]:
    """(type word, value, None) of an own code, or ("", "", error code); `text` begins with the
    dot."""
    kind = TYPES.get(text[1:2])
    value, check = text[2:-1], text[-1:]
    if kind is None or len(text) < 4:
        return "", "", "own_unknown_type"
    if not is_own_value(value):
        return "", "", "own_malformed"
    if check_character(text[1], value) != check:
        return "", "", "own_check_character"
    return kind, value, None
