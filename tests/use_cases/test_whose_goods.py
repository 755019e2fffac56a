# SPDX-License-Identifier: Apache-2.0
"""Whose goods were packed, as the store reads it: the order that picked them is not named."""

from __future__ import annotations

import sqlalchemy as sa

from backend.store import book_tables as t
from backend.store.read_goods import order_goods
from tests.domain.floor import line
from tests.scenarios.site import SITE, Handheld, Site


def _ordered(site: Site, name: str, part: str) -> None:
    asked = {"order": name, "lines": [{"line": 1, "part": part, "requested": 1}]}
    site.tell("order_import", {"order": asked})


def test_a_filter_picked_for_one_order_and_packed_for_another_is_asked_about(site: Site) -> None:
    _ordered(site, "O-1", "FLT-00318")
    _ordered(site, "O-2", "BRK-10442")
    picker, packer = Handheld(site, "H-1"), Handheld(site, "H-2")
    picker.tell("pick", {"order": "O-1", "line": 1, "source": "B04-011-B", "target": "lpn:T-1",
                         "lines": [line("FLT-00318", 1)]})  # fmt: skip
    picker.push()
    packer.tell("pack", {"order": "O-2", "source": "lpn:T-1", "target": "lpn:C-1",
                         "lines": [line("FLT-00318", 1)]})  # fmt: skip
    packer.push()
    x = t.exceptions.c
    (asked,) = site.rows(sa.select(x.body).where(x.kind == "packed_foreign"))
    assert (asked.body["wanted"], asked.body["order"]) == ("O-1", "O-2")
    reads = site.database.read(lambda c: order_goods(c, SITE, "O-2", None, 9))
    assert reads is not None
    assert [key.goods.part for key in reads[0]] == ["FLT-00318"], "the desk sees what is in it"


def test_a_load_that_names_no_order_is_asked_about_only_where_nothing_was_packed(
    site: Site,
) -> None:
    _ordered(site, "O-1", "FLT-00318")
    _ordered(site, "O-2", "BRK-10442")
    packer, loader = Handheld(site, "H-1"), Handheld(site, "H-2")
    packer.tell("pick", {"order": "O-1", "line": 1, "source": "B04-011-B", "target": "lpn:T-1",
                         "lines": [line("FLT-00318", 1)]})  # fmt: skip
    packer.tell("pack", {"order": "O-1", "source": "lpn:T-1", "target": "lpn:C-1",
                         "lines": [line("FLT-00318", 1)]})  # fmt: skip
    packer.tell("pick", {"order": "O-2", "line": 1, "source": "A07-032-C", "target": "lpn:T-2",
                         "lines": [line("BRK-10442", 1)]})  # fmt: skip
    packer.tell("transfer", {"source": "PACK-01", "target": "lpn:P-1", "lpn": "C-1", "lines": []})
    packer.tell("transfer", {"source": "B04-011-B", "target": "lpn:L-1",
                             "lines": [line("FLT-00318", 8)]})  # fmt: skip
    packer.push()
    for lpn in ("P-1", "T-2", "L-1"):
        body = {"shipment": "S-1", "order": None, "lpn": lpn, "location": "DOOR-01"}
        loader.tell("load", body)
    loader.push()
    x = t.exceptions.c
    (asked,) = site.rows(sa.select(x.body).where(x.kind == "loaded_unasked"))
    assert (asked.body["holder"], asked.body["quantity"]) == ("lpn:L-1", 8)
    assert asked.body["decisions"] == ["acknowledgement"]
