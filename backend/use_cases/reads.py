# SPDX-License-Identifier: Apache-2.0
"""What screens and other programs may read, as plain values, page by page.

Every page says where the next begins; a cursor that we did not give out is `BadCursor`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from backend.domain.books import Books
from backend.domain.holds import Hold
from backend.domain.parts import Part
from backend.domain.stock import QuantKey, is_plate, plate_holder, plate_of
from backend.domain.wire import NUMBER_MAX, UNKEPT, timestamp_text
from backend.store import read_goods, read_masters, read_work, reads
from backend.store.database import Database
from backend.store.story import key_of, story
from backend.use_cases.csv_check import Known

PLATES_MAX = 100  # plates in one place that are named; a dock may hold more
ERP_STATES = {"done": "booked", "parked": "refused"}


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and where the next page begins (None: this was the last)."""

    items: list[dict[str, Any]]
    next: str | None

    def body(self) -> dict[str, Any]:
        """As it travels."""
        return {"items": self.items, "next": self.next}


class BadCursor(Exception):
    """`after` is not a place that we gave out."""


class Reads:
    """Reading, on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stock(self, site: str, wanted: dict[str, str], after: str | None, limit: int) -> Page:
        """Balances with where they stand and which holds cover them."""
        start = cursor(after, str, str, str, str)
        keys, books = self._database.read(
            lambda c: reads.quants(c, site, wanted, start, limit + 1)
        )
        return page(keys, limit, lambda key: _standing(books, key), _quant_key)

    def order_goods(self, site: str, name: str, after: str | None, limit: int) -> Page | None:
        """What was picked for an order and is still here; None for an unknown order."""
        start = cursor(after, str, str, str, str)
        found = self._database.read(
            lambda c: read_goods.order_goods(c, site, name, start, limit + 1)
        )
        if found is None:
            return None
        keys, books = found
        return page(keys, limit, lambda key: _standing(books, key), _quant_key)

    def availability(self, site: str, part: str) -> dict[str, Any] | None:
        """On hand, held, moving, available, allocated and ATP of a part; None if unknown."""
        found = self._database.read(lambda c: reads.part_availability(c, site, part))
        if found is None:
            return None
        return {
            "part": found.part,
            "on_hand": found.on_hand,
            "held": found.held,
            "moving": found.moving,
            "available": found.available,
            "allocated": found.allocated,
            "atp": found.atp,
            "missing": found.missing,
        }

    def holder(self, site: str, name: str) -> dict[str, Any] | None:
        """Where a plate or a location is and which plates stand in it; None if unknown."""
        found = self._database.read(lambda c: reads.holder(c, site, name, PLATES_MAX))
        if found is None:
            return None
        plates, books = found
        return {**_where(books, name), "plates": plates}

    def plates(self, site: str, wanted: dict[str, str], after: str | None, limit: int) -> Page:
        """Plates whose numbers end as told, and where each was seen last."""
        start, ending = first_of(cursor(after, str)), wanted["ending"]
        lpns, books = self._database.read(
            lambda c: reads.plates_ending(c, site, ending, start, limit + 1)
        )
        return page(
            lpns, limit, lambda lpn: {"lpn": lpn, **_where(books, plate_holder(lpn))},
            lambda lpn: [lpn],
        )  # fmt: skip

    def moves(self, site: str, wanted: dict[str, str], after: str | None, limit: int) -> Page:
        """The story of a part, a serial or a holder, the oldest first. That of a serial has the
        moves of the plates around it too."""
        start = cursor(after, int, str, int)
        if "serial" in wanted and "holder" not in wanted:
            whole = self._database.read(lambda c: story(c, site, wanted))
            rows = [row for row in whole if start is None or key_of(row) > start]
            return page(rows[: limit + 1], limit, _move, lambda row: list(key_of(row)))
        rows = self._database.read(lambda c: reads.moves(c, site, wanted, start, limit + 1))
        return page(rows, limit, _move, lambda r: [r["version"], r["op_id"], r["n"]])

    def journal(self, site: str, wanted: dict[str, str], after: str | None, limit: int) -> Page:
        """What was told and what became of it, the latest first."""
        start = cursor(after, int, int)
        rows = self._database.read(lambda c: reads.journal(c, site, wanted, start, limit + 1))
        return page(rows, limit, _line, lambda r: [r["version"], r["position"]])

    def journal_line(self, site: str, op_id: str) -> dict[str, Any] | None:
        """One operation: its bytes, its outcome and its moves."""
        row, moved = self._database.read(
            lambda c: (reads.journal_line(c, site, op_id), reads.moves_of(c, site, op_id))
        )
        if row is None:
            return None
        told = [_move({**one, "kind": row["kind"], "actor": row["actor"]}) for one in moved]
        return {**_line(row), "text": row["text"], "hash": row["hash"], "moves": told}

    def texts(self, site: str, op_ids: Sequence[str]) -> dict[str, str]:
        """The bytes of those of these operations that the journal has."""
        return self._database.read(lambda c: reads.texts(c, site, op_ids))

    def waiting(self, site: str, op_id: str) -> tuple[str | None, dict[str, Any]] | None:
        """Reason and detail of an operation that is parked; None if it is not."""
        return self._database.read(lambda c: reads.waiting(c, site, op_id))

    def known_parts(self, site: str, parts: set[str]) -> dict[str, Part]:
        """Those of these parts that are known."""
        return self._database.read(lambda c: read_work.known_parts(c, site, parts))

    def known(self, site: str, parts: set[str], locations: set[str]) -> Known:
        """What the site knows of these parts, of those that come after them, and of these
        locations."""
        return Known(*self._database.read(lambda c: read_work.known(c, site, parts, locations)))

    def exceptions(self, site: str, state: str | None, after: str | None, limit: int) -> Page:
        """What waits for a person, in the order in which it arose."""
        start = cursor(after, int, str)
        rows = self._database.read(
            lambda c: read_work.exceptions(c, site, state, start, limit + 1)
        )
        return page(
            rows, limit, lambda r: {**r["body"], "state": r["state"]},
            lambda r: [r["since"], r["exception"]],
        )  # fmt: skip

    def orders(self, site: str, state: str | None, after: str | None, limit: int) -> Page:
        """Orders by number."""
        start = cursor(after, str)
        rows = self._database.read(
            lambda c: read_work.orders(c, site, state, start[0] if start else None, limit + 1)
        )
        return page(rows, limit, lambda r: _order(r["body"]), lambda r: [r["order_id"]])

    def order(self, site: str, name: str) -> dict[str, Any] | None:
        """One order with what was asked, as it was asked."""
        row = self._database.read(lambda c: read_work.order(c, site, name))
        if row is None:
            return None
        return {**_order(row["body"]), "asked": row["body"]["details"].get("asked", {})}

    def asns(self, site: str, state: str | None, after: str | None, limit: int) -> Page:
        """Advance ship notices by number."""
        start = cursor(after, str)
        rows = self._database.read(
            lambda c: read_work.asns(c, site, state, start[0] if start else None, limit + 1)
        )
        return page(rows, limit, lambda r: r["body"], lambda r: [r["asn"]])

    def tasks(self, site: str, wanted: dict[str, str], after: str | None, limit: int) -> Page:
        """Work for people, the most pressing first."""
        start = cursor(after, int, str)
        rows = self._database.read(lambda c: read_work.tasks(c, site, wanted, start, limit + 1))
        return page(rows, limit, _task, lambda r: [r["priority"], r["task"]])

    def parts(self, site: str, wanted: dict[str, str], after: str | None, limit: int) -> Page:
        """The catalogue by part number, all of it or what starts as somebody typed."""
        start = first_of(cursor(after, str))
        rows = self._database.read(
            lambda c: read_masters.parts(c, site, wanted, start, limit + 1)
        )
        return page(rows, limit, dict, lambda r: [r["part"]])

    def part(self, site: str, name: str) -> dict[str, Any] | None:
        """One part."""
        return self._database.read(lambda c: read_masters.part(c, site, name))

    def locations(self, site: str, wanted: dict[str, str], after: str | None, limit: int) -> Page:
        """Locations by code."""
        start = first_of(cursor(after, str))
        rows = self._database.read(
            lambda c: read_masters.locations(c, site, wanted, start, limit + 1)
        )
        return page(rows, limit, dict, lambda r: [r["location"]])

    def holds(self, site: str, wanted: dict[str, str], after: str | None, limit: int) -> Page:
        """Quality holds by id, those that were released too."""
        start = first_of(cursor(after, str))
        rows = self._database.read(lambda c: read_masters.holds(c, site, wanted, start, limit + 1))
        return page(rows, limit, dict, lambda r: [r["hold"]])

    def shipments(self, site: str, wanted: dict[str, str], after: str | None, limit: int) -> Page:
        """Shipments by number."""
        start = first_of(cursor(after, str))
        rows = self._database.read(
            lambda c: read_masters.shipments(c, site, wanted, start, limit + 1)
        )
        return page(rows, limit, dict, lambda r: [r["shipment"]])

    def erp_documents(self, site: str, after: str | None, limit: int) -> Page:
        """What the ERP is told and whether it has it."""
        start = cursor(after, int, int, str)
        rows = self._database.read(lambda c: read_work.erp_documents(c, site, start, limit + 1))
        return page(
            rows, limit, _erp_document, lambda r: [r["version"], r["position"], r["key"]]
        )


def page(
    rows: Sequence[Any],
    limit: int,
    item: Callable[[Any], dict[str, Any]],
    key: Callable[[Any], list[Any]],
) -> Page:
    """`rows` is one longer than `limit` when there is more."""
    following = json.dumps(key(rows[limit - 1]), ensure_ascii=False) if len(rows) > limit else None
    return Page([item(row) for row in rows[:limit]], following)


def cursor(text: str | None, *types: type) -> Any:
    """The key that a page begins after, or None. Raises `BadCursor`."""
    if text is None:
        return None
    try:
        key = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadCursor(text) from error
    if not isinstance(key, list) or [type(value) for value in key] != list(types):
        raise BadCursor(text)
    if any(isinstance(value, int) and abs(value) > NUMBER_MAX for value in key):
        raise BadCursor(text)
    if any(isinstance(value, str) and UNKEPT.search(value) for value in key):
        raise BadCursor(text)
    return tuple(key)


def _quant_key(key: QuantKey) -> list[Any]:
    return [key.holder, key.goods.part, key.goods.lot, key.goods.serial]


def _roots(holds: Iterable[Hold]) -> dict[str, str]:
    """Reasons by the hold that a person may release."""
    return {hold.root or hold.hold: hold.reason for hold in holds}


def first_of(key: tuple[str] | None) -> str | None:
    """The one name that a list by name begins after."""
    return key[0] if key else None


def _standing(books: Books, key: QuantKey) -> dict[str, Any]:
    holds = books.covering(key.holder, key.goods)
    plates, place = books.around(key.holder)
    location = books.locations.get(place)
    lot = books.lots.get((key.goods.part, key.goods.lot))
    return {
        "holder": key.holder,
        "part": key.goods.part,
        "lot": key.goods.lot,
        "serial": key.goods.serial,
        "quantity": books.quants.get(key, 0),
        "status": _status(books, key, bool(holds)),
        "holds": [{"hold": name, "reason": reason} for name, reason in _roots(holds).items()],
        "location": place or None,
        "zone": location.zone if location else None,
        "lpn": plates[0] if plates and is_plate(key.holder) else None,
        "expires_on": lot.expires_on if lot else None,
    }


def _status(books: Books, key: QuantKey, held: bool) -> str:
    """What a count did not find is not free, and not on hand to be held either."""
    if books.missed(key.holder) is not None:
        return "missing"
    return "held" if held else "available"


def _where(books: Books, name: str) -> dict[str, Any]:
    """Where a plate or a place is, as far as somebody saw it."""
    plate = books.plates.get(plate_of(name)) if is_plate(name) else None
    seen = plate.seen if plate else None
    location = books.place_of(name)
    return {
        "holder": name,
        "place": seen.holder if seen else None,
        "location": location.location if location else None,
        "zone": location.zone if location else None,
        "seen_at": timestamp_text(seen.witness.moment[0]) if seen else None,
        "missing": bool(plate and plate.missing),
    }


def _move(row: dict[str, Any]) -> dict[str, Any]:
    names = ("part", "lot", "serial", "quantity", "source", "target", "settled", "version", "kind",
             "actor")  # fmt: skip
    return {
        "operation": row["op_id"],
        "occurred_at": timestamp_text(row["occurred_at"]),
        **{name: row[name] for name in names},
        "lpn": row.get("lpn", ""),
    }


def _line(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "op_id": row["op_id"],
        "kind": row["kind"],
        "actor": row["actor"],
        "device": row["device_id"],
        "seq": row["seq"],
        "group": row["group_key"],
        "occurred_at": timestamp_text(row["occurred_at"]),
        "received_at": timestamp_text(row["received_at"]),
        "outcome": row["outcome"],
        "reason": row["reason"],
        "detail": row["detail"],
        "resolved": row["resolved_outcome"],
        "resolved_by": row["resolved_by"],
        "version": row["version"],
    }


def _order(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != "details"}


def _task(row: dict[str, Any]) -> dict[str, Any]:
    head = {name: row[name] for name in ("task", "kind", "state", "priority")}
    told = {name: value for name, value in row["body"].items() if name != "tallies"}
    return {**told, **head}  # who counts again is blind to what others counted (CC8)


def _erp_document(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": row["key"],
        "type": row["type"],
        "operation": row["op_id"],
        "state": ERP_STATES.get(row["state"], "waiting"),
        "number": row["number"],
        "attempts": row["attempts"],
        "text": row["text"],
        "body": row["body"],
    }
