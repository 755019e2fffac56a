# SPDX-License-Identifier: Apache-2.0
"""Devices, actors and sign-ins in SQL. Every function works inside the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from backend.domain.identity import (
    Actor,
    Device,
    DeviceClass,
    DeviceState,
    QueueReport,
    Role,
    SignIn,
    pin_wait_s,
)
from backend.store.book_tables import sites
from backend.store.identity_tables import actors, devices, enrolment_tokens, sessions

DEVICE_NAME_MAX = 80

PinTable = Literal["actors", "devices"]


@dataclass(frozen=True, slots=True)
class PinCounter:
    """How often a PIN was guessed wrong in a row, and until when no guess is taken."""

    failures: int
    blocked_until: datetime | None


@dataclass(frozen=True, slots=True)
class ActorSecrets:
    """An actor with what is needed to check a sign-in."""

    actor: Actor
    pin_hash: str
    pins: PinCounter


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A one-time token that a supervisor made for a device of one class."""

    site: str
    id: str
    device_class: DeviceClass
    made_by: str
    made_at: datetime
    expires_at: datetime


# Devices


def add_device(connection: Connection, device: Device, token_hash: str) -> None:
    """A newly enrolled device."""
    connection.execute(
        devices.insert().values(
            site_id=device.site,
            id=device.id,
            name=device.name,
            device_class=device.device_class.value,
            state=device.state.value,
            token_hash=token_hash,
            installation_id=device.installation,
            enrolled_at=device.enrolled_at,
        )
    )


def free_device_name(connection: Connection, site: str, wanted: str) -> str:
    """A name that no device of the site has, the wanted one if possible: people tell by it which
    device is meant. Two that join at the same moment wait for each other here."""
    row = sites.c.site_id == site
    connection.execute(sa.select(sites.c.site_id).where(row).with_for_update())
    query = sa.select(devices.c.name).where(devices.c.site_id == site)
    taken = set(connection.scalars(query))
    if wanted not in taken:
        return wanted
    stem = wanted.rstrip("0123456789")
    number = int(wanted[len(stem) :] or 1)
    stem = stem if stem != wanted else f"{wanted}-"
    while True:
        number += 1
        name = f"{stem[: DEVICE_NAME_MAX - len(str(number))]}{number}"
        if name not in taken:
            return name


def device_with_token_hash(connection: Connection, site: str, id: str) -> tuple[Device, str] | None:
    """A device and the hash of its cookie's secret."""
    row = connection.execute(_DEVICE, {"site": site, "id": id}).one_or_none()
    return None if row is None else (_device(row), row.token_hash)


# Built once, as every request asks it: building it costs more than the rest of sending it.
_DEVICE = sa.select(devices).where(
    devices.c.site_id == sa.bindparam("site"), devices.c.id == sa.bindparam("id")
)


def device_page(
    connection: Connection, site: str, *, after: str | None, limit: int
) -> tuple[list[Device], str | None]:
    """Devices of a site in the order of their ids (newest last), and where the next page starts."""
    query = sa.select(devices).where(devices.c.site_id == site).order_by(devices.c.id)
    if after is not None:
        query = query.where(devices.c.id > after)
    found = [_device(row) for row in connection.execute(query.limit(limit + 1))]
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def set_device_state(connection: Connection, site: str, id: str, state: DeviceState) -> bool:
    """Revoke a device, or say that it is lost. False when there is no such device."""
    done = connection.execute(
        devices.update().where(_key(devices, site, id)).values(state=state.value)
    )
    return done.rowcount == 1


def report_queue(
    connection: Connection, device: Device, queue: QueueReport, actor: str | None, now: datetime
) -> None:
    """Keep what a device says of its queue. Called inside the push transaction."""
    values: dict[str, Any] = {
        "last_seen_at": now,
        "queue_pending": queue.pending,
        "queue_oldest_at": queue.oldest_at,
        "queue_last_seq": queue.last_seq,
    }
    if actor is not None:
        values["last_actor_id"] = actor
    connection.execute(devices.update().where(_key(devices, device.site, device.id)).values(values))


