# SPDX-License-Identifier: Apache-2.0
"""What the web needs from the other rooms, as one frozen record that `backend/app.py` fills in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from flask import current_app

from backend.config import Settings
from backend.domain.identity import Actor, Device, DeviceClass, DeviceState, Role, SignIn
from backend.use_cases.desk_reads import DeskReads
from backend.use_cases.enrolment import Enrolled, NewEnrolment, NotEnrolled
from backend.use_cases.import_edi import ImportEdi
from backend.use_cases.photos import Photos
from backend.use_cases.reads import Reads
from backend.use_cases.sign_in import Asking, NotSignedIn, SignedIn
from backend.use_cases.site_policy import SitePolicy
from backend.web.push import PushSender
from sync.wire import (
    BadCursor,
    EpochChanged,
    Forked,
    OperationResult,
    PullReply,
    PullRequest,
    PushReply,
    PushRequest,
    SentOperation,
)


class Intake(Protocol):
    """Takes in what devices tell."""

    def push(
        self, *, device: Device, request: PushRequest, now: datetime
    ) -> PushReply | EpochChanged | Forked:
        """Give every operation of a batch its place and its outcome."""

    def request(
        self, *, device: Device, actor: Actor, sign_in: SignIn, operation: SentOperation,
        now: datetime,
    ) -> OperationResult:
        """Answer one online request of the actor who is signed in. `operation.seq` is 0."""

    def claim(
        self, *, device: Device, operation: SentOperation, now: datetime
    ) -> OperationResult:
        """Answer a claim of whoever works on the device."""


    def tell(
        self, *, site: str, text: str, now: datetime, authority: str = "admin"
    ) -> OperationResult:
        """Write an operation of the server's own: an import, a set-up."""


class Feed(Protocol):
    """Tells readers what changed."""

    def pull(
        self, *, device: Device, roles: frozenset[Role], request: PullRequest
    ) -> PullReply | EpochChanged | BadCursor:
        """One page. `roles` are those of whoever is signed in; none when nobody is."""


class People(Protocol):
    """Devices and actors. The web never sees a database."""

    def who_asks(self, device_token: str | None, actor_token: str | None) -> Asking:
        """Read the two cookies."""

    def sign_in(self, device: Device, badge: str, pin: str) -> SignedIn | NotSignedIn:
        """Check a badge and a PIN."""

    def confirm(self, device: Device, badge: str, pin: str) -> Actor | NotSignedIn:
        """Check the badge and PIN of a second person, and sign nobody in."""

    def sign_out(self, device: Device) -> None:
        """End the sign-in on a device."""

    def allow_device(self, site: str, device_class: DeviceClass, by: str) -> NewEnrolment:
        """Make a one-time token."""

    def enrol(self, token: str, name: str, installation: str) -> Enrolled | NotEnrolled:
        """Use a one-time token."""

    def enrol_freely(
        self, site: str, device_class: DeviceClass, name: str, installation: str
    ) -> Enrolled:
        """Take on a device that needs no token."""

    def let_go(self, site: str, id: str, state: DeviceState) -> Device | None:
        """Revoke a device or call it lost."""

    def actors(
        self, site: str, after: str | None, limit: int
    ) -> tuple[list[tuple[Actor, bool]], str | None]:
        """One page of people, and whether they may still sign in."""

    def devices(
        self, site: str, after: str | None, limit: int
    ) -> tuple[list[Device], str | None]:
        """One page of devices."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be so before the server takes work."""

    name: str
    ok: bool
    text: str


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a request may reach."""

    settings: Settings
    clock: Callable[[], datetime]
    people: People
    intake: Intake
    feed: Feed
    epoch: Callable[[str], str | None]
    push: PushSender
    readiness: Callable[[], list[Check]]
    reads: Reads
    desk: DeskReads
    photos: Photos
    policy: SitePolicy
    import_edi: ImportEdi
    resend: Callable[[str], bool]
    """Sends a document again that the ERP refused; False where none waits for that."""
    tray: Callable[[], dict[str, Any] | None]


KEY = "pickface"


def services() -> Services:
    """The services of the application that answers this request."""
    found: Services = current_app.extensions[KEY]
    return found
