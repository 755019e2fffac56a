# SPDX-License-Identifier: Apache-2.0
"""What judging operations on goods that come back may look at: records by exact key, the pools of
deposits by owner, and core tags."""

from __future__ import annotations

from collections.abc import Iterator

from backend.domain import bodies as main
from backend.domain import bodies_reverse as ops
from backend.domain.bodies import Body
from backend.domain.records import Kind, RecordKey, pool_of
from backend.domain.rules.returns_rows import deposits_of


def serial_name(part: str, serial: str) -> str:
    """What a numbered unit's record is kept by."""
    return f"{part}|{serial}"


def records_named(body: Body) -> Iterator[RecordKey]:
    """Records that a body names."""
    match body:
        case ops.ReturnReceipt():
            yield from _named((Kind.AUTHORIZATION, body.authorization), (Kind.CLAIM, body.claim))
            yield Kind.RETURNED, body.returned
            for line in body.lines:
                yield from ((Kind.SERIAL, serial_name(line.part, one)) for one in line.serials)
        case ops.CoreReceipt():
            yield Kind.CORE, body.core
            yield from ((Kind.GROUP, part) for part in {body.part, body.sold_as or body.part})
            if body.serial:
                yield Kind.SERIAL, serial_name(body.sold_as or body.part, body.serial)
        case ops.CoreShipment():
            yield Kind.SHIPMENT, body.shipment
            yield from _named(*((Kind.CLAIM, line.claim) for line in body.lines))
        case ops.RemanConsume():
            yield Kind.REMAN_ORDER, body.order
            for one in body.lines:
                yield Kind.GROUP, one.part
                yield from ((Kind.REMAN_CORE, serial_name(one.part, s)) for s in one.serials)
        case ops.RemanOutput():
            yield Kind.REMAN_ORDER, body.order
            yield Kind.REMAN_CORE, serial_name(body.parent_part, body.parent_serial)
        case ops.RemanLoss():
            yield Kind.REMAN_ORDER, body.order
            yield Kind.REMAN_CORE, serial_name(body.part, body.serial)
        case ops.ReturnDisposition():
            yield Kind.RETURNED, body.returned
        case ops.ClaimDecision():
            yield Kind.CLAIM, body.claim
        case ops.ReturnsImport():
            yield from _imported(body)


def modules_named(body: Body) -> Iterator[RecordKey]:
    """Assemblies and their modules: what is captured together, and numbers that are told alone."""
    match body:
        case main.ModulesCapture():
            yield Kind.ASSEMBLY, serial_name(body.parent_part, body.parent_serial)
            for one in (*body.modules, *body.removed):
                yield Kind.MODULE, serial_name(one.part, one.serial)
        case main.Receipt() | main.Count():
            for line in body.lines:
                yield from ((Kind.MODULE, serial_name(line.part, one)) for one in line.serials)
        case main.SerialCapture() | main.ReceiptDiffers():
            yield from ((Kind.MODULE, serial_name(body.part, one)) for one in body.serials)


def _named(*pairs: tuple[Kind, str | None]) -> Iterator[RecordKey]:
    yield from ((kind, name) for kind, name in pairs if name)


def _imported(body: ops.ReturnsImport) -> Iterator[RecordKey]:
    yield from ((Kind.AUTHORIZATION, row["authorization"]) for row in body.authorizations)
    yield from ((Kind.CLAIM, row["claim"]) for row in body.claims)
    yield from ((Kind.GROUP, row["part"]) for row in body.groups)
    yield from ((Kind.CHECKLIST, row["family"]) for row in body.checklists)
    yield from ((Kind.REMAN_ORDER, row["order"]) for row in body.reman_orders)
    yield from ((Kind.SHIPMENT, row["shipment"]) for row in body.acknowledgements)


def pools_named(body: Body) -> Iterator[tuple[str, str]]:
    """Customer and part of cores without a tag: the part's group says which pool."""
    if isinstance(body, ops.CoreReceipt) and not body.tag:
        yield body.customer or "", body.sold_as or body.part


def owners_named(body: Body) -> Iterator[str]:
    """Pools that an import changes."""
    for row in body.deposits if isinstance(body, ops.ReturnsImport) else ():
        yield pool_of(row["customer"], row["core_group"])


def tags_named(body: Body) -> Iterator[str]:
    """Core tags."""
    if isinstance(body, ops.CoreReceipt) and body.tag:
        yield body.tag
    for row in body.deposits if isinstance(body, ops.ReturnsImport) else ():
        yield from (one.tag for one in deposits_of(row))
