# SPDX-License-Identifier: Apache-2.0
"""Outbound documents are built from plain values, and everything wrong with them is said."""
from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.erp.documents import OUTBOUND, ShipmentAdvice, inbound, outbound
from sync.erp.plain import Problem, canonical

HEAD = {"operation": "0195-op", "site": "DC01", "at": "2026-03-05T10:12:00.123Z", "who": "amira"}
LINE = {"part": "BRK-10442", "quantity": 40, "uom": "EA", "lot": "L26-0188",
        "lpn": "006141410000001026"}
BODIES: dict[str, dict[str, Any]] = {
    "goods_receipt": {
        **HEAD, "event": "goods_receipt", "shipment": "SHP260302A", "supplier": "SUP0417",
        "lines": [{**LINE, "line": 1, "purchase_order": "PO4471120", "expires_on": "2027-06-30"},
                  {"part": "ECU-77810-AB", "quantity": 2, "serials": ["E7A1", "E7A2"],
                   "status": "held", "reason": "first_delivery"}]},
    "goods_receipt_reversal": {
        **HEAD, "event": "goods_receipt_reversal", "reverses": "0194-op:goods_receipt",
        "shipment": "SHP260302A", "lines": [LINE]},
    "stock_status": {
        **HEAD, "event": "stock_status:h1", "action": "hold", "hold": "h1",
        "reason": "first_delivery", "scope": {"part": "BRK-10442", "supplier": "SUP0417"},
        "lines": [LINE]},
    "count_result": {
        **HEAD, "event": "count_result", "location": "A-01-02",
        "lines": [{"part": "BRK-10442", "uom": "EA", "expected": 16, "counted": 15}]},
    "adjustment_advice": {
        **HEAD, "event": "adjustment_advice",
        "lines": [{"part": "BRK-10442", "quantity": -1, "uom": "EA", "reason": "count"}]},
    "shipment_advice": {
        **HEAD, "event": "shipment_advice:DLR2207-0091", "shipment": "SHP55190",
        "order": "DLR2207-0091", "ship_to": "DLR2207", "carrier": "UPSN",
        "lines": [{"part": "ECU-77810-AB", "quantity": 1, "serials": ["E7A000312"],
                   "order_line": 1, "ordered": 1, "vin": "1M8GDM9AXKP042788"}]},
    "return_advice": {
        **HEAD, "event": "return_advice:R-1", "returned": "R-1", "customer": "DLR2207",
        "authorization": "RMA-55", "disposition": "restock_A", "stock": "available",
        "credit": "full_less_fee", "credit_minor": 1500, "currency": "EUR", "lines": [LINE]},
    "core_credit": {
        **HEAD, "event": "core_credit:C-1", "core": "C-1", "deposit": "SO-7|1|1", "order": "SO-7",
        "order_line": 1, "customer": "DLR2207", "part": "ALT-1C", "grade": "B",
        "credit_minor": 3750, "kept_minor": 1250, "currency": "EUR"}}


def _problems(kind: str, body: Any) -> list[tuple[str, str]]:
    made = outbound(kind, body)
    assert isinstance(made, tuple), f"accepted: {made}"
    return [(problem.path, problem.text) for problem in made]


def _changed(kind: str, path: list[str | int], value: Any) -> dict[str, Any]:
    body = json.loads(json.dumps(BODIES[kind]))
    at: Any = body
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return dict(body)


def test_every_kind_has_a_sample_here() -> None:
    assert set(BODIES) == set(OUTBOUND)


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_document_written_and_read_back_is_the_same(kind: str) -> None:
    made = outbound(kind, BODIES[kind])
    assert not isinstance(made, tuple), made
    written = json.loads(json.dumps(made.to_json()))
    assert outbound(kind, written) == made
    assert made.key == f"0195-op:{BODIES[kind]['event']}" == written["key"]
    again = outbound(kind, written)
    assert not isinstance(again, tuple)
    assert canonical(again.to_json()) == canonical(made.to_json())


def test_line_without_unit_is_in_the_smallest_unit() -> None:
    made = outbound("shipment_advice", BODIES["shipment_advice"])
    assert isinstance(made, ShipmentAdvice)
    assert made.lines[0].uom == "EA"


