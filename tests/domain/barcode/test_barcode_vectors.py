# SPDX-License-Identifier: Apache-2.0
"""Every row of the shared vectors, read by the Python parser. The TypeScript twin reads the same
files."""

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.barcode import (
    LinkOptions,
    Profile,
    association_warnings,
    build_link,
    build_scan_data,
    element_string,
    explain_line,
    gtin14,
    mod10_matches,
    normalise_scan_data,
    parse,
    read_bracketed,
    read_elements,
    read_link,
    split_scans,
)
from backend.domain.barcode.content import check_component
from backend.domain.barcode.vin import read_vin

VECTORS = Path(__file__).parents[2] / "vectors"
RULES = {
    "repeats": "repeated_ai",
    "mutex": "excluded_ai",
    "requisites": "required_ai",
    "other": "unsigned_serial",
}


def rows(name: str) -> list[Any]:
    document = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    found = []
    for place, row in enumerate(document["vectors"]):
        label = row.get("id") or row.get("input") or row.get("data") or "empty"
        found.append(pytest.param(row, id=f"{place}-{ascii(label)[1:41]}"))
    return found


def pairs(row: dict[str, Any], key: str = "ai_values") -> tuple[tuple[str, str], ...]:
    return tuple((code, value) for code, value in row[key])


def options(row: dict[str, Any]) -> LinkOptions:
    return LinkOptions(**dict.fromkeys(row["options"], True))


@pytest.mark.parametrize("row", rows("gs1_scan_data"))
def test_scanner_output_reads_as_the_reference_reads_it(row: dict[str, Any]) -> None:
    reading = parse(row["input"])
    assert reading.ok == row["ok"], reading
    if row["ok"]:
        assert (reading.symbology, row["normalised"]) == normalise_scan_data(row["input"])
        assert reading.symbology == row["symbology"]
        assert reading.elements == pairs(row)


@pytest.mark.parametrize("row", rows("gs1_element_strings"))
def test_element_string_is_judged_by_syntax_and_by_association(row: dict[str, Any]) -> None:
    if not row["fnc1_first"]:
        assert parse(row["input"]).kind != "gs1"
        return
    found, error = read_elements(row["input"])
    assert (error is None) == row["ok_syntax"], error
    associated = error is None and not association_warnings(found)
    assert associated == row["ok_with_association_rules"]
    if row["ok_syntax"]:
        assert found == pairs(row)


@pytest.mark.parametrize("row", rows("gs1_bracketed"))
def test_bracketed_form_becomes_the_element_string(row: dict[str, Any]) -> None:
    found, error = read_bracketed(row["input"])
    assert (error is None) == row["ok"], error
    if row["ok"]:
        assert found == pairs(row)
        assert element_string(found) == row["element_string"]


@pytest.mark.parametrize("row", rows("gs1_ai_content_errors"))
def test_wrong_content_is_named(row: dict[str, Any]) -> None:
    _, error = read_bracketed(row["input"])
    assert (error is None) == row["ok"]
    if error is not None:
        assert error.partition(":")[0].upper() == row["error"]


@pytest.mark.parametrize("row", rows("gs1_associations"))
def test_partners_are_missed_or_unwelcome(row: dict[str, Any]) -> None:
    found, error = read_bracketed(row["input"], unknown_ais=True)
    assert error is None
    rule = RULES[row["rule"]]
    broken = any(warning.startswith(rule) for warning in association_warnings(found))
    assert broken != row["ok"], association_warnings(found)


@pytest.mark.parametrize("row", rows("gs1_digital_link_parse"))
def test_digital_link_reads_under_its_options(row: dict[str, Any]) -> None:
    found, error = read_link(row["input"], options(row))
    assert (error is None) == row["ok"], error
    if row["ok"]:
        assert element_string(found) == row["element_string"]
    if "ai_values" in row:
        assert found == pairs(row)


