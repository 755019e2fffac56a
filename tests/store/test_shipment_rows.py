# SPDX-License-Identifier: Apache-2.0
"""A shipment as devices read it is the shipment that the store reads back."""

from __future__ import annotations

import json

from backend.store.feed_rows import feed_row
from backend.store.load_work import shipment_from
from tests.domain.floor import line
from tests.domain.goods_back import a_floor


def test_a_shipment_with_cores_to_collect_is_read_as_it_was_kept() -> None:
    floor = a_floor()
    floor.tell("transfer", {"source": "B04-011-B", "target": "lpn:C-9",
                            "lines": [line("FLT-00318", 4)]})  # fmt: skip
    floor.tell("load", {"shipment": "S-1", "lpn": "C-9", "location": "DOOR-01"})
    body = {"shipment": "S-1", "orders": [], "collect": ["SO-7|1|1"]}
    floor.tell("shipment", body, authority="worker")
    row = feed_row(floor.books, "shipment", "S-1")
    assert row is not None and row.body is not None
    assert shipment_from(json.loads(row.body)) == floor.books.shipments["S-1"]


def test_shipments_of_before_are_read_without_it() -> None:
    kept = {"shipment": "S-0", "lpns": ["C-1"], "orders": []}
    assert shipment_from(kept).collect == ()