@pytest.mark.parametrize(("kind", "path", "value", "problem"), [
    ("goods_receipt", ["lines", 0, "quantity"], 0, "lines[0].quantity"),
    ("goods_receipt", ["lines", 0, "quantity"], 1.0, "lines[0].quantity"),
    ("goods_receipt", ["lines", 0, "quantity"], True, "lines[0].quantity"),
    ("goods_receipt", ["lines", 0, "quantity"], "4", "lines[0].quantity"),
    ("goods_receipt", ["lines", 0, "quantity"], 10**9, "lines[0].quantity"),
    ("goods_receipt", ["lines", 0, "part"], "", "lines[0].part"),
    ("goods_receipt", ["lines", 0, "part"], " BRK", "lines[0].part"),
    ("goods_receipt", ["lines", 0, "part"], "BRK\n", "lines[0].part"),
    ("goods_receipt", ["lines", 0, "part"], None, "lines[0].part"),
    ("goods_receipt", ["lines", 0, "status"], "free", "lines[0].status"),
    ("goods_receipt", ["lines", 0, "expires_on"], "2027-02-30", "lines[0].expires_on"),
    ("goods_receipt", ["lines", 1, "serials"], ["E7A1"], "lines[1]"),
    ("goods_receipt", ["lines", 1, "serials"], ["E7A1", "E7A1"], "lines[1]"),
    ("goods_receipt", ["lines", 1, "serials"], "E7A1", "lines[1].serials"),
    ("goods_receipt", ["lines"], [], "."),
    ("goods_receipt", ["lines"], {}, "lines"),
    ("goods_receipt", ["lines", 0], 4, "lines[0]"),
    ("goods_receipt", ["at"], "2026-03-05T10:12:00", "at"),
    ("goods_receipt", ["at"], "noon", "at"),
    ("goods_receipt", ["qty"], 4, "qty"),
    ("goods_receipt", ["key"], "other:goods_receipt", "key"),
    ("goods_receipt", ["type"], "count_result", "type"),
    ("adjustment_advice", ["lines", 0, "quantity"], 0, "lines[0].quantity"),
    ("count_result", ["lines", 0, "counted"], -1, "lines[0].counted"),
    ("stock_status", ["scope"], {"bin": "A-01"}, "scope.bin"),
    ("stock_status", ["action"], "freeze", "action")])
def test_what_is_wrong_with_a_body_is_said_with_its_path(
        kind: str, path: list[str | int], value: Any, problem: str) -> None:
    assert [path for path, _ in _problems(kind, _changed(kind, path, value))] == [problem]


def test_everything_wrong_is_said_at_once() -> None:
    paths = [path for path, _ in _problems("stock_status", {"action": "x", "colour": 1})]
    assert paths == ["colour", "operation", "event", "site", "at", "who", "action", "hold",
                     "reason"]


def test_unknown_type_and_body_that_is_no_object_are_problems() -> None:
    assert _problems("invoice", {})[0][0] == "type"
    bodies: tuple[Any, ...] = (None, [], "x", 4)
    for body in bodies:
        assert _problems("goods_receipt", body) == [(".", "must be an object")]


def test_packs_nested_without_end_are_a_problem() -> None:
    pack: dict[str, Any] = {"kind": "carton", "lpn": None, "packs": [], "lines": []}
    for _ in range(100):
        pack = {"kind": "carton", "packs": [pack]}
    made = inbound("asn", {"shipment": "S", "supplier": "S", "ship_to": "D", "packs": [pack]})
    assert isinstance(made, tuple) and "nested deeper" in made[0].text


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from([*HEAD, "lines", "part", "quantity", "x"]), inner,
                      max_size=4), max_leaves=12)


@given(st.sampled_from(sorted(BODIES)), PLAIN, st.sampled_from(["lines", "at", "who", "event"]))
def test_no_body_breaks_the_reader(kind: str, value: Any, name: str) -> None:
    for body in (value, {**BODIES[kind], name: value}):
        made = outbound(kind, body)
        if isinstance(made, tuple):
            assert made and all(isinstance(problem, Problem) for problem in made)
        else:
            assert outbound(kind, made.to_json()) == made
