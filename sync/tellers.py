# SPDX-License-Identifier: Apache-2.0
"""Who tells: what is known of the device, the actor and the sign-in behind an operation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from backend.domain import operations as ops
from backend.domain.identity import Device, DeviceState
from backend.domain.journal import Arrival
from sync.wire import PushRequest

LEADS = frozenset({"supervisor", "admin"})
BY_ROLE = frozenset({"count", "transfer"})
"""Facts of which it matters that a lead told them: the third count of a place (CC8), a move of
promised or held goods (MV2, MV3). Of all others it matters only who is believed."""


@dataclass(frozen=True, slots=True)
class Tellers:
    """Who may be believed: the role of each actor who may act, and whose each sign-in is."""

    roles: dict[str, str]
    sessions: dict[str, str]


class People(Protocol):
    """What the store knows of people, within the transaction."""

    def roles(self, actors: Iterable[str]) -> dict[str, str]: ...
    def session_actors(self, sessions: Iterable[str]) -> dict[str, str]: ...


def tellers_of(people: People, run: Iterable[Arrival]) -> Tellers:
    """The actors and sign-ins that these operations name, as far as they are known."""
    told = [a.operation for a in run if isinstance(a.operation, ops.Operation)]
    actors = {operation.envelope.actor for operation in told}
    sessions = {operation.envelope.session for operation in told} - {""}
    known = people.session_actors(sessions) if sessions else {}
    return Tellers(people.roles(actors) if actors else {}, known)


def authority_of(told: ops.Operation, device: Device, tellers: Tellers) -> str:
    """What is known of the teller of a fact: granted (of a lead who tells one of `BY_ROLE`: the
    role), device_revoked, actor_revoked, session_odd.

    A sign-in that has ended meanwhile is no fault: the device was offline. One that is nobody's,
    or somebody else's, is. An operation that names none was told by a program.
    """
    session = told.envelope.session
    if device.state is not DeviceState.ACTIVE:
        return "device_revoked"
    if told.envelope.actor not in tellers.roles:
        return "actor_revoked"
    if session and tellers.sessions.get(session) != told.envelope.actor:
        return "session_odd"
    role = tellers.roles[told.envelope.actor]
    return role if told.kind in BY_ROLE and role in LEADS else "granted"


def proven(arrival: Arrival, device: Device, tellers: Tellers) -> Arrival:
    """A request for which nobody is signed in, with what is wrong about its teller, if anything."""
    told = arrival.operation
    if not isinstance(told, ops.Operation):
        return arrival
    authority = authority_of(told, device, tellers)
    return arrival if authority == "granted" else replace(
        arrival, operation=replace(told, authority=authority)
    )


def queue_told(request: PushRequest, now: datetime, run: list[Arrival]) -> dict[str, Any]:
    """What a device says of its queue with a push, and who acted last."""
    acts = [a.operation for a in run if isinstance(a.operation, ops.Operation)]
    left = max(request.queue.pending - len(run), 0)
    return {
        "pending": left,
        "oldest_at": request.queue.oldest_at if left else None,
        "last_seq": request.queue.last_seq,
        "now": now,
        "actor": acts[-1].envelope.actor[:64] if acts else None,
        "acted_at": datetime.fromtimestamp(acts[-1].occurred_at / 1000, UTC) if acts else None,
    }
