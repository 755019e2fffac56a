# SPDX-License-Identifier: Apache-2.0
"""The books in memory: all that a decision may look at, loaded by exact key beforehand.

Nothing here reads a database or a clock. `dirty` collects what must be written back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from backend.domain.holds import Hold, Unit, covering
from backend.domain.ledger import Counted, History, Move, Witness
from backend.domain.locations import Location
from backend.domain.parts import Part
from backend.domain.photos import PhotoTaken
from backend.domain.plan.floor_index import FloorIndex
from backend.domain.plan.floor_plan import FloorPlan
from backend.domain.plan.putaway_choice import Occupancy
from backend.domain.policy import Policy
from backend.domain.quality import Quality, Supply
from backend.domain.records import Record, RecordKey
from backend.domain.stock import Goods, QuantKey, is_plate, plate_of
from backend.domain.substitutes import Substitute
from backend.domain.supersession import Supersession
from backend.domain.suppliers import Supplier
from backend.domain.trail import Trail

NESTING_MAX = 6
"""Plates around a plate: carton, tray, pallet, trailer and two to spare."""


OVER = frozenset({"shipped", "short_shipped"})
"""States of an order whose vehicle has left."""

PICKUP = "pickup"
"""Service of an order that its customer comes for."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a serial number or a plate was last seen, and who says so."""

    holder: str
    witness: Witness
    lot: str = ""


