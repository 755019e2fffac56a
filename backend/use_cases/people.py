# SPDX-License-Identifier: Apache-2.0
"""Sign-in and enrolment, bound to one database and one clock, for those who hold neither."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from backend.domain.identity import Actor, Device, DeviceClass, DeviceState
from backend.store import identity
from backend.store.database import Database
from backend.use_cases import enrolment, sign_in
from backend.use_cases.credentials import PinHasher
from backend.use_cases.enrolment import Enrolled, NewEnrolment, NotEnrolled
from backend.use_cases.lost_device import Tell, lose_device
from backend.use_cases.sign_in import Asking, NotSignedIn, SignedIn


class People:
    """See `sign_in` and `enrolment` for what each step means."""

    def __init__(
        self, database: Database, pins: PinHasher, clock: Callable[[], datetime], tell: Tell
    ) -> None:
        self._database, self._pins, self._clock, self._tell = database, pins, clock, tell

    def who_asks(self, device_token: str | None, actor_token: str | None) -> Asking:
        return sign_in.who_asks(self._database, device_token, actor_token, self._clock())

    def sign_in(self, device: Device, badge: str, pin: str) -> SignedIn | NotSignedIn:
        return sign_in.sign_in(self._database, self._pins, device, badge, pin, self._clock())

    def confirm(self, device: Device, badge: str, pin: str) -> Actor | NotSignedIn:
        return sign_in.confirm(self._database, self._pins, device, badge, pin, self._clock())

    def sign_out(self, device: Device) -> None:
        sign_in.sign_out(self._database, device, self._clock())

    def allow_device(self, site: str, device_class: DeviceClass, by: str) -> NewEnrolment:
        return enrolment.allow_device(self._database, site, device_class, by, self._clock())

    def enrol(self, token: str, name: str, installation: str) -> Enrolled | NotEnrolled:
        return enrolment.enrol(self._database, token, name, installation, self._clock())

    def enrol_freely(
        self, site: str, device_class: DeviceClass, name: str, installation: str
    ) -> Enrolled:
        return enrolment.enrol_freely(
            self._database, site, device_class, name, installation, self._clock()
        )

    def actors(
        self, site: str, after: str | None, limit: int
    ) -> tuple[list[tuple[Actor, bool]], str | None]:
        """A page of everybody who ever could sign in here, and whether they still may."""
        return self._database.read(
            lambda c: identity.actor_page(c, site, after=after, limit=limit)
        )

    def let_go(self, site: str, id: str, state: DeviceState) -> Device | None:
        return lose_device(self._database, self._tell, site, id, state, self._clock())

    def devices(
        self, site: str, after: str | None, limit: int
    ) -> tuple[list[Device], str | None]:
        return enrolment.device_list(self._database, site, after, limit)
