# SPDX-License-Identifier: Apache-2.0
"""Another number than the one ordered, given for an order line (PK7, PK8).

The pick says which number was ordered (`for_part`). What serves by the chain of numbers, or was
approved for the customer at the same price, serves the line; anything else is in the tote for no
line and asked about. Judged by the day of the scan, and by what is safety-critical now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books, Order, OrderLine
from backend.domain.rules.kit import waiting_lines
from backend.domain.serve import may_serve
from backend.domain.substitutes import Price, may_substitute
from backend.domain.supersession import links_of
from backend.domain.wire import timestamp_text

Given = dict[str, dict[str, int]]
"""By line (as text) and part: units of other numbers that were given for it."""


def fits_line(books: Books, order: Order, line: OrderLine, operation: ops.Operation) -> bool:
    """Whether all that was picked is what the line asks for, or may be given for it."""
    body = operation.body
    assert isinstance(body, ops.Pick)
    others = {entry.part for entry in body.lines} - {line.part}
    if not others:
        return True
    if body.for_part != line.part:
        return False
    day = timestamp_text(operation.occurred_at)[:10]
    return others <= _numbers(books, line.part, order.customer, day)


def _numbers(books: Books, ordered: str, customer: str, day: str) -> set[str]:
    """Numbers that may be given one for one."""
    safety = {name for name, part in books.parts.items() if part.critical == "safety"}
    links = links_of(books.parts.values(), books.supersessions.values())
    served = may_serve(links, ordered, day, safety=safety)
    approved = may_substitute(books.substitutes.values(), ordered, customer, safety)
    return {one.part for one in served if one.factor == 1 and not one.together} | {
        one.part for one in approved if one.price is Price.NEUTRAL
    }


def with_given(order: Order, line: OrderLine, body: ops.Pick) -> Order:
    """The order with what was given for a line under another number."""
    given: Given = {name: dict(parts) for name, parts in order.details.get("given", {}).items()}
    for entry in body.lines:
        if entry.part != line.part:
            of_line = given.setdefault(str(line.line), {})
            of_line[entry.part] = of_line.get(entry.part, 0) + entry.quantity
    return replace(order, details={**order.details, "given": given}) if given else order


def without_given(order: Order, line: OrderLine, lines: Iterable[ops.Line]) -> Order | None:
    """The order without what was given for a line and went back; None: these were not for it."""
    given: Given = {name: dict(parts) for name, parts in order.details.get("given", {}).items()}
    of_line = given.get(str(line.line), {})
    for entry in lines:
        if entry.part == line.part:
            continue
        if entry.part not in of_line:
            return None
        of_line[entry.part] = max(of_line[entry.part] - entry.quantity, 0)
    return replace(order, details={**order.details, "given": given}) if given else order


def asked_for(order: Order, but: frozenset[int] = frozenset()) -> dict[str, int]:
    """Units of each part that the order wants: where another number was given, of that one; of a
    kit that waits, and of the lines of `but`, none."""
    given: Given = order.details.get("given", {})
    asked: dict[str, int] = {}
    waiting = waiting_lines(order.details) | but
    for line in order.lines:
        left = 0 if line.line in waiting else line.requested
        for part, quantity in sorted(given.get(str(line.line), {}).items()):
            some = min(quantity, left)
            left -= some
            asked[part] = asked.get(part, 0) + some
        asked[line.part] = asked.get(line.part, 0) + left
    return asked


def line_of(order: Order, part: str) -> OrderLine | None:
    """The line that units of a part are for: ordered as such, or given for another number."""
    given: Given = order.details.get("given", {})
    ordered = next((line for line in order.lines if line.part == part), None)
    return ordered or next(
        (line for line in order.lines if given.get(str(line.line), {}).get(part)), None
    )
