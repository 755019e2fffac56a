# SPDX-License-Identifier: Apache-2.0
"""Signing in and out, and finding out who is asking.

A wrong PIN and an unknown badge get the same answer, after the same work. A guess is counted in
its own transaction before it is checked, so guesses made at the same moment all count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from backend.domain.identity import (
    PIN_LOCK_AT,
    Actor,
    Device,
    DeviceState,
    Role,
    SignIn,
    pin_is_weak,
)
from backend.store import identity
from backend.store.database import Database
from backend.store.devices import tell_device
from backend.store.site import take_site
from backend.use_cases.credentials import (
    PinHasher,
    Token,
    hash_secret,
    new_secret,
    read_token,
    same_secret,
)
from backend.use_cases.new_id import new_id

SHIFT_H_MAX = 12  # a sign-in ends by itself after this; a shift with its overtime fits


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asking: the device, and who is signed in on it, if anybody."""

    device: Device | None = None
    actor: Actor | None = None
    sign_in: SignIn | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The PIN was right. `token` goes into the cookie and nowhere else."""

    actor: Actor
    sign_in: SignIn
    token: str


@dataclass(frozen=True, slots=True)
class NotSignedIn:
    """Wrong badge or PIN; or too many guesses: wait, or (locked) ask a supervisor."""

    wait_s: int = 0
    locked: bool = False


@dataclass(frozen=True, slots=True)
class WeakPin:
    """Such a PIN would be tried first."""


def who_asks(
    database: Database, device_token: str | None, actor_token: str | None, now: datetime
) -> Asking:
    """Read the two cookies. A revoked device is still named; nobody is signed in on it."""
    of_device, of_actor = read_token(device_token), read_token(actor_token)
    if of_device is None:
        return Asking()

    def load(connection: Connection) -> Asking:
        found = identity.device_with_token_hash(connection, of_device.site, of_device.id)
        if found is None or not same_secret(of_device.secret, found[1]):
            return Asking()
        device = found[0]
        if of_actor is None or device.state is not DeviceState.ACTIVE:
            return Asking(device)
        return _signed_in_on(connection, device, of_actor, now)

    return database.read(load)


def _signed_in_on(connection: Connection, device: Device, token: Token, now: datetime) -> Asking:
    found = identity.sign_in_with_token_hash(connection, token.site, token.id)
    if found is None or not same_secret(token.secret, found[1]):
        return Asking(device)
    sign_in, _, actor = found
    is_here = (sign_in.site, sign_in.device) == (device.site, device.id)
    is_open = sign_in.ended_at is None and now < sign_in.expires_at
    return (
        Asking(device, actor, sign_in) if is_here and is_open and actor.active else Asking(device)
    )


def sign_in(
    database: Database, pins: PinHasher, device: Device, badge: str, pin: str, now: datetime
) -> SignedIn | NotSignedIn:
    """Check a badge and a PIN on an active device, and start a sign-in."""
    actor = prove(database, pins, device, badge, pin, now)
    if isinstance(actor, NotSignedIn):
        return actor
    secret = new_secret()
    started = SignIn(
        site=device.site,
        id=new_id(now),
        actor=actor.id,
        device=device.id,
        started_at=now,
        expires_at=now + timedelta(hours=SHIFT_H_MAX),
    )

    def save(connection: Connection) -> None:
        version = take_site(connection, device.site)
        _clear_guesses(connection, device, actor)
        identity.add_sign_in(connection, started, hash_secret(secret))
        tell_device(connection, device.site, version, device.id, actor.id)

    database.write(save)
    return SignedIn(actor, started, Token(device.site, started.id, secret).text())


def prove(
    database: Database, pins: PinHasher, device: Device, badge: str, pin: str, now: datetime
) -> Actor | NotSignedIn:
    """Whose badge and PIN these are; guesses count, whatever they are asked for."""
    badge_hash = hash_secret(badge)
    guess = database.write(lambda c: _count_guess(c, device, badge_hash, now))
    if isinstance(guess, NotSignedIn):
        return guess
    fits = pins.check(pin, guess.pin_hash if guess else None)
    if not fits or guess is None or not guess.actor.active:
        return NotSignedIn()
    return guess.actor


def confirm(
    database: Database, pins: PinHasher, device: Device, badge: str, pin: str, now: datetime
) -> Actor | NotSignedIn:
    """A second person says so on a device where another one is signed in, and stays signed in."""
    actor = prove(database, pins, device, badge, pin, now)
    if isinstance(actor, Actor):
        database.write(lambda c: _clear_guesses(c, device, actor))
    return actor


def _clear_guesses(connection: Connection, device: Device, actor: Actor) -> None:
    identity.clear_pin_tries(connection, "actors", actor.site, actor.id)
    identity.clear_pin_tries(connection, "devices", device.site, device.id)


def _count_guess(
    connection: Connection, device: Device, badge_hash: str, now: datetime
) -> identity.ActorSecrets | NotSignedIn | None:
    known = identity.actor_by_badge(connection, device.site, badge_hash)
    counters = [identity.device_pins(connection, device.site, device.id)]
    if known is not None:
        if known.pins.failures >= PIN_LOCK_AT:
            return NotSignedIn(locked=True)
        counters.append(known.pins)
    untils = [c.blocked_until for c in counters if c.blocked_until and c.blocked_until > now]
    if untils:
        return NotSignedIn(wait_s=max(1, int((max(untils) - now).total_seconds() + 0.999)))
    identity.count_pin_try(connection, "devices", device.site, device.id, now)
    if known is not None:
        identity.count_pin_try(connection, "actors", device.site, known.actor.id, now)
    return known


def sign_out(database: Database, device: Device, now: datetime) -> None:
    """Nobody is signed in on this device any more; what it has queued keeps its authors."""
    database.write(lambda c: identity.end_sign_ins(c, device.site, device.id, now))


def add_actor(
    database: Database,
    pins: PinHasher,
    *,
    site: str,
    name: str,
    initials: str,
    roles: frozenset[Role],
    badge: str,
    pin: str,
    now: datetime,
    id: str | None = None,
    weak_pin_allowed: bool = False,
) -> Actor | WeakPin:
    """A person who may sign in. A weak PIN is for a demo site only."""
    if pin_is_weak(pin) and not weak_pin_allowed:
        return WeakPin()
    actor = Actor(site, id or new_id(now), name, initials, roles)
    pin_hash = pins.hash(pin)
    database.write(lambda c: identity.add_actor(c, actor, hash_secret(badge), pin_hash))
    return actor


def unlock(database: Database, site: str, actor: str) -> bool:
    """Let a locked actor try again. False when there is no such actor."""
    return database.write(lambda c: identity.clear_pin_tries(c, "actors", site, actor))
