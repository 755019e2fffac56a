# SPDX-License-Identifier: Apache-2.0
"""What a device's order does to the times of what it told: a hold begins when it was scanned."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from backend.store import book_tables as t
from tests.domain.floor import SUPPLIER, line
from tests.scenarios.site import Handheld, Site

GOODS = line("BRK-10442", 4, "L26-0188")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def received(site: Site) -> Site:
    """Brake pads in plate L-1 at the dock."""
    handheld = Handheld(site)
    handheld.tell("receipt", {
        "receipt": "R-1", "asn": None, "supplier": SUPPLIER, "location": "DOCK-01", "lpn": "L-1",
        "parent_lpn": None, "lines": [GOODS],
    })  # fmt: skip
    handheld.push()
    return site


def _hold(handheld: Handheld, **more: object) -> None:
    scope = {"lpn": "L-1"}
    handheld.tell("hold", {"hold": "HOLD-1", "scope": scope, "reason": "recall", "note": ""},
                  **more)  # fmt: skip


def _taken_out(site: Site) -> None:
    """Another device tells, minutes after the hold was scanned, that the goods were taken out."""
    site.now += 5 * MINUTE
    mover = Handheld(site, "H-1", seq=1)
    body = {"source": "lpn:L-1", "target": "A02-015-B", "lpn": None, "lines": [GOODS]}
    mover.tell("transfer", body)
    mover.push()
    site.now += 30 * MINUTE


def _held_places(site: Site) -> set[str]:
    h = t.holds.c
    scopes = [row.scope for row in site.rows(sa.select(h.scope).where(h.state == "open"))]
    return {scope["location"] for scope in scopes if "location" in scope}


def test_a_hold_behind_a_lost_number_still_begins_when_it_was_scanned(received: Site) -> None:
    """The device lost number 1 and says so long after it stored the hold."""
    handheld = Handheld(received, "H-2", seq=1)
    _hold(handheld)
    _taken_out(received)
    lost = Handheld(received, "H-2")
    lost.tell("void", {"seq": 1, "why": "not in the store"})
    handheld.queue.insert(0, lost.queue[0])
    handheld.push()
    assert _held_places(received) == {"A02-015-B"}


def test_a_hold_scanned_after_the_clock_was_put_right_begins_when_it_was_scanned(
    received: Site,
) -> None:
    """The clock was twenty minutes ahead, and the device did not know yet by how much."""
    handheld, now = Handheld(received, "H-2"), received.now
    scan = {"raw": "?", "where": "receive", "holder": None, "quantity": None, "note": ""}
    handheld.tell("unknown_scan", scan, at=now + 20 * MINUTE, clock_err_ms=1_800_000)
    _hold(handheld, at=now + MINUTE, clock_err_ms=100)
    _taken_out(received)
    handheld.push()
    assert _held_places(received) == {"A02-015-B"}


@pytest.mark.parametrize("behind", [timedelta(hours=2), timedelta(days=40)], ids=str)
def test_a_move_by_a_clock_that_jumped_back_sets_no_count_aside(
    received: Site, behind: timedelta
) -> None:
    """It is put behind what the same device told before; the jump says nothing of the count."""
    mover, counter = Handheld(received, "H-2"), Handheld(received, "H-1", seq=1)
    move = {"source": "lpn:L-1", "target": "A02-015-B", "lpn": None, "lines": [GOODS]}
    mover.tell("transfer", move)
    mover.push()
    received.now += MINUTE
    found = {"holder": "A02-015-B", "lines": [line("BRK-10442", 6, "L26-0188")]}
    counter.tell("count", {"task": None, "lpns": [], "empty": False, **found})
    counter.push()
    received.now += MINUTE
    back = {"source": "A02-015-B", "target": "A07-032-C", "lpn": None,
            "lines": [line("BRK-10442", 1, "L26-0188")]}  # fmt: skip
    mover.tell("transfer", back, at=received.now - behind)
    mover.push()
    x, h = t.exceptions.c, t.horizons.c
    assert received.rows(sa.select(h.holder)), "the count stands"
    assert not received.rows(sa.select(x.exception).where(x.kind == "count_set_aside"))
