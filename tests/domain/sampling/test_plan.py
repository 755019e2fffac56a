# SPDX-License-Identifier: Apache-2.0
"""Plans for lots: every cell of the tables, what bad input is told, and what a sample decides."""

import csv
import hashlib
from importlib.resources import files

import pytest

from backend.domain.sampling import Plan, Severity, Verdict, accepted_one_tighter, accepts, plan
from backend.domain.sampling.table import AQLS, LETTERS, PLANS
from backend.domain.wire import Malformed

TABLES = files("backend.domain.sampling").joinpath("tables")
COMPARED = {  # the bytes that were compared with a second published implementation
    "code_letters.csv": "f9f1c6975cbb9504c35d2cde659442a363e35cf5849805824df5c7a3162a3f15",
    "single_plans.csv": "3643b13a5403bb2c88fc872eb01725bea4baaf602dce9f58772fe95cfc44a1e9",
}


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(TABLES.joinpath(name).read_text().splitlines()))


def planned(lot_size: int, level: str, aql: str, severity: str = "normal") -> Plan:
    found = plan(lot_size, level, aql, severity)
    assert isinstance(found, Plan), found
    return found


@pytest.mark.parametrize("name", sorted(COMPARED))
def test_the_tables_are_those_that_were_compared(name: str) -> None:
    assert hashlib.sha256(TABLES.joinpath(name).read_bytes()).hexdigest() == COMPARED[name]


def test_every_cell_of_the_code_letters_at_both_ends_of_its_range() -> None:
    cells = rows("code_letters.csv")
    assert len(cells) == 15 * 7
    for cell in cells:
        last = int(cell["lot_to"] or 10**9)
        for lot_size in (int(cell["lot_from"]), last):
            assert planned(lot_size, cell["level"], "1.0").letter == cell["letter"], cell


def test_every_cell_of_the_plans_by_a_lot_that_leads_there() -> None:
    lots: dict[str, tuple[int, str]] = {}
    for letter_cell in rows("code_letters.csv"):
        lots.setdefault(letter_cell["letter"], (int(letter_cell["lot_from"]), letter_cell["level"]))
    cells = rows("single_plans.csv")
    assert len(cells) == 3 * 16 * 26 == len(PLANS) and len(AQLS) == 26 and len(LETTERS) == 7
    for cell in cells:
        lot_size, level = lots[cell["letter"]]
        told = planned(lot_size, level, cell["aql"], cell["inspection"])
        numbers = [int(cell[name]) for name in ("n", "ac", "re")]
        assert [told.n, told.ac, told.re] == numbers, cell
        assert (told.letter, told.plan_letter) == (cell["letter"], cell["plan_letter"])
        assert told.inspect_all == (numbers[0] >= lot_size)
        assert told.edition == "MIL-STD-105E" and told.severity == cell["inspection"]


def test_every_arrow_ends_at_a_plan_that_is_printed_there() -> None:
    cells = rows("single_plans.csv")
    printed = {
        (cell["inspection"], cell["letter"], cell["aql"]): (cell["n"], cell["ac"], cell["re"])
        for cell in cells
        if cell["cell"] == "plan"
    }
    arrows = [cell for cell in cells if cell["cell"] != "plan"]
    assert {cell["cell"] for cell in arrows} == {"down", "up"}
    for cell in arrows:
        end = (cell["inspection"], cell["plan_letter"], cell["aql"])
        assert cell["plan_letter"] != cell["letter"]
        if end in printed:
            assert printed[end] == (cell["n"], cell["ac"], cell["re"])
        else:  # the one letter that no lot has
            assert end[:2] == ("tightened", "S")


@pytest.mark.parametrize(("lot_size", "aql", "severity", "numbers"), [
    (1000, "1.0", "normal", ("J", 80, 2, 3)), (1000, "1.0", "tightened", ("J", 80, 1, 2)),
    (1000, "1.0", "reduced", ("J", 32, 1, 3)), (60, "0.65", "normal", ("F", 20, 0, 1)),
    (1000, "1", "normal", ("J", 80, 2, 3)), (1000, "1.00", "normal", ("J", 80, 2, 3)),
    (500_001, "10.0", "normal", ("K", 125, 21, 22)),  # an arrow that points up
])  # fmt: skip
def test_plans_as_the_standard_prints_them(
    lot_size: int, aql: str, severity: str, numbers: tuple[str, int, int, int]
) -> None:
    told = planned(lot_size, "II", aql, severity)
    assert (told.plan_letter, told.n, told.ac, told.re) == numbers
    assert not told.inspect_all and told.units == told.n


