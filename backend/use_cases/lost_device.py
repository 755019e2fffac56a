# SPDX-License-Identifier: Apache-2.0
"""A device that is lost or was taken away: nobody signs in on it, and its work is free (X2).

What it was picking is claimed anew at once. What it recorded is still taken in, and parked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from backend.domain.identity import Device, DeviceState
from backend.store.database import Database
from backend.store.planning import leased_orders
from backend.use_cases.enrolment import let_go
from backend.use_cases.new_id import new_id
from backend.use_cases.office import request

Tell = Callable[..., Any]


def lose_device(
    database: Database, tell: Tell, site: str, id: str, state: DeviceState, now: datetime
) -> Device | None:
    """Revoke it or call it lost, and free what it was picking. None if there is none such."""
    device = let_go(database, site, id, state, now)
    if device is None:
        return None
    orders = database.read(lambda c: leased_orders(c, site, device.installation))
    if orders:
        body = {"device": device.id, "installation": device.installation, "orders": orders}
        tell(site=site, text=request("lease_release", body, site, now, new_id(now)), now=now)
    return device
