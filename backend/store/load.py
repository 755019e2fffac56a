# SPDX-License-Identifier: Apache-2.0
"""Load the books that judging some operations may look at: a fixed number of statements.

What is read follows from `domain.touches`; plates are followed outward to the place where they
stand, which takes one more statement for each level of nesting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain import operations as ops
from backend.domain.books import (
    NESTING_MAX,
    Books,
    Lot,
    ParkedOperation,
    Plate,
    Seen,
    SerialOrigin,
)
from backend.domain.holds import Hold, HoldScope, more_of
from backend.domain.ledger import Counted, History, Told, Witness
from backend.domain.operations import Operation
from backend.domain.quality import Quality, supply_from
from backend.domain.rules.masters import location_from, part_from, substitute_from
from backend.domain.settle import needs_history
from backend.domain.stock import (
    Goods,
    QuantKey,
    is_plate,
    is_virtual,
    plate_holder,
    plate_of,
    unexplained,
)
from backend.domain.suppliers import Supplier
from backend.domain.touches import Touches, held_holder
from backend.store import book_tables as t
from backend.store.exact_keys import rows_by_keys
from backend.store.from_supplier import widen
from backend.store.link_tables import substitutes
from backend.store.load_chains import load_chains
from backend.store.load_records import load_records
from backend.store.load_trail import load_trail, look_back
from backend.store.load_work import load_work
from backend.store.quality_tables import supplies

NO_RULES = Quality()
_OPEN_HOLDS = sa.select(t.holds).where(
    t.holds.c.site_id == sa.bindparam("site"), t.holds.c.state == "open"
)


def load(
    connection: Connection,
    site: str,
    network: str,
    operations: Sequence[Operation],
    found: Touches,
    parked: dict[str, ParkedOperation],
    quality: Quality = NO_RULES,
) -> Books:
    """Books for these operations. `found` is their touches; `parked` those that may wake up."""
    books = Books(site, parked=parked, quality=quality)
    loader = _Loader(connection, site, network, books, found)
    load_records(connection, site, books, found)
    widen(connection, site, network, found)
    loader.masters()
    loader.released(operations)
    loader.laid(operations)
    loader.identities()
    loader.plates_of_receipts(operations)
    loader.places()
    loader.units_inside()
    loader.horizons()
    loader.histories(operations)
    loader.trail(operations)
    loader.moved_on(operations)
    loader.stock()
    loader.masters_of_places()
    load_work(connection, site, books, found)
    return books


ENDING = ops.HoldRelease | ops.HoldOwner | ops.Disposition
"""Bodies that name a hold which they may end, or change."""


class _Loader:
    def __init__(
        self, connection: Connection, site: str, network: str, books: Books, found: Touches
    ) -> None:
        self.connection, self.site, self.network = connection, site, network
        self.books, self.found = books, found
        self.looked_into: set[str] = set()

    def rows(self, table: sa.Table, columns: Sequence[str], keys: Iterable[Any]) -> Sequence[Any]:
        scope = ("network_id", self.network) if "network_id" in table.c else ("site_id", self.site)
        listed = [(key,) if isinstance(key, str) else tuple(key) for key in keys]
        return rows_by_keys(self.connection, table, scope, columns, sorted(listed))

    def masters(self) -> None:
        """Parts, what comes after them, suppliers, qualified supplies and all open holds."""
        for row in self.rows(t.parts, ["part"], self.found.parts):
            self.books.parts[row.part] = part_from(row.body)
        for row in self.rows(t.suppliers, ["supplier"], self.found.suppliers):
            self.books.suppliers[row.supplier] = Supplier(**row.body)
        if self.found.chains:
            parts, links = load_chains(self.connection, self.network, self.found.chains)
            self.books.parts |= parts
            self.books.supersessions |= links
        for row in self.rows(substitutes, ["for_part", "part"], self.found.substitutes):
            approved = substitute_from(row.body)
            self.books.substitutes[approved.key] = approved
        for row in self.rows(t.qualified, ["part", "supplier"], self.found.supplies):
            self.books.qualified.add((row.part, row.supplier))
        first = self.found.supplies - self.books.qualified
        self._supplies(self.found.supplies if self.books.quality.rules else first)
        for row in self.connection.execute(_OPEN_HOLDS, {"site": self.site}):
            self.books.holds[row.hold] = Hold(
                row.hold,
                HoldScope(**row.scope),
                row.reason,
                row.note,
                row.placed_by,
                row.placed_at,
                row.operation,
                row.since,
                row.root,
                **more_of(row.more),
            )

    def released(self, operations: Sequence[Operation]) -> None:
        """The plates and places of holds that end: what is in them is told to the ERP, and it says
        how many people are needed. A hold on a receipt is on all of its plates."""
        ended = {o.body.hold for o in operations if isinstance(o.body, ENDING)}
        if any(isinstance(o.body, ops.Inspection) for o in operations):
            ended |= self._inspected()
        for one in self.books.holds.values() if ended else ():
            if one.hold in ended or one.root in ended:
                self.found.contents |= held_holder(one.scope)
                self.found.parts.update({one.scope.part} if one.scope.part else ())
                self.found.receipts.update({one.scope.receipt} if one.scope.receipt else ())
        if ended:
            for row in self.rows(t.parts, ["part"], self.found.parts - set(self.books.parts)):
                self.books.parts[row.part] = part_from(row.body)

    def _inspected(self) -> set[str]:
        """Holds of lots whose inspection is told, and what is known of their supplies."""
        tasks = self.rows(t.tasks, ["task"], set(self.found.tasks))
        told = [row.body for row in tasks if row.kind == "inspect"]
        self._supplies({(body["part"], body["supplier"]) for body in told})
        return {body["hold"] for body in told}

    def _supplies(self, keys: set[tuple[str, str]]) -> None:
        for row in self.rows(supplies, ["part", "supplier"], keys):
            known = supply_from(row.part, row.supplier, row.body)
            self.books.supplies[(row.part, row.supplier)] = known

    def laid(self, operations: Sequence[Operation]) -> None:
        """Parts of new holds: what is promised, picked or packed of them is somebody's work (IN7).
        """
        bodies = [o.body for o in operations if isinstance(o.body, ops.PlaceHold)]
        places = {place for body in bodies for place in held_holder(body.scope)}
        for row in self.rows(t.quants, ["holder"], places) if places else ():
            self.found.pledged.update({row.part} if row.quantity > 0 else ())
        self.found.pledged.update(body.scope.part for body in bodies if body.scope.part)
        self.found.part_stock |= self.found.pledged

    def moved_on(self, operations: Sequence[Operation]) -> None:
        """Where goods went that a new hold on their plate or place follows."""
        if any(isinstance(o.body, ops.PlaceHold) and held_holder(o.body.scope)
               for o in operations):
            gone = (d.target for went in self.books.trail.departures.values() for d in went)
            self._inward({holder for holder in gone if not is_virtual(holder)})

    def identities(self) -> None:
        """Serials and lots that are named, and stock of whole parts."""
        if self.found.part_stock:
            for row in self.rows(t.quants, ["part"], self.found.part_stock):
                self._quant(row)
                self.found.lots.update({(row.part, row.lot)} if row.lot else ())
                self.found.serials.update({(row.part, row.serial)} if row.serial else ())
                self.found.holders.add(row.holder)
        for row in self.rows(t.serials, ["part", "serial"], self.found.serials):
            self._serial(row)
        for row in self.rows(t.lots, ["part", "lot"], self.found.lots):
            self._lot(row)

    def places(self) -> None:
        """Plates named, plates inside what is looked into, and everything around them."""
        self._inward(self.found.contents | {f"lpn:{lpn}" for lpn in self._shipped()})
        self._outward({plate_of(h) for h in self._holders() if is_plate(h)})
        self._missing()

    def _missing(self) -> bool:
        """Whoever speaks of a missing plate asks of all that is on it, and of the place that missed
        it. Whether any is new."""
        missing = [plate for plate in self.books.plates.values() if plate.missing]
        asked = {plate_holder(p.lpn) for p in missing} | {p.seen.holder for p in missing if p.seen}
        news = asked - self.found.contents
        if news:
            self._inward(news)
        return bool(news)

    def _inward(self, inside: set[str]) -> None:
        """These holders, and the plates inside them, are looked into."""
        for _ in range(NESTING_MAX):
            rows = self.rows(t.plates, ["holder"], inside)
            inner = {f"lpn:{row.lpn}" for row in rows} - self.found.contents
            for row in rows:
                self._plate(row)
            self.found.contents |= inside | inner
            if not inner:
                break
            inside = inner

    def _outward(self, wanted: set[str]) -> None:
        """These plates and those around them."""
        for _ in range(NESTING_MAX):
            for row in self.rows(t.plates, ["lpn"], wanted - set(self.books.plates)):
                self._plate(row)
            around = {p.seen.holder for p in self.books.plates.values() if p.seen is not None}
            wanted = {plate_of(h) for h in around if is_plate(h)} - set(self.books.plates)
            if not wanted:
                break

    def trail(self, operations: Sequence[Operation]) -> None:
        """Where goods went that holds may have to follow, and what is known of them. What was on a
        plate that turns out to be missing may have gone on from where it was last."""
        for _ in range(NESTING_MAX):
            load_trail(self.connection, self.site, self.books, operations)
            self._followed()
            if not self._missing():
                return
            self.units_inside()
            self.horizons()

    def _followed(self) -> None:
        trail = self.books.trail
        went = {d for gone in trail.departures.values() for d in gone}
        units = {i for i in trail.of_identity if i[0]} | {
            (d.goods.part, d.goods.serial) for d in went if d.goods.serial
        }
        for row in self.rows(t.serials, ["part", "serial"], units - set(self.books.serials)):
            self._serial(row)
        targets = {d.target for d in went} | set(trail.departures)
        plates = {number for part, number in trail.of_identity if not part}
        self._outward(plates | {plate_of(h) for h in targets if is_plate(h)})

    def plates_of_receipts(self, operations: Sequence[Operation]) -> None:
        """Plates that came with a receipt that a new hold names, or one that ends."""
        for row in self.rows(t.plates, ["receipt"], look_back(operations) | self.found.receipts):
            self._plate(row)
            if row.receipt in self.found.receipts:
                self.found.contents.add(plate_holder(row.lpn))

    def units_inside(self) -> None:
        """Units in everything that is looked into: where they come from, and who saw them last."""
        self.looked_into = self.found.contents | self.found.histories
        for row in self.rows(t.serials, ["holder"], self.looked_into):
            self._serial(row)

    def _shipped(self) -> set[str]:
        rows = self.rows(t.shipments, ["shipment"], self.found.shipments)
        names = {order for row in rows for order in row.body["orders"]}
        self.found.orders.update(names)
        orders = self.rows(t.orders, ["order_id"], names)
        cartons = (one for row in orders for one in row.body["details"].get("cartons", []))
        return {
            *(lpn for row in rows for lpn in row.body["lpns"]),
            *(one.removeprefix("lpn:") for one in cartons),
        }

    def _holders(self) -> set[str]:
        holders = self.found.holders | self.found.contents | self.found.task_locations
        holders |= {seen.holder for seen in self.books.serials.values()}
        return holders | {key.holder for key in self.books.quants}

    def horizons(self) -> None:
        """The latest trusted count of every holder that matters."""
        standing = {p.seen.holder for p in self.books.plates.values() if p.seen is not None}
        wanted = {h for h in self._holders() | standing if not is_virtual(h)}
        for row in self.rows(t.horizons, ["holder"], wanted):
            self.books.horizons[row.holder] = witness_of(row)

    def histories(self, operations: Sequence[Operation]) -> None:
        """Facts of holders that are counted, or that are touched near their last count."""
        marks = self.books.horizons
        told = self.found.holders | (self.found.contents if self.found.shipments else set())
        near = {holder: marks[holder] for holder in told if holder in marks}
        for operation in operations if near else ():
            one = Witness(operation.moment, operation.device, operation.error_ms)
            self.found.histories.update(h for h, mark in near.items() if needs_history(mark, one))
        self.found.histories |= received_again(operations) & marks.keys()
        self.found.contents |= self.found.histories
        self.books.histories |= facts(self.connection, self.site, self.found.histories)
        for row in self.rows(t.plates, ["holder"], self.found.histories):
            self._plate(row)
        for row in self.rows(t.serials, ["holder"], self.found.histories - self.looked_into):
            self._serial(row)

    def stock(self) -> None:
        """Balances: exact keys, every key of a serial, everything in what is looked into."""
        keys = [(k.holder, k.goods.part, k.goods.lot, k.goods.serial) for k in self.found.keys]
        for row in self.rows(t.quants, ["holder", "part", "lot", "serial"], keys):
            self._quant(row)
        for row in self.rows(t.quants, ["part", "lot"], self.found.lot_stock):
            self._quant(row)
        identities = set(self.books.serials) | self.found.serials
        for row in self.rows(t.quants, ["part", "serial"], identities):
            self._quant(row)
        inside = self.found.contents | {unexplained(h) for h in self.found.histories}
        for row in self.rows(t.quants, ["holder"], inside):
            self._quant(row)

    def masters_of_places(self) -> None:
        """Parts and origins of what was found inside, and the locations where it all stands."""
        goods = {key.goods for key in self.books.quants}
        goods |= {d.goods for gone in self.books.trail.departures.values() for d in gone}
        parts = {g.part for g in goods} - set(self.books.parts)
        for row in self.rows(t.parts, ["part"], parts):
            self.books.parts[row.part] = part_from(row.body)
        lots = {(g.part, g.lot) for g in goods} - set(self.books.lots)
        for row in self.rows(t.lots, ["part", "lot"], lots):
            self._lot(row)
        wanted = {h for h in self._holders() if not is_virtual(h) and not is_plate(h)}
        wanted |= {p.seen.holder for p in self.books.plates.values() if p.seen is not None}
        for row in self.rows(t.locations, ["location"], wanted | self.found.locations):
            self.books.locations[row.location] = location_from(row.body)

    def _quant(self, row: Any) -> None:
        key = QuantKey(row.holder, Goods(row.part, row.lot, row.serial))
        if key in self.books.loaded:
            return
        self.books.loaded[key] = (row.quantity, row.raw)
        self.books.add(key, row.quantity)
        self.books.raws[key] = row.raw

    def _serial(self, row: Any) -> None:
        identity = (row.part, row.serial)
        if row.holder:
            self.books.serials[identity] = Seen(row.holder, witness_of(row), row.lot)
        if row.receipt or row.supplier:
            self.books.origins[identity] = SerialOrigin(row.supplier, row.receipt)

    def _plate(self, row: Any) -> None:
        seen = Seen(row.holder, witness_of(row)) if row.holder else None
        self.books.plates[row.lpn] = Plate(row.lpn, seen, row.missing, row.supplier, row.receipt)

    def _lot(self, row: Any) -> None:
        self.books.lots[(row.part, row.lot)] = Lot(
            row.expires_on, frozenset(row.suppliers), frozenset(row.receipts)
        )


def received_again(operations: Sequence[Operation]) -> set[str]:
    """Announced plates, and holders of which something is undone: what was told of them may be
    taken back at a moment before their count."""
    bodies = [o.body for o in operations if isinstance(o.body, ops.Receipt)]
    undone = [o for o in operations if isinstance(o.body, ops.Undo)]
    ends = {end for o in undone for move in o.told.moves for end in (move.source, move.target)}
    return {plate_holder(body.lpn) for body in bodies if body.asn} | ends


def witness_of(row: Any) -> Witness:
    """Who saw what a row remembers, and when."""
    return Witness((row.occurred_at, row.op_id), row.device_id, row.error_ms)


def facts(connection: Connection, site: str, holders: set[str]) -> dict[str, History]:
    """Every told move and every count of some holders."""
    scope, keys = ("site_id", site), [(holder,) for holder in sorted(holders)]
    told: dict[str, list[Told]] = {holder: [] for holder in holders}
    counts: dict[str, list[Counted]] = {holder: [] for holder in holders}
    for end, sign in (("source", -1), ("target", 1)):
        for row in rows_by_keys(connection, t.moves, scope, [end], keys):
            if not row.settled:
                goods = Goods(row.part, row.lot, row.serial)
                told[getattr(row, end)].append(Told(witness_of(row), goods, sign * row.quantity))
    for row in rows_by_keys(connection, t.counts, scope, ["holder"], keys):
        counts[row.holder].append(_counted(row))
    return {h: History(tuple(told[h]), tuple(counts[h])) for h in holders}


def _counted(row: Any) -> Counted:
    return Counted(
        witness_of(row),
        {Goods(part, lot): n for part, lot, n in row.loose},
        frozenset((part, serial) for part, serial in row.serials),
        frozenset(row.plates),
    )
