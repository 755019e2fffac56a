# SPDX-License-Identifier: Apache-2.0
"""What every connector must do, shown on the embedded ledger and the memory ERP."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sync.erp.connector import (
    Absent,
    Balance,
    Connector,
    Fetched,
    Found,
    Refused,
    Sent,
    Unclear,
    Unreachable,
)
from sync.erp.documents import Inbound, Outbound, outbound
from sync.erp.embedded import connector as embedded
from sync.erp.embedded.connector import EmbeddedConnector
from sync.erp.inbound import Order, ShipTo
from sync.erp.memory.connector import Crashed, MemoryConnector, MemoryLedger


def _document(kind: str, operation: str, lines: list[dict[str, Any]], **fields: Any) -> Outbound:
    made = outbound(kind, {
        "operation": operation, "event": kind, "site": "DC01", "at": "2026-03-05T10:12:00Z",
        "who": "amira", "lines": lines, **fields})
    assert not isinstance(made, tuple), made
    return made


def _receipt(operation: str, quantity: int = 40, **fields: Any) -> Outbound:
    return _document("goods_receipt", operation, [{"part": "BRK", "quantity": quantity}], **fields)


def _day() -> list[Outbound]:
    return [
        _receipt("op1"),
        _document("stock_status", "op2", [{"part": "BRK", "quantity": 40}], action="hold",
                  hold="h", reason="first_delivery"),
        _document("count_result", "op3", [{"part": "BRK", "expected": 40, "counted": 38}],
                  location="A-01-02"),
        _document("adjustment_advice", "op4", [{"part": "BRK", "quantity": -2, "reason": "c"}]),
        _document("shipment_advice", "op5", [{"part": "BRK", "quantity": 3}], shipment="S",
                  order="O"),
        _receipt("op6", 7, site="DC02")]


CONNECTORS: dict[str, Callable[[], Connector]] = {
    "embedded": lambda: EmbeddedConnector(MemoryLedger()),
    "memory": MemoryConnector,
    "memory with unique keys": lambda: MemoryConnector(unique_keys=True)}


@pytest.mark.parametrize("name", sorted(CONNECTORS))
def test_document_sent_is_found_by_its_key_and_no_other(name: str) -> None:
    erp: Connector = CONNECTORS[name]()
    assert erp.look_up("op1:goods_receipt") == Absent()
    sent = erp.send(_receipt("op1"))
    assert isinstance(sent, Sent)
    assert erp.look_up("op1:goods_receipt") == Found(sent.reference)
    assert erp.look_up("op2:goods_receipt") == Absent()


@pytest.mark.parametrize("name", sorted(CONNECTORS))
def test_balances_are_receipts_and_adjustments_less_shipments_of_the_site(name: str) -> None:
    erp: Connector = CONNECTORS[name]()
    for document in _day():
        assert isinstance(erp.send(document), Sent)
    assert erp.balances("DC01") == (Balance("BRK", 35),)
    assert erp.balances("DC02") == (Balance("BRK", 7),)
    assert erp.balances("DC03") == ()


@pytest.mark.parametrize("name", ["embedded", "memory with unique keys"])
def test_erp_with_unique_keys_answers_a_repeat_as_the_first_time(name: str) -> None:
    erp: Connector = CONNECTORS[name]()
    assert erp.unique_keys
    assert erp.send(_receipt("op1")) == erp.send(_receipt("op1"))
    assert erp.balances("DC01") == (Balance("BRK", 40),)


def test_same_key_with_other_content_is_refused_by_the_ledger() -> None:
    ledger = MemoryLedger()
    erp = EmbeddedConnector(ledger)
    erp.send(_receipt("op1", 40))
    answer = erp.send(_receipt("op1", 41))
    assert isinstance(answer, Refused) and answer.code == "key_reused"
    assert len(ledger.list(0, 10)) == 1 and erp.balances("DC01") == (Balance("BRK", 40),)


def test_balances_of_a_long_ledger_are_read_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "PAGE", 3)
    erp = EmbeddedConnector(MemoryLedger())
    for at in range(10):
        erp.send(_receipt(f"op{at}", 1))
    assert erp.balances("DC01") == (Balance("BRK", 10),)


def test_memory_erp_without_unique_keys_books_a_repeat_twice() -> None:
    """The double must be as bad as the worst ERP, else it proves nothing."""
    erp = MemoryConnector()
    erp.send(_receipt("op1"))
    erp.send(_receipt("op1"))
    assert erp.per_key() == {"op1:goods_receipt": 2}


def test_memory_erp_fails_as_scripted() -> None:
    erp = MemoryConnector(["down", "refuse", "lost", "accept_then_time_out", "crash_after_accept"])
    assert isinstance(erp.send(_receipt("op1")), Unreachable)
    assert isinstance(erp.send(_receipt("op2")), Refused)
    assert isinstance(erp.send(_receipt("op3")), Unclear)
    assert isinstance(erp.send(_receipt("op4")), Unclear)
    with pytest.raises(Crashed):
        erp.send(_receipt("op5"))
    assert set(erp.per_key()) == {"op4:goods_receipt", "op5:goods_receipt"}


def test_inbox_is_fetched_page_by_page() -> None:
    orders = tuple(
        Order(order=f"O{at}", ship_to=ShipTo(id="D"), asked_by="D") for at in range(5))
    erp = MemoryConnector(inbox=orders)
    cursor = ""
    got: list[Inbound] = []
    while True:
        page = erp.fetch(cursor, 2)
        assert isinstance(page, Fetched)
        if not page.documents:
            break
        got += page.documents
        cursor = page.cursor
    assert tuple(got) == orders
    assert EmbeddedConnector(MemoryLedger()).fetch("c", 9) == Fetched((), "c")
