# SPDX-License-Identifier: Apache-2.0
"""What may be stored where: the same rows are read by the device's tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.locations import Location, Role

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/storage.json").read_text())["vectors"]


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: f"{row['role']}-{row['hazard_class']}")
def test_a_place_refuses_what_may_not_be_stored_there(row: dict[str, Any]) -> None:
    place = Location(
        "A", role=Role(row["role"]), hazards=tuple(row["hazards"]), blocked=row["blocked"]
    )
    transfer = row.get("transfer", False)
    assert place.refuses(row["hazard_class"], row["held"], transfer=transfer) == row["refuses"]
