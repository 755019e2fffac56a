# SPDX-License-Identifier: Apache-2.0
"""What a scan means to somebody at a dock, a bin or a desk."""

import json

import pytest

from backend.domain.barcode import (
    DEFAULT,
    Profile,
    Reading,
    candidates,
    encode_own,
    explain_line,
    mod10,
    parse,
    sscc_check_digit,
    title_of,
)
from backend.domain.barcode.candidates import (
    Badge,
    Candidate,
    ExpiresOn,
    Gtin,
    LicencePlate,
    LocationCode,
    LotNumber,
    Lpn,
    MadeOn,
    OrderNumber,
    PartNumber,
    PlainKey,
    Quantity,
    SerialNumber,
    Sscc,
    Supplier,
    Tote,
    Vin,
)
from backend.domain.barcode.check_digits import mod37_36
from backend.domain.barcode.dates import full_year, iso_date
from backend.domain.barcode.own import LETTERS, check_character

GS = "\x1d"
LOT_AND_SERIAL = f"]C10109506000134352{'10AB12'}{GS}21X9"


def means(data: str, expect_di: frozenset[str] = frozenset()) -> tuple[Candidate, ...]:
    return candidates(parse(data, DEFAULT, expect_di=expect_di), 2026)


def test_a_pallet_label_gives_its_licence_plate() -> None:
    assert means("]C100006141411234567890") == (Sscc("006141411234567890"),)
    assert isinstance(Sscc("1"), Lpn) and isinstance(Tote("1"), Lpn)


def test_a_carton_label_gives_part_lot_serial_expiry_and_quantity() -> None:
    found = means(f"]d20109506000134352172702001{'0L7'}{GS}21S9{GS}24006A115561B{GS}3012")
    assert found == (
        Gtin("09506000134352"),
        ExpiresOn("2027-02-28"),
        LotNumber("L7"),
        SerialNumber("S9"),
        PartNumber("06A115561B"),
        Quantity(12),
    )


def test_a_transport_label_gives_everything_in_its_order() -> None:
    body = GS.join(
        ("5JUN049886662000123456", "P5Q0 615 301 H", "7Q240EA", "1TLOT77", "V0011", "KPO9")
    )
    found = means(f"[)>\x1e06{GS}{body}{GS}16D20260831{GS}14D20280229\x1e\x04")
    assert found == (
        LicencePlate("UN049886662000123456"),
        PartNumber("5Q0 615 301 H"),
        Quantity(240, "EA"),
        LotNumber("LOT77"),
        Supplier("0011"),
        OrderNumber("PO9"),
        MadeOn("2026-08-31"),
        ExpiresOn("2028-02-29"),
    )


def test_several_lots_on_one_box_are_all_kept() -> None:
    found = means(f"[)>\x1e06{GS}1TA{GS}1TB\x1e\x04")
    assert found == (LotNumber("A"), LotNumber("B"))


def test_half_a_litre_is_no_whole_quantity() -> None:
    assert means(f"[)>\x1e06{GS}PX{GS}Q0.5\x1e\x04") == (PartNumber("X"),)


def test_an_ean_from_the_till_is_a_gtin_and_digits_by_hand_stay_a_key_too() -> None:
    assert means("]E02112345678900") == (Gtin("02112345678900"),)
    assert means("2112345678900") == (Gtin("02112345678900"), PlainKey("2112345678900"))


def test_part_number_that_begins_with_p_stays_whole_until_the_step_expects_p() -> None:
    assert means("P12345") == (PlainKey("P12345"),)
    expected = frozenset({"P"})
    assert means("P12345", expect_di=expected) == (PartNumber("12345"), PlainKey("P12345"))


def test_vin_is_offered_as_vin_and_as_key() -> None:
    assert means("i1m8gdm9axkp042788")[0] == Vin("1M8GDM9AXKP042788")
    assert parse("WVWZZZ1JZXW000001").warnings == ("vin_check_digit",)


