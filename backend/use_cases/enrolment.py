# SPDX-License-Identifier: Apache-2.0
"""Taking a device on, and letting it go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from backend.domain.identity import Device, DeviceClass, DeviceState
from backend.store import identity
from backend.store.database import Database
from backend.store.devices import tell_device
from backend.store.site import take_site
from backend.use_cases.credentials import (
    ONE_TIME_BYTES,
    Token,
    hash_secret,
    new_secret,
    read_token,
)
from backend.use_cases.new_id import new_id

ENROLMENT_MIN = 10  # minutes that a one-time token lives: walk to the device and scan


@dataclass(frozen=True, slots=True)
class NewEnrolment:
    """What a supervisor shows to the new device, once."""

    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The device is ours. `token` goes into its cookie and nowhere else."""

    device: Device
    token: str


@dataclass(frozen=True, slots=True)
class NotEnrolled:
    """The token is unknown, used or too old."""


def allow_device(
    database: Database, site: str, device_class: DeviceClass, by: str, now: datetime
) -> NewEnrolment:
    """Make a one-time token for one device of this class. `by` is the supervisor's actor id."""
    secret, expires_at = new_secret(ONE_TIME_BYTES), now + timedelta(minutes=ENROLMENT_MIN)
    made = identity.Enrolment(site, new_id(now), device_class, by, now, expires_at)
    database.write(lambda c: identity.add_enrolment(c, made, hash_secret(secret)))
    return NewEnrolment(Token(site, made.id, secret).text(), expires_at)


def enrol(
    database: Database, token: str, name: str, installation: str, now: datetime
) -> Enrolled | NotEnrolled:
    """Take on the device that shows a one-time token; the token is used up in the same step."""
    parts = read_token(token)
    if parts is None:
        return NotEnrolled()
    secret, id = new_secret(), new_id(now)

    def save(connection: Connection) -> Device | None:
        device_class = identity.use_enrolment(
            connection, parts.site, parts.id, hash_secret(parts.secret), id, now
        )
        if device_class is None:
            return None
        free = identity.free_device_name(connection, parts.site, name)
        device = _new_device(parts.site, id, free, device_class, installation, now)
        _join(connection, device, secret)
        return device

    device = database.write(save)
    if device is None:
        return NotEnrolled()
    return Enrolled(device, Token(device.site, device.id, secret).text())


def enrol_freely(
    database: Database,
    site: str,
    device_class: DeviceClass,
    name: str,
    installation: str,
    now: datetime,
) -> Enrolled:
    """Take on a device without a one-time token: a demo site, or a copied device's new queue."""
    secret, id = new_secret(), new_id(now)

    def save(connection: Connection) -> Device:
        free = identity.free_device_name(connection, site, name)
        device = _new_device(site, id, free, device_class, installation, now)
        _join(connection, device, secret)
        return device

    device = database.write(save)
    return Enrolled(device, Token(site, device.id, secret).text())


def let_go(
    database: Database, site: str, id: str, state: DeviceState, now: datetime
) -> Device | None:
    """Revoke a device or call it lost; its sign-ins end at once. None if there is none such."""
    assert state is not DeviceState.ACTIVE, "a device comes back by enrolling anew"

    def save(connection: Connection) -> Device | None:
        version = take_site(connection, site)
        if not identity.set_device_state(connection, site, id, state):
            return None
        identity.end_sign_ins(connection, site, id, now)
        tell_device(connection, site, version, id)
        found = identity.device_with_token_hash(connection, site, id)
        return found[0] if found else None

    return database.write(save)


def device_list(
    database: Database, site: str, after: str | None, limit: int
) -> tuple[list[Device], str | None]:
    """One page of a site's devices, and where the next one starts."""
    return database.read(lambda c: identity.device_page(c, site, after=after, limit=limit))


def _join(connection: Connection, device: Device, secret: str) -> None:
    version = take_site(connection, device.site)
    identity.add_device(connection, device, hash_secret(secret))
    tell_device(connection, device.site, version, device.id)


def _new_device(
    site: str, id: str, name: str, device_class: DeviceClass, installation: str, now: datetime
) -> Device:
    return Device(
        site=site,
        id=id,
        name=name,
        device_class=device_class,
        state=DeviceState.ACTIVE,
        installation=installation,
        enrolled_at=now,
    )
