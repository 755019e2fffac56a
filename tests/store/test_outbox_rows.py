# SPDX-License-Identifier: Apache-2.0
"""The outbox and the embedded ERP's ledger on both engines: one document a key, whatever dies."""

from __future__ import annotations

import contextlib
import json
import random
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from backend.store import book_tables as t
from backend.store.database import Database
from backend.store.erp_ledger import ErpLedger
from backend.store.outbox_rows import OutboxRows
from backend.store.site import create_site
from sync.erp.connector import LookUpAnswer, Refused, SendAnswer, Unclear, Unreachable
from sync.erp.documents import Outbound
from sync.erp.embedded.connector import EmbeddedConnector
from sync.outbox import Relay
from tests.databases import MakeDatabase
from tests.sync.rows_contract import CONTRACT, Outbox

SITE = "DC01"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SEEDS = 12


class Rows(OutboxRows):
    """The rows, and writing one as the transaction of an operation does."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, SITE)
        self.database, self.made = database, 0

    def add(self, key: str, order_key: str, document_type: str, body: Mapping[str, Any]) -> None:
        """The same key again changes nothing, since its operation is known."""
        self.made += 1
        operation = key.partition(":")[0]
        row = {
            "site_id": SITE, "key": key, "op_id": operation, "order_key": order_key,
            "version": self.made, "position": 0, "type": document_type, "body": dict(body),
            "state": "ready", "attempts": 0, "doubts": 0, "token": 0, "next_at": 0,
            "leased_until": 0, "reference": "", "reason": "", "text": "",
        }  # fmt: skip

        def work(connection: sa.Connection) -> None:
            known = sa.select(t.outbox.c.key).where(t.outbox.c.key == key)
            if connection.execute(known).first() is None:
                connection.execute(sa.insert(t.outbox), [row])

        self.database.write(work)

    def feed(self, topic: str) -> dict[str, Any]:
        """Rows of the feed by key; None for one that is gone."""
        f = t.feed.c
        query = sa.select(f.key, f.body).where(f.topic == topic)
        found = self.database.read(lambda c: c.execute(query).all())
        return {key: body and json.loads(body) for key, body in found}


@pytest.fixture
def rows(database: Database) -> Rows:
    """An empty outbox of a site."""
    database.write(lambda c: create_site(c, SITE, "Central Parts", "epoch-1"))
    return Rows(database)


@pytest.mark.parametrize("rule", CONTRACT, ids=lambda rule: rule.__name__)
def test_the_database_keeps_the_contract(rows: Any, rule: Callable[[Outbox], None]) -> None:
    rule(rows)


def body(operation: str, event: str = "goods_receipt") -> dict[str, Any]:
    return {"operation": operation, "event": event, "site": SITE, "at": "2026-03-02T12:00:00Z",
            "who": "amira", "lines": [{"part": "BRK-10442", "quantity": 4, "uom": "EA"}]}


def add(rows: Rows, operation: str, group: str, event: str = "goods_receipt") -> str:
    key = f"{operation}:{event}"
    rows.add(key, group, "goods_receipt", body(operation, event))
    return key


def outcome_row(rows: Rows, op_id: str) -> None:
    """What a device waits for."""
    kept = {"op_id": op_id, "seq": 1, "outcome": "accepted", "booked": False}
    row = {"site_id": SITE, "topic": "outcome", "key": op_id, "version": 0, "audience": "H-1",
           "body": json.dumps(kept)}
    rows.database.write(lambda c: c.execute(sa.insert(t.feed), [row]))


class Erp(EmbeddedConnector):
    """The embedded ledger behind a line that fails as told."""

    def __init__(self, ledger: Any, fails: Callable[[], str]) -> None:
        super().__init__(ledger)
        self._fails = fails

    def send(self, document: Outbound) -> SendAnswer:
        match self._fails():
            case "down":
                return Unreachable("no line")
            case "lost":
                super().send(document)
                return Unclear("no answer")
            case "never":
                return Unclear("no answer")
            case "died":
                super().send(document)
                raise Died
            case "no":
                return Refused("closed", "the period is closed")
        return super().send(document)

    def look_up(self, key: str) -> LookUpAnswer:
        return Unreachable("no line") if self._fails() == "down" else super().look_up(key)


class Died(BaseException):
    """The relay's process ends here; nothing after it runs."""


