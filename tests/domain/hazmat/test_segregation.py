# SPDX-License-Identifier: Apache-2.0
"""What may stand together: every cell, every rule beside the cells, and one answer both ways."""

import json
from dataclasses import asdict, replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from backend.domain.hazmat import DIVISIONS, EDITIONS, conflict, may_share, segregation
from backend.domain.hazmat.label import label
from backend.domain.hazmat.table import CLASS_1, GROUPS
from backend.domain.parts import Hazard

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "segregation.json").read_text())
RAISED = {("4.3", "2.1"), ("2.1", "4.3"), ("4.3", "3"), ("3", "4.3")}


def hazard(told: dict[str, Any]) -> Hazard:
    return Hazard(
        told["class"], told["un"], told.get("packing_group"),
        tuple(told.get("subsidiary", ())), told.get("state", ""),
    )  # fmt: skip


@pytest.mark.parametrize("table", VECTORS["tables"], ids=lambda row: row["name"])
def test_every_cell_of_a_table(table: dict[str, Any]) -> None:
    goods = [hazard(told) for told in table["hazards"]]
    for a, codes in zip(goods, table["codes"], strict=True):
        for b, cell in zip(goods, codes.split(" "), strict=True):
            told = segregation(table["edition"], a, b)
            raised = "imdg" in table["edition"] and (a.hazard_class, b.hazard_class) in RAISED
            assert told.code == ("2" if raised else cell.replace(".", "")), (a, b)
            assert told.apart == (told.code in table["apart"]), (a, b)


def test_the_tables_are_whole() -> None:
    sizes = {name: len(edition.cells) for name, edition in EDITIONS.items()}
    assert sizes == {"us-177.848": 18 * 18, "imdg-7.2.4": 17 * 17}
    assert len(CLASS_1) == 13 * 13 and len(GROUPS) == 13 and len(DIVISIONS) == 20
    for edition in EDITIONS.values():
        assert set(edition.cells.values()) <= set(edition.order)
        assert all(edition.cells[b, a] == code for (a, b), code in edition.cells.items())
    assert all(CLASS_1[b, a] == code for (a, b), code in CLASS_1.items())


def test_an_edition_says_what_of_it_is_unchecked_and_from_when_it_is() -> None:
    assert all(edition.unchecked and edition.edition for edition in EDITIONS.values())
    assert {edition.effective for edition in EDITIONS.values()} == {None}


@pytest.mark.parametrize("row", VECTORS["cases"], ids=str)
def test_pairs_of_goods_that_a_parts_warehouse_keeps(row: list[Any]) -> None:
    first, second, code, beside = row
    a, b = (hazard(VECTORS["goods"][n]) for n in (first, second))
    for told in (segregation("us-177.848", a, b), segregation("us-177.848", b, a)):
        assert (told.code, told.never_beside, told.apart) == (code, beside, code != "")


def test_there_are_sixty_pairs() -> None:
    assert len(VECTORS["cases"]) == 60


@pytest.mark.parametrize("row", VECTORS["vectors"], ids=lambda row: row["name"])
def test_the_whole_answer_both_ways(row: dict[str, Any]) -> None:
    a, b = hazard(row["a"]), hazard(row["b"])
    told = segregation(row["edition"], a, b)
    assert json.loads(json.dumps(asdict(told))) == row["told"]
    turned = segregation(row["edition"], b, a)
    assert sorted(turned.between) == sorted(told.between)
    assert replace(turned, between=told.between) == told


def test_the_answer_is_the_same_both_ways_for_all_that_the_vectors_hold() -> None:
    goods = [hazard(told) for told in VECTORS["goods"]]
    goods += [hazard(row[side]) for row in VECTORS["vectors"] for side in "ab"]
    for edition, a, b in product(EDITIONS, goods, goods):
        there, back = segregation(edition, a, b), segregation(edition, b, a)
        assert replace(back, between=there.between) == there
        assert sorted(back.between) == sorted(there.between)


@pytest.mark.parametrize("row", VECTORS["shared"], ids=lambda row: row["name"])
def test_several_in_one_place_or_tote(row: dict[str, Any]) -> None:
    goods = [hazard(told) for told in row["hazards"]]
    assert may_share(row["edition"], goods) is row["may_share"]
    assert may_share(row["edition"], goods[::-1]) is row["may_share"]
    assert (conflict(row["edition"], goods) is None) is row["may_share"]


def test_what_nobody_told_is_never_milder_than_any_telling() -> None:
    """S3: state, packing group and zone that are missing take the strictest of what they may be."""
    others = [Hazard(division, "UN1", "II", (), "liquid") for division in DIVISIONS]
    for division, state, group, letter in product(
        ("2.3", "6.1", "8"), ("", "liquid", "solid", "gas", "article"), (None, "I", "II", "III"),
        ("", "A", "B"),
    ):  # fmt: skip
        written = division + letter if division != "8" else division
        for other in others:
            known = segregation("us-177.848", Hazard(written, "UN2", group, (), state), other)
            bare = segregation("us-177.848", Hazard(division, "UN2"), other)
            assert bare.apart or not known.apart
            assert bare.code == "X" or known.code != "X"


def test_what_the_regulation_says_beside_its_table_is_in_the_table_too() -> None:
    us = EDITIONS["us-177.848"].cells
    assert us["4.2", "8L"] == "X"
    poisons = ("3", "8L", "4.1", "4.2", "4.3", "5.1", "5.2")
    assert {us["6.1-PGI-A", row] for row in poisons} == {"X"}


@pytest.mark.parametrize(("text", "parts"), [
    ("3", ("3", "")), ("1.4G", ("1.4", "G")), ("1.4", ("1.4", "")), ("2.3A", ("2.3", "A")),
    ("6.1B", ("6.1", "B")), ("9", ("9", "")),
])  # fmt: skip
def test_a_class_is_read(text: str, parts: tuple[str, str]) -> None:
    read = label(text)
    assert read is not None and (read.division, read.letter) == parts


@pytest.mark.parametrize("text", [
    "", " ", "3 ", " 3", "3\n", "2", "1", "4", "5", "6", "1.7", "2.4", "10", "3A", "9A", "1.4I",
    "1.4g", "6.1C", "8L", "2.1 or 2.2", "not regulated", "UN1203", "٣", "³", "3.0", "3,1",
])  # fmt: skip
def test_a_class_that_is_none_is_not_guessed(text: str) -> None:
    assert label(text) is None
    assert not may_share("us-177.848", [Hazard(text, "UN1203")])
    assert segregation("imdg-7.2.4", Hazard("3", "UN1203", None, (text,)), Hazard("9", "")).apart
