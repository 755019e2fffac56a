# SPDX-License-Identifier: Apache-2.0
"""One seed, one world: devices, workers, a supervisor, a reader, and everything that goes wrong."""

from __future__ import annotations

import copy
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from backend.store import book_tables as t
from backend.store.database import Database
from backend.store.identity_tables import actors
from backend.store.room import FeedPages
from backend.use_cases.apply_operations import apply_operations
from sync.intake import Intake
from sync.wire import EpochChanged, Forked, OperationResult, PushReply, PushRequest
from tests.scenarios.site import SITE, sent
from tests.simulation.checks import Watch, demand
from tests.simulation.desk import Desk
from tests.simulation.device import EPOCH_MS, Handheld, Key, instant, make_handhelds
from tests.simulation.network import Answer, Network
from tests.simulation.plants import HANDHELDS, PAGES, STORES
from tests.simulation.reader import Reader
from tests.simulation.restored import restore, saved_of
from tests.simulation.server import CrashingStore
from tests.simulation.timeline import Told
from tests.simulation.truth import Truth
from tests.simulation.work import LATE_PART, ORDERS, Body, Deed, Work

STEPS = (15, 34)
REGRET = 0.3
"""How often a worker puts back at once what was done last."""
RESTORED = 0.3
"""Days on which the server's database is lost and an older one restored."""


