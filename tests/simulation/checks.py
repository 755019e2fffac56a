# SPDX-License-Identifier: Apache-2.0
"""The numbered invariants, looked at after every step."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from backend.domain.stock import CUSTOMER, Goods, QuantKey, is_virtual
from backend.store.database import Database
from tests.simulation.snapshot import Snapshot, snapshot

BOOKED = ("accepted", "accepted_discrepancy")


class Breach(AssertionError):
    """A promise was broken."""


def demand(holds: bool, invariant: str, what: object) -> None:
    """Raise a `Breach` that names the invariant unless it holds."""
    if not holds:
        raise Breach(f"{invariant}: {what}")


@dataclass
class Watch:
    """Remembers the last look and compares."""

    database: Database
    last: Snapshot | None = None
    folded: Counter[QuantKey] = field(default_factory=Counter)
    posted_at: dict[str, int] = field(default_factory=dict)

    def look(self, released: frozenset[str] = frozenset()) -> Snapshot:
        """Check everything; `released` are holds that a supervisor just released."""
        since = self.last.version if self.last else 0
        now = self.database.read(lambda connection: snapshot(connection, since))
        self._ledger(now)
        self._journal(now)
        if self.last is not None:
            self._held(self.last, now, released)
        self.last = now
        return now

    def _ledger(self, now: Snapshot) -> None:
        for move in now.moves:
            demand(move.quantity > 0 and move.source != move.target, "L1", move)
            before = self.posted_at.setdefault(move.op_id, move.version)
            demand(before == move.version, "S1", ("two effects", move.op_id))
            goods = Goods(move.part, move.lot, move.serial)
            self.folded[QuantKey(move.source, goods)] -= move.quantity
            self.folded[QuantKey(move.target, goods)] += move.quantity
        quants = {key: n for key, n in now.books.quants.items() if n}
        folded = {key: n for key, n in self.folded.items() if n}
        demand(quants == folded, "L4", _difference(quants, folded))
        by_part: Counter[str] = Counter()
        places: Counter[tuple[str, str]] = Counter()
        for key, n in quants.items():
            by_part[key.goods.part] += n
            demand(n > 0 or is_virtual(key.holder), "L3", (key, n))
            if key.goods.serial and not is_virtual(key.holder):
                places[(key.goods.part, key.goods.serial)] += n
        demand(not any(by_part.values()), "L2", by_part)
        demand(all(n == 1 for n in places.values()), "L5", places.most_common(3))

    def _journal(self, now: Snapshot) -> None:
        before = {row.op_id: row for row in self.last.journal} if self.last else {}
        current = {row.op_id: row for row in now.journal}
        demand(len(current) == len(now.journal), "S1", "two rows of one operation")
        demand(before.keys() <= current.keys(), "S1", ("gone", before.keys() - current.keys()))
        for op_id, row in before.items():
            again = current[op_id]
            same = (row.outcome, row.hash, row.seq) == (again.outcome, again.hash, again.seq)
            fixed = row.resolved_outcome in (None, again.resolved_outcome)
            demand(same and fixed, "S2", (tuple(row), tuple(again)))
        for op_id in self.posted_at:
            row = current.get(op_id)
            outcome = row and (row.resolved_outcome or row.outcome)
            demand(outcome in BOOKED, "S1", ("effect without a booked outcome", op_id, outcome))
        for row in now.outbox:
            sent = current.get(row.op_id)
            outcome = sent and (sent.resolved_outcome or sent.outcome)
            demand(outcome in BOOKED, "E1", ("document of what is not booked", row.key))
        seqs: dict[str, set[int]] = {}
        for taken in (*now.journal, *now.quarantine):
            if taken.seq is not None:
                seqs.setdefault(taken.installation_id, set()).add(taken.seq)
        for installation, expected in now.expected_seq.items():
            holes = set(range(1, expected)) - seqs.get(installation, set())
            demand(not holes, "S3", (installation, sorted(holes)[:5]))

    def _held(self, before: Snapshot, now: Snapshot, released: frozenset[str]) -> None:
        """H1: what was covered stays covered, wherever it went, and never left the site."""

        def covered(key: QuantKey) -> bool:
            holds = before.books.covering(key.holder, key.goods)
            return any((hold.root or hold.hold) not in released for hold in holds)

        held = {key for key in before.physical() if covered(key)}
        after = now.physical()
        serials = {(k.goods.part, k.goods.serial) for k in held if k.goods.serial}
        for key in after:
            known = key in held or (key.goods.part, key.goods.serial) in serials
            if known and not now.books.covering(key.holder, key.goods):
                raise Breach(f"H1: free without a release: {key}")
        for move in now.moves:
            goods = Goods(move.part, move.lot, move.serial)
            if QuantKey(move.source, goods) not in held:
                continue
            demand(move.target != CUSTOMER, "H1", ("left the site", tuple(move)))
            if is_virtual(move.target) or QuantKey(move.target, goods) not in after:
                continue
            free = not now.books.covering(move.target, goods)
            demand(not free, "H1", ("moved and free", tuple(move)))


def _difference(quants: dict[QuantKey, int], folded: dict[QuantKey, int]) -> list[object]:
    keys = [k for k in quants.keys() | folded.keys() if quants.get(k) != folded.get(k)]
    return [(key, quants.get(key), folded.get(key)) for key in sorted(keys)[:5]]
