# SPDX-License-Identifier: Apache-2.0
"""The supervisor's desk: releases, decisions on parked operations, variances, the vehicle."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from backend.domain.identity import Actor, DeviceClass, Role, SignIn
from backend.domain.stock import Goods, explained_by
from backend.domain.wire import timestamp_text
from backend.store import book_tables as t
from sync.wire import OperationResult
from tests.scenarios.site import SITE, device, sent
from tests.simulation.device import instant
from tests.simulation.server import Crash
from tests.simulation.timeline import Event
from tests.simulation.work import LATE_PART, SHIPMENTS, Body

if TYPE_CHECKING:
    from tests.simulation.world import World

PARTS = ("BRK-10442", "ECU-77810-AB", "FLT-00318")
REQUESTED = 3
"""What an order asks of each of them, a line a part."""


class Desk:
    """What is only done online."""

    def __init__(self, world: World) -> None:
        self.world = world

    def something(self) -> None:
        """One action, chosen at random."""
        deeds = [self.release, self.release, self.resolve, self.approve, self.scrap, self.ship]
        self.world.rng.choice(deeds)()

    def ask(self, kind: str, body: Body, actor: str = "rossi") -> OperationResult:
        """A request of a person at the desk, repeated with the same bytes until answered."""
        world = self.world
        role = Role.SUPERVISOR if actor in ("rossi", "moreau") else Role.WORKER
        desk = device("D-1", DeviceClass.DESK)
        person = Actor(SITE, actor, actor, "XX", frozenset({role}))
        session = SignIn(SITE, "s-1", actor, desk.id, instant(0), instant(0) + timedelta(days=900))
        text = self._text(kind, body, actor)
        world.store.dies = world.rng.choice([None] * 6 + ["before commit", "after commit"])
        for _ in range(2):
            world.now += world.rng.randint(1, 300)
            try:
                return world.intake.request(
                    device=desk, actor=person, sign_in=session, operation=sent(text, 0),
                    now=instant(world.now),
                )  # fmt: skip
            except Crash:
                continue
        raise AssertionError("it dies once")

    def import_(self, kind: str, body: Body) -> OperationResult:
        """Something that the server was sent by others."""
        self.world.now += 1
        text = self._text(kind, body, "server")
        return self.world.intake.tell(site=SITE, text=text, now=instant(self.world.now))

    def catalogue(self) -> None:
        """The catalogue that names the late part arrives."""
        self.import_("catalogue_import", {"parts": [{"part": LATE_PART}]})

    def order(self, name: str) -> None:
        """A dealer wants something."""
        numbered = enumerate(PARTS, 1)
        lines = [{"line": n, "part": part, "requested": REQUESTED} for n, part in numbered]
        asked = {"order": name, "asked_by": "DLR1", "priority": "VOR", "lines": lines}
        self.import_("order_import", {"order": asked})

    def release(self) -> None:
        """A supervisor lets one hold go; a worker who tries is told no."""
        known = self.world.watch.last.books.holds if self.world.watch.last else {}
        holds = sorted(known)
        if not holds:
            return
        roots = [name for name in holds if not known[name].root]
        hold = self.world.rng.choice([*roots * 3, *holds])  # a follower cannot be released
        refused = self.ask("hold_release", {"hold": hold, "reason": "ok"}, "lopez")
        assert refused.reason == "declined_role", refused
        scope = self.world.watch.look().books.holds[hold].scope.as_dict()
        reason = known[hold].reason
        body = {"hold": hold, "reason": "ok", "qualify": self.world.rng.random() < 0.3}
        answer = self.ask("hold_release", body)
        if (answer.detail or {}).get("consent"):
            assert hold in self.world.watch.look().books.holds, "one person is not two"
            answer = self.ask("hold_release", body, "moreau")
        if not (answer.detail or {}).get("declined"):
            more = {**body, "scope": scope, "reason": reason}
            self.world.truth.timeline.add(Event("release", hold, more=more))
        self.world.released = frozenset({hold})

    def resolve(self) -> None:
        """Somebody decides on a parked operation."""
        waiting = self.world.parked()
        if waiting:
            row = self.world.rng.choice(waiting)
            decision = self.world.rng.choice(["retry", "retry", "void"])
            self.decide(row.op_id, decision)

    def decide(self, op_id: str, decision: str) -> None:
        """Retry or void one parked operation."""
        body = {"operation": op_id, "decision": decision, "reason": "looked at"}
        self.ask("resolution", body)

    def approve(self) -> None:
        """A difference that nobody can explain is accepted."""
        accounts = self._quants(explained=True)
        if not accounts:
            return
        holder, goods, missing = self.world.rng.choice(accounts)
        quantity = (1 if missing < 0 else -1) if goods.serial else -missing
        self.ask(
            "variance_approval",
            {"holder": explained_by(holder), "part": goods.part, "lot": goods.lot or None,
             "serial": goods.serial or None, "quantity": quantity, "cause": "counted twice"},
        )  # fmt: skip

    def look_for(self) -> None:
        """A plate that a count overlooked is counted for again or given up, rightly or not."""
        x = t.exceptions.c
        asked = self.world.rows(
            sa.select(x.body).where(x.kind == "plate_missed", x.state != "resolved")
            .order_by(x.exception)
        )  # fmt: skip
        if not asked:
            return
        body = self.world.rng.choice(asked).body
        if self.world.rng.random() < 0.5:
            self.ask("recount", {"holder": body["location"]})
        else:
            told = {name: body[name] for name in ("lpn", "location", "lines")}
            self.ask("plate_clearance", {**told, "cause": "unpacked"})

    def scrap(self) -> None:
        """A unit is thrown away, truly and by the book."""
        found = [(h, g) for (h, g), n in self.world.truth.stock().items() if g.part != LATE_PART]
        if not found:
            return
        holder, goods = self.world.rng.choice(found)
        self.world.truth.take(holder, goods)
        self.world.truth.lost[goods.part] += 1
        self.ask(
            "adjustment",
            {"holder": holder, "part": goods.part, "lot": goods.lot or None,
             "serial": goods.serial or None, "quantity": -1, "against": "@scrap",
             "reason": "broken"},
        )  # fmt: skip

    def ship(self) -> None:
        """A vehicle wants to leave."""
        aboard = sorted(set(self.world.work.aboard.values()))
        self.leave(self.world.rng.choice([*SHIPMENTS, *aboard]))

    def leave(self, name: str) -> None:
        """This vehicle leaves, if it may."""
        world = self.world
        answer = self.ask("shipment", {"shipment": name, "orders": []}, "lopez")
        if answer.outcome == "accepted" and not (answer.detail or {}).get("declined"):
            for lpn, shipment in world.work.aboard.items():
                if shipment == name and world.truth.standing[lpn] == "DOOR-01":
                    world.truth.drive_away(lpn, answer.op_id)

    def _quants(self, *, explained: bool) -> list[tuple[str, Goods, int]]:
        q = t.quants.c
        query = sa.select(t.quants).where(q.quantity != 0)
        rows = self.world.rows(query.order_by(q.holder, q.part, q.lot, q.serial))
        return [
            (r.holder, Goods(r.part, r.lot, r.serial), r.quantity)
            for r in rows
            if (explained_by(r.holder) is not None) == explained
        ]

    def _text(self, kind: str, body: Body, actor: str) -> str:
        envelope: dict[str, Any] = {
            "v": 1, "op_id": self.world.next_id(), "site": SITE, "kind": kind, "kind_v": 1,
            "actor": actor, "captured_at": timestamp_text(self.world.now), "body": dict(body),
        }  # fmt: skip
        return json.dumps(envelope)
