# SPDX-License-Identifier: Apache-2.0
"""decide(books, operation): the one place where an operation becomes a decision and a posting.

Pure: no clock, no database, no randomness. The same function serves the server, the simulator and
the replay check (S4).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Outcome
from backend.domain.effects import Effects, counted_loose
from backend.domain.gate import gate
from backend.domain.holds import Hold
from backend.domain.ledger import Counted, Witness
from backend.domain.reasons import Reason
from backend.domain.rules.account import accounts_moved
from backend.domain.rules.adjustment import adjustment
from backend.domain.rules.arrival import arrival
from backend.domain.rules.carton import carton_weighed, label_wanted
from backend.domain.rules.circle import circles, raised_for_circles
from backend.domain.rules.claim import claim, lease_release
from backend.domain.rules.claim_decision import claim_decision
from backend.domain.rules.code_match import code_match
from backend.domain.rules.core_receipt import core_receipt
from backend.domain.rules.count import count, judged
from backend.domain.rules.disposition import disposition
from backend.domain.rules.held import (
    Carried,
    Covered,
    arriving,
    covered,
    following,
    inside,
    raised_for_gone,
    to_look_at,
)
from backend.domain.rules.hold import acknowledgement, hold, hold_document, hold_hit, with_lines
from backend.domain.rules.imports import asn_import, catalogue_import
from backend.domain.rules.inspection import inspection
from backend.domain.rules.left_behind import left_behind
from backend.domain.rules.missed import (
    may_change,
    plate_clearance,
    raised_for_missed,
    recount,
    set_aside,
)
from backend.domain.rules.modules_capture import modules_capture
from backend.domain.rules.office import count_plan, wave_release
from backend.domain.rules.order_import import order_import
from backend.domain.rules.overtaken import overtaken
from backend.domain.rules.pack import load, pack
from backend.domain.rules.pack_check import pack_check
from backend.domain.rules.pack_short import pack_short
from backend.domain.rules.photo import photo
from backend.domain.rules.pick import pick
from backend.domain.rules.policy_change import policy_change
from backend.domain.rules.putaway import putaway
from backend.domain.rules.receipt import receipt
from backend.domain.rules.receipt_close import receipt_close
from backend.domain.rules.receipt_differs import receipt_differs
from backend.domain.rules.receipt_match import receipt_match
from backend.domain.rules.refusal import refusal
from backend.domain.rules.relabel import relabel
from backend.domain.rules.release import hold_owner, hold_release
from backend.domain.rules.reman import core_shipment, reman_consume, reman_loss, reman_output
from backend.domain.rules.replenishment import replenish_short, replenishment
from backend.domain.rules.reslot import reslot
from backend.domain.rules.return_disposition import return_disposition
from backend.domain.rules.return_receipt import return_receipt
from backend.domain.rules.returns_import import returns_import
from backend.domain.rules.rule_holds import hold_rule, recalled
from backend.domain.rules.serial_capture import serial_capture
from backend.domain.rules.shipment import shipment
from backend.domain.rules.short_pick import short_pick
from backend.domain.rules.undo import undo, undone_before
from backend.domain.rules.unknown_scan import unknown_scan, void
from backend.domain.settle import Posting, post
from backend.domain.spread import gone_already, is_news, spread
from backend.domain.stock import (
    QuantKey,
    explained_by,
    is_plate,
    is_virtual,
    plate_holder,
)
from backend.domain.wire import timestamp_text

Rule = Callable[[Books, ops.Operation], Decision]

RULES: dict[str, Rule] = {
    "receipt": receipt,
    "serial_capture": serial_capture,
    "modules_capture": modules_capture,
    "putaway": putaway,
    "transfer": putaway,
    "pick": pick,
    "short_pick": short_pick,
    "replenish_short": replenish_short,
    "replenishment": replenishment,
    "reslot": reslot,
    "pack": pack,
    "load": load,
    "left_behind": left_behind,
    "undo": undo,
    "count": count,
    "hold": hold,
    "hold_hit": hold_hit,
    "hold_release": hold_release,
    "hold_rule": hold_rule,
    "hold_owner": hold_owner,
    "inspection": inspection,
    "disposition": disposition,
    "acknowledgement": acknowledgement,
    "adjustment": adjustment,
    "variance_approval": adjustment,
    "unknown_scan": unknown_scan,
    "photo": photo,
    "void": void,
    "plate_clearance": plate_clearance,
    "recount": recount,
    "code_match": code_match,
    "receipt_match": receipt_match,
    "count_plan": count_plan,
    "wave_release": wave_release,
    "lease_release": lease_release,
    "shipment": shipment,
    "claim": claim,
    "arrival": arrival,
    "refusal": refusal,
    "receipt_close": receipt_close,
    "receipt_differs": receipt_differs,
    "relabel": relabel,
    "pack_check": pack_check,
    "pack_short": pack_short,
    "carton_weighed": carton_weighed,
    "label_wanted": label_wanted,
    "policy_change": policy_change,
    "catalogue_import": catalogue_import,
    "asn_import": asn_import,
    "order_import": order_import,
    "return_receipt": return_receipt,
    "core_receipt": core_receipt,
    "core_shipment": core_shipment,
    "reman_consume": reman_consume,
    "reman_output": reman_output,
    "reman_loss": reman_loss,
    "return_disposition": return_disposition,
    "claim_decision": claim_decision,
    "returns_import": returns_import,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision and what it posted."""

    decision: Decision
    posting: Posting = field(default_factory=Posting)


