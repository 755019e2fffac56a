# SPDX-License-Identifier: Apache-2.0
"""Oddities of partners' files: what is read all the same, and what is refused, and where."""
from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from sync.erp.files import x12
from sync.erp.files.edi import read_edi
from sync.erp.inbound import Asn, Order

SAMPLES = Path(__file__).parents[2] / "edi"
D01 = (SAMPLES / "D01_856_stpi_sscc_serial_lot.edi").read_bytes()
D02 = (SAMPLES / "D02_856_oem_flat_S_I_cld.edi").read_bytes()
D03 = (SAMPLES / "D03_940_dealer_order.edi").read_bytes()
READ = {data: read_edi(data).documents for data in (D01, D02, D03)}


def _changed(data: bytes, *changes: tuple[str, str]) -> bytes:
    text = data.decode()
    for old, new in changes:
        assert text.count(old) >= 1, f"nothing to change: {old}"
        text = text.replace(old, new, 1)
    return text.encode()


def _without(data: bytes, tag_line: str) -> bytes:
    """Leave a segment out and correct the SE count, so that only the gap itself is odd."""
    text = data.decode()
    assert tag_line in text
    text = text.replace(tag_line + "~\n", "", 1)
    body = text[text.index("ST*"):text.index("SE*")]
    count = body.count("~") + 1
    before, after = text.split("SE*" + text.split("\nSE*")[1].split("*")[0] + "*", 1)
    return f"{before}SE*{count}*{after}".encode()


def _codes(data: bytes, severity: str = "error") -> set[str]:
    return {fault.code for fault in read_edi(data).faults if fault.severity == severity}


@pytest.mark.parametrize("data", [D01, D02, D03], ids=["D01", "D02", "D03"])
@pytest.mark.parametrize(("old", "new"), [
    (b"~\n", b"~"), (b"~\n", b"~\r\n"), (b"~\n", b"\n"), (b"~\n", b"\r\n"), (b"~\n", b"\r"),
    (b"*", b"|"), (b"~", b"!"), (b"*", b"\x1d")],
    ids=["one line", "crlf", "no terminator", "crlf only", "cr only", "bars", "bangs", "gs"])
def test_separators_are_read_from_the_file_itself(data: bytes, old: bytes, new: bytes) -> None:
    assert read_edi(data.replace(old, new)).documents == READ[data]


@pytest.mark.parametrize("data", [D01, D02, D03], ids=["D01", "D02", "D03"])
def test_file_wrapped_at_eighty_characters_is_read(data: bytes) -> None:
    line = data.replace(b"\n", b"")
    wrapped = b"\r\n".join(line[at:at + 80] for at in range(0, len(line), 80))
    assert read_edi(wrapped).documents == READ[data]


def test_byte_order_mark_and_leading_blank_lines_are_read() -> None:
    assert read_edi(b"\xef\xbb\xbf" + D01).documents == READ[D01]
    assert read_edi(b"\r\n\n  " + D01).documents == READ[D01]


def test_latin_letters_are_read_with_a_warning() -> None:
    result = read_edi(D01.replace(b"NORTHGATE BRAKE CO", b"M\xfcller"))
    (asn,) = result.documents
    assert isinstance(asn, Asn) and asn.supplier_name == "Müller"
    assert [fault.code for fault in result.faults] == ["encoding"]


def test_unpadded_envelope_is_read_with_a_warning() -> None:
    data = D01.replace(b"SUP0417        *", b"SUP0417*").replace(b"*00*          ", b"*00*")
    assert read_edi(data).documents == READ[D01]
    assert "isa_length" in _codes(data, "warning")


def test_sscc_with_its_identifier_before_it_is_the_same_carton() -> None:
    data = D01.replace(b"MAN*GM*0061", b"MAN*GM*000061")
    assert read_edi(data).documents == READ[D01]


def test_whole_number_written_with_decimals_is_a_whole_number() -> None:
    assert read_edi(_changed(D01, ("SN1*1*40*EA", "SN1*1*40.00*EA"))).documents == READ[D01]


@pytest.mark.parametrize("quantity", ["2.5", "-3", "0", "", "4O", "1e3", "٤", "9" * 13])
def test_quantity_that_is_no_count_is_refused(quantity: str) -> None:
    data = _changed(D01, ("SN1*1*40*EA", f"SN1*1*{quantity}*EA"))
    (fault,) = [f for f in read_edi(data).faults if f.severity == "error"]
    assert (fault.code, fault.segment_tag, fault.segment_number, fault.element) == (
        "quantity", "SN1", 24, 2)


