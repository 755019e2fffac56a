# SPDX-License-Identifier: Apache-2.0
"""Hold rules: what a site holds by data of its own, from the first moment of the goods (RC17, CF4).

A receipt is judged by the rules that stand when it is judged, so one that was told offline before
a rule was made meets it. A recall (IN8) also lays its holds over what is known here, one for each
serial number or lot in its range, and over each of them that shows up later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised, declined
from backend.domain.documents import stock_line
from backend.domain.effects import Effects
from backend.domain.holds import Hold, HoldScope
from backend.domain.quality import RULES_MAX, HoldRule, Quality, Supply, rule_fault
from backend.domain.reasons import Reason
from backend.domain.rules.hold import hold_document
from backend.domain.rules.receipt_differences import against_notice
from backend.domain.stock import CUSTOMER, Goods, QuantKey, is_plate, is_virtual, plate_of
from backend.domain.wire import Malformed, read, timestamp_text

LISTED_MAX = 60
"""Kinds of goods that the list of a recall carries; the numbers behind it are of all."""

Laid = tuple[HoldRule, HoldScope]


def rule_holds(books: Books, operation: ops.Operation, body: ops.Receipt) -> Iterator[Laid]:
    """What the site's rules hold of a receipt."""
    if not books.quality.rules:
        return
    mismatched = {detail["part"] for _, detail in against_notice(books, body)}
    for line in body.lines:
        for rule in matching(books, operation, body, line):
            if rule.when == "asn_mismatch" and line.part not in mismatched:
                continue
            for scope in _scopes(rule, body, line):
                yield rule, scope


def matching(
    books: Books, operation: ops.Operation, body: ops.Receipt, line: ops.ReceiptLine
) -> Iterator[HoldRule]:
    """Active rules that a line falls under, but for what its notice says."""
    family = books.parts[line.part].family
    day = timestamp_text(operation.occurred_at)[:10]
    for rule in books.quality.fitting(line.part, family, body.supplier, day):
        number = supply(books, line.part, body.supplier).counted(body.receipt).number(body.receipt)
        match rule.when:
            case "first_article" if number != 1:
                continue
            case "every_nth" if (number or 0) % rule.every:
                continue
            case "damage" if line.condition != "damaged":
                continue
        yield rule


def supply(books: Books, part: str, supplier: str) -> Supply:
    """What is known of a part from a supplier."""
    return books.supplies.get((part, supplier)) or Supply(part, supplier)


def supplies_counted(books: Books, body: ops.Receipt) -> tuple[Supply, ...]:
    """The supplies of a receipt with it counted, while the site has rules at all."""
    parts = dict.fromkeys(line.part for line in body.lines) if books.quality.rules else ()
    return tuple(supply(books, part, body.supplier).counted(body.receipt) for part in parts)


def _scopes(rule: HoldRule, body: ops.Receipt, line: ops.ReceiptLine) -> Iterator[HoldScope]:
    part = line.part
    match rule.when:
        case "damage" if line.serials:
            yield from (HoldScope(part=part, serial=serial) for serial in line.serials)
        case "damage" | "asn_mismatch":
            yield HoldScope(part=part, lpn=body.lpn)
        case "recall":
            told = [Goods(part, line.lot or "", serial) for serial in line.serials or ("",)]
            yield from recall_scopes(rule, told)
        case "sample_due" | "every_nth":
            yield lot_scope(body, line)
        case _:
            yield HoldScope(part=part, supplier=body.supplier, receipt=body.receipt)


def lot_scope(body: ops.Receipt, line: ops.ReceiptLine) -> HoldScope:
    """The lot as it came: what of a lot came with one receipt is inspected together."""
    return HoldScope(line.part, body.supplier, line.lot or None, receipt=body.receipt)


def recall_scopes(rule: HoldRule, known: Iterable[Goods]) -> Iterator[HoldScope]:
    """What a recall holds of goods of its part: by number, by lot, or all of them."""
    if not (rule.by_serial or rule.by_lot):
        yield HoldScope(part=rule.part, supplier=rule.supplier)
        return
    for goods in known:
        if rule.part == goods.part and rule.named(goods.lot, goods.serial):
            by_number = rule.by_serial and goods.serial and rule.named("", goods.serial)
            lot, serial = (None, goods.serial) if by_number else (goods.lot, None)
            yield HoldScope(goods.part, rule.supplier, lot, serial)


def recalled(books: Books, operation: ops.Operation, told: Effects) -> Iterator[Hold]:
    """Holds over units that a recall names and that nobody had told of until now."""
    recalls = [one for one in books.quality.rules.values() if one.active and one.when == "recall"]
    if not recalls:
        return
    known = {*(move.goods for move in told.moves), *told.found}
    day = timestamp_text(operation.occurred_at)[:10]
    for rule in recalls:
        if (rule.by_serial or rule.by_lot) and (rule.ends_on is None or day <= rule.ends_on):
            yield from _fresh(books, operation, rule, recall_scopes(rule, sorted(known)))