@dataclass(frozen=True, slots=True)
class Plate:
    """A licence plate: where it was last seen, what it came with."""

    lpn: str
    seen: Seen | None = None
    missing: bool = False
    supplier: str = ""
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Lot:
    """What is known of a lot of a part, from every receipt of it."""

    expires_on: str | None = None
    suppliers: frozenset[str] = frozenset()
    receipts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SerialOrigin:
    """Where a serial number came from."""

    supplier: str = ""
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line as asked for and as served. `requested` never changes: demand is kept.

    `requested` and `picked` are smallest units, named by `uom`. `asked` keeps what the customer
    wrote where that was another unit: `quantity, uom, pack, each`.
    """

    order: str
    line: int
    part: str
    requested: int
    uom: str = "EA"
    picked: int = 0
    vin: str = ""
    note: str = ""
    asked: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order: who wants what by when."""

    order: str
    customer: str
    name: str = ""
    priority: str = "STOCK"
    must_ship: str = ""
    state: str = "open"
    lines: tuple[OrderLine, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def door(self) -> str:
        """The door that the order asks for; '' when any will do."""
        return self.details.get("asked", {}).get("door") or ""

    @property
    def pickup(self) -> bool:
        """Whether the customer comes for it."""
        return bool(self.details.get("asked", {}).get("service") == PICKUP)


@dataclass(frozen=True, slots=True)
class Task:
    """Work that a person should do."""

    task: str
    kind: str
    state: str = "open"
    priority: int = 50
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shipment:
    """What goes on one vehicle. `carrier` is a courier's name, who comes for it without a route;
    the rest is said at departure; `collect`: open deposits whose cores it is to bring back, and
    `exposure_minor` what they come to, by currency."""

    shipment: str
    door: str = ""
    state: str = "open"
    lpns: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    carrier: str = ""
    seal: str = ""
    taken_by: str = ""
    document: str = ""
    signature: str = ""
    collect: tuple[str, ...] = ()
    exposure_minor: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Undone:
    """One telling that an operation was undone: who says so, and what went back."""

    witness: Witness
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class ParkedOperation:
    """An operation that waits, and what it waits for: part:, location:, op: or group: keys."""

    op_id: str
    position: tuple[int, int]
    waits_for: frozenset[str]
    group: str
    operation: Any


@dataclass(slots=True)
class Books:
    """Working memory of one transaction.

    `occupancy` is what all stock of some locations came to when it was loaded; `stood` is the part
    of it that these books know row by row (`rules/directed.py` says why). `floor` is the same,
    sorted when somebody first asks for a place; None again when locations change.
    """

    site: str
    parts: dict[str, Part] = field(default_factory=dict)
    locations: dict[str, Location] = field(default_factory=dict)
    suppliers: dict[str, Supplier] = field(default_factory=dict)
    supersessions: dict[str, Supersession] = field(default_factory=dict)
    substitutes: dict[str, Substitute] = field(default_factory=dict)
    quants: dict[QuantKey, int] = field(default_factory=dict)
    by_holder: dict[str, set[QuantKey]] = field(default_factory=dict)
    by_serial: dict[tuple[str, str], set[QuantKey]] = field(default_factory=dict)
    loaded: dict[QuantKey, tuple[int, int]] = field(default_factory=dict)
    raws: dict[QuantKey, int] = field(default_factory=dict)
    horizons: dict[str, Witness] = field(default_factory=dict)
    histories: dict[str, History] = field(default_factory=dict)
    serials: dict[tuple[str, str], Seen] = field(default_factory=dict)
    origins: dict[tuple[str, str], SerialOrigin] = field(default_factory=dict)
    plates: dict[str, Plate] = field(default_factory=dict)
    lots: dict[tuple[str, str], Lot] = field(default_factory=dict)
    holds: dict[str, Hold] = field(default_factory=dict)
    trail: Trail = field(default_factory=Trail)
    occupancy: dict[str, Occupancy] = field(default_factory=dict)
    stood: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict)
    floor: FloorIndex | None = None
    floor_map: FloorPlan | None = None
    qualified: set[tuple[str, str]] = field(default_factory=set)
    asns: dict[str, dict[str, Any]] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    shipments: dict[str, Shipment] = field(default_factory=dict)
    undone: dict[str, tuple[Undone, ...]] = field(default_factory=dict)
    known_operations: set[str] = field(default_factory=set)
    voided: set[str] = field(default_factory=set)
    parked: dict[str, ParkedOperation] = field(default_factory=dict)
    records: dict[RecordKey, Record] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    photos: dict[str, PhotoTaken] = field(default_factory=dict)
    quality: Quality = field(default_factory=Quality)
    supplies: dict[tuple[str, str], Supply] = field(default_factory=dict)
    today: str = ""
    """The day at which goods are asked about: that of the operation that is judged."""
    dirty: set[tuple[str, Any]] = field(default_factory=set)

    def touch(self, table: str, key: Any) -> None:
        """Remember that a row must be written back."""
        self.dirty.add((table, key))

    def add(self, key: QuantKey, delta: int) -> None:
        """Change a balance of the ledger by `delta` units."""
        if key not in self.quants:
            self.by_holder.setdefault(key.holder, set()).add(key)
            if key.goods.serial:
                identity = (key.goods.part, key.goods.serial)
                self.by_serial.setdefault(identity, set()).add(key)
        self.quants[key] = self.quants.get(key, 0) + delta

    def balance(self, holder: str, goods: Goods) -> int:
        """The ledger's balance."""
        return self.quants.get(QuantKey(holder, goods), 0)

    def content(self, holder: str) -> Iterator[tuple[Goods, int]]:
        """Goods that stand in a holder itself, not in plates inside it; loaded rows only."""
        for key in sorted(self.by_holder.get(holder, ())):
            if self.quants[key]:
                yield key.goods, self.quants[key]

    def around(self, holder: str) -> tuple[tuple[str, ...], str]:
        """The plates from this holder outward, and the place where the outermost stands."""
        plates: list[str] = []
        current = holder
        while is_plate(current) and len(plates) < NESTING_MAX:
            lpn = plate_of(current)
            if lpn in plates:
                return tuple(plates), ""
            plates.append(lpn)
            plate = self.plates.get(lpn)
            if plate is None or plate.seen is None or plate.missing:
                return tuple(plates), ""
            current = plate.seen.holder
        return tuple(plates), "" if is_plate(current) else current

    def missed(self, holder: str) -> Seen | None:
        """The place where a count did not find this plate or one around it, and that count."""
        plates, _ = self.around(holder)
        outermost = self.plates.get(plates[-1]) if plates else None
        if outermost is None or outermost.seen is None or not outermost.missing:
            return None
        place = outermost.seen.holder
        return Seen(place, self.horizons.get(place, outermost.seen.witness))

    def unit(self, holder: str, goods: Goods) -> Unit:
        """Goods at a holder with everything that a hold may ask about."""
        plates, location = self.around(holder)
        suppliers, receipts = self._origin(plates, goods)
        return Unit(goods.part, goods.lot, goods.serial, plates, location, suppliers, receipts)

    def covering(self, holder: str, goods: Goods) -> tuple[Hold, ...]:
        """Open holds that cover goods at a holder and do not rest today."""
        return tuple(hold for hold in self.laid_over(holder, goods) if not hold.rests(self.today))

    def laid_over(self, holder: str, goods: Goods) -> tuple[Hold, ...]:
        """Open holds that cover goods at a holder, those that rest too: these follow as well."""
        if not self.holds:
            return ()
        return covering(self.holds.values(), self.unit(holder, goods))

    def place_of(self, holder: str) -> Location | None:
        """The location that a holder stands in, if it is known."""
        _, location = self.around(holder)
        return self.locations.get(location)

    def standing_in(self, holder: str) -> Iterator[Plate]:
        """Plates whose latest place is this holder; loaded rows only."""
        for plate in self.plates.values():
            if plate.seen is not None and plate.seen.holder == holder and not plate.missing:
                yield plate

    def _origin(self, plates: Iterable[str], goods: Goods) -> tuple[frozenset[str], frozenset[str]]:
        if goods.serial:
            origin = self.origins.get((goods.part, goods.serial))
            if origin is not None:
                return frozenset({origin.supplier}), frozenset({origin.receipt})
        lot = self.lots.get((goods.part, goods.lot)) if goods.lot else None
        if lot is not None:
            return lot.suppliers, lot.receipts
        known = [self.plates[lpn] for lpn in plates if lpn in self.plates]
        suppliers = frozenset(plate.supplier for plate in known if plate.supplier)
        receipts = frozenset(plate.receipt for plate in known if plate.receipt)
        return suppliers or self._deliverers(goods.part), receipts

    def _deliverers(self, part: str) -> frozenset[str]:
        """Who may have delivered goods that bear no mark: everybody who ever did, and who should.

        Their receipts are not guessed: goods of a held receipt are followed from its plates.
        """
        master, lot = self.parts.get(part), self.lots.get((part, ""))
        usual = {master.supplier} if master is not None and master.supplier else set()
        return (lot.suppliers if lot else frozenset()) | usual


def with_told(history: History, told: tuple[Any, ...], count: Counted | None) -> History:
    """A history with more facts."""
    return History(history.told + told, history.counts + ((count,) if count else ()))
