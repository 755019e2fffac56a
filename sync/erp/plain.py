# SPDX-License-Identifier: Apache-2.0
"""Frozen dataclasses to plain values and back.

A document travels as a JSON object inside a journalled operation or an outbox row, and both are
hashed. So only str, int, bool, None, list and dict may occur (a float would print differently on
another machine), and encoding the same document twice gives the same bytes.

`decode` never raises on bad input: it answers with every `Problem` it found, each with its path.
A dataclass may declare a check per field (`field(metadata=IDENT)`) and, for what concerns several
fields, a method `contradiction() -> str | None`.
"""
from __future__ import annotations

import json
import re
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Check = Callable[[Any], str | None]
T = TypeVar("T")

IDENT_LENGTH_MAX = 120      # characters; our event names hold an identity, REF02 is shorter
TEXT_LENGTH_MAX = 500       # characters of free text (names, reasons)
QUANTITY_MAX = 999_999_999  # smallest units on one line; more is a misread column
LIST_LENGTH_MAX = 10_000    # entries in one list: a serialized truck load fits
DEPTH_MAX = 12              # nested objects: document, pallet, carton, inner, line

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a body: `path` such as `lines[2].quantity`, `text` for a person."""

    path: str
    text: str


def has_control(text: str) -> bool:
    """True when the text holds a control character, line separator or lone surrogate."""
    return _CONTROL.search(text) is not None


def ident(value: Any) -> str | None:
    """A key such as a part or shipment number: not empty, no outer blanks, bounded."""
    if not value or value != value.strip():
        return "must not be empty nor begin or end with a blank"
    if len(value) > IDENT_LENGTH_MAX:
        return f"is longer than {IDENT_LENGTH_MAX} characters"
    return None


def positive(value: Any) -> str | None:
    """A count of smallest units, 1 to QUANTITY_MAX."""
    return None if 1 <= value <= QUANTITY_MAX else "must be a whole number above zero"


def not_negative(value: Any) -> str | None:
    """A count of smallest units, 0 to QUANTITY_MAX."""
    return None if 0 <= value <= QUANTITY_MAX else "must be zero or more"


def signed(value: Any) -> str | None:
    """A difference: any whole number but zero."""
    return None if value != 0 and abs(value) <= QUANTITY_MAX else "must differ from zero"


def iso_date(value: Any) -> str | None:
    """A calendar day written YYYY-MM-DD (ISO 8601)."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return "must be a day as YYYY-MM-DD"
    try:
        date.fromisoformat(value)
    except ValueError:
        return "is no day of the calendar"
    return None


def iso_time(value: Any) -> str | None:
    """A date with time (ISO 8601). Without offset it is the local time of the place named."""
    if not re.match(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", value, re.ASCII):
        return "must be a time as YYYY-MM-DDTHH:MM"
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return "is no valid time"
    return None


def instant(value: Any) -> str | None:
    """A moment: ISO 8601 with `Z` or an offset."""
    fault = iso_time(value)
    if fault is None and datetime.fromisoformat(value).tzinfo is None:
        return "must name its offset from UTC"
    return fault


IDENT = {"check": ident}
POSITIVE = {"check": positive}
NOT_NEGATIVE = {"check": not_negative}
SIGNED = {"check": signed}
DAY = {"check": iso_date}
TIME = {"check": iso_time}
INSTANT = {"check": instant}


def canonical(body: Mapping[str, Any]) -> str:
    """The one spelling of a body that is stored, hashed and compared."""
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def encode(value: Any) -> Any:
    """Plain values of a dataclass tree, in field order."""
    if is_dataclass(value):
        return {f.name: encode(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [encode(entry) for entry in value]
    assert value is None or isinstance(value, str | int | bool), f"not plain: {type(value)}"
    return value


def decode(cls: type[T], body: Any, path: str = "") -> T | tuple[Problem, ...]:
    """Build `cls` from plain values, or say everything that is wrong with them."""
    problems: list[Problem] = []
    value = _object(cls, body, path, problems, 0)
    return tuple(problems) if problems else value


@lru_cache(maxsize=64)
def _shape(cls: type) -> tuple[tuple[str, Any, Check | None, bool], ...]:
    """Name, type, check and whether it is required, for every field."""
    hints = get_type_hints(cls)
    return tuple(
        (f.name, hints[f.name], f.metadata.get("check"),
         f.default is MISSING and f.default_factory is MISSING)
        for f in fields(cls))


def _object(cls: Any, body: Any, path: str, problems: list[Problem], depth: int) -> Any:
    if not isinstance(body, dict):
        problems.append(Problem(path or ".", "must be an object"))
        return None
    if depth > DEPTH_MAX:
        problems.append(Problem(path, f"is nested deeper than {DEPTH_MAX}"))
        return None
    before = len(problems)
    shape = _shape(cls)
    known = {name for name, *_ in shape}
    for name in body:
        if name not in known:
            problems.append(Problem(_join(path, str(name)), "is not a field of this document"))
    values = dict(_values(shape, body, path, problems, depth))
    if len(problems) > before:
        return None
    made = cls(**values)
    odd = made.contradiction() if hasattr(made, "contradiction") else None
    if odd is not None:
        problems.append(Problem(path or ".", odd))
    return made


def _values(shape: tuple[tuple[str, Any, Check | None, bool], ...], body: dict[str, Any],
            path: str, problems: list[Problem], depth: int) -> Iterator[tuple[str, Any]]:
    for name, hint, check, required in shape:
        here = _join(path, name)
        if name in body:
            yield name, _value(hint, check, body[name], here, problems, depth)
        elif required:
            problems.append(Problem(here, "is missing"))


def _value(hint: Any, check: Check | None, raw: Any, path: str,
           problems: list[Problem], depth: int) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if raw is None:
            return None
        (inner,) = (a for a in get_args(hint) if a is not type(None))
        return _value(inner, check, raw, path, problems, depth)
    if origin is tuple:
        return _list(get_args(hint)[0], check, raw, path, problems, depth)
    if is_dataclass(hint):
        return _object(hint, raw, path, problems, depth + 1)
    text = _scalar_fault(hint, check, raw)
    if text is not None:
        problems.append(Problem(path, text))
    return raw


def _list(entry: Any, check: Check | None, raw: Any, path: str,
          problems: list[Problem], depth: int) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        problems.append(Problem(path, "must be a list"))
        return ()
    if len(raw) > LIST_LENGTH_MAX:
        problems.append(Problem(path, f"has more than {LIST_LENGTH_MAX} entries"))
        return ()
    return tuple(
        _value(entry, check, one, f"{path}[{at}]", problems, depth) for at, one in enumerate(raw))


def _scalar_fault(hint: Any, check: Check | None, raw: Any) -> str | None:
    """None when `raw` is of the type asked for, bounded, and passes the check."""
    if get_origin(hint) is Literal:
        return None if raw in get_args(hint) else f"must be one of {', '.join(get_args(hint))}"
    if type(raw) is not hint:  # bool is an int to isinstance, but never a quantity
        return {str: "must be text", int: "must be a whole number"}.get(hint, "has a wrong type")
    if isinstance(raw, str) and has_control(raw):
        return "holds a control character"
    if isinstance(raw, str) and len(raw) > TEXT_LENGTH_MAX:
        return f"is longer than {TEXT_LENGTH_MAX} characters"
    return check(raw) if check else None


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
