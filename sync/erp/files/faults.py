# SPDX-License-Identifier: Apache-2.0
"""What is wrong with an EDI file, as values.

The rule for severity: a *warning* means we read it and nothing about stock is in doubt; an *error*
means that importing could change stock wrongly, so nothing of the file is imported.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]

FAULTS_MAX = 200  # kept per file; a person reads the first few, the count says the rest


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `segment_number` counts from 1 (ISA) over the file, blank segments left out, so
    it is the line number where a file has one segment a line. `element` counts from 1 too."""

    code: str
    segment_tag: str
    segment_number: int
    element: int | None
    text: str
    severity: Severity

    def to_json(self) -> dict[str, Any]:
        """For `--json` and the import screen."""
        return {"severity": self.severity, "code": self.code, "segment": self.segment_tag,
                "number": self.segment_number, "element": self.element, "text": self.text}

    def __str__(self) -> str:
        place = f"segment {self.segment_number} {self.segment_tag}"
        where = place if self.element is None else f"{place} element {self.element}"
        return f"{self.severity}: {where}: {self.text} [{self.code}]"


@dataclass(frozen=True, slots=True)
class Segment:
    """One X12 segment: `BSN*00*SHP1` is tag BSN with elements ("00", "SHP1")."""

    tag: str
    number: int
    elements: tuple[str, ...]

    def get(self, position: int) -> str:
        """Element by its number in the standard (BSN02 is 2), without padding; "" if absent."""
        return self.elements[position - 1].strip() if position <= len(self.elements) else ""


class Faults:
    """Collects faults while a file is read. Bounded; errors are never dropped for warnings."""

    def __init__(self) -> None:
        self._found: list[Fault] = []
        self.errors = 0     # how many so far, kept or not
        self.dropped = 0    # faults found beyond FAULTS_MAX

    def error(self, segment: Segment, element: int | None, code: str, text: str) -> None:
        """Importing this could change stock wrongly."""
        self._add(Fault(code, segment.tag, segment.number, element, text, "error"))

    def warning(self, segment: Segment, element: int | None, code: str, text: str) -> None:
        """Odd, but what was meant is not in doubt."""
        self._add(Fault(code, segment.tag, segment.number, element, text, "warning"))

    def _add(self, fault: Fault) -> None:
        first_error = fault.severity == "error" and self.errors == 0
        self.errors += fault.severity == "error"
        if len(self._found) < FAULTS_MAX or first_error:
            self._found.append(fault)
        else:
            self.dropped += 1

    def all(self) -> tuple[Fault, ...]:
        """Errors first, then in the order of the file."""
        return tuple(sorted(
            self._found, key=lambda f: (f.severity != "error", f.segment_number, f.element or 0)))
