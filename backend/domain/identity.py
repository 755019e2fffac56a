# SPDX-License-Identifier: Apache-2.0
"""Who may speak: the device that tells, and the actor who did it. Two identities, never mixed.

P1  A PIN guess is counted before it is checked, for the actor and for the device.
P2  After `PIN_LOCK_AT` wrong guesses in a row an actor stays locked until a supervisor unlocks.
P3  A revoked or lost device may still hand in what it recorded; it may do nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

PIN_LOCK_AT = 10  # wrong guesses; a million PINs then need a hundred thousand unlockings
PIN_FREE_TRIES = 3  # people mistype with gloves on
PIN_WAIT_FIRST_S = 5
PIN_WAIT_S_MAX = 900
PIN_DIGITS_MIN = 6
PIN_DIGITS_MAX = 12


class Role(StrEnum):
    """What an actor may do."""

    WORKER = "worker"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class DeviceClass(StrEnum):
    """What kind of place a device has on the floor."""

    HANDHELD = "handheld"
    DESK = "desk"
    STATION = "station"


class DeviceState(StrEnum):
    """Whether a device is ours to trust."""

    ACTIVE = "active"
    REVOKED = "revoked"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class QueueReport:
    """What a device says of its own queue: how many wait, since when, and its last number."""

    pending: int
    oldest_at: datetime | None
    last_seq: int


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled device. `installation` is one created queue; a wiped device gets a new one."""

    site: str
    id: str
    name: str
    device_class: DeviceClass
    state: DeviceState
    installation: str
    enrolled_at: datetime
    last_seen_at: datetime | None = None
    last_actor: str | None = None
    queue: QueueReport | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who scans or decides."""

    site: str
    id: str
    name: str
    initials: str
    roles: frozenset[Role]
    active: bool = True


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in of an actor on a device, from `started_at` until `expires_at` or `ended_at`."""

    site: str
    id: str
    actor: str
    device: str
    started_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None


def pin_wait_s(failures: int) -> int:
    """Seconds to wait after this many wrong PINs in a row: none at first, then doubling."""
    if failures < PIN_FREE_TRIES:
        return 0
    return min(PIN_WAIT_FIRST_S << min(failures - PIN_FREE_TRIES, 20), PIN_WAIT_S_MAX)


def pin_is_weak(pin: str) -> bool:
    """True for a PIN that anybody would try first: too short, one digit, or a run of digits."""
    if not (pin.isascii() and pin.isdigit() and PIN_DIGITS_MIN <= len(pin) <= PIN_DIGITS_MAX):
        return True
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return steps <= {0} or steps <= {1} or steps <= {9}