def decide(books: Books, operation: ops.Operation) -> Judged:
    """Judge one operation and write what follows into the books in memory."""
    books.today = timestamp_text(operation.occurred_at)[:10]
    decision = (
        gate(books, operation)
        or undone_before(books, operation)
        or RULES[operation.kind](books, operation)
    )
    if decision.outcome is Outcome.PARKED:
        return Judged(decision)
    books.known_operations.add(operation.op_id)
    if decision.detail.get("declined"):
        _keep(books, decision)
        return Judged(decision)
    told = decision.effects if decision.effects is not None else operation.told
    held = covered(books, operation, told)
    _keep_masters(books, decision)
    witness = Witness(operation.moment, operation.device, operation.error_ms)
    missing = may_change(books, operation, told)
    counted, nested = _counts_of(books, operation), circles(books, told)
    posting = post(books, told, witness, _counted(operation, witness))
    decision = _after(books, operation, decision, posting)
    asked = [
        *raised_for_missed(books, operation, told, missing),
        *raised_for_circles(books, operation, told, nested),
    ]
    aside = list(set_aside(books, operation, counted))
    if asked or aside:
        decision = replace(
            decision,
            raised=(*decision.raised, *asked, *(raised for _, raised in aside)),
            tasks=(*decision.tasks, *(task for task, _ in aside)),
        )
    _tell_readers_of_plates(books, told)
    decision = _held(books, operation, told, held, decision)
    if isinstance(operation.body, ops.PlaceHold):
        decision = with_lines(books, decision)
    _keep(books, decision)
    return Judged(decision, posting)


def _held(
    books: Books,
    operation: ops.Operation,
    told: Effects,
    before: list[Covered | Carried],
    decision: Decision,
) -> Decision:
    """H1: new holds, and every hold that this operation says something of, over all that they
    cover by now."""
    laid: dict[str, Hold] = {}
    named = tuple(recalled(books, operation, told))
    papers = tuple(hold_document(operation, one, "hold") for one in named)
    decision = replace(decision, documents=(*decision.documents, *papers))
    for found in (
        decision.holds,
        named,
        following(books, operation, before),
        arriving(books, operation),
    ):
        news = {one.hold: one for one in found if is_news(books, one)}
        books.holds.update(news)
        laid |= news
    if not books.holds:
        return decision
    made, gone = spread(books, to_look_at(books, operation, told, list(laid.values())))
    if isinstance(operation.body, ops.Receipt | ops.ReturnReceipt | ops.CoreReceipt):
        gone += gone_already(books, told.moves)
    laid |= {one.hold: one for one in made}
    if not (laid or gone or decision.holds):
        return decision
    raised = (*decision.raised, *raised_for_gone(books, gone))
    decision = replace(decision, holds=tuple(laid.values()), raised=raised)
    return overtaken(books, operation, decision) if laid else decision


def _counts_of(books: Books, operation: ops.Operation) -> dict[str, Witness]:
    """Last counts of the places that an operation speaks of."""
    known = books.horizons
    return {h: known[h] for h in operation.holders if h in known and not is_plate(h)}


def _counted(operation: ops.Operation, witness: Witness) -> tuple[str, Counted] | None:
    body = operation.body
    if not isinstance(body, ops.Count):
        return None
    serials = frozenset((line.part, serial) for line in body.lines for serial in line.serials)
    return body.holder, Counted(witness, counted_loose(body), serials, frozenset(body.lpns))


