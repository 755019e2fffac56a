# SPDX-License-Identifier: Apache-2.0
"""`verify` finds every kind of breach, and none in books that are right."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from backend.store.site import UnknownSite
from backend.use_cases.verify import CHECKS, Report, verify
from tests.scenarios.site import SITE, Site
from tests.use_cases.busy_site import busy

NO_CHECKS = {
    "sqlite": "PRAGMA ignore_check_constraints=ON",
    "postgresql": "ALTER TABLE quants DROP CONSTRAINT ck_quants_l3_never_below_zero;"
    " ALTER TABLE moves DROP CONSTRAINT ck_moves_l1_positive;"
    " ALTER TABLE moves DROP CONSTRAINT ck_moves_l1_two_ends",
}

BREACHES = {
    "moves are whole and go somewhere": "UPDATE moves SET target = source WHERE n = 0",
    "every part sums to zero": "UPDATE quants SET quantity = quantity + 1"
    " WHERE holder = 'A02-015-B'",
    "nothing physical is below zero": "UPDATE quants SET quantity = -1 WHERE holder = 'A02-015-B'",
    "quants are the fold of their moves": "DELETE FROM moves WHERE op_id ="
    " (SELECT MIN(op_id) FROM moves)",
    "a serial is in one place": "UPDATE quants SET quantity = 2 WHERE serial = 'E7A000311'"
    " AND holder = 'lpn:L-2'",
    "a serial stands where it was last seen": "UPDATE serials SET holder = 'B04-011-B'",
    "the latest sighting of a serial is the one kept": "UPDATE serials SET occurred_at = 5",
    "every effect has one booked operation": "UPDATE journal SET outcome = 'rejected'"
    " WHERE kind = 'putaway' AND outcome = 'accepted'",
    "an outcome has at most one resolution": "UPDATE journal SET resolved_version = NULL"
    " WHERE outcome = 'parked'",
    "what is parked can be found, and nothing else": "DELETE FROM waits",
    "numbers of a device have no hole": "DELETE FROM journal WHERE seq = 2",
    "no number is ahead of what is expected": "UPDATE installations SET expected_seq = 2",
    "no feed row is newer than its site": "UPDATE sites SET version = 1",
    "no journal row is newer than its site": "UPDATE sites SET version = 1",
    "only shipments leave to the customer": "UPDATE journal SET kind = 'pack'"
    " WHERE kind = 'shipment'",
    "documents come from booked operations": "UPDATE journal SET outcome = 'rejected'"
    " WHERE kind = 'count'",
    "holders contain what the facts say": "UPDATE quants SET raw = raw + 1"
    " WHERE holder = 'A07-032-C'",
    "holds end by a supervisor's release": "UPDATE holds SET state = 'released'",
    "booked operations sent their document": "DELETE FROM outbox WHERE type = 'goods_receipt'",
    "readers see the books": "UPDATE feed SET body = NULL WHERE topic = 'quant'",
    "the journal rebuilds the books": "UPDATE tasks SET priority = 1",
}


@pytest.fixture
def books(site: Site) -> Site:
    """A site with a bit of everything."""
    return busy(site)


def test_books_that_are_right_pass_every_check_and_the_replay(books: Site) -> None:
    report = verify(books.database, SITE, replay=True)
    assert [check for check in report.checks if not check.ok] == []
    assert report.exit_code == 0
    assert {check.name for check in report.checks} == set(BREACHES)


@pytest.mark.parametrize("name", sorted(BREACHES))
def test_a_planted_breach_is_found_by_its_check(books: Site, name: str) -> None:
    _plant(books, BREACHES[name])
    report = verify(books.database, SITE, replay=name == "the journal rebuilds the books")
    found = {check.name: check for check in report.checks}[name]
    assert not found.ok, [check.name for check in report.checks if not check.ok]
    assert 0 < len(found.offending) <= 20
    assert report.exit_code == 1


def test_a_horizon_that_no_count_supports_is_found(books: Site) -> None:
    _plant(books, "DELETE FROM horizons")
    names = [check.name for check in verify(books.database, SITE).checks if not check.ok]
    assert names == ["holders contain what the facts say"]


def test_the_report_is_plain_values(books: Site) -> None:
    report: Report = verify(books.database, SITE)
    told = json.loads(json.dumps(report.as_dict()))
    assert told["ok"] is True
    assert set(told["checks"][0]) == {"name", "invariant", "offending", "ok"}
    assert len(told["checks"]) == len(CHECKS) + 4


def test_a_site_that_nobody_set_up_is_named(site: Site) -> None:
    with pytest.raises(UnknownSite, match="DC99"):
        verify(site.database, "DC99")


def _plant(books: Site, statement: str) -> None:
    """Change rows behind the back of everybody, the database's own checks included."""
    engine = books.database.engine
    with engine.connect() as connection:
        for one in NO_CHECKS[engine.dialect.name].split(";"):
            connection.execute(sa.text(one))
        changed = connection.execute(sa.text(statement))
        assert changed.rowcount > 0, "the breach is really there"
        connection.commit()
