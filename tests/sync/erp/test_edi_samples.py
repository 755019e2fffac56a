# SPDX-License-Identifier: Apache-2.0
"""Partners' files become documents or named faults."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sync.erp.documents import inbound
from sync.erp.files.edi import read_edi
from sync.erp.inbound import Asn, AsnLine, Order

SAMPLES = Path(__file__).parents[2] / "edi"
D01 = (SAMPLES / "D01_856_stpi_sscc_serial_lot.edi").read_bytes()
D02 = (SAMPLES / "D02_856_oem_flat_S_I_cld.edi").read_bytes()
D03 = (SAMPLES / "D03_940_dealer_order.edi").read_bytes()


def _expected(name: str) -> dict[str, Any]:
    return dict(json.loads((SAMPLES / f"{name}.expected.json").read_text()))


def _bare(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, [], ())}


def _asn(data: bytes) -> Asn:
    result = read_edi(data)
    assert result.ok, [str(fault) for fault in result.faults]
    (asn,) = result.documents
    assert isinstance(asn, Asn)
    return asn


def _order(data: bytes) -> Order:
    result = read_edi(data)
    assert result.ok, [str(fault) for fault in result.faults]
    (order,) = result.documents
    assert isinstance(order, Order)
    return order


def _line(line: AsnLine) -> dict[str, Any]:
    return _bare({
        "line": line.line, "bp": line.part, "vp": line.supplier_part, "qty": line.quantity,
        "lot": line.lot, "exp": (line.expires_on or "").replace("-", "") or None,
        "serials": list(line.serials)})


def _errors(data: bytes) -> list[tuple[str, str, int, int | None]]:
    return [(f.code, f.segment_tag, f.segment_number, f.element)
            for f in read_edi(data).faults if f.severity == "error"]


def test_truck_of_two_pallets_is_read_as_announced() -> None:
    asn = _asn(D01)
    told = {
        "type": "856", "shipment": asn.shipment, "supplier": asn.supplier, "ship_to": asn.ship_to,
        "carrier": asn.carrier, "bol": asn.bol, "po": list(asn.purchase_orders),
        "pallets": len(asn.pallets), "cartons": len(asn.cartons), "hl_count": 11,
        "lines": [
            {"sscc": pallet.lpn, "cartons": [
                {"sscc": carton.lpn, "lines": [_line(line) for line in carton.lines]}
                for carton in pallet.packs]}
            for pallet in asn.packs]}
    assert told == _expected("D01_856_stpi_sscc_serial_lot")
    assert (asn.trailer, asn.pro, asn.supplier_name) == (
        "55120", "PRO77120101", "NORTHGATE BRAKE CO")
    assert (asn.shipped_at, asn.expected_at) == ("2026-03-02T08:15:00", "2026-03-05T10:00:00")
    assert {line.purchase_order for line in asn.every_line()} == {"PO4471120"}


def test_flat_notice_of_a_car_maker_keeps_orders_and_label_runs() -> None:
    asn = _asn(D02)
    told = {
        "type": "856", "shipment": asn.shipment, "supplier": asn.supplier, "ship_to": asn.ship_to,
        "lines": [
            {"bp": line.part, "qty": line.quantity, "cum": line.cumulative,
             "containers": run.containers, "per_container": run.per_container,
             "ls_from": run.first, "ls_to": run.last, "po": line.purchase_order}
            for line in asn.lines for run in line.label_runs]}
    expected = _expected("D02_856_oem_flat_S_I_cld")
    expected.pop("note")
    assert told == expected


def test_emergency_order_keeps_the_vehicle_it_is_for() -> None:
    order = _order(D03)
    told = {
        "type": "940", "order": order.order, "po": order.customer_purchase_order,
        "ship_to": order.ship_to.id, "priority": order.priority,
        "required": (order.requested_on or "").replace("-", ""),
        "lines": [_bare({"part": line.part, "qty": line.requested, "vin": line.vin})
                  for line in order.lines]}
    assert told == _expected("D03_940_dealer_order")
    assert order.ship_to.address == ("14 MILL RD", "ALBANY NY 12205")
    assert (order.must_ship_on, order.carrier) == ("2026-03-02", "UPSN")
    assert (order.asked_by, order.asked_at) == ("DLR2207", "2026-03-02T08:30:00")


def test_wrong_segment_count_is_refused_at_its_segment() -> None:
    data = (SAMPLES / "D11_bad_se_count.edi").read_bytes()
    assert _errors(data) == [("se_count", "SE", 49, 1)]
    assert read_edi(data).documents == ()


def test_wrong_check_digit_of_a_carton_is_refused_at_its_element() -> None:
    data = (SAMPLES / "D12_bad_sscc_check_digit.edi").read_bytes()
    assert _errors(data) == [("sscc_check_digit", "MAN", 21, 2)]
    (fault,) = read_edi(data).faults
    assert _expected("D12_bad_sscc_check_digit")["bad"] in fault.text


@pytest.mark.parametrize(("name", "kind"), [
    ("D04_945_ship_short", "945"), ("D05_943_transfer_notice", "943"),
    ("D06_944_receipt_with_exceptions", "944"), ("D07_947_adjustment", "947"),
    ("D08_861_receiving_advice", "861"), ("D09_DESADV_D07A_automotive", "DESADV"),
    ("D10_DESADV_D96A_gs1", "DESADV")])
def test_message_of_another_type_is_named_and_not_imported(name: str, kind: str) -> None:
    result = read_edi((SAMPLES / f"{name}.edi").read_bytes())
    assert (result.type, result.ok, result.documents) == (kind, False, ())
    assert [fault.code for fault in result.faults] == ["not_imported_yet"]
    assert kind in result.faults[0].text


PUBLIC = {
    "P856_01_public": {"ship_to", "part"},
    "P856_02_public": {"sscc", "part", "ctt_total", "se_count"},
    "P940_01_public": set(),
    "P940_02_public": {"ship_to", "se_count"},
    "P940_03_public": {"ship_to", "no_lines", "se_count"},
    "P940_04_public": {"ship_to", "se_count"},
    "P940_05_public": {"ship_to", "no_lines", "se_count"},
    "P940_06_public": {"ship_to", "no_lines", "se_count"},
    "P940_07_public": set(),
    "P940_08_public": {"isa_elements", "ship_to", "se_count"},
    "P940_09_public": {"isa_elements", "ship_to", "se_count"}}


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_sample_is_refused_for_what_is_wrong_with_it(name: str) -> None:
    result = read_edi((SAMPLES / f"{name}.edi").read_bytes())
    assert {f.code for f in result.faults if f.severity == "error"} == PUBLIC[name]
    assert result.ok is (not PUBLIC[name])
    assert result.faults, "each of these samples has at least an oddity"


def test_every_public_sample_is_listed_above() -> None:
    assert {path.stem for path in SAMPLES.glob("P*.edi")} == set(PUBLIC)


def test_trailing_numbers_that_differ_are_a_warning_only() -> None:
    result = read_edi((SAMPLES / "P940_01_public.edi").read_bytes())
    assert [fault.code for fault in result.faults] == ["ge_control", "iea_control"]
    (order,) = result.documents
    assert isinstance(order, Order)
    assert sum(line.requested for line in order.lines) == 56
    assert (order.priority, order.carrier) == ("STOCK", "MTEN")


def test_same_file_sent_again_has_the_same_keys() -> None:
    first, again = read_edi(D01), read_edi(D01)
    assert first.control.key == again.control.key == "SUP0417:000000101:101:0101"
    assert first.documents[0].key == again.documents[0].key == "asn:SUP0417:SHP260302A:new"
    assert first == again


def test_dry_run_prints_plain_json_that_reads_back() -> None:
    for data in (D01, D02, D03):
        printed = json.loads(json.dumps(read_edi(data).to_json()))
        assert list(printed) == ["ok", "type", "key", "control", "documents", "faults", "totals"]
        (told,) = printed["documents"]
        assert inbound(told["body"]["type"], told["body"]) == read_edi(data).documents[0]
    refused = read_edi((SAMPLES / "D12_bad_sscc_check_digit.edi").read_bytes()).to_json()
    assert refused["ok"] is False and refused["documents"] == []
    assert refused["faults"][0]["segment"] == "MAN" and refused["faults"][0]["number"] == 21