@pytest.mark.parametrize(("lot_size", "units"), [(20, 20), (19, 19), (3, 3), (1, 1)])
def test_a_sample_as_large_as_its_lot_takes_all_of_it(lot_size: int, units: int) -> None:
    told = planned(lot_size, "II", "0.65")
    assert told.inspect_all and told.n == 20 and told.units == units


@pytest.mark.parametrize(("told", "fault"), [
    ((0, "II", "1.0", "normal"), ("lot_size", "must be at least 1, not 0")),
    ((-5, "II", "1.0", "normal"), ("lot_size", "must be at least 1, not -5")),
    ((9, "IV", "1.0", "normal"), ("level", "not 'IV'")),
    ((9, "s-1", "1.0", "normal"), ("level", "must be one of S-1, S-2, S-3, S-4, I, II, III")),
    ((9, "II", "2.0", "normal"), ("aql", "not '2.0'")),
    ((9, "II", "", "normal"), ("aql", "must be one of 0.01, 0.015,")),
    ((9, "II", "1,0", "normal"), ("aql", "not '1,0'")),
    ((9, "II", "1e0", "normal"), ("aql", "not '1e0'")),
    ((9, "II", "NaN", "normal"), ("aql", "not 'NaN'")),
    ((9, "II", "-1.0", "normal"), ("aql", "not '-1.0'")),
    ((9, "II", "1.0\n", "normal"), ("aql", "not")),
    ((9, "II", "٦.٥", "normal"), ("aql", "not")),
    ((9, "II", "1.0", "strict"), ("severity", "'strict'; must be normal, tightened or reduced")),
    ((9, "II", "1.0", "discontinued"), ("severity", "has no plan: 'discontinued'")),
])  # fmt: skip
def test_bad_input_is_told_what_and_where(
    told: tuple[int, str, str, str], fault: tuple[str, str]
) -> None:
    found = plan(*told)
    assert isinstance(found, Malformed)
    assert found.where == fault[0] and fault[1] in found.text


@pytest.mark.parametrize(("severity", "nonconforming", "verdict"), [
    ("normal", 0, "accepted"), ("normal", 2, "accepted"), ("normal", 3, "rejected"),
    ("normal", 80, "rejected"), ("tightened", 1, "accepted"), ("tightened", 2, "rejected"),
    ("reduced", 1, "accepted"), ("reduced", 2, "accepted_and_back_to_normal"),
    ("reduced", 3, "rejected"),
])  # fmt: skip
def test_a_sample_decides(severity: str, nonconforming: int, verdict: str) -> None:
    assert accepts(planned(1000, "II", "1.0", severity), nonconforming) == Verdict(verdict)


def test_fewer_than_none_cannot_be_nonconforming() -> None:
    fault = accepts(planned(1000, "II", "1.0"), -1)
    assert fault == Malformed("nonconforming", "must be at least 0, not -1")


@pytest.mark.parametrize(("aql", "nonconforming", "tighter"), [
    ("1.0", 1, True), ("1.0", 2, False), ("1.5", 2, True), ("1.5", 3, False),
    ("0.15", 0, False),  # one step tighter asks for another sample
    ("0.01", 0, False), ("7", 0, False),
])  # fmt: skip
def test_one_aql_step_tighter(aql: str, nonconforming: int, tighter: bool) -> None:
    told = planned(1000, "II", aql if aql in AQLS else "1.0")
    assert accepted_one_tighter(told, aql, nonconforming) is tighter


def test_the_severities_are_the_inspections_of_the_table() -> None:
    assert {severity for severity, _, _ in PLANS} == set(Severity) - {Severity.DISCONTINUED}
