# SPDX-License-Identifier: Apache-2.0
"""How much: in an inner pack of a limited quantity, and of a class in a zone."""

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.hazmat import (
    Excess,
    InnerLimit,
    ZoneLimit,
    inner_limit,
    is_limited_quantity,
    over_limits,
)
from backend.domain.parts import Hazard


@pytest.mark.parametrize(("cls", "group", "ml", "g", "section"), [
    ("3", "I", 500, 0, "173.150"), ("3", "II", 1000, 0, "173.150"),
    ("3", "III", 5000, 0, "173.150"),
    ("4.1", "II", 0, 1000, "173.151"), ("4.1", "III", 0, 5000, "173.151"),
    ("4.3", "II", 0, 500, "173.151"), ("4.3", "III", 0, 1000, "173.151"),
    ("5.1", "II", 1000, 1000, "173.152"), ("5.1", "III", 5000, 5000, "173.152"),
    ("6.1", "II", 100, 500, "173.153"), ("6.1", "III", 5000, 5000, "173.153"),
    ("8", "II", 1000, 1000, "173.154"), ("8", "III", 5000, 5000, "173.154"),
    ("9", None, 5000, 5000, "173.155"), ("9", "III", 5000, 5000, "173.155"),
])  # fmt: skip
def test_every_limit(cls: str, group: str | None, ml: int, g: int, section: str) -> None:
    assert inner_limit(Hazard(cls, "UN1", group)) == InnerLimit(ml, g, False, section)


def test_limits_that_turn_on_the_un_number() -> None:
    assert inner_limit(Hazard("5.2", "UN3108")) == InnerLimit(125, 500, False, "173.152")
    assert inner_limit(Hazard("2.1", "UN1950")) == InnerLimit(1000, 0, True, "173.306")
    assert inner_limit(Hazard("5.2", "UN3102")) is None  # type B
    assert inner_limit(Hazard("2.1", "UN1978")) is None  # no can of aerosol


@pytest.mark.parametrize("hazard", [
    Hazard("3", "UN1993"), Hazard("8", "UN2794"), Hazard("4.2", "UN1361", "II"),
    Hazard("1.4G", "UN0503"), Hazard("", "UN1993", "II"), Hazard("3", "UN1230", "II", ("toxic",)),
])  # fmt: skip
def test_no_limit_is_guessed(hazard: Hazard) -> None:
    assert inner_limit(hazard) is None
    assert not is_limited_quantity(hazard, 1, 1)


@pytest.mark.parametrize(("hazard", "ml", "g", "limited"), [
    (Hazard("3", "UN1263", "II", (), "liquid"), 1000, 0, True),
    (Hazard("3", "UN1263", "II", (), "liquid"), 1001, 0, False),
    (Hazard("3", "UN1263", "II", (), "liquid"), 0, 900, False),
    (Hazard("3", "UN1263", "II"), 1000, 900, False),
    (Hazard("8", "UN1759", "II", (), "solid"), 0, 1000, True),
    (Hazard("8", "UN1759", "II", (), "solid"), 900, 1001, False),
    (Hazard("5.2", "UN3108", None, (), "solid"), 0, 500, True),
    (Hazard("2.1", "UN1950", None, (), "article"), 1000, 2000, True),
    (Hazard("2.1", "UN1950", None, (), "article"), 1001, 100, False),
    (Hazard("9", "UN3480", None, (), "gas"), 1, 1, False),
])  # fmt: skip
def test_what_is_in_a_pack_is_held_against_its_limit(
    hazard: Hazard, ml: int, g: int, limited: bool
) -> None:
    assert is_limited_quantity(hazard, ml, g) is limited


LIMITS = (
    ZoneLimit("H1", "3", 50_000), ZoneLimit("H1", "2", 20_000), ZoneLimit("H1", "6.1", 1_000),
    ZoneLimit("H2", "3", 1),
)  # fmt: skip
PETROL, GAS = Hazard("3", "UN1203", "II"), Hazard("2.1", "UN1950")
METHANOL = Hazard("3", "UN1230", "II", ("6.1",))


@pytest.mark.parametrize(("goods", "excess"), [
    ([], []),
    ([(PETROL, 50_000), (GAS, 20_000)], []),
    ([(PETROL, 30_000), (PETROL, 20_001)], [Excess("3", 50_000, 50_001, "over")]),
    ([(GAS, 10_000), (Hazard("2.2", "UN3164"), 10_001)], [Excess("2", 20_000, 20_001, "over")]),
    ([(METHANOL, 1_001)], [Excess("6.1", 1_000, 1_001, "over")]),
    ([(PETROL, 49_000), (METHANOL, 1_002)],
     [Excess("3", 50_000, 50_002, "over"), Excess("6.1", 1_000, 1_002, "over")]),
    ([(PETROL, 0)], [Excess("3", 50_000, 0, "unweighed")]),
    ([(Hazard("9", "UN3480"), 0)], []),
    ([(Hazard("3.9", "UN1"), 5)],
     [Excess(limit.hazard_class, limit.limit_g, 0, "unknown_class") for limit in LIMITS[:3]]),
])  # fmt: skip
def test_a_zone_takes_so_much_of_a_class(
    goods: list[tuple[Hazard, int]], excess: list[Excess]
) -> None:
    assert list(over_limits(LIMITS, "H1", goods)) == excess


def test_a_zone_without_limits_has_none() -> None:
    assert over_limits(LIMITS, "H9", [(PETROL, 1_000_000)]) == ()


LIMITED = json.loads(
    (Path(__file__).parents[2] / "vectors/inner_limits.json").read_text("utf-8")
)["vectors"]


@pytest.mark.parametrize("row", LIMITED)
def test_an_inner_pack_is_a_limited_quantity(row: dict[str, Any]) -> None:
    told = row["hazard"]
    hazard = Hazard(told["class"], told["un"], told["packing_group"], state=told["state"])
    assert is_limited_quantity(hazard, row["ml"], row["g"]) is row["limited"]
