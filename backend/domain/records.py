# SPDX-License-Identifier: Apache-2.0
"""What is known of goods that come back, of customers, pick faces, cartons, and of what suppliers
sent, one record a thing: plain values under a kind and a key.

`owner` and `tag` are by which records are found that belong together: the deposits and cores of a
customer's group, and what a core tag is of. Both are '' where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

RecordKey = tuple[str, str]
"""Kind and key."""


class Kind(StrEnum):
    """What a record is of."""

    AUTHORIZATION = "authorization"
    DEPOSIT = "core_deposit"
    CORE = "core"
    GROUP = "core_group"
    CHECKLIST = "checklist"
    CLAIM = "claim"
    RETURNED = "returned"
    SERIAL = "serial_back"
    SHIPMENT = "core_shipment"
    REMAN_ORDER = "reman_order"
    REMAN_CORE = "reman_core"
    FACE = "face"
    ASSEMBLY = "assembly"
    MODULE = "module"
    SUPPLIER = "supplier"
    CARTON = "carton_size"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Record:
    """One thing. `body` is never changed in place."""

    kind: str
    name: str
    body: dict[str, Any] = field(default_factory=dict)
    owner: str = ""
    tag: str = ""

    @property
    def key(self) -> RecordKey:
        """What it is kept by."""
        return (self.kind, self.name)

    def but(self, **changes: Any) -> Record:
        """The same with other values."""
        return replace(self, body={**self.body, **changes})


def pool_of(customer: str, group: str) -> str:
    """Whose cores and deposits may answer each other."""
    return f"{customer}|{group}"
