# SPDX-License-Identifier: Apache-2.0
"""From JSON values to frozen types, with an answer that says what is wrong and where.

Bounds (characters, entries, units) keep a hostile or broken sender from filling the journal with
one operation; they are far above anything that a floor tells.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

TEXT_MAX = 512
"""Characters of one text; a scan is at most 512 (longest symbol content a wedge sends)."""
CODE_MAX = 140
"""Characters of a code (part, lot, serial, holder, id): what a column and its index keep."""
LONG_TEXTS = frozenset({"raw", "note", "where", "why", "cause", "group", "exception"})
"""Fields that hold what people wrote or a symbol as read; every other text is a code."""
LIST_MAX = 2000
"""Entries of one list; a pallet of serialized modules has some hundred."""
NUMBER_MAX = 9_007_199_254_740_991
"""Largest whole number that a browser keeps exactly (2**53 - 1)."""
LATEST_MS = 253_402_300_799_999
"""The end of the year 9999: after it no time can be written."""
UNKEPT = re.compile("[\x00\ud800-\udfff]")
"""What no database keeps in a text: NUL, and half of a surrogate pair."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """What is wrong, and where: a path like body.lines.0.quantity."""

    where: str
    text: str


_Reader = Callable[[Any], Any]
"""A value, or what is wrong with it: `where` is then relative to the value."""


def read(cls: type, data: Any, where: str) -> Any:
    """An instance of a frozen dataclass from JSON data, or `Malformed`. Unknown fields refuse."""
    found = _instance(cls, data)
    return _within(where, found) if where and isinstance(found, Malformed) else found


def _instance(cls: type, data: Any) -> Any:
    if not isinstance(data, dict):
        return Malformed("", "must be an object")
    readers = _readers(cls)
    for name in data:
        if name not in readers:
            return Malformed(str(name)[:40], "is not known")
    values: dict[str, Any] = {}
    for name, (reader, required) in readers.items():
        if name not in data:
            if required:
                return Malformed(name, "is missing")
            continue
        value = reader(data[name])
        if isinstance(value, Malformed):
            return _within(name, value)
        values[name] = value
    return cls(**values)


def timestamp_ms(text: str) -> int | None:
    """Milliseconds since 1970 of a UTC time such as 2026-11-23T09:33:12.123Z (RFC 3339)."""
    if not text.endswith("Z"):
        return None
    try:
        at = datetime.fromisoformat(text[:-1])
    except ValueError:
        return None
    if at.tzinfo is not None:
        return None
    at = at.replace(tzinfo=UTC)
    delta = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1000 + delta.microseconds // 1000


def timestamp_text(ms: int) -> str:
    """The UTC time of milliseconds since 1970, as `timestamp_ms` reads it."""
    at = datetime.fromtimestamp(ms // 1000, tz=UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{ms % 1000:03d}Z"


def _within(outer: str, fault: Malformed) -> Malformed:
    return Malformed(f"{outer}.{fault.where}" if fault.where else outer, fault.text)


@cache
def _readers(cls: type) -> dict[str, tuple[_Reader, bool]]:
    hints = typing.get_type_hints(cls)
    return {
        f.name: (
            _reader(hints[f.name], TEXT_MAX if f.name in LONG_TEXTS else CODE_MAX),
            f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING,
        )
        for f in dataclasses.fields(cls)
    }


def _reader(hint: Any, longest: int) -> _Reader:
    """The reader of one annotation: str, int, bool, X | None, Literal, tuple[X, ...], types."""
    origin = typing.get_origin(hint)
    if origin in {types.UnionType, typing.Union}:
        inner = _reader(next(a for a in typing.get_args(hint) if a is not types.NoneType), longest)
        return lambda value: None if value is None else inner(value)
    if origin is typing.Literal:
        return _choice(typing.get_args(hint))
    if origin is tuple:
        return _list(_reader(typing.get_args(hint)[0], longest))
    if origin is dict or hint is dict:
        return _object
    if dataclasses.is_dataclass(hint):
        return lambda value: _instance(hint, value)  # type: ignore[arg-type]
    return {str: _text(longest), int: _number, bool: _flag}[hint]


def _text(longest: int) -> _Reader:
    def text(value: Any) -> Any:
        if not isinstance(value, str):
            return Malformed("", "must be text")
        if len(value) > longest:
            return Malformed("", f"is longer than {longest} characters")
        if UNKEPT.search(value):
            return Malformed("", "holds a character that no database keeps")
        return value

    return text


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int):
        return Malformed("", "must be a whole number")
    if abs(value) > NUMBER_MAX:
        return Malformed("", "is too large")
    return value


def _flag(value: Any) -> Any:
    return value if isinstance(value, bool) else Malformed("", "must be true or false")


def _choice(choices: tuple[Any, ...]) -> _Reader:
    def one(value: Any) -> Any:
        if isinstance(value, str) and value in choices:
            return value
        return Malformed("", "must be one of " + ", ".join(map(str, choices)))

    return one


def _list(one: _Reader) -> _Reader:
    def several(value: Any) -> Any:
        if not isinstance(value, list):
            return Malformed("", "must be a list")
        if len(value) > LIST_MAX:
            return Malformed("", f"has more than {LIST_MAX} entries")
        result = []
        for n, entry in enumerate(value):
            got = one(entry)
            if isinstance(got, Malformed):
                return _within(str(n), got)
            result.append(got)
        return tuple(result)

    return several


def _object(value: Any) -> Any:
    return value if isinstance(value, dict) else Malformed("", "must be an object")
