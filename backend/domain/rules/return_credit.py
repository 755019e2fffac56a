# SPDX-License-Identifier: Apache-2.0
"""What a disposition of returned goods leads to: the advice to the ERP, which owns the credit, and
the way back into stock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backend.domain import operations as ops
from backend.domain.books import Books, Task
from backend.domain.decisions import Document
from backend.domain.documents import document
from backend.domain.records import Kind, Record
from backend.domain.reverse.dispositions import Disposition, due_minor, less_fee
from backend.domain.stock import plate_holder

RESTOCK_PRIORITY = 40
UNSET = "unset"


def advice(
    books: Books, operation: ops.Operation, returned: Record, disposition: Disposition,
    fee_minor: int = 0, reason: str = "",
) -> Document:  # fmt: skip
    """One advice a decision: what became of the goods, and which credit is due as far as prices
    are known here."""
    body = returned.body
    price, currency = _paid(books, body)
    due = None if price is None else due_minor(disposition, price, fee_minor)
    fee = fee_minor if less_fee(disposition) else 0
    currency = currency or currency_of(books, body["authorization"])
    lines = [
        {"part": one["part"], "quantity": one["quantity"], "uom": books.parts[one["part"]].uom,
         "lot": one["lot"] or None, "serials": one["serials"], "lpn": body["lpn"],
         "location": body["location"]}
        for one in body["lines"]
    ]  # fmt: skip
    return document(
        operation, "return_advice", f"return_advice:{returned.name}", returned=returned.name,
        customer=body["customer"] or None, authorization=body["authorization"] or None,
        claim=body["claim"] or None, disposition=disposition.name,
        stock=disposition.stock.value, credit=disposition.credit.value, credit_minor=due,
        fee_minor=fee or None, currency=currency or None,
        vendor_debit=disposition.vendor_debit, reason=reason or None, lines=lines,
    )  # fmt: skip


def currency_of(books: Books, authorization: str) -> str:
    """The currency in which money of a return is told: its authorization's, else the site's own;
    '' where neither is said."""
    record = books.records.get((Kind.AUTHORIZATION, authorization))
    told = (record.body.get("currency") if record else "") or books.policy["returns.currency"]
    return "" if told == UNSET else str(told)


def _paid(books: Books, body: dict[str, Any]) -> tuple[int | None, str]:
    """What was paid for the matched units, where the authorization says so for each."""
    authorization = books.records.get((Kind.AUTHORIZATION, body["authorization"]))
    if authorization is None:
        return None, ""
    rows = {one["line"]: one for one in authorization.body["lines"]}
    prices = [rows.get(one["line"], {}).get("price_minor") for one in body["lines"]]
    if any(price is None for price in prices):
        return None, ""
    units = [one["matched"] for one in body["lines"]]
    total = sum(n * price for n, price in zip(units, prices, strict=True))
    return total, authorization.body.get("currency") or ""


def putaways(books: Books, returned: Record) -> Iterator[Task]:
    """Back to stock like anything that was received; the worker chooses the place."""
    body = returned.body
    for n, one in enumerate(body["lines"]):
        yield Task(
            f"putaway:{body['lpn']}:{n}", "putaway", priority=RESTOCK_PRIORITY,
            details={
                "lpn": body["lpn"], "source": plate_holder(body["lpn"]), "part": one["part"],
                "quantity": one["quantity"], "lot": one["lot"] or "", "serials": one["serials"],
                "location": None, "why": [], "held": False, "asn": None,
            },
        )  # fmt: skip