def device_pins(connection: Connection, site: str, id: str) -> PinCounter:
    """Wrong PINs in a row on this device, whoever tried."""
    row = connection.execute(sa.select(devices).where(_key(devices, site, id))).one()
    return PinCounter(row.pin_failures, row.pin_blocked_until)


# One-time tokens


def add_enrolment(connection: Connection, enrolment: Enrolment, token_hash: str) -> None:
    """A token that has not been used."""
    connection.execute(
        enrolment_tokens.insert().values(
            site_id=enrolment.site,
            id=enrolment.id,
            token_hash=token_hash,
            device_class=enrolment.device_class.value,
            made_by=enrolment.made_by,
            made_at=enrolment.made_at,
            expires_at=enrolment.expires_at,
        )
    )


def use_enrolment(
    connection: Connection, site: str, id: str, token_hash: str, device: str, now: datetime
) -> DeviceClass | None:
    """Use a token up; the class of device it was made for. None if used, expired or unknown."""
    usable = sa.and_(
        _key(enrolment_tokens, site, id),
        enrolment_tokens.c.token_hash == token_hash,
        enrolment_tokens.c.used_at.is_(None),
        enrolment_tokens.c.expires_at > now,
    )
    used = connection.execute(
        enrolment_tokens.update().where(usable).values(used_at=now, device_id=device)
    )
    if used.rowcount != 1:  # of two scans at the same moment, one gets here
        return None
    column = sa.select(enrolment_tokens.c.device_class).where(_key(enrolment_tokens, site, id))
    return DeviceClass(connection.execute(column).scalar_one())


# Actors


def add_actor(connection: Connection, actor: Actor, badge_hash: str, pin_hash: str) -> None:
    """A person who may sign in."""
    connection.execute(
        actors.insert().values(
            site_id=actor.site,
            id=actor.id,
            name=actor.name,
            initials=actor.initials,
            roles=" ".join(sorted(actor.roles)),
            badge_hash=badge_hash,
            pin_hash=pin_hash,
            state="active" if actor.active else "disabled",
        )
    )


def actor_by_badge(connection: Connection, site: str, badge_hash: str) -> ActorSecrets | None:
    """The actor whose badge this is."""
    found = sa.and_(actors.c.site_id == site, actors.c.badge_hash == badge_hash)
    row = connection.execute(sa.select(actors).where(found)).one_or_none()
    if row is None:
        return None
    return ActorSecrets(
        _actor(row), row.pin_hash, PinCounter(row.pin_failures, row.pin_blocked_until)
    )


def actor_by_id(connection: Connection, site: str, id: str) -> Actor | None:
    """An actor, active or not."""
    row = connection.execute(sa.select(actors).where(_key(actors, site, id))).one_or_none()
    return None if row is None else _actor(row)


def actors_of(connection: Connection, site: str) -> list[Actor]:
    """Everybody of a site, in the order of their names."""
    query = sa.select(actors).where(actors.c.site_id == site).order_by(actors.c.name, actors.c.id)
    return [_actor(row) for row in connection.execute(query)]


def actor_page(
    connection: Connection, site: str, *, after: str | None, limit: int
) -> tuple[list[tuple[Actor, bool]], str | None]:
    """Actors of a site in the order of their ids, each with whether they may still sign in, and
    where the next page starts."""
    query = sa.select(actors).where(actors.c.site_id == site).order_by(actors.c.id)
    if after is not None:
        query = query.where(actors.c.id > after)
    rows = connection.execute(query.limit(limit + 1)).all()
    found = [(_actor(row), row.state == "active") for row in rows[:limit]]
    return found, found[-1][0].id if len(rows) > limit else None


def set_actor_active(connection: Connection, site: str, id: str, active: bool) -> bool:
    """Let an actor in or keep them out from now on. False when there is no such actor."""
    state = "active" if active else "disabled"
    done = connection.execute(actors.update().where(_key(actors, site, id)).values(state=state))
    return done.rowcount == 1


