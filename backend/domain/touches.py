# SPDX-License-Identifier: Apache-2.0
"""What judging an operation may look at: exact keys, so that the store loads these and no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from backend.domain import operations as ops
from backend.domain.bodies import UNDOABLE
from backend.domain.gate import locations_named, parts_named
from backend.domain.holds import HoldScope
from backend.domain.quality import inspect_task
from backend.domain.records import Kind, RecordKey
from backend.domain.rules.put_back import order_of
from backend.domain.rules.putaway import named_place
from backend.domain.stock import (
    Goods,
    QuantKey,
    is_plate,
    is_virtual,
    plate_holder,
    plate_of,
    unexplained,
)
from backend.domain.touches_import import asn_parts, chained
from backend.domain.touches_reverse import (
    modules_named,
    owners_named,
    pools_named,
    records_named,
    tags_named,
)


@dataclass(slots=True)
class Touches:
    """Keys to load. `contents`: everything in these holders; `part_stock`: all stock of parts;
    `packed_from`: holder and part of which it matters for whom they were picked; `loaded`: plates
    of which it matters for whom they were filled; `lot_stock`: all stock of lots of which more
    becomes known; `room_in`: how full these are; `plan`: all that a choice among all locations
    needs; `chains`: parts of which it matters what comes after them; `task_locations`: open tasks
    of the places that these stand in, and when they were counted; `done_sources`: as
    `task_sources`, of tasks that are done; `walked`: orders of which it matters to which places
    their open pick tasks lead; `closed_tasks`: tasks by name, open or not; `undone`:
    operations of which it matters whether they were undone; `pledged`: parts of which it matters
    what is promised, picked or packed; `receipts`: all plates of these are looked into;
    `goods_of`: suppliers all of whose goods matter; `records`: what is known of goods that come
    back; `core_pools`: customer and part (or group)
    whose deposits matter."""

    parts: set[str] = field(default_factory=set)
    chains: set[str] = field(default_factory=set)
    substitutes: set[tuple[str, str]] = field(default_factory=set)
    locations: set[str] = field(default_factory=set)
    suppliers: set[str] = field(default_factory=set)
    holders: set[str] = field(default_factory=set)
    keys: set[QuantKey] = field(default_factory=set)
    serials: set[tuple[str, str]] = field(default_factory=set)
    lots: set[tuple[str, str]] = field(default_factory=set)
    supplies: set[tuple[str, str]] = field(default_factory=set)
    contents: set[str] = field(default_factory=set)
    histories: set[str] = field(default_factory=set)
    part_stock: set[str] = field(default_factory=set)
    lot_stock: set[tuple[str, str]] = field(default_factory=set)
    orders: set[str] = field(default_factory=set)
    packed_from: set[tuple[str, str]] = field(default_factory=set)
    loaded: set[str] = field(default_factory=set)
    shipments: set[str] = field(default_factory=set)
    asns: set[str] = field(default_factory=set)
    tasks: set[str] = field(default_factory=set)
    task_sources: set[str] = field(default_factory=set)
    done_sources: set[str] = field(default_factory=set)
    walked: set[str] = field(default_factory=set)
    closed_tasks: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)
    task_locations: set[str] = field(default_factory=set)
    pledged: set[str] = field(default_factory=set)
    receipts: set[str] = field(default_factory=set)
    room_in: set[str] = field(default_factory=set)
    goods_of: set[str] = field(default_factory=set)
    records: set[RecordKey] = field(default_factory=set)
    core_pools: set[tuple[str, str]] = field(default_factory=set)
    core_owners: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)
    plan: bool = False


def touches(operations: Iterable[ops.Operation]) -> Touches:
    """The union over several operations."""
    found = Touches()
    for operation in operations:
        _envelope(found, operation)
        _told(found, operation)
        _named(found, operation.body)
    return found


def add(found: Touches, more: Touches) -> None:
    """Widen `found` by `more`."""
    for part in fields(found):
        if part.name == "plan":
            found.plan = found.plan or more.plan
        else:
            getattr(found, part.name).update(getattr(more, part.name))


def _envelope(found: Touches, operation: ops.Operation) -> None:
    found.after.update(operation.envelope.after)
    if isinstance(operation.body, UNDOABLE):
        found.undone.add(operation.op_id)
    found.parts.update(parts_named(operation.body))
    found.records.update(modules_named(operation.body))
    found.locations.update(locations_named(operation))


def _told(found: Touches, operation: ops.Operation) -> None:
    told = operation.told
    found.holders.update(operation.holders)
    for move in told.moves:
        for holder in (move.source, move.target):
            found.keys.add(QuantKey(holder, move.goods))
            if not is_virtual(holder):
                found.keys.add(QuantKey(unexplained(holder), move.goods))
        _identity(found, move.goods.part, move.goods.lot, move.goods.serial)
    for goods in told.found:
        _identity(found, goods.part, goods.lot, goods.serial)


def _identity(found: Touches, part: str, lot: str, serial: str) -> None:
    if serial:
        found.serials.add((part, serial))
    if lot or not serial:
        found.lots.add((part, lot))


def _named(found: Touches, body: ops.Body) -> None:
    match body:
        case ops.Receipt():
            _came(found, body)
        case ops.Putaway() | ops.Transfer():
            _put(found, body)
            found.orders.update({order} if (order := order_of(body.task)) else ())
            found.orders.update(_sorted_for(body))
        case ops.Pick() | ops.ShortPick():
            _picked(found, body)
        case ops.Pack():
            found.orders.add(body.order)
            found.packed_from.update((body.source, line.part) for line in body.lines)
        case ops.PackShort():
            found.orders.add(body.order)
            found.part_stock.update(line.part for line in body.lines)
            found.task_locations.update({body.location} if body.location else ())
        case ops.CartonWeighed() if body.order:
            found.orders.add(body.order)
        case ops.ModulesCapture():
            found.serials.update((one.part, one.serial) for one in body.modules)
        case ops.ReceiptDiffers():
            found.asns.update({body.asn} if body.asn else ())
            found.task_sources.add(body.holder)
            found.contents.add(body.holder)
            found.records.update({(Kind.SUPPLIER, body.supplier)} if body.supplier else ())
        case ops.Arrival() | ops.Refusal() | ops.ReceiptClose() | ops.ReceiptMatch():
            found.asns.update({body.asn} if body.asn else ())
        case ops.Claim():
            found.walked |= {body.order, *body.tour}
            found.orders |= found.walked
        case ops.Load() | ops.LeftBehind() | ops.ConfirmShipment():
            _departing(found, body)
        case ops.Undo():
            _put_back(found, body)
        case ops.CodeMatch():
            found.parts |= {body.part, body.alias or body.part}
            found.locations |= {body.holder} if body.holder else set()
        case ops.Count() | ops.Recount() | ops.CountPlan():
            _counted(found, body)
        case ops.PlaceHold():
            found.contents |= held_holder(body.scope)
        case ops.PlateClearance():
            found.contents |= {"lpn:" + body.lpn, *("lpn:" + line.lpn for line in body.lines)}
        case ops.WaveRelease() | ops.LeaseRelease():
            found.orders |= set(body.orders)
        case _:
            _quality(found, body)
            _imports(found, body)
            _came_back(found, body)


def _departing(found: Touches, body: ops.Body) -> None:
    match body:
        case ops.Load():
            found.shipments.add(body.shipment)
            found.orders.update({body.order} if body.order else ())
            found.contents.add("lpn:" + body.lpn)
            found.loaded.add("lpn:" + body.lpn)
        case ops.LeftBehind():
            found.orders.add(body.order)
            found.holders.add("lpn:" + body.lpn)
        case ops.ConfirmShipment():
            found.shipments.add(body.shipment)
            found.orders.update(body.orders)
            found.records.update((Kind.DEPOSIT, one) for one in body.collect)


def _counted(found: Touches, body: ops.Body) -> None:
    match body:
        case ops.Count():
            found.contents |= {body.holder, *("lpn:" + lpn for lpn in body.lpns)}
            found.lots.update((line.part, line.lot) for line in body.lines if line.lot)
            found.histories.add(body.holder)
            found.task_sources.add(body.holder)
            found.task_locations.add(body.holder)
            found.closed_tasks.update({body.task} if body.task else ())
        case ops.Recount():
            found.task_locations.add(body.holder)
        case ops.CountPlan():
            found.locations |= (places := {one.location for one in body.counts})
            found.task_locations |= places


def _came(found: Touches, body: ops.Receipt) -> None:
    """What a receipt is held against, and the picks that wait for its goods."""
    found.plan = found.plan or body.asn is not None
    found.asns.update({body.asn} if body.asn else ())
    found.supplies.update((line.part, body.supplier) for line in body.lines)
    found.records.add((Kind.SUPPLIER, body.supplier))
    found.tasks.update(
        inspect_task(body.receipt, line.part, lot)
        for line in body.lines
        for lot in {line.lot or "", ""}  # of a first delivery all lots are inspected together
    )
    found.task_sources.update(unplaced(line.part) for line in body.lines)
    found.contents.add("lpn:" + body.lpn)
    found.contents.update({"lpn:" + body.parent_lpn} if body.parent_lpn else ())
    found.lot_stock.update(
        (line.part, line.lot or "") for line in body.lines if line.lot or not line.serials
    )


def _came_back(found: Touches, body: ops.Body) -> None:
    found.records.update(records_named(body))
    found.core_pools.update(pools_named(body))
    found.core_owners.update(owners_named(body))
    found.tags.update(tags_named(body))
    match body:
        case ops.ReturnReceipt() | ops.CoreReceipt() | ops.CoreShipment():
            found.contents.add("lpn:" + body.lpn)


def _sorted_for(body: ops.Putaway | ops.Transfer) -> set[str]:
    """The order whose goods are sorted out of a batch."""
    return {body.order} if isinstance(body, ops.Transfer) and body.order else set()


def _put(found: Touches, body: ops.Putaway | ops.Transfer) -> None:
    """What stands where goods are put, what is asked of them, and what was named for them."""
    found.tasks.update({body.task} if body.task else ())
    found.room_in.add(body.target)
    found.contents.add(body.target)
    if order_of(body.task):
        found.part_stock.update(line.part for line in body.lines)
    doubts = named_place(body)
    found.task_locations.update({doubts} if doubts else ())
    if body.lpn is not None:
        found.contents.add("lpn:" + body.lpn)
        found.task_sources.add("lpn:" + body.lpn)
    else:
        found.task_sources.add(body.source)
        found.contents.add(body.source)


def _put_back(found: Touches, body: ops.Undo) -> None:
    """What the undone operation had changed, and whether it was told and undone before."""
    found.after.add(body.undoes)
    found.undone.add(body.undoes)
    found.orders.update({body.order} if body.order else ())
    found.asns.update({body.asn} if body.asn else ())
    found.shipments.update({body.shipment} if body.shipment else ())
    if body.verb == "pick":
        found.closed_tasks.add(f"pick:{body.order}:{body.line}")
    if body.lpn is not None:
        found.contents.add("lpn:" + body.lpn)
    if body.verb == "receipt":
        found.contents.add(body.source)
        found.lot_stock.update((line.part, line.lot or "") for line in body.lines)
    if body.verb in ("receipt", "putaway"):
        plate = {"lpn:" + body.lpn} if body.lpn is not None else set()
        found.task_sources |= {body.source} | plate
        found.done_sources |= ({body.target} if body.target else set()) | plate


def _quality(found: Touches, body: ops.Body) -> None:
    match body:
        case ops.HoldRuleChange() if body.when == "recall" and body.part:
            found.part_stock.add(body.part)
            found.pledged.add(body.part)
        case ops.HoldRuleChange() if body.when == "recall" and body.supplier:
            found.goods_of.add(body.supplier)
        case ops.HoldHit():
            found.holders.add(body.holder)
            _identity(found, body.part, body.lot or "", body.serial or "")
        case ops.Inspection():
            found.tasks.add(body.task)
        case ops.ReplenishShort():
            found.tasks.add(body.task)
            found.task_locations |= {body.source, body.target}
        case ops.Replenishment():
            found.parts.update(body.parts)
            found.part_stock.update(body.parts)
            found.records.update((Kind.FACE, part) for part in body.parts)
            found.task_sources.update(unplaced(part) for part in body.parts)
        case ops.Reslot():
            found.parts |= {body.part, body.swap_with or body.part}
            found.records |= {(Kind.FACE, part) for part in (body.part, body.swap_with) if part}
            found.locations |= {body.source, body.target}
            found.room_in |= {body.source, body.target}
            found.contents |= {body.source, body.target}
        case ops.Disposition() if body.holder:
            found.contents.add(body.holder)
            found.task_sources.add(body.holder)
            found.substitutes.update({(body.to_part, body.part)} if body.to_part else ())


def _picked(found: Touches, body: ops.Pick | ops.ShortPick) -> None:
    found.task_locations.add(body.source)
    found.orders.add(body.order)
    found.tasks.add(f"pick:{body.order}:{body.line}")
    if isinstance(body, ops.ShortPick):
        found.part_stock.add(body.part)
        return
    found.records.update((Kind.GROUP, part) for part in _ordered(body))
    if body.for_part is not None:
        found.chains |= {body.for_part, *(line.part for line in body.lines)}
        found.substitutes |= {(body.for_part, line.part) for line in body.lines}


def _ordered(body: ops.Pick) -> set[str]:
    """The number that the line asks for, and those given: one of them has the core."""
    return {line.part for line in body.lines} | ({body.for_part} if body.for_part else set())


def _imports(found: Touches, body: ops.Body) -> None:
    match body:
        case ops.CatalogueImport():
            found.records.update((Kind.FACE, row["part"]) for row in body.faces)
            found.records.update((Kind.CUSTOMER, row["customer"]) for row in body.customers)
            found.parts.update(row["part"] for row in body.parts)
            found.suppliers.update(row["supplier"] for row in body.suppliers)
            found.chains.update(name for row in body.supersessions for name in chained(row))
            found.substitutes.update((row["for_part"], row["part"]) for row in body.substitutes)
            found.locations.update(row["location"] for row in body.locations)
            for row in body.opening:
                lot, serials = row.get("lot") or "", row.get("serials") or ()
                found.holders.add(row["location"])
                found.lot_stock.update({(row["part"], lot)} if lot or not serials else ())
                for serial in serials or ("",):
                    goods = Goods(row["part"], lot, serial)
                    found.keys.add(QuantKey(row["location"], goods))
                    _identity(found, row["part"], lot, serial)
        case ops.AsnImport():
            found.plan = True
            found.asns.add(str(body.asn.get("shipment", "")))
            supplier = str(body.asn.get("supplier", ""))
            found.suppliers.add(supplier)
            found.records.add((Kind.SUPPLIER, supplier))
            loose = [{"lines": body.asn.get("lines", [])}]
            for part in asn_parts([*body.asn.get("packs", []), *loose]):
                found.parts.add(part)
                found.supplies.add((part, supplier))
        case ops.OrderImport():
            found.orders.add(str(body.order.get("order", "")))
            parts = {line["part"] for line in body.order.get("lines", [])}
            found.parts |= parts
            found.part_stock |= parts


def unplaced(part: str) -> str:
    """Under which source tasks are found that wait for goods of a part, wherever these will be."""
    return f"?{part}"


def held_holder(scope: HoldScope) -> set[str]:
    """The plate or place that a scope names: what is in it is told to the ERP."""
    if scope.lpn is not None:
        return {plate_holder(scope.lpn)}
    return set() if scope.location is None else {scope.location}


def outer_plates(holders: Iterable[str]) -> set[str]:
    """The plates among holders."""
    return {plate_of(holder) for holder in holders if is_plate(holder)}