def _after(
    books: Books, operation: ops.Operation, decision: Decision, posting: Posting
) -> Decision:
    """What only the posting shows: the book was short, or a count differed."""
    if isinstance(operation.body, ops.Count):
        decision = judged(books, operation, decision, posting.settled)
    else:
        decision = _short(decision, posting)
    asked = {raised.exception for raised in decision.raised}
    moved = accounts_moved(books, operation, posting)
    open_accounts = [raised for raised in moved if raised.exception not in asked]
    return replace(decision, raised=(*decision.raised, *open_accounts))


def _short(decision: Decision, posting: Posting) -> Decision:
    """The told source did not have, by the book, what was taken from it."""
    sources = {(move.source, move.goods) for move in posting.told if not is_virtual(move.source)}
    short = [
        move
        for move in posting.settled
        if explained_by(move.source) is not None and (move.target, move.goods) in sources
    ]
    if not short:
        return decision
    reason = Reason.ELSEWHERE if short[0].goods.serial else Reason.BOOK_SHORT
    return decision.but(
        reason, holder=short[0].target, part=short[0].goods.part, quantity=short[0].quantity
    )


def _keep_masters(books: Books, decision: Decision) -> None:
    """Master data and identities first: the posting may need them."""
    for part in decision.parts:
        books.parts[part.part] = part
        books.touch("part", part.part)
    for location in decision.locations:
        books.locations[location.location] = location
        books.floor = None
        books.touch("location", location.location)
    for supplier in decision.suppliers:
        books.suppliers[supplier.supplier] = supplier
        books.touch("supplier", supplier.supplier)
    for link in decision.supersessions:
        books.supersessions[link.key] = link
        books.touch("supersession", link.key)
    for approved in decision.substitutes:
        books.substitutes[approved.key] = approved
        books.touch("substitute", approved.key)
    for plate in decision.plates:
        books.plates[plate.lpn] = plate
        books.touch("plate", plate.lpn)
    changed = {key for key, lot in decision.lots.items() if books.lots.get(key) != lot}
    for lot_key, lot in decision.lots.items():
        books.lots[lot_key] = lot
        books.touch("lot", lot_key)
    _tell_readers(books, changed)
    for serial_key, origin in decision.origins.items():
        books.origins[serial_key] = origin
        books.touch("serial", serial_key)
        for key in books.by_serial.get(serial_key, ()):
            books.touch("quant", key)


def _tell_readers(books: Books, lots: set[tuple[str, str]]) -> None:
    """F1: readers see with each balance what is known of its lot, so they must see it change."""
    for key in books.quants if lots else ():
        if key.goods[:2] in lots and not is_virtual(key.holder):
            books.touch("quant", key)


def _tell_readers_of_plates(books: Books, told: Effects) -> None:
    """F1: goods without a number or lot come from where the plates around them came from."""
    for placement in told.placements:
        for holder, goods, _ in inside(books, plate_holder(placement.lpn)):
            books.touch("quant", QuantKey(holder, goods))


def _keep(books: Books, decision: Decision) -> None:
    """Everything else that the decision says."""
    for placed in (*decision.holds, *decision.amended):
        books.holds[placed.hold] = placed
        books.touch("hold", placed.hold)
    for hold_id in decision.released:
        books.holds.pop(hold_id, None)
        books.touch("hold", hold_id)
    for pair in decision.qualified:
        books.qualified.add(pair)
        books.touch("qualified", pair)
    for task in decision.tasks:
        books.tasks[task.task] = task
        books.touch("task", task.task)
    for order in decision.orders:
        books.orders[order.order] = order
        books.touch("order", order.order)
    for sent in decision.shipments:
        books.shipments[sent.shipment] = sent
        books.touch("shipment", sent.shipment)
    for taken in decision.photos:
        books.photos[taken.operation] = taken
        books.touch("photo", taken.operation)
    for told, tellings in decision.undone.items():
        books.undone[told] = tellings
        books.touch("undone", told)
    for record in decision.records:
        books.records[record.key] = record
        books.touch("record", record.key)
    if decision.policy is not None:
        books.policy = decision.policy
        books.touch("policy", books.site)
    if decision.quality is not None:
        books.quality = decision.quality
        books.touch("quality", books.site)
    for known in decision.supplies:
        books.supplies[(known.part, known.supplier)] = known
        books.touch("supply", (known.part, known.supplier))
    for asn in decision.asns:
        books.asns[asn["asn"]] = asn
        books.touch("asn", asn["asn"])
