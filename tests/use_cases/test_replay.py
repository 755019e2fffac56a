# SPDX-License-Identifier: Apache-2.0
"""S4: the journal rebuilds the books, from either engine into either engine."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from backend.store import book_tables as t
from backend.store.database import Database
from backend.store.photo_files import PhotoFiles
from backend.use_cases.photos import Photos
from backend.use_cases.replay import replay
from tests.domain.floor import line
from tests.scenarios.site import SITE, Handheld, Site
from tests.simulation.server import in_memory, poisonous
from tests.use_cases.busy_site import busy, receipt


def test_the_journal_of_a_busy_site_rebuilds_its_books(site: Site, empty: Database) -> None:
    found = replay(busy(site).database, empty, SITE)
    assert found.ok, found
    assert found.operations > 15


OVER = {"base": 0, "changes": {"receive.over_percent": 5}}


def test_the_settings_of_a_site_are_rebuilt(site: Site, empty: Database) -> None:
    assert site.ask("policy_change", OVER).detail == {"version": 1}
    assert replay(site.database, empty, SITE).ok


def test_photos_that_were_told_of_are_rebuilt(site: Site, empty: Database) -> None:
    handheld = Handheld(site)
    of = {"lpn": "L-1", "hold": "h-1"}
    handheld.tell("photo", {"photo": "p-1", "hash": "0a" * 32, "bytes": 9, "type": "image/jpeg",
                            "of": of, "where": "hold.reason", "note": ""})  # fmt: skip
    assert [one.outcome for one in handheld.push().results] == ["accepted"]
    assert replay(site.database, empty, SITE).ok
    found = Photos(empty, PhotoFiles(Path("/nowhere"))).of(SITE, {"hold": ["h-1"]}, None, 9)
    assert [(one["of"], one["state"]) for one in found.items] == [(of, "announced")]


def test_settings_that_the_journal_does_not_give_are_named(site: Site, empty: Database) -> None:
    site.ask("policy_change", OVER)
    site.database.write(lambda c: c.execute(sa.update(t.sites).values(settings={})) and None)
    [differs] = replay(site.database, empty, SITE).found
    assert (differs.table, differs.columns) == ("sites", ("settings",))


def test_what_a_fault_of_the_program_parked_is_parked_again(site: Site, empty: Database) -> None:
    handheld = Handheld(site)
    handheld.tell("transfer", {"source": "A02-015-B", "target": "B04-011-B", "reason": "poison",
                               "lines": [line("FLT-00318", 1)]})  # fmt: skip
    poison = handheld.tell("transfer", {
        "source": "A02-015-B", "target": "B04-011-B", "reason": "poison",
        "lines": [line("FLT-00318", 1)],
    })  # fmt: skip
    handheld.tell("receipt", receipt("L-1", [line("BRK-10442", 40, "L1")]))
    with poisonous(lambda: True):
        reply = handheld.push()
    assert [r.outcome for r in reply.results] == ["parked", "parked", "accepted"]
    site.ask("resolution", {"operation": poison, "decision": "retry"})
    assert replay(site.database, empty, SITE).ok


def test_a_fault_while_waking_spares_the_one_that_wakes(site: Site, empty: Database) -> None:
    handheld = Handheld(site)
    handheld.tell("receipt", receipt("L-9", [line("NEW-1", 2)]), group="lpn:L-9")
    handheld.tell("putaway", {"source": "DOCK-01", "target": "Q01-004-A", "lpn": "L-9",
                              "lines": [], "reason": "poison"}, group="lpn:L-9")  # fmt: skip
    with poisonous(lambda: True):
        handheld.push()
        told = site.tell("catalogue_import", {"parts": [{"part": "NEW-1"}]})
    assert (told.outcome, told.detail and told.detail["fault"]) == ("accepted", "PoisonError")
    assert replay(site.database, empty, SITE).ok


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE quants SET raw = raw + 1 WHERE holder = 'A07-032-C'", ("quants", ("raw",))),
        ("UPDATE journal SET resolved_outcome = 'voided' WHERE resolved_outcome IS NOT NULL",
         ("journal", ("resolved_outcome",))),
        ("UPDATE tasks SET state = 'gone'", ("tasks", ("state",))),
        ("DELETE FROM plates WHERE lpn = 'L-2'", ("plates", ())),
        ("UPDATE holds SET state = 'open'", ("holds", ("state",))),
        ("DELETE FROM suppliers", ("suppliers", ())),
        ("DELETE FROM supersessions", ("supersessions", ())),
        ("DELETE FROM substitutes", ("substitutes", ())),
        ("UPDATE orders SET state = 'gone'", ("orders", ("state",))),
    ],
)  # fmt: skip
def test_a_changed_row_is_named_with_its_columns(
    site: Site, statement: str, where: tuple[str, tuple[str, ...]]
) -> None:
    busy(site).database.write(lambda c: c.execute(sa.text(statement)))
    into = in_memory(empty=True)
    found = replay(site.database, into, SITE).found
    into.close()
    assert where in {(one.table, one.columns) for one in found}


def test_a_replay_into_a_used_database_is_refused(site: Site) -> None:
    with pytest.raises(AssertionError, match="empty"):
        replay(site.database, busy(site).database, SITE)