@dataclass
class World:
    """Everything there is, moved on by `step`."""

    rng: random.Random
    database: Database
    plant: str = ""
    now: int = EPOCH_MS
    made: int = 0
    poison: bool = True
    told: dict[Key, tuple[str, Body]] = field(default_factory=dict)
    released: frozenset[str] = frozenset()
    backup: sqlite3.Connection | None = None
    epochs: int = 1
    over: Counter[str] = field(default_factory=Counter)
    """Units that the books hold: `truly`, and `more` than that; `asked`: left under a question."""

    def __post_init__(self) -> None:
        self.truth = Truth()
        self.work = Work(self.rng, self.truth, careful=self.rng.random() < 0.25)
        self.handhelds = make_handhelds(self.rng, HANDHELDS.get(self.plant, Handheld))
        self.store = STORES.get(self.plant, CrashingStore)(self.database)
        self.intake = Intake(self.store, apply_operations, self.next_id)
        self.network = Network(self.rng, self.store, self.serve)
        self.desk = Desk(self)
        self.watch = Watch(self.database)
        pages = PAGES.get(self.plant, FeedPages)
        self.reader = Reader(self.database, pages(self.database))

    def next_id(self) -> str:
        """An id as a client makes them: in time order, but not between devices."""
        self.made += 1
        return f"{self.rng.getrandbits(32):08x}-{self.made:08x}"

    def run(self) -> None:
        """The day, then everything is brought to its end."""
        for order in ORDERS:
            self.desk.order(order)
        self.watch.look()
        steps = self.rng.randint(*STEPS)
        saved, lost = sorted(self.rng.sample(range(steps + 1), 2))
        restored = self.rng.random() < RESTORED
        for n in range(steps):
            if restored and n == saved:
                self.backup = saved_of(self.database)
            if restored and n == lost:
                self.restore()
            self.step()

    def restore(self) -> None:
        """The server's database is lost; the older one begins a new epoch."""
        if self.backup is None:
            return
        self.epochs += 1
        restore(self.database, self.backup, f"epoch-{self.epochs}")
        self.watch = Watch(self.database)
        self.watch.look()

    def step(self) -> None:
        """Something happens; if the server was part of it, everything is checked."""
        self.now += self.rng.choice([5, 500, 20_000, 120_000])
        happenings: list[tuple[Callable[[], None], int]] = [
            (self.deeds, 12), (self.sync, 9), (self.network.deliver_late, 2),
            (self.desk.something, 4), (self.read, 3), (self.misfortune, 1), (self.rush, 6),
        ]  # fmt: skip
        weights = [weight for _, weight in happenings]
        happening = self.rng.choices([h for h, _ in happenings], weights)[0]
        self.released = frozenset()
        happening()
        if happening not in (self.deeds, self.read):
            self.watch.look(self.released)
            if self.rng.random() < 0.4:
                self.desk.look_for()

    def deeds(self) -> None:
        """Somebody works, and tells what was done; the network is not asked."""
        handheld = self.rng.choice(self.handhelds)
        for _ in range(self.rng.randint(1, 4)):
            self.work_on(handheld, self.work.anything())
            if self.rng.random() < REGRET:
                self.work_on(handheld, self.work.regret())

    def work_on(self, handheld: Handheld, deeds: list[Deed]) -> None:
        """A worker tells a device what was done."""
        for deed in deeds:
            self.now += self.rng.randint(1, 15_000)
            if self.work.careful or self.rng.random() < 0.98:  # else it died before it was stored
                self.tell(handheld, deed)

    def rush(self) -> None:
        """Goods that somebody may doubt go to the door; the server hears of it, and they leave."""
        doubter, packer = self.rng.sample(self.handhelds, 2)
        doubts, deeds = self.work.rush()
        self.work_on(doubter, doubts)
        self.work_on(packer, deeds)
        for handheld in (doubter, packer) if self.rng.random() < 0.7 else (packer,):
            self.sync_until(handheld)
        self.watch.look()
        for deed in deeds[-1:]:
            self.desk.leave(deed.body["shipment"])

    def sync_until(self, handheld: Handheld) -> None:
        """A device in good reach of the network sends most of what it has."""
        for _ in range(6):
            if handheld.queue:
                self.hear(handheld, self.network.send(handheld, self.now))

    def tell(self, handheld: Handheld, deed: Deed) -> None:
        """A deed becomes an operation in the queue of a device."""
        op_id, more = self.next_id(), {}
        if self.told and self.rng.random() < 0.15:
            more = {"after": [self.rng.choice(list(self.told)[-5:])[0]]}
        text = handheld.write(op_id, deed.kind, deed.body, self.now, group=deed.group, **more)
        damage = 1 if self.work.careful else self.rng.random()
        if damage < 0.02:
            self._malformed(handheld, op_id, text)
            return
        if damage < 0.03 and self.told:
            op_id = self.rng.choice(list(self.told))[0]
            text = handheld.write(op_id, deed.kind, deed.body, self.now)
        else:
            self.work.told.append((op_id, deed))
        self.keep(handheld, op_id, text, deed)

    def keep(self, handheld: Handheld, op_id: str, text: str, deed: Deed) -> None:
        """An operation is in the queue, and what it tells is noted."""
        handheld.store(op_id, text)
        key = (op_id, handheld.queue[-1].hash)
        self.told[key] = (deed.kind, deed.body)
        self.truth.timeline.tell(deed.events, Told(key, deed.kind, deed.body))

    def _malformed(self, handheld: Handheld, op_id: str, text: str) -> None:
        """Bytes that mean nothing: kept and answered all the same."""
        kind = self.rng.randrange(4)
        broken = json.loads(text)
        if kind == 0:
            handheld.store(op_id, text, "0" * 64)
        elif kind == 1:
            handheld.store(op_id, text[:-9])
        else:
            broken |= {"kind": "teleport"} if kind == 2 else {"site": "DC02"}
            handheld.store(op_id, json.dumps(broken))

    def sync(self) -> None:
        """A device tries to send."""
        handheld = self.rng.choice(self.handhelds)
        self.hear(handheld, self.network.send(handheld, self.now))

    def hear(self, handheld: Handheld, answer: Answer | None) -> None:
        """A device takes an answer in, or starts anew when it was copied."""
        if isinstance(answer, EpochChanged):
            handheld.resend(answer.epoch, f"i-{self.next_id()}")
        elif isinstance(answer, Forked):
            handheld.start_again(f"i-{self.next_id()}")
        elif isinstance(answer, PushReply):
            handheld.hear(answer)
            trip = self.rng.randint(2, 4_000)
            noise = self.rng.randint(-trip // 2 + 1, trip // 2)
            handheld.clock.measure(self.now, trip, noise)

    def serve(self, device: Any, request: PushRequest) -> Answer:
        """The server answers a batch."""
        self.now += self.rng.randint(1, 300)
        return self.intake.push(device=device, request=request, now=instant(self.now))

    def read(self) -> None:
        """A reader asks for a page."""
        self.reader.page(self.rng)

    def misfortune(self) -> None:
        """A store loses an operation, a device is wiped or copied, a worker is dismissed."""
        handheld = self.rng.choice(self.handhelds)
        chosen = self.rng.randrange(5)
        if chosen == 0:
            self.desk.catalogue()
        elif chosen == 1 and handheld.queue:
            self._lose(handheld)
        elif chosen == 2:
            self._wipe(handheld)
        elif chosen == 3 and len(self.handhelds) < 5:
            self.handhelds.append(copy.deepcopy(handheld))
        elif chosen == 4:
            self.employ("wong", "disabled")

    def _lose(self, handheld: Handheld) -> None:
        lost = self.rng.choice(handheld.queue)
        body = {"seq": lost.seq, "why": "not in the store"}
        text = handheld.write(self.next_id(), "void", body, self.now)
        handheld.lose(lost, sent(text, lost.seq))

    def _wipe(self, handheld: Handheld) -> None:
        """The browser's storage is gone; a marker outside it says how much was in it."""
        for lost in handheld.wipe(f"i-{self.next_id()}"):
            op_id = self.next_id()
            body = {"seq": lost.seq, "why": "storage was wiped"}
            handheld.store(op_id, handheld.write(op_id, "void", body, self.now))

    def employ(self, actor: str, state: str) -> None:
        """A worker may, or may no longer, act."""
        statement = sa.update(actors).where(actors.c.id == actor).values(state=state)
        self.database.write(lambda connection: connection.execute(statement))

    def ask(self, kind: str, body: Body, actor: str = "rossi") -> OperationResult:
        """An online request, sent again with the same bytes until it is answered."""
        return self.desk.ask(kind, body, actor)

    def rows(self, query: Any) -> list[Any]:
        """Rows of a query."""
        return list(self.database.read(lambda c: c.execute(query).all()))

    def parked(self) -> list[Any]:
        """Journal rows that still wait, oldest first."""
        j = t.journal.c
        query = sa.select(j.op_id, j.reason).where(
            j.outcome == "parked", j.resolved_outcome.is_(None)
        )
        return self.rows(query.order_by(j.version, j.position))


def known_late_part() -> Body:
    """The import that makes the late part known."""
    return {"parts": [{"part": LATE_PART}]}


__all__ = ["SITE", "World", "demand", "known_late_part"]
