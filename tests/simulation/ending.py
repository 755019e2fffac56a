# SPDX-License-Identifier: Apache-2.0
"""When the faults stop: queues drain, decisions are made, and a full count tells the truth."""

from __future__ import annotations

import json
from collections import Counter

import sqlalchemy as sa

from backend.domain.stock import CUSTOMER, SUPPLIER, Goods, is_virtual, plate_holder
from backend.store import book_tables as t
from backend.use_cases.replay import replay
from backend.use_cases.verify import verify
from sync.wire import PushReply
from tests.scenarios.site import SITE
from tests.simulation.checks import demand
from tests.simulation.device import Handheld
from tests.simulation.held_checks import held_is_held, never_promised
from tests.simulation.server import in_memory
from tests.simulation.timeline import Event
from tests.simulation.totals import (
    each_has_its_effect_once,
    lines_are_served,
    promises,
    told_arrivals,
)
from tests.simulation.work import PLACES, Deed
from tests.simulation.world import World

DRAIN_ROUNDS_MAX = 60
RELEASES = 2
"""By a supervisor when everything has been told: what else lies over the same goods stays."""
HOUR_MS = 3_600_000
ASKED = ("server_fault", "actor_revoked", "device_revoked")
"""Why an operation waits for a supervisor and for nobody else."""


def end(world: World) -> None:
    """Bring a world to its end and check what must be true then."""
    world.poison = False
    world.employ("wong", "active")
    world.network.late.clear()
    world.desk.catalogue()
    for handheld in world.handhelds:
        drain(world, handheld)
    settle(world)
    account_for_every_operation(world)
    each_has_its_effect_once(world)
    lines_are_served(world)
    held_is_held(world)
    for _ in range(RELEASES):
        world.desk.release()
        world.watch.look(world.released)
    world.now += 2 * HOUR_MS
    count_everything(world)
    now = world.watch.look()
    compare(world)
    promises(world, now)
    held_is_held(world)
    never_promised(world)
    world.reader.finish(world.rng)
    report = verify(world.database, SITE)
    demand(report.ok, "verify", [check for check in report.checks if not check.ok])
    anew = in_memory(empty=True)
    differences = replay(world.database, anew, SITE)
    anew.close()
    demand(differences.ok, "S4", differences.found[:5])


def drain(world: World, handheld: Handheld) -> None:
    """Send until nothing is left; each round must get somewhere. A device with nothing to send
    reports all the same, and hears whether the server is still the one that it knew."""
    world.hear(handheld, world.serve(handheld.enrolled(), handheld.request((), world.now)))
    for _ in range(DRAIN_ROUNDS_MAX):
        if not handheld.queue:
            return
        request = handheld.request(tuple(handheld.queue[:50]), world.now)
        answer = world.serve(handheld.enrolled(), request)
        world.hear(handheld, answer)
        world.watch.look()
        if isinstance(answer, PushReply) and not answer.results:
            # numbers that were never seen: the reply names the one to go on from
            first = handheld.queue[0].seq
            demand(answer.expected_seq > first, "S3", (answer.expected_seq, first))
    demand(not handheld.queue, "every queue drains", len(handheld.queue))


def settle(world: World) -> None:
    """A supervisor tries what is parked again. What waits for another is freed by that other."""
    for row in world.parked():
        if row.reason in ASKED:
            world.desk.decide(row.op_id, "retry")
            world.watch.look()
    for row in world.parked():
        if row.op_id in {one.op_id for one in world.parked()}:
            demand(_waits_for_nothing_known(world, row.op_id), "L3 liveness", tuple(row))
            world.desk.decide(row.op_id, "retry")
            world.watch.look()
    for row in world.parked():
        world.desk.decide(row.op_id, "void")
    demand(not world.parked(), "nothing stays parked", world.parked())


