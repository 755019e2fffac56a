# SPDX-License-Identifier: Apache-2.0
"""Devices, people and subscriptions behave alike on both engines."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from backend.domain.identity import DeviceClass, DeviceState, QueueReport, Role
from backend.store import book_tables as t
from backend.store import identity
from backend.store.database import Database
from backend.store.devices import write_report
from backend.store.push_subscriptions import PushSubscriptions
from backend.store.site import create_site
from backend.use_cases import enrolment, sign_in
from tests.databases import MakeDatabase
from tests.pins import PINS

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PIN = "482915"


def device(database: Database, name: str = "S1", now: datetime = NOW) -> enrolment.Enrolled:
    return enrolment.enrol_freely(
        database, "DC01", DeviceClass.HANDHELD, name, f"i-{name}", now
    )


def person(database: Database, badge: str, *roles: Role) -> str:
    made = sign_in.add_actor(
        database, PINS, site="DC01", name=f"P {badge}", initials="P", roles=frozenset(roles),
        badge=badge, pin=PIN, now=NOW,
    )
    assert not isinstance(made, sign_in.WeakPin)
    return made.id


def test_of_many_scans_of_one_token_on_two_servers_one_joins(make_database: MakeDatabase) -> None:
    servers = [make_database(), make_database()]
    token = enrolment.allow_device(servers[0], "DC01", DeviceClass.DESK, "boss", NOW).token
    gate, answers = threading.Barrier(6), []

    def scan(n: int) -> None:
        gate.wait(20)
        answers.append(enrolment.enrol(servers[n % 2], token, f"S{n}", f"i{n}", NOW))

    threads = [threading.Thread(target=scan, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    joined = [one for one in answers if isinstance(one, enrolment.Enrolled)]
    assert (len(answers), len(joined)) == (6, 1)
    assert joined[0].device.device_class is DeviceClass.DESK
    found, _ = enrolment.device_list(servers[1], "DC01", None, 10)
    assert [one.id for one in found] == [joined[0].device.id]


def test_devices_that_join_at_once_under_one_name_get_names_of_their_own(
    make_database: MakeDatabase,
) -> None:
    servers = [make_database(), make_database()]
    servers[0].write(lambda c: create_site(c, "DC01", "Central Parts", "epoch-1"))
    gate, names = threading.Barrier(6), []

    def join(n: int) -> None:
        gate.wait(20)
        made = enrolment.enrol_freely(
            servers[n % 2], "DC01", DeviceClass.HANDHELD, "H-16", f"i-{n}", NOW
        )
        names.append(made.device.name)

    threads = [threading.Thread(target=join, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(names) == ["H-16", "H-17", "H-18", "H-19", "H-20", "H-21"]
    found, _ = enrolment.device_list(servers[1], "DC01", None, 10)
    assert sorted(one.name for one in found) == sorted(names), "the device is told its own"


def test_a_name_without_a_number_gets_one_when_it_is_taken(database: Database) -> None:
    names = [device(database, "OFFICE").device.name for _ in range(3)]
    assert names == ["OFFICE", "OFFICE-2", "OFFICE-3"]


def test_guesses_on_two_servers_at_once_all_count(make_database: MakeDatabase) -> None:
    servers = [make_database(), make_database()]
    person(servers[0], "B1", Role.WORKER)
    scanners = [device(servers[0], f"S{n}").device for n in range(8)]
    gate, answers = threading.Barrier(8), []

    def guess(n: int) -> None:
        gate.wait(20)
        answers.append(sign_in.sign_in(servers[n % 2], PINS, scanners[n], "B1", "000001", NOW))

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    secrets = servers[0].read(
        lambda c: identity.actor_by_badge(c, "DC01", sign_in.hash_secret("B1"))
    )
    assert secrets is not None
    tried = [one for one in answers if one == sign_in.NotSignedIn()]
    assert len(answers) == 8
    assert len(tried) == secrets.pins.failures


def test_who_asks_is_known_by_both_cookies(database: Database) -> None:
    person(database, "B1", Role.WORKER, Role.SUPERVISOR)
    scanner = device(database)
    signed = sign_in.sign_in(database, PINS, scanner.device, "B1", PIN, NOW)
    assert isinstance(signed, sign_in.SignedIn)
    asking = sign_in.who_asks(database, scanner.token, signed.token, NOW)
    assert asking == sign_in.Asking(scanner.device, signed.actor, signed.sign_in)
    over = NOW + timedelta(hours=sign_in.SHIFT_H_MAX)
    assert sign_in.who_asks(database, scanner.token, signed.token, over).actor is None
    sign_in.sign_out(database, scanner.device, NOW)
    assert sign_in.who_asks(database, scanner.token, signed.token, NOW).actor is None
    assert sign_in.who_asks(database, None, signed.token, NOW) == sign_in.Asking()


def test_a_lost_device_is_named_but_nobody_is_signed_in_on_it(database: Database) -> None:
    person(database, "B1", Role.WORKER)
    scanner = device(database)
    signed = sign_in.sign_in(database, PINS, scanner.device, "B1", PIN, NOW)
    assert isinstance(signed, sign_in.SignedIn)
    gone = enrolment.let_go(database, "DC01", scanner.device.id, DeviceState.LOST, NOW)
    assert gone is not None
    asking = sign_in.who_asks(database, scanner.token, signed.token, NOW)
    assert (asking.device, asking.actor) == (gone, None)
    assert enrolment.let_go(database, "DC02", scanner.device.id, DeviceState.LOST, NOW) is None


def test_a_device_of_another_site_is_on_no_list_of_ours(database: Database) -> None:
    enrolment.enrol_freely(database, "DC02", DeviceClass.DESK, "Far", "i-far", NOW)
    ours = [device(database, f"S{n}", NOW + timedelta(seconds=n)).device for n in range(3)]
    first, following = enrolment.device_list(database, "DC01", None, 2)
    rest, end = enrolment.device_list(database, "DC01", following, 2)
    assert ([*first, *rest], end) == (ours, None)


def test_a_queue_as_reported_is_read_back(database: Database) -> None:
    scanner = device(database).device
    queue = QueueReport(3, NOW - timedelta(minutes=4), 41)
    database.write(lambda c: identity.report_queue(c, scanner, queue, "A1", NOW))
    found, _ = enrolment.device_list(database, "DC01", None, 10)
    assert (found[0].queue, found[0].last_actor, found[0].last_seen_at) == (queue, "A1", NOW)


@pytest.mark.parametrize("most", [1, 3])
def test_subscriptions_go_to_the_right_roles_and_do_not_pile_up(
    database: Database, most: int
) -> None:
    chief, worker = person(database, "B1", Role.SUPERVISOR), person(database, "B2", Role.WORKER)
    desk, store = device(database).device, PushSubscriptions(database)
    for n in range(5):
        for actor in (chief, worker):
            store.add(
                site="DC01", id=f"{actor}-{n}", device=desk.id if actor == chief else "other",
                actor=actor, keys=(f"https://push/{actor}/{n}", "k", "a"), now=NOW, most=most,
            )
    found = [keys[0] for keys in store.of("DC01", frozenset({"supervisor"}))]
    assert found == [f"https://push/{chief}/{n}" for n in range(5 - most, 5)]
    assert store.of("DC01", frozenset({"worker"})) == []  # a device that nobody enrolled
    store.remove("DC01", found[-1])
    assert len(store.of("DC01", frozenset({"supervisor"}))) == most - 1


def shown(database: Database) -> dict[str, dict[str, Any]]:
    """Devices as the feed tells them to supervisors, by name."""
    f = t.feed.c
    rows = database.read(lambda c: c.execute(sa.select(f.body).where(f.topic == "device")).all())
    return {body["name"]: body for body in (json.loads(row.body) for row in rows)}


def test_a_device_and_its_person_are_seen_at_once_and_not_with_the_next_report(
    database: Database,
) -> None:
    database.write(lambda c: create_site(c, "DC01", "Central Parts", "epoch-1"))
    desk = enrolment.enrol_freely(database, "DC01", DeviceClass.DESK, "Desk 1", "i-d", NOW)
    assert shown(database)["Desk 1"] == {
        "device": desk.device.id, "name": "Desk 1", "class": "desk", "state": "active",
        "actor": None, "last_seen": "", "pending": 0, "oldest_at": None, "last_seq": 0,
    }
    for badge in ("B1", "B2"):
        chief = person(database, badge, Role.SUPERVISOR)
        assert isinstance(
            sign_in.sign_in(database, PINS, desk.device, badge, PIN, NOW), sign_in.SignedIn
        )
        assert shown(database)["Desk 1"]["actor"] == chief
    enrolment.let_go(database, "DC01", desk.device.id, DeviceState.LOST, NOW)
    assert shown(database)["Desk 1"]["state"] == "lost"


def test_what_the_one_before_left_in_the_queue_does_not_bring_them_back(
    database: Database,
) -> None:
    database.write(lambda c: create_site(c, "DC01", "Central Parts", "epoch-1"))
    scanner = device(database)
    ben = person(database, "B2", Role.WORKER)
    sign_in.sign_in(database, PINS, scanner.device, "B2", PIN, NOW)

    def reported(actor: str | None, minutes: int) -> str:
        acted = NOW + timedelta(minutes=minutes)
        queue = {"pending": 0, "oldest_at": None, "last_seq": 3, "now": acted, "actor": actor,
                 "acted_at": acted if actor else None}  # fmt: skip
        database.write(lambda c: write_report(c, "DC01", 2, scanner.device.id, queue, 0))
        return str(shown(database)["S1"]["actor"])

    assert reported("ana", -5) == ben, "she told it before he signed in"
    assert reported(None, 1) == ben
    assert reported("cem", 2) == "cem", "who signs in without network is known by what he tells"
    assert reported(None, 3) == "cem"
