# SPDX-License-Identifier: Apache-2.0
"""Policy: what a site has set of its own: steps, reasons, tolerances. Validated when it is saved.

Only what differs from the default is kept. Each change is an operation (`policy_change`), so the
journal says who changed what and when; the version counts the changes. The device reads the same
(`pwa/src/domain/policy.ts`); the shared vector is `tests/vectors/policy.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from backend.domain.table import table
from backend.domain.wire import Malformed

Value = bool | int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that a site may set. `low` and `high` bound a whole number of `unit`; `choices`
    are names, of which a list has at least one and at most `most`, each once."""

    key: str
    type: str
    default: Value
    low: int = 0
    high: int = 0
    unit: str = ""
    choices: tuple[str, ...] = ()
    most: int = 0
    device: bool = False

    def fault(self, value: Any) -> str | None:
        """What is wrong with a value from outside, in words; None if it will do."""
        match self.type:
            case "bool":
                return None if isinstance(value, bool) else "not true or false"
            case "whole":
                whole = isinstance(value, int) and not isinstance(value, bool)
                fits = whole and self.low <= value <= self.high
                return None if fits else f"not a whole number from {self.low} to {self.high}"
            case "choice":
                named = isinstance(value, str) and value in self.choices
                return None if named else f"not one of {', '.join(self.choices)}"
            case "names":
                return self._names_fault(value)
        listed = isinstance(value, list | tuple) and all(one in self.choices for one in value)
        if listed and len(set(value)) == len(value) and 1 <= len(value) <= self.most:
            return None
        return f"not 1 to {self.most} of {', '.join(self.choices)}, each once"

    def _names_fault(self, value: Any) -> str | None:
        """Names that no table has, as of people; none at all is fine."""
        told = value if isinstance(value, list | tuple) else (None,)
        good = all(isinstance(one, str) and 0 < len(one) <= 64 for one in told)
        if good and len(set(told)) == len(told) <= self.most:
            return None
        return f"not at most {self.most} names, each once"


def _settings() -> Iterator[Setting]:
    for row in table("settings.json")["settings"]:
        yield Setting(**{name: _frozen(value) for name, value in row.items()})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


SETTINGS: Mapping[str, Setting] = MappingProxyType({one.key: one for one in _settings()})


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings of a site: `changed` holds what differs from the defaults."""

    version: int = 0
    changed: Mapping[str, Value] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:
        """The value in force. KeyError: no such setting."""
        return self.changed.get(key, SETTINGS[key].default)

    def with_changes(self, changes: Mapping[str, Any]) -> Policy:
        """The next version. None takes a setting back to its default. Ask `faults` before."""
        changed = {**self.changed, **{key: _frozen(value) for key, value in changes.items()}}
        kept = {
            key: value
            for key, value in sorted(changed.items())
            if value is not None and value != SETTINGS[key].default
        }
        return Policy(self.version + 1, kept)

    def as_dict(self) -> dict[str, Any]:
        """As kept and as told to devices."""
        return {"version": self.version, "changed": dict(self.changed)}


def faults(changes: Mapping[str, Any]) -> list[Malformed]:
    """Everything that is wrong with changes from outside, with the setting it is about."""
    found = []
    for key, value in sorted(changes.items()):
        setting = SETTINGS.get(key)
        wrong = "no such setting" if setting is None else None
        if setting is not None and value is not None:
            wrong = setting.fault(value)
        if wrong:
            found.append(Malformed(key[:60], wrong))
    return found


def policy_from(kept: Mapping[str, Any]) -> Policy:
    """A policy as kept. What this release has no setting for, or allows no more, is left out."""
    changed = {
        key: _frozen(value)
        for key, value in kept.get("changed", {}).items()
        if key in SETTINGS and SETTINGS[key].fault(value) is None
    }
    return Policy(kept.get("version", 0), changed)