def run(rows: Rows, fails: Callable[[], str], rounds: int = 400) -> None:
    """Relays that die and are started again, until everything is done."""
    now = NOON
    for _ in range(rounds):
        erp = Erp(ErpLedger(rows.database, SITE), fails)
        relay = Relay(rows, erp, lambda at=now: at, lambda: 0)  # type: ignore[arg-type, misc]
        with contextlib.suppress(Died):
            relay.run_once(7)
        now += timedelta(seconds=40)
        if not [row for row in rows.page(None, None, 500) if row["state"] != "done"]:
            return
    raise AssertionError("the outbox did not empty")


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_document_is_in_the_ledger_once_whatever_fails_or_dies(
    rows: Rows, seed: int
) -> None:
    rng = random.Random(seed)
    keys = [add(rows, f"op{n}", f"g{rng.randrange(4)}") for n in range(16)]
    run(rows, lambda: rng.choice(["", "", "down", "lost", "never", "died"]))
    kept = ErpLedger(rows.database, SITE).list(0, 500)
    assert sorted(one.key for one in kept) == sorted(keys), "E1"
    assert [one.number for one in kept] == list(range(1, len(keys) + 1)), "no holes"
    orders = {row["key"]: row["order_key"] for row in rows.page(None, None, 500)}
    for group in set(orders.values()):
        mine = [one.key for one in kept if orders[one.key] == group]
        assert mine == [key for key in keys if orders[key] == group], "E2"


def test_a_ledger_that_forgets_its_keys_is_noticed(rows: Rows) -> None:
    """The planted bug: without the unique key a lost answer books twice."""
    taken: list[str] = []

    class Forgetful(ErpLedger):
        def append(self, key: str, type: str, json: str) -> Any:
            taken.append(key)
            return "new"

        def look_up(self, key: str) -> Any:
            return None

    add(rows, "op1", "g")
    answers = iter(["lost", ""])
    erp = Erp(Forgetful(rows.database, SITE), lambda: next(answers, ""))
    for minute in range(3):
        now = NOON + timedelta(minutes=minute)
        Relay(rows, erp, lambda at=now: at, lambda: 0).run_once()  # type: ignore[arg-type, misc]
    assert taken == ["op1:goods_receipt"] * 2


def test_the_third_light_comes_on_with_the_last_document_of_an_operation(rows: Rows) -> None:
    outcome_row(rows, "op1")
    first, second = add(rows, "op1", "g"), add(rows, "op1", "g", "stock_status")
    (row,) = rows.claim(9, NOON, NOON + timedelta(seconds=30))
    assert rows.done(first, row.token, "R1", NOON)
    assert rows.feed("outcome")["op1"]["booked"] is False
    assert rows.feed("erp_document")[first]["state"] == "booked"
    assert rows.feed("erp_document")[first]["reference"], "the ERP's own number, for who asks there"
    (row,) = rows.claim(9, NOON, NOON + timedelta(seconds=30))
    assert rows.done(second, row.token, "R2", NOON)
    assert rows.feed("outcome")["op1"]["booked"] is True


def test_a_reader_at_the_version_before_hears_that_a_document_is_booked(rows: Rows) -> None:
    key = add(rows, "op1", "g")
    version = sa.select(t.sites.c.version)
    before: int = rows.database.read(lambda c: c.execute(version).scalar_one())
    (row,) = rows.claim(9, NOON, NOON + timedelta(seconds=30))
    assert rows.done(key, row.token, "R1", NOON)
    told = sa.select(t.feed.c.version).where(t.feed.c.key == key)
    assert rows.database.read(lambda c: c.scalar(told)) == before + 1, "F1"
    assert not rows.done(key, row.token, "R1", NOON)
    assert rows.database.read(lambda c: c.scalar(version)) == before + 1, "nothing, no version"


def test_a_refused_document_waits_for_a_person_and_says_why(rows: Rows) -> None:
    key = add(rows, "op1", "g")
    erp = Erp(ErpLedger(rows.database, SITE), lambda: "no")
    Relay(rows, erp, lambda: NOON, lambda: 0).run_once()  # type: ignore[arg-type]
    told = rows.feed("erp_document")[key]
    assert (told["state"], told["reason"], told["group"]) == ("refused", "refused", "g")
    assert told["place"] == [1, 0], "whoever reads sees what waits behind it"
    (raised,) = rows.feed("exception").values()
    assert (raised["kind"], raised["document"]) == ("erp_refused", key)
    assert "the period is closed" in raised["text"]
    assert raised["decisions"] == ["acknowledgement"], "what the desk offers is what may be done"
    assert rows.resume(key) and not rows.resume(key)
    assert list(rows.feed("exception").values()) == [None]
    assert rows.feed("erp_document")[key]["state"] == "waiting"
    assert "reason" not in rows.feed("erp_document")[key]
    run(rows, lambda: "")
    assert rows.feed("erp_document")[key]["state"] == "booked"


def test_two_relays_at_once_never_claim_the_same_row(
    rows: Rows, make_database: MakeDatabase
) -> None:
    for n in range(40):
        add(rows, f"op{n}", f"g{n}")
    claimed: list[str] = []
    start = threading.Barrier(3)

    def relay() -> None:
        mine = OutboxRows(make_database(), SITE)
        start.wait()
        while batch := mine.claim(3, NOON, NOON + timedelta(seconds=30)):
            claimed.extend(row.key for row in batch)

    workers = [threading.Thread(target=relay) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(claimed) == len(set(claimed))
    assert len(claimed) + len(rows.claim(50, NOON, NOON + timedelta(seconds=30))) == 40