@pytest.mark.parametrize("word", sorted(LETTERS))
def test_own_code_of_every_type_reads_back(word: str) -> None:
    reading = parse("]Q1" + encode_own(word, "A-01.03"))
    assert (reading.ok, reading.kind, reading.value) == (True, f"own.{word}", "A-01.03")


def test_own_codes_mean_places_badges_and_totes() -> None:
    assert means(encode_own("location", "A-01-03")) == (LocationCode("A-01-03"),)
    assert means(encode_own("badge", "K7Q2")) == (Badge("K7Q2"),)
    assert means(encode_own("tote", "17")) == (Tote("17"),)


def test_misread_own_code_is_an_error_and_never_a_part_number() -> None:
    right = encode_own("location", "Y-12")
    wrong = right.replace("Y", "Z")
    assert parse(wrong).error == "own_check_character"
    assert means(wrong) == ()
    assert parse(".X12").error == "own_unknown_type"
    assert parse(".l-12").error == "own_unknown_type"


def test_every_single_changed_character_of_an_own_code_is_caught() -> None:
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    right = encode_own("lpn", "7K0042")
    for at in range(2, len(right)):
        for other in alphabet.replace(right[at], ""):
            assert not parse(right[:at] + other + right[at + 1 :]).ok


def test_iso_7064_check_character_matches_its_published_example() -> None:
    assert mod37_36("A12425GABC1234002") == "M"
    assert check_character("L", "A-01-03") == check_character("L", "A0103")


def test_check_digits_for_labels() -> None:
    assert sscc_check_digit("00614141123456789") == "0"
    assert mod10("211234567890") == "0"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ("]C10112345678901234", "incorrect_check_digit:01"),
        ("]C10112345678901231891", "unknown_ai:891"),
        (f"]C1400A{GS}400B", "repeated_ai:400"),
        ("]c10112345678901231", "case_inverted:c1"),
        ("]XX123", "unsupported_symbology:XX"),
        ("", "empty"),
        ("9" * 7_201, "too_long"),
        ("A\ud800B", "not_text"),
        ("A\U0001f600B", "unsupported_character"),
    ],
)
def test_broken_scan_is_refused_with_its_reason(data: str, error: str) -> None:
    reading = parse(data)
    assert (reading.ok, reading.error) == (False, error)
    assert candidates(reading, 2026) == ()
    reading.text.encode()  # can be stored and shown


def test_missing_partner_only_warns_because_the_pair_may_be_on_two_symbols() -> None:
    reading = parse("]C121S9")
    assert reading.ok
    assert reading.warnings == ("required_ai:21",)


def test_scanner_that_strips_separators_may_not_give_lots() -> None:
    stripped = Profile(gs="stripped")
    assert parse(LOT_AND_SERIAL, stripped).error == "separator_lost"
    assert parse("]C100006141411234567890", stripped).ok


def test_lot_that_may_hide_a_serial_is_refused_until_separators_are_proven() -> None:
    joined = LOT_AND_SERIAL.replace(GS, "")
    doubted = parse(joined, Profile())
    assert (doubted.ok, doubted.error) == (False, "separator_doubt:10")
    assert parse(joined, Profile(gs="sent")).elements[1] == ("10", "AB1221X9")
    assert parse(joined, Profile(gs_as="~")).ok
    assert parse("]C10109506000134352" + "10AB12", Profile()).ok


def test_site_may_tolerate_gs1_data_in_an_unmarked_symbol() -> None:
    unmarked = LOT_AND_SERIAL.replace("]C1", "]C0")
    assert parse(unmarked).kind == "plain"
    tolerant = parse(unmarked, Profile(gs="sent", tolerate_gs1=True))
    assert (tolerant.kind, tolerant.flags) == ("gs1", ("gs1_by_tolerance",))


