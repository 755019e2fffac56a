# SPDX-License-Identifier: Apache-2.0
"""What operations at the door say: cartons onto vehicles, left behind, and the departure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Load:
    """A carton onto the vehicle at a door. `carrier`: a courier's, who goes without a route."""

    shipment: str
    lpn: str
    location: str
    order: str | None = None
    reason: str | None = None
    carrier: str | None = None


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A carton that does not go with this vehicle. It stands where it stood, and goes with the
    next one; `route` names that where somebody knows it (SH4)."""

    lpn: str
    order: str
    reason: str
    shipment: str | None = None
    route: str | None = None


@dataclass(frozen=True, slots=True)
class ConfirmShipment:
    """The vehicle leaves with what was loaded. `taken_by` is who drives it, or who came for the
    goods; `document` by what that person was known, `signature` the photo of what they signed.
    `collect`: deposits by their keys whose cores the driver is asked to bring back (SH8)."""

    shipment: str
    orders: tuple[str, ...]
    seal: str | None = None
    taken_by: str | None = None
    document: str | None = None
    signature: str | None = None
    collect: tuple[str, ...] = ()