@pytest.mark.parametrize(("old", "new", "code"), [
    ("REF*SE*E7A000313", "REF*SE*E7A000312", "serial_twice"),
    ("SN1*2*3*EA", "SN1*2*4*EA", "serial_count"),
    ("MAN*GM*006141410000001033", "MAN*GM*006141410000001026", "sscc_twice"),
    ("MAN*GM*006141410000001033", "MAN*GM*006141410000001033*006141410000001040", "sscc_range"),
    ("MAN*GM*006141410000001033", "MAN*GM*6141410000001033", "sscc"),
    ("HL*7*6*I", "HL*7*99*I", "hl_parent"),
    ("HL*7*6*I", "HL*5*6*I", "hl_id"),
    ("HL*7*6*I", "HL*7*6*Q", "hl_level"),
    ("HL*7*6*I", "HX*7*6*I", "misplaced"),
    ("HL*11*9*I", "HX*11*9*I", "second_lin"),
    ("HL*8*2*T", "HL*8*3*T", "hl_parent"),
    ("LIN*2*BP*ECU-77810-AB*VP*NB-E7", "LIN*2*VP*NB-E7", "part"),
    ("SN1*2*3*EA", "SN1*2*3", "missing"),
    ("DTM*036*20270630", "DTM*036*20271330", "expiry"),
    ("REF*SE*E7A000313", "REF*LT*OTHER", "serial_count"),
    ("BSN*00*", "BSN*77*", "purpose"),
    ("N1*ST*CENTRAL PARTS DC*92*DC01", "N1*ST*CENTRAL PARTS DC", "ship_to"),
    ("ST*856*0101", "ST*856*0102", "se_control"),
    ("GE*1*101", "GE*2*101", "ge_count"),
    ("IEA*1*", "IEA*3*", "iea_count"),
    ("REF*LT*L26-0188", "REF*LT*L26\x0788", "control_character"),
    ("REF*LT*L26-0188", "REF*LT*" + "L" * 121, "too_long")])
def test_what_could_put_wrong_stock_in_the_books_is_refused(old: str, new: str, code: str) -> None:
    data = _changed(D01, (old, new))
    assert code in _codes(data)
    assert read_edi(data).documents == ()


@pytest.mark.parametrize(("old", "new", "code"), [
    ("CTT*11", "CTT*12", "ctt_count"),
    ("DTM*017*20260305*1000", "DTM*017*20260305*9900", "time"),
    ("GE*1*101", "GE*1*109", "ge_control"),
    ("000000101~\n", "000000109~\n", "iea_control"),
    ("GS*SH*", "GS*OW*", "group_code"),
    ("PAL****1", "ZZZ****1", "unknown_segment"),
    ("*0*T*>", "*0*X*>", "isa_usage"),
    ("MAN*GM*006141410000001033", "MAN*GM*1JUN417021000008121", "plate")])
def test_what_leaves_stock_in_no_doubt_is_a_warning(old: str, new: str, code: str) -> None:
    result = read_edi(_changed(D01, (old, new)))
    assert result.ok and len(result.documents) == 1
    assert code in {fault.code for fault in result.faults}


def test_lost_lot_of_a_line_with_two_lots_is_not_guessed() -> None:
    data = _changed(D01, ("REF*LT*L26-0188", "REF*LT*L26-0188~\nREF*LT*L26-0189"),
                    ("SE*47", "SE*48"))
    assert _codes(data) == {"lots"}


def test_second_purchase_order_for_the_same_goods_is_not_guessed() -> None:
    data = _changed(D01, ("PRF*PO4471120*R01**20260220",
                          "PRF*PO4471120*R01**20260220~\nPRF*PO4471121"), ("SE*47", "SE*48"))
    assert _codes(data) == {"orders"}


def test_containers_that_do_not_add_up_to_the_line_are_refused() -> None:
    assert _codes(_changed(D02, ("CLD*16*10", "CLD*15*10"))) == {"packed"}
    assert _codes(_changed(D02, ("CLD*16*10", "CLD*17*10"))) == {"packed"}


def test_hash_total_catches_a_damaged_quantity() -> None:
    assert _codes(_changed(D02, ("SN1**72*", "SN1**73*"))) == {"ctt_total", "packed"}


def test_label_run_that_spans_other_numbers_is_a_warning() -> None:
    data = _changed(D02, ("REF*LS*S000118216", "REF*LS*S000118217"))
    assert read_edi(data).ok and _codes(data, "warning") == {"label_run"}


@pytest.mark.parametrize("lost", ["W01*1*EA**BP*ECU-77810-AB", "W01*4*EA**BP*BRK-10442"])
def test_lost_order_line_is_caught_by_the_total(lost: str) -> None:
    assert _codes(_without(D03, lost)) == {"w76_total"}


def test_unknown_priority_is_taken_as_stock_and_said() -> None:
    data = _changed(D03, ("N9*PRI*VOR", "N9*PRI*SOON"))
    (order,) = read_edi(data).documents
    assert isinstance(order, Order) and order.priority == "STOCK"
    assert _codes(data, "warning") == {"priority"}


def test_cancellation_needs_no_lines() -> None:
    header, rest = D03.decode().split("ST*940", 1)
    data = (header + "ST*940*0103~\nW05*F*DLR2207-0091~\nN1*ST*HILLSIDE*92*DLR2207~\n"
            "SE*4*0103~\n" + rest[rest.index("GE*"):]).encode()
    (order,) = read_edi(data).documents
    assert isinstance(order, Order) and order.purpose == "cancel"
    assert order.key.endswith(":cancel")


