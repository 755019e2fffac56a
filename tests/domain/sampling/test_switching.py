# SPDX-License-Identifier: Apache-2.0
"""Inspection from lot to lot: 30 runs of forty lots, and each rule by itself."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from backend.domain.sampling import (
    InspectedLot,
    Severity,
    Standing,
    Verdict,
    after_lot,
    after_lots,
    resume,
    start,
)
from backend.domain.wire import Malformed

CASES = json.loads(Path(__file__).with_name("switching_cases.json").read_text())["cases"]
LOTS = {
    "A": InspectedLot(Verdict.ACCEPTED, may_reduce=True),
    "R": InspectedLot(Verdict.REJECTED, may_reduce=True),
    "G": InspectedLot(Verdict.BACK_TO_NORMAL, may_reduce=True),
    "a": InspectedLot(Verdict.ACCEPTED),  # nobody lets it count towards reduced inspection
    "i": InspectedLot(Verdict.ACCEPTED, steady=False, may_reduce=True),
    "r": InspectedLot(Verdict.REJECTED, may_reduce=True, resubmitted=True),
    "s": InspectedLot(Verdict.ACCEPTED, may_reduce=True, resubmitted=True),
    "3": InspectedLot(Verdict.ACCEPTED, 2, True, may_reduce=True),
    "0": InspectedLot(Verdict.ACCEPTED, 2, False, may_reduce=True),
    "1": InspectedLot(Verdict.ACCEPTED, 1, may_reduce=True),
}
SHORT = {"normal": "N", "tightened": "T", "reduced": "R", "discontinued": "D"}


def begun(edition: str) -> Standing:
    standing = start(edition)
    assert isinstance(standing, Standing)
    return standing


def run(edition: str, lots: str) -> str:
    standing, found = begun(edition), ""
    for one in lots:
        standing = after_lot(standing, LOTS[one])
        found += SHORT[standing.severity]
    return found


@pytest.mark.parametrize(("lots", "after"), CASES, ids=range(len(CASES)))
def test_runs_of_forty_lots(lots: str, after: str) -> None:
    assert run("z1.4-2003", lots) == after
    whole = after_lots(begun("z1.4-2003"), [LOTS[one] for one in lots])
    assert SHORT[whole.severity] == after[-1]


def test_there_are_thirty_runs() -> None:
    assert len(CASES) == 30 and {len(lots) for lots, _ in CASES} == {40}


ALL = ("mil-std-105e", "z1.4-2003", "iso-2859-1")


@pytest.mark.parametrize("edition", ALL)
@pytest.mark.parametrize(("lots", "after"), [
    ("RR", "NT"), ("RAAAR", "NNNNT"), ("RAAAAR", "NNNNNN"), ("Rr", "NN"),  # W1, W6
    ("RRAAAAA", "NTTTTTN"), ("RRAAAARA", "NTTTTTTT"), ("RRAAAArA", "NTTTTTTN"),  # W2, W6
    ("RRAAAAAR", "NTTTTTNN"),  # what came before normal began is forgotten
])  # fmt: skip
def test_what_all_editions_share(edition: str, lots: str, after: str) -> None:
    assert run(edition, lots) == after


@pytest.mark.parametrize(("lots", "last"), [
    ("A" * 9, "N"), ("A" * 10, "R"), ("A" * 9 + "s", "N"), ("A" * 9 + "RA", "N"),
    ("A" * 9 + "a", "N"), ("A" * 9 + "aA", "R"), ("A" * 9 + "i", "N"), ("a" * 9 + "A", "R"),
    ("A" * 10 + "R", "N"), ("A" * 10 + "G", "N"), ("A" * 10 + "i", "N"), ("A" * 10 + "a", "R"),
    ("A" * 10 + "RR", "N"), ("A" * 10 + "RRR", "T"), ("A" * 10 + "r", "R"),
    ("A" * 10 + "G" + "A" * 9, "N"), ("A" * 10 + "G" + "A" * 10, "R"),
])  # fmt: skip
def test_reduced_is_earned_by_ten_lots_and_easily_lost(lots: str, last: str) -> None:
    for edition in ("mil-std-105e", "z1.4-2003"):
        assert run(edition, lots)[-1] == last


@pytest.mark.parametrize(("lots", "last"), [
    ("3" * 9, "N"), ("3" * 10, "R"), ("1" * 14, "N"), ("1" * 15, "R"),
    ("3" * 9 + "0" + "3" * 9, "N"), ("3" * 9 + "0" + "3" * 10, "R"),
    ("3" * 9 + "R" + "3" * 9, "N"), ("3" * 9 + "R" + "3" * 10, "R"),
    ("3" * 8 + "111", "R"), ("A" * 10, "N"), ("A" * 15, "R"),
    ("RR" + "3" * 5 + "3" * 9, "N"), ("RR" + "3" * 5 + "3" * 10, "R"),
])  # fmt: skip
def test_iso_earns_reduced_by_a_score(lots: str, last: str) -> None:
    assert run("iso-2859-1", lots)[-1] == last


@pytest.mark.parametrize(("edition", "lots", "last"), [
    ("z1.4-2003", "RR" + "RRRR", "T"), ("z1.4-2003", "RR" + "RRRRR", "D"),
    ("z1.4-2003", "RR" + "RAAAARAAAARAAAARAAAA", "T"),
    ("z1.4-2003", "RR" + "RAAAARAAAARAAAARAAAAR", "D"),
    ("iso-2859-1", "RR" + "RRRRR", "D"),
    ("mil-std-105e", "RR" + "R" * 9, "T"), ("mil-std-105e", "RR" + "R" * 10, "D"),
    ("mil-std-105e", "RR" + "A" * 4 + "R" + "A" * 4 + "R", "D"),
    ("mil-std-105e", "RR" + "A" * 4 + "R" + "A" * 5, "N"),
    ("mil-std-105e", "RR" + "R" * 9 + "r", "T"),
    ("z1.4-2003", "RR" + "R" * 5 + "A" * 20, "D"),
])  # fmt: skip
def test_inspection_stops_as_each_edition_says(edition: str, lots: str, last: str) -> None:
    assert run(edition, lots)[-1] == last


def test_corrective_action_goes_on_with_tightened_inspection_and_nothing_counted() -> None:
    stopped = after_lots(begun("z1.4-2003"), [LOTS["R"]] * 7)
    assert stopped.severity is Severity.DISCONTINUED
    assert resume(stopped) == Standing("z1.4-2003", Severity.TIGHTENED)
    assert resume(begun("z1.4-2003")) == begun("z1.4-2003")


def test_a_change_forgets_what_was_counted() -> None:
    normal = after_lots(begun("z1.4-2003"), [LOTS["R"], LOTS["A"]])
    assert (normal.recent, normal.accepted, normal.lots) == ((True, False), 1, 2)
    assert after_lot(normal, LOTS["R"]) == Standing("z1.4-2003", Severity.TIGHTENED)
    again = replace(normal, recent=(), accepted=0, lots=0, refused=0, score=0)
    assert again == begun("z1.4-2003")


def test_rules_that_nobody_knows_are_named() -> None:
    fault = start("iso")
    assert isinstance(fault, Malformed) and fault.where == "edition"
    assert "must be one of mil-std-105e, z1.4-2003, iso-2859-1, not 'iso'" in fault.text