def _fresh(
    books: Books, operation: ops.Operation, rule: HoldRule, scopes: Iterable[HoldScope]
) -> Iterator[Hold]:
    """Holds of a rule that are not there yet. They count from ever on."""
    there = {(one.reason, one.scope) for one in books.holds.values()}
    for n, scope in enumerate(dict.fromkeys(scopes)):
        if (rule.why, scope) not in there:
            yield Hold(
                hold=f"{operation.op_id}:r{n}",
                scope=scope,
                reason=rule.why,
                note=rule.note,
                placed_by=operation.envelope.actor,
                placed_at=operation.occurred_at,
                operation=operation.op_id,
                rule=rule.rule,
            )


def hold_rule(books: Books, operation: ops.Operation) -> Decision:
    """A rule as it is from now on. A recall holds what is here at once, and lists where all of it
    is and where it went."""
    body = operation.body
    assert isinstance(body, ops.HoldRuleChange)
    rule = HoldRule(**{one.name: getattr(body, one.name) for one in fields(HoldRule)})
    if (fault := rule_fault(rule)) is not None:
        return declined(Reason.DECLINED_UNFIT, field=fault[0], fault=fault[1])
    others = sum(one.active for one in books.quality.rules.values() if one.rule != rule.rule)
    if rule.active and others >= RULES_MAX:
        return declined(Reason.DECLINED_UNFIT, field="rule", fault=f"{RULES_MAX} are active")
    quality = books.quality.with_rules((rule,))
    detail = {"rule": rule.rule, "active": rule.active}
    if rule.when != "recall" or not rule.active:
        return Decision(quality=quality, detail=detail)
    goods = sorted(_known(books, rule))
    holds = tuple(_fresh(books, operation, rule, recall_scopes(rule, goods)))
    return Decision(
        quality=quality,
        holds=holds,
        raised=(_list(books, rule, goods),),
        documents=tuple(
            hold_document(operation, one, "hold") for one in holds
        ),
        detail={**detail, "holds": [one.hold for one in holds][:LISTED_MAX], "laid": len(holds)},
    )


def told_quality(
    books: Books, body: ops.CatalogueImport
) -> tuple[Quality | None, list[str]]:
    """Rules and checklists with those of an import, and why some were left out. A recall that is
    imported holds what arrives from then on; what is here is held by one that is asked at a desk.
    """
    if not (body.hold_rules or body.checklists):
        return None, []
    told, left_out = [], []
    for row in body.hold_rules:
        rule = _read_rule(row)
        where, text = _fault_of(rule) or ("", "")
        if isinstance(rule, HoldRule) and not text:
            told.append(rule)
        else:
            left_out.append(f"hold rule {str(row.get('rule', ''))[:60]} {where}: {text}")
    quality = books.quality.with_rules(tuple(told))
    lists = {str(row["family"]): tuple(row["checks"]) for row in body.checklists}
    return replace(quality, checklists={**quality.checklists, **lists}), left_out


def _fault_of(rule: HoldRule | Malformed) -> tuple[str, str] | None:
    return rule_fault(rule) if isinstance(rule, HoldRule) else (rule.where, rule.text)


def _read_rule(row: dict[str, Any]) -> HoldRule | Malformed:
    rule: HoldRule | Malformed = read(HoldRule, row, "")
    return rule


def _known(books: Books, rule: HoldRule) -> Iterator[Goods]:
    """Goods of the recalled part that anybody ever told of, or all that came of a supplier."""
    yield from {key.goods for key in books.quants if _is_of(books, rule, key)}
    for part, lot in books.lots:
        if part == rule.part and lot:
            yield Goods(part, lot)


def _is_of(books: Books, rule: HoldRule, key: QuantKey) -> bool:
    """Whether a balance is of what a recall names, its numbers left aside."""
    if rule.part is not None:
        return key.goods.part == rule.part
    return rule.supplier in books.unit(key.holder, key.goods).suppliers


def _list(books: Books, rule: HoldRule, goods: list[Goods]) -> Raised:
    """Where all that a recall names is, and went: here by place, gone by order and customer."""
    whole = not (rule.by_serial or rule.by_lot)
    here: list[dict[str, Any]] = []
    gone: list[dict[str, Any]] = []
    for key, quantity in sorted(books.quants.items()):
        named = _is_of(books, rule, key) and (whole or rule.named(*key.goods[1:]))
        if not named or quantity <= 0 or key.goods not in goods:
            continue
        if not is_virtual(key.holder):
            here.append(_here(books, key.holder, key.goods, quantity))
        elif key.holder == CUSTOMER:
            gone.append(stock_line(books, key.goods, quantity))
    details = {
        "rule": rule.rule, "part": rule.part or "", "supplier": rule.supplier,
        "hold_reason": rule.why, "note": rule.note,
        "units_here": sum(one["quantity"] for one in here),
        "units_gone": sum(one["quantity"] for one in gone),
        "here": here[:LISTED_MAX], "gone": gone[:LISTED_MAX],
    }  # fmt: skip
    return Raised(f"recall|{rule.rule}", "recall", details=details)


def _here(books: Books, holder: str, goods: Goods, quantity: int) -> dict[str, Any]:
    lpn = plate_of(holder) if is_plate(holder) else None
    order = next(
        (one.order for one in books.orders.values()
         if holder in one.details.get("cartons", []) or holder in one.details.get("goods", {})),
        None,
    )  # fmt: skip
    place = books.around(holder)[1] or None
    return stock_line(books, goods, quantity, lpn=lpn, location=place, order=order)