@pytest.mark.parametrize(("shape", "hls", "packs", "loose"), [
    ("S-O-P-I", "HL*1**S|{st}|HL*2*1*O|PRF*PO1|HL*3*2*P|MAN*GM*006141410000001026|HL*4*3*I|{i}",
     1, 0),
    ("S-O-I", "HL*1**S|{st}|HL*2*1*O|PRF*PO1|HL*3*2*I|{i}", 0, 1),
    ("S-P-O-I", "HL*1**S|{st}|HL*2*1*P|MAN*GM*006141410000001026|HL*3*2*O|PRF*PO1|HL*4*3*I|{i}",
     1, 0)])
def test_any_shape_of_notice_gives_the_same_line(
        shape: str, hls: str, packs: int, loose: int) -> None:
    body = hls.format(st="N1*SU**92*S1|N1*ST**92*DC01", i="LIN*7*BP*P-1|SN1*7*5*EA").split("|")
    segments = ["ST*856*0001", "BSN*00*SHP1*20260302*0815", *body]
    head = D01.decode().split("ST*")[0]
    data = head + "~\n".join(segments) + f"~\nSE*{len(segments) + 1}*0001~\nGE*1*101~\n" \
        "IEA*1*000000101~\n"
    (asn,) = read_edi(data.encode()).documents
    assert isinstance(asn, Asn)
    (line,) = asn.every_line()
    assert (line.line, line.part, line.quantity, line.purchase_order) == (7, "P-1", 5, "PO1")
    assert (len(asn.packs), len(asn.lines)) == (packs, loose)


def test_two_messages_in_one_file_are_both_read_and_a_repeat_is_refused() -> None:
    text = D03.decode()
    st, se = text.index("ST*"), text.index("GE*")
    second = text[st:se].replace("0103", "0104").replace("DLR2207-0091", "DLR2207-0092")
    double = text[:se] + second + text[se:].replace("GE*1", "GE*2")
    result = read_edi(double.encode())
    assert result.ok and [d.key for d in result.documents] == [
        "order:DLR2207:DLR2207-0091:new", "order:DLR2207:DLR2207-0092:new"]
    assert [control.st02 for control in result.controls] == ["0103", "0104"]
    repeated = text[:se] + text[st:se] + text[se:].replace("GE*1", "GE*2")
    assert _codes(repeated.encode()) == {"twice"}


def test_one_bad_message_keeps_the_whole_file_out() -> None:
    text = D03.decode()
    st, se = text.index("ST*"), text.index("GE*")
    second = text[st:se].replace("0103", "0104").replace("W01*4*", "W01*x*")
    double = (text[:se] + second + text[se:].replace("GE*1", "GE*2")).encode()
    assert read_edi(double).documents == ()


@pytest.mark.parametrize("data", [b"", b"\n", b"hello", b"ISA", b"ISA*", b"ISA*00", b"\xff\xfe\x00",
                                  b"UNA:+.? '", b"UNB+UNOC:3'", b"ISAAAAA", b"ISA\nGS*", b"UNH"])
def test_file_that_is_no_message_is_refused_with_a_place(data: bytes) -> None:
    result = read_edi(data)
    assert not result.ok and result.documents == ()
    assert all(fault.segment_number >= 1 for fault in result.faults)


def test_file_beyond_its_limit_is_refused_unread() -> None:
    assert _codes(D01 + b" " * x12.FILE_BYTES_MAX) == {"too_big"}


def test_endless_segments_and_deep_nesting_are_refused() -> None:
    assert _codes(D01 + b"A~" * (x12.SEGMENTS_MAX + 1)) == {"too_many_segments"}
    deep = "".join(f"HL*{n}*{n - 1}*P~\n" for n in range(12, 2012))
    assert "hl_depth" in _codes(_changed(D01, ("CTT*11", deep + "CTT*11")))


def test_largest_hostile_message_is_judged_in_linear_work() -> None:
    """What a reader does once for each segment it must not do for all others again."""
    for segment in ("CTT*11*9", "CLD*1*1", "PRF*PO4471120", "REF*LS*S1", "HL*11*9*I"):
        small, large = (_steps(segment, total) for total in (500, 4000))
        assert large < 16 * small, f"{segment}: {small} to {large} steps"


def _steps(segment: str, total: int) -> int:
    """Lines of our code that ran while a message with so many of one segment was read."""
    data = _changed(D01, ("CTT*11", f"{segment}~\n" * total + "CTT*11"))
    ran = 0

    def count(frame: FrameType, event: str, _: object) -> Callable[..., Any]:
        nonlocal ran
        ran += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        read_edi(data)
    finally:
        sys.settrace(before)
    return ran


def test_flood_of_faults_is_bounded_and_keeps_the_first_error() -> None:
    flood = _changed(D01, ("CTT*11", "ZZZ*1~\n" * 5000 + "SN1*x~\nCTT*11"))
    result = read_edi(flood)
    assert not result.ok
    assert len(result.faults) <= 201 and result.faults_left_out > 4000
