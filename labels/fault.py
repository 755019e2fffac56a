# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a label, as a value inside the room and as one exception at its door."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a label cannot be made. `code` is for programs, `element` says where, `detail` why.

    Codes: `template.*` (the template file), `data.*` (a field's value), `text.*`, `payload.*`
    (content of a symbol), `symbol.*` and `layout.*` (geometry), `format.*` (what was asked for).
    """

    code: str
    element: str
    detail: str
    field: str = ""  # of the data, to be put right; empty where it is no single one


class LabelError(Exception):
    """A label was refused before anything was queued or sent."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.code} in {fault.element}: {fault.detail}")
        self.fault = fault
        self.code = fault.code
        self.element = fault.element