@pytest.mark.parametrize("row", rows("gs1_digital_link_build"))
def test_digital_link_is_built(row: dict[str, Any]) -> None:
    wanted = options(row)
    found, error = read_bracketed(row["input"], unknown_ais=wanted.unknown_ais)
    uri = ""
    if error is None:
        uri, error = build_link(found, row["stem"], wanted)
    assert (error is None) == row["ok"], error
    assert (uri or None) == row["uri"]


@pytest.mark.parametrize("row", rows("gs1_scan_data_build"))
def test_a_symbol_transmits_exactly_these_characters(row: dict[str, Any]) -> None:
    adds = "add_check_digit" in row["options"]
    assert build_scan_data(row["symbology"], row["data"], add_check_digit=adds) == row["scan"]


@pytest.mark.parametrize("row", rows("gs1_linter_units"))
def test_component_check_says_what_is_wrong(row: dict[str, Any]) -> None:
    error = check_component(row["linter"], row["input"])
    assert error == (row["error"].lower() if row["error"] else None)


@pytest.mark.parametrize("row", rows("iso15434_mh10"))
def test_envelope_and_bare_identifiers(row: dict[str, Any]) -> None:
    bare = row["format"] == "bare"
    expected = frozenset(code for code, _ in row["elements"]) if bare else frozenset()
    reading = parse(row["input"], expect_di=expected)
    assert reading.ok == row["ok"], reading
    assert reading.kind == ("di" if bare else "iso15434")
    assert reading.format == row["format"].replace("none", "")
    assert reading.elements == pairs(row, "elements")
    assert list(reading.flags) == row["flags"]


@pytest.mark.parametrize("row", rows("bare_readings"))
def test_without_an_expectation_only_a_plate_is_a_plate(row: dict[str, Any]) -> None:
    reading = parse(row["input"])
    assert reading.ok
    assert (reading.kind, reading.elements) == (row["kind"], pairs(row, "elements"))


@pytest.mark.parametrize("row", [*rows("iso15434_mh10"), *rows("bare_readings")])
def test_an_explained_scan_tells_every_reading_that_it_may_have(row: dict[str, Any]) -> None:
    told = json.loads(explain_line(json.dumps({"data": row["input"]})))
    assert told["ok"] == row.get("ok", True)
    found = [one["elements"] for one in told["candidates"]]
    assert row["elements"] in found or not told["ok"]
    assert [told["elements"]] == found[:1] or not told["ok"]


@pytest.mark.parametrize("row", rows("wedge_transforms"))
def test_keyboard_wedge_path_is_undone(row: dict[str, Any]) -> None:
    reading = parse(row["received"], Profile(**row["profile"]))
    assert reading.ok == row["ok"], reading
    if row["id"] == "caps-lock":
        assert reading.error == "case_inverted:c1"
    elif "elements" in row:
        assert reading.elements == pairs(row, "elements")
    else:
        assert reading.elements == pairs(row)
    if row["id"] == "two-scans":
        assert reading.flags == ("further_scans:1",)
        assert len(split_scans(row["received"], Profile(**row["profile"]))) == 2


@pytest.mark.parametrize("row", rows("vin"))
def test_vin_is_read_and_its_check_digit_only_warns(row: dict[str, Any]) -> None:
    found = read_vin(row["input"])
    assert (found is not None) == row["ok"]
    if found is not None:
        assert found.check_digit_matches == row["check_digit_matches"]
        warnings = parse(row["input"]).warnings
        assert ("vin_check_digit" in warnings) != row["check_digit_matches"]


@pytest.mark.parametrize("row", rows("mod10"))
def test_mod10_check_digit(row: dict[str, Any]) -> None:
    assert mod10_matches(row["input"]) == row["ok"]
    other = str((int(row["input"][-1]) + 1) % 10)
    assert not mod10_matches(row["input"][:-1] + other)
    if row["kind"].startswith("GTIN"):
        assert gtin14(row["input"]) == row["input"].rjust(14, "0")