def test_tolerance_does_not_read_an_ean_as_a_serial_nor_a_vin_as_a_lot() -> None:
    tolerant = Profile(gs="sent", tolerate_gs1=True)
    assert parse("2112345678900", tolerant).kind == "gtin"
    assert parse("1M8GDM9AXKP042788", tolerant).kind == "vin"
    expected = frozenset({"10K"})
    assert parse("10K77", tolerant, expect_di=expected).kind == "di"
    assert parse("10K77", tolerant).kind == "gs1"


def test_web_address_without_a_key_is_just_a_key() -> None:
    assert parse("https://example.com/enrol?t=1").kind == "plain"
    assert parse("https://example.com/01/12345678901234").error == "incorrect_check_digit:01"


def test_day_zero_is_the_last_day_of_the_month() -> None:
    assert iso_date("280200", 2026) == "2028-02-29"
    assert iso_date("270200", 2026) == "2027-02-28"
    assert iso_date("271300", 2026) is None


def test_century_reaches_49_years_back_and_50_ahead() -> None:
    assert [full_year(year, 2026) for year in (76, 77, 0, 26)] == [2076, 1977, 2000, 2026]
    assert [full_year(year, 2060) for year in (9, 10, 11)] == [2109, 2110, 2011]


def test_titles_are_known_for_both_kinds_of_identifier() -> None:
    assert (title_of("10"), title_of("3104"), title_of("1T"), title_of("nope")) == (
        "BATCH/LOT",
        "NET WEIGHT (kg)",
        "TRACEABILITY NUMBER ASSIGNED BY THE SUPPLIER",
        "",
    )


def test_explained_line_is_one_json_line() -> None:
    line = explain_line(json.dumps({"data": LOT_AND_SERIAL, "profile": None}))
    assert "\n" not in line
    answer = json.loads(line)
    assert answer["elements"] == [["01", "09506000134352"], ["10", "AB12"], ["21", "X9"]]
    assert (answer["ok"], answer["symbology"], answer["kind"]) == (True, "GS1_128_CCA", "gs1")
    assert answer["error"] is None


def test_explained_line_takes_a_profile_and_expected_identifiers() -> None:
    profile = {"prefix": "", "suffix": "\r", "gs_as": "~", "aim": True}
    data = LOT_AND_SERIAL.replace(GS, "~") + "\r"
    assert json.loads(explain_line(json.dumps({"data": data, "profile": profile})))["ok"]
    request = {"data": "P1", "expect_di": ["P"]}
    assert json.loads(explain_line(json.dumps(request)))["kind"] == "di"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"data": 5}',
        '{"data": "x", "profile": []}',
        '{"data": "x", "profile": {"gs": "lost"}}',
        '{"data": "x", "profile": {"gs": {}}}',
        '{"data": "x", "profile": {"gs_as": 1}}',
        '{"data": "x", "expect_di": "P"}',
        '{"data": "x", "expect_di": [1]}',
    ],
)
def test_malformed_line_is_answered_with_an_error(line: str) -> None:
    answer = json.loads(explain_line(line))
    assert answer["ok"] is False
    assert answer["error"].startswith("malformed_")


def test_a_reading_cannot_be_changed() -> None:
    reading = parse("X")
    with pytest.raises(AttributeError):
        reading.ok = False  # type: ignore[misc]
    assert isinstance(reading, Reading)


def test_a_code_that_may_be_several_things_is_explained_with_all_of_them() -> None:
    told = json.loads(explain_line(json.dumps({"data": "P12345-ABC"})))
    assert (told["kind"], told["elements"]) == ("plain", [])
    assert [one["kind"] for one in told["candidates"]] == ["plain", "di"]
    assert told["candidates"][1]["elements"] == [["P", "12345-ABC"]]
    plate = json.loads(explain_line(json.dumps({"data": "3SUN1234567890012"})))
    assert [one["kind"] for one in plate["candidates"]] == ["di", "vin", "plain"]
    ean = json.loads(explain_line(json.dumps({"data": "]E04012345678901"})))
    assert [one["kind"] for one in ean["candidates"]] == ["gtin"]
    assert json.loads(explain_line('{"data": "]C10061"}'))["candidates"] == []
