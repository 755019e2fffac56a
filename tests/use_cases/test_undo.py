# SPDX-License-Identifier: Apache-2.0
"""Undo on a real database: what is kept of it, and what the ERP hears in which order."""

from __future__ import annotations

import sqlalchemy as sa

from backend.store import book_tables as t
from backend.use_cases.verify import verify
from tests.domain.floor import line
from tests.scenarios.site import SITE, Handheld, Site
from tests.use_cases.busy_site import receipt

PADS = [line("BRK-10442", 4, "L1")]


def _undone(op_id: str) -> dict[str, object]:
    return {"undoes": op_id, "verb": "receipt", "source": "lpn:L-1", "lpn": "L-1", "lines": PADS}


def _papers(site: Site) -> list[tuple[str, str]]:
    o = t.outbox.c
    told = sa.select(o.type, o.order_key).order_by(o.version, o.position)
    return [(row.type, row.order_key) for row in site.rows(told)]


def test_a_reversal_goes_behind_the_document_that_it_takes_back(site: Site) -> None:
    """In one batch and in two, whatever group the undo was told in."""
    for batches in (1, 2):
        handheld = Handheld(site, f"H-{batches}")
        told = handheld.tell("receipt", receipt("L-1", PADS), group=f"lpn:L-{batches}")
        if batches == 2:
            handheld.push()
        handheld.tell("undo", _undone(told), group="")
        handheld.push()
        papers = _papers(site)[-2:]
        group = f"lpn:L-{batches}"
        assert papers == [("goods_receipt", group), ("goods_receipt_reversal", group)]


def test_undone_twice_in_two_batches_is_undone_once(site: Site) -> None:
    one, other = Handheld(site, "H-1"), Handheld(site, "H-2")
    told = one.tell("receipt", receipt("L-1", PADS))
    one.push()
    for handheld in (one, other):
        handheld.tell("undo", _undone(told))
        handheld.push()
    assert not [n for (holder, *_), n in site.stock().items() if holder == "lpn:L-1" and n]
    assert [kind for kind, _ in _papers(site)].count("goods_receipt_reversal") == 1
    [row] = site.rows(sa.select(t.undone))
    assert (row.operation, len(row.tellings)) == (told, 2)
    assert site.rows(sa.select(t.quants).where(t.quants.c.holder.like("@unexplained%"))) == []
    report = verify(site.database, SITE)
    assert report.ok, [check for check in report.checks if not check.ok]
