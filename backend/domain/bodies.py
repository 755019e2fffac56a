# SPDX-License-Identifier: Apache-2.0
"""What each kind of operation says: the bodies, as small frozen types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from backend.domain.bodies_reverse import ReverseBody
from backend.domain.bodies_work import (
    CodeMatch,
    CountPlan,
    LeaseRelease,
    ReceiptMatch,
    WaveRelease,
)
from backend.domain.dock_bodies import (
    Arrival,
    Aside,
    ModulesCapture,
    PackCheck,
    Receipt,
    ReceiptClose,
    ReceiptDiffers,
    ReceiptLine,
    Refusal,
    Relabel,
)
from backend.domain.holds import HoldScope
from backend.domain.lines import Line
from backend.domain.move_bodies import Replenishment, ReplenishShort, Reslot
from backend.domain.pack_bodies import CartonWeighed, LabelWanted, PackBody, PackShort
from backend.domain.quality_bodies import Disposition, HoldOwner, HoldRuleChange, Inspection
from backend.domain.ship_bodies import ConfirmShipment, LeftBehind, Load


@dataclass(frozen=True, slots=True)
class SerialCapture:
    """Units that had no number on the book get theirs."""

    holder: str
    part: str
    serials: tuple[str, ...]
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class Putaway:
    """Dock to storage: a whole plate, or lines out of `source`."""

    source: str
    target: str
    lpn: str | None = None
    lines: tuple[Line, ...] = ()
    task: str | None = None
    suggested: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """Bin to bin on purpose; same shape as a putaway. `order`: whose goods these are, where they
    are sorted out of the tote that several orders were picked into (PK1)."""

    source: str
    target: str
    lpn: str | None = None
    lines: tuple[Line, ...] = ()
    task: str | None = None
    suggested: str | None = None
    reason: str | None = None
    order: str | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """Units taken for an order line. `for_part`: the number ordered, where another is given;
    `reason`: why a later lot went first; `opened`: units left in a case that was opened."""

    order: str
    line: int
    source: str
    target: str
    lines: tuple[Line, ...]
    task: str | None = None
    for_part: str | None = None
    reason: str | None = None
    opened: int | None = None


@dataclass(frozen=True, slots=True)
class ShortPick:
    """Fewer found than asked, said by the picker. Moves nothing."""

    order: str
    line: int
    source: str
    part: str
    asked: int
    found: int
    reason: str
    task: str | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """From a tote into a carton, of a size that the site has."""

    order: str
    source: str
    target: str
    lines: tuple[Line, ...]
    size: str | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    """A person physically put back what the operation `undoes` had moved.

    The goods go from `source`, where that operation had put them, to `target`; with `lpn` the plate
    stands there again. Without a target they go back to the supplier, and the plate with them: so
    a receipt is undone. The rest says whose bookkeeping goes back too; `aside` is that of the
    receipt.
    """

    undoes: str
    verb: Literal["receipt", "putaway", "transfer", "pick", "pack", "load"]
    source: str
    target: str | None = None
    lines: tuple[Line, ...] = ()
    lpn: str | None = None
    order: str | None = None
    line: int | None = None
    asn: str | None = None
    shipment: str | None = None
    reason: str | None = None
    aside: Aside | None = None


@dataclass(frozen=True, slots=True)
class Stray:
    """A part that a counter's device knew nothing of in the place, and where it belongs."""

    part: str
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """All that is in a holder at one moment; an empty bin is said, not implied.

    `began_at` is when the holder was scanned, by the clock that captured the count; `strays` are
    parts of the lines that were not expected here (CC4).
    """

    holder: str
    lines: tuple[Line, ...] = ()
    lpns: tuple[str, ...] = ()
    empty: bool = False
    task: str | None = None
    began_at: str | None = None
    strays: tuple[Stray, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Nobody may use what the scope covers."""

    hold: str
    scope: HoldScope
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An accepted difference: units appear (positive) or go (negative) against an account."""

    holder: str
    part: str
    quantity: int
    reason: str
    lot: str | None = None
    serial: str | None = None
    against: Literal["@adjustment", "@scrap", "@unexplained"] = "@adjustment"
    corrects: str | None = None


@dataclass(frozen=True, slots=True)
class UnknownScan:
    """A code that nobody knows: kept as read."""

    raw: str
    where: str
    holder: str | None = None
    quantity: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class HoldHit:
    """A person met a held unit and was stopped: nothing moved, and somebody should know."""

    hold: str
    part: str
    holder: str
    where: str
    lot: str | None = None
    serial: str | None = None
    order: str | None = None


@dataclass(frozen=True, slots=True)
class PhotoSubject:
    """What a photo is of: each that is known, at least one."""

    operation: str | None = None
    lpn: str | None = None
    part: str | None = None
    asn: str | None = None
    order: str | None = None
    location: str | None = None
    hold: str | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture was taken. It moves nothing; its bytes travel apart and are known by `hash`."""

    photo: str
    hash: str
    bytes: int
    type: Literal["image/jpeg", "image/webp"]
    of: PhotoSubject
    where: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Void:
    """A sequence number that the device truly lost."""

    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class HoldRelease:
    """Ends a hold. `qualify`: later deliveries of the part by the supplier are free too."""

    hold: str
    reason: str
    qualify: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a supervisor decides on a parked operation."""

    operation: str
    decision: Literal["retry", "void"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A supervisor has seen to an exception that asks for no other decision."""

    exception: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class VarianceApproval:
    """The unexplained difference of a holder is accepted and leaves the books."""

    holder: str
    part: str
    quantity: int
    cause: str
    lot: str | None = None
    serial: str | None = None


@dataclass(frozen=True, slots=True)
class ClearedLine(Line):
    """What the book has on a plate: the missing one, or one that stood in it."""

    lpn: str = ""


@dataclass(frozen=True, slots=True)
class PlateClearance:
    """A plate that a count missed is no more: its place answers for what its book has on it."""

    lpn: str
    location: str
    lines: tuple[ClearedLine, ...]
    cause: str


@dataclass(frozen=True, slots=True)
class Recount:
    """A supervisor wants a place counted again."""

    holder: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A person picks an order, or still does. `along`: it is taken to where no network is; `tour`:
    all the orders that are picked on one walk, this one too."""

    order: str
    along: bool = False
    tour: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """Settings of the site from now on; null takes one back to its default. `base` is the version
    that was looked at."""

    base: int
    changes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CatalogueImport:
    """Master data: parts, what comes after them or may stand in, locations, suppliers, supplies
    that need no first-delivery hold, hold rules, what is looked at on a family of parts, the
    pick faces of parts with their levels, the sizes of cartons, and customers."""

    parts: tuple[dict[str, Any], ...] = ()
    locations: tuple[dict[str, Any], ...] = ()
    suppliers: tuple[dict[str, Any], ...] = ()
    qualified: tuple[dict[str, Any], ...] = ()
    opening: tuple[dict[str, Any], ...] = ()
    source: str = ""
    supersessions: tuple[dict[str, Any], ...] = ()
    substitutes: tuple[dict[str, Any], ...] = ()
    hold_rules: tuple[dict[str, Any], ...] = ()
    checklists: tuple[dict[str, Any], ...] = ()
    faces: tuple[dict[str, Any], ...] = ()
    cartons: tuple[dict[str, Any], ...] = ()
    customers: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class AsnImport:
    """An advance ship notice as read from the supplier's message."""

    asn: dict[str, Any] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class OrderImport:
    """An order as asked for."""

    order: dict[str, Any] = field(default_factory=dict)
    source: str = ""


Body = (
    Receipt | SerialCapture | Putaway | Transfer | Pick | ShortPick | Pack | Load | Count
    | PlaceHold | Adjustment | UnknownScan | Void | HoldRelease | Resolution | VarianceApproval
    | ConfirmShipment | CatalogueImport | AsnImport | OrderImport
    | HoldHit | Acknowledgement | Claim | PlateClearance | Recount | PolicyChange
    | Arrival | Refusal | ReceiptClose | ReceiptDiffers | Relabel | PackCheck
    | ModulesCapture
    | Photo | Undo | LeftBehind | ReplenishShort | Replenishment | Reslot
    | HoldRuleChange | HoldOwner | Inspection | Disposition | PackBody | ReverseBody
    | CountPlan | WaveRelease | LeaseRelease | CodeMatch | ReceiptMatch
)  # fmt: skip

UNDOABLE = (Receipt, Putaway, Transfer, Pick, Pack, Load)
"""What a person can put back: each has its verb in `Undo`."""
