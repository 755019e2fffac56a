# SPDX-License-Identifier: Apache-2.0
"""Dangerous goods data of a part: told in pieces, kept while it is the same substance."""

from typing import Any

import pytest

from backend.domain.parts import Hazard, Part
from backend.domain.rules.masters import part_from
from backend.store.feed_rows import part_body
from sync.erp.files.csv_files import read_csv

PEROXIDE = Hazard("5.1", "UN2014", "II", ("8",), "liquid")
HEAD = "part,hazard_class,un,packing_group,subsidiary,hazard_state\n"


def told(**hazard: Any) -> dict[str, Any]:
    return {"part": "P", "hazard": hazard}


@pytest.mark.parametrize(("row", "hazard"), [
    (told(**{"class": "3", "un": "UN1133"}), Hazard("3", "UN1133")),
    (told(**{"class": "3", "un": "UN1133", "packing_group": "III"}),
     Hazard("3", "UN1133", "III")),
    (told(**{"class": "5.1", "un": "UN2014", "packing_group": "II", "subsidiary": ["8"],
             "state": "liquid"}), PEROXIDE),
    (told(**{"class": "9", "un": "UN3480", "subsidiary": None, "state": None}),
     Hazard("9", "UN3480")),
])  # fmt: skip
def test_a_row_of_any_age_is_read(row: dict[str, Any], hazard: Hazard) -> None:
    assert part_from(row).hazard == hazard


def test_what_a_row_does_not_name_stays_while_the_substance_is_the_same() -> None:
    known = Part("P", hazard=PEROXIDE)
    assert part_from(told(**{"class": "5.1", "un": "UN2014"}), known).hazard == PEROXIDE
    other = part_from(told(**{"class": "5.1", "un": "UN1479"}), known).hazard
    assert other == Hazard("5.1", "UN1479")
    cleared = part_from(told(**{"class": "5.1", "un": "UN2014", "subsidiary": None}), known).hazard
    assert cleared == Hazard("5.1", "UN2014", "II", (), "liquid")


def test_what_is_kept_and_sent_reads_back_whole() -> None:
    body = part_body(Part("P", hazard=PEROXIDE))
    assert body["hazard"] == {
        "class": "5.1", "un": "UN2014", "packing_group": "II", "subsidiary": ["8"],
        "state": "liquid",
    }  # fmt: skip
    assert part_from(body) == Part("P", hazard=PEROXIDE)


def test_a_spreadsheet_names_further_hazards_and_state() -> None:
    text = HEAD + "P,5.1,UN2014,II,8|6.1,Liquid\nQ,3,UN1133,,,\n"
    first, second = (part_from(row) for row in read_csv("parts", text.encode()).rows)
    assert first.hazard == Hazard("5.1", "UN2014", "II", ("8", "6.1"), "liquid")
    assert second.hazard == Hazard("3", "UN1133")


@pytest.mark.parametrize(("cells", "code"), [
    ("P,,,II,,", "contradiction"), ("P,,,,8,", "contradiction"), ("P,,,,,gas", "contradiction"),
    ("P,3,UN1133,,,powder", "bad_cell"), ("P,3,UN1133,,8|8,", "bad_cell"),
])  # fmt: skip
def test_a_hazard_that_makes_no_sense_is_named(cells: str, code: str) -> None:
    assert [fault.code for fault in read_csv("parts", (HEAD + cells).encode()).faults] == [code]