def count_pin_try(
    connection: Connection, table: PinTable, site: str, id: str, now: datetime
) -> None:
    """Count a guess as wrong before it is checked (P1); `clear_pin_tries` takes it back."""
    rows = actors if table == "actors" else devices
    where = _key(rows, site, id)
    added = rows.update().where(where).values(pin_failures=rows.c.pin_failures + 1)
    connection.execute(added)
    failures = connection.execute(sa.select(rows.c.pin_failures).where(where)).scalar_one()
    until = now + timedelta(seconds=pin_wait_s(failures))
    connection.execute(rows.update().where(where).values(pin_blocked_until=until))


def clear_pin_tries(connection: Connection, table: PinTable, site: str, id: str) -> bool:
    """The PIN was right, or a supervisor unlocked. False when there is no such row."""
    rows = actors if table == "actors" else devices
    cleared = {"pin_failures": 0, "pin_blocked_until": None}
    return (
        connection.execute(rows.update().where(_key(rows, site, id)).values(cleared)).rowcount == 1
    )


# Sign-ins


def add_sign_in(connection: Connection, sign_in: SignIn, token_hash: str) -> None:
    """Start a sign-in; whoever was signed in on that device no longer is."""
    end_sign_ins(connection, sign_in.site, sign_in.device, sign_in.started_at)
    connection.execute(
        sessions.insert().values(
            site_id=sign_in.site,
            id=sign_in.id,
            actor_id=sign_in.actor,
            device_id=sign_in.device,
            token_hash=token_hash,
            started_at=sign_in.started_at,
            expires_at=sign_in.expires_at,
        )
    )


def end_sign_ins(connection: Connection, site: str, device: str, now: datetime) -> None:
    """Sign out whoever is signed in on a device."""
    still_open = sa.and_(
        sessions.c.site_id == site, sessions.c.device_id == device, sessions.c.ended_at.is_(None)
    )
    connection.execute(sessions.update().where(still_open).values(ended_at=now))


def sign_in_by_id(connection: Connection, site: str, id: str) -> SignIn | None:
    """A sign-in, open or over; an operation names the one under which it happened."""
    row = connection.execute(sa.select(sessions).where(_key(sessions, site, id))).one_or_none()
    return None if row is None else _sign_in(row)


def sign_in_with_token_hash(
    connection: Connection, site: str, id: str
) -> tuple[SignIn, str, Actor] | None:
    """A sign-in, the hash of its cookie's secret, and who it is."""
    same = sa.and_(actors.c.site_id == sessions.c.site_id, actors.c.id == sessions.c.actor_id)
    query = sa.select(sessions).join(actors, same).where(_key(sessions, site, id))
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    actor = actor_by_id(connection, site, row.actor_id)
    assert actor is not None, "joined above"
    return _sign_in(row), row.token_hash, actor


def _key(table: sa.Table, site: str, id: str) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.site_id == site, table.c.id == id)


def _device(row: Row[Any]) -> Device:
    reported = row.queue_pending is not None
    return Device(
        site=row.site_id,
        id=row.id,
        name=row.name,
        device_class=DeviceClass(row.device_class),
        state=DeviceState(row.state),
        installation=row.installation_id,
        enrolled_at=row.enrolled_at,
        last_seen_at=row.last_seen_at,
        last_actor=row.last_actor_id,
        queue=QueueReport(row.queue_pending, row.queue_oldest_at, row.queue_last_seq)
        if reported
        else None,
    )


def _actor(row: Row[Any]) -> Actor:
    roles = frozenset(Role(role) for role in row.roles.split())
    return Actor(row.site_id, row.id, row.name, row.initials, roles, row.state == "active")


def _sign_in(row: Row[Any]) -> SignIn:
    return SignIn(
        site=row.site_id,
        id=row.id,
        actor=row.actor_id,
        device=row.device_id,
        started_at=row.started_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
    )