def _waits_for_nothing_known(world: World, op_id: str) -> bool:
    """Whether it is right that this still waits: its predecessor never came or was refused, or
    it is behind one of its group for which that is so, or waking it broke a rule before."""
    waiting = {row.op_id for row in world.parked()}
    j = t.journal.c
    columns = (j.op_id, j.outcome, j.reason, j.text, j.group_key, j.detail)
    known = {r.op_id: r for r in world.rows(sa.select(*columns))}
    row = known[op_id]
    calm = any("fault" in r.detail and r.outcome != "parked" for r in known.values())
    if calm or row.reason in ASKED:
        return True
    for before in json.loads(row.text).get("after", ()):
        if before not in known or known[before].outcome == "rejected" or before in waiting:
            return True
    group = row.group_key
    return bool(group) and any(
        other != op_id and known[other].group_key == group for other in waiting
    )


def account_for_every_operation(world: World) -> None:
    """D1: what was captured is recorded, rejected, or reported lost. None is pending now."""
    j = t.journal.c
    kept = {(r.op_id, r.hash) for r in world.rows(sa.select(j.op_id, j.hash))}
    j = t.quarantine.c
    aside = {r.op_id for r in world.rows(sa.select(j.op_id))}
    for handheld in world.handhelds:
        for key in handheld.captured:
            answer = handheld.answers.get(key)
            if answer is None:
                demand(key in handheld.lost, "D1", ("neither answered nor reported lost", key))
            elif answer.reason in ("id_reused", "hash_mismatch"):
                demand(key[0] in aside or answer.reason == "hash_mismatch", "D1", key)
            elif key not in handheld.forgotten or world.epochs == 1:
                demand(key in kept, "D1", ("answered, and not in the journal", key, answer))


def count_everything(world: World) -> None:
    """One device counts every holder that is there, or that the book thinks is there."""
    counter = world.handhelds[0]
    holders = {*PLACES, *world.truth.here(), *map(plate_holder, world.truth.plates_here())}
    q = t.quants.c
    query = sa.select(q.holder).where(q.quantity != 0).distinct()
    holders |= {r.holder for r in world.rows(query) if not is_virtual(r.holder)}
    for holder in sorted(holders):
        world.now += 1_000
        body = world.work.truly_there(holder)
        op_id, timeline = world.next_id(), world.truth.timeline
        timeline.add(Event("count", holder))
        seen = Deed("count", body, events=range(len(timeline.events) - 1, len(timeline.events)))
        world.keep(counter, op_id, counter.write(op_id, "count", body, world.now), seen)
    drain(world, counter)


def compare(world: World) -> None:
    """The books are the truth, and what nobody could explain is what was truly lost."""
    now = world.watch.last
    assert now is not None
    books = {(key.holder, key.goods): n for key, n in now.physical().items()}
    truth = world.truth.stock()
    demand(books == truth, "books equal the floor", _apart(books, truth))
    for lpn in world.truth.plates_here():
        plate = now.books.plates.get(lpn)
        place = plate.seen.holder if plate and plate.seen and not plate.missing else ""
        demand(place == world.truth.standing[lpn], "plates stand where they stand", (lpn, place))
    accounts: Counter[tuple[str, str]] = Counter()
    for key, n in now.books.quants.items():
        if is_virtual(key.holder):
            accounts[(key.goods.part, key.holder.split(":")[0])] += n
    arrived = told_arrivals(world)
    for part in sorted({part for part, _ in accounts} | set(world.truth.arrived)):
        unexplained = sum(
            n for (p, a), n in accounts.items() if p == part and a not in (SUPPLIER, CUSTOMER)
        )
        misread = arrived[part] - world.truth.arrived[part]
        slipped = world.truth.left[part] - accounts[(part, CUSTOMER)]
        losses = world.truth.lost[part] + misread + slipped
        demand(unexplained == losses, "losses", (part, unexplained, losses))


def _apart(books: dict[tuple[str, Goods], int], truth: dict[tuple[str, Goods], int]) -> object:
    keys = [k for k in books.keys() | truth.keys() if books.get(k) != truth.get(k)]
    return [(key, books.get(key), truth.get(key)) for key in sorted(keys)[:5]]


__all__ = ["end"]
