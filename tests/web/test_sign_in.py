# SPDX-License-Identifier: Apache-2.0
"""Joining as a device and signing in as a person: cookies, tokens, PINs."""

from __future__ import annotations

import threading
from http.cookies import SimpleCookie
from typing import Any

import pytest

from backend.domain.identity import PIN_LOCK_AT, pin_is_weak, pin_wait_s
from backend.store.identity import actors_of, device_with_token_hash, set_actor_active
from backend.use_cases import sign_in
from tests.web.conftest import MakeFloor
from tests.web.floor import PIN, Floor

WRONG = "482916"


def test_a_device_joins_with_a_token_and_says_who_it_is_from_then_on(floor: Floor) -> None:
    session = floor.device("Scanner 7").get("/api/v1/session").get_json()
    assert (session["device"]["name"], session["device"]["class"]) == ("Scanner 7", "handheld")
    assert (session["actor"], session["site"], session["demo"]) == (None, "DC01", False)


def test_a_token_takes_on_one_device_only(floor: Floor) -> None:
    body = {"token": floor.token(), "name": "A", "installation": "i-1"}
    assert floor.nobody().post("/api/v1/devices/enrol", body).status_code == 201
    assert floor.nobody().post("/api/v1/devices/enrol", body).status_code == 403


def test_of_two_devices_that_scan_a_token_at_once_one_joins(floor: Floor) -> None:
    token, joined = floor.token(), []
    gate = threading.Barrier(4)

    def scan(name: int) -> None:
        gate.wait(10)
        joined.append(type(floor.people.enrol(token, f"S{name}", f"i-{name}")).__name__)

    threads = [threading.Thread(target=scan, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(joined) == ["Enrolled", "NotEnrolled", "NotEnrolled", "NotEnrolled"]


def test_a_token_is_too_old_after_ten_minutes(floor: Floor) -> None:
    body = {"token": floor.token(), "name": "A", "installation": "i-1"}
    floor.clock.forward(minutes=10)
    assert floor.nobody().post("/api/v1/devices/enrol", body).status_code == 403


@pytest.mark.parametrize("token", ["demo", "x", "a.b.c", "DC01..", "é.b.c", None])
def test_a_made_up_token_takes_on_nobody(floor: Floor, token: str | None) -> None:
    body = {"token": token, "name": "A", "installation": "i-1"}
    assert floor.nobody().post("/api/v1/devices/enrol", body).status_code == 403


def test_on_a_demo_site_anybody_may_join(make_floor: MakeFloor) -> None:
    demo = make_floor(PICKFACE_DEMO="1").nobody()
    body = {"token": "demo", "name": "My laptop", "installation": "i-1", "class": "desk"}
    answer = demo.post("/api/v1/devices/enrol", body)
    assert (answer.status_code, answer.get_json()["device"]["class"]) == (201, "desk")
    assert demo.get("/api/v1/session").get_json()["demo"] is True


def test_a_copied_device_gets_a_new_queue_under_its_own_cookie(floor: Floor) -> None:
    caller = floor.device()
    old = caller.get("/api/v1/session").get_json()["device"]
    body = {"token": None, "name": old["name"], "installation": "i-new"}
    new = caller.post("/api/v1/devices/enrol", body).get_json()["device"]
    assert (new["installation"], new["class"]) == ("i-new", old["class"])
    assert new["id"] != old["id"]
    assert caller.get("/api/v1/session").get_json()["device"]["id"] == new["id"]


def test_a_revoked_device_does_not_come_back_by_itself(floor: Floor) -> None:
    body = {"token": None, "name": "A", "installation": "i-new"}
    assert floor.revoked().post("/api/v1/devices/enrol", body).status_code == 403


def test_signing_in_tells_who_and_until_when(floor: Floor) -> None:
    caller = floor.device()
    signed = caller.sign_in(floor.person("worker", "supervisor", name="Bo Ek")).get_json()
    assert signed["actor"]["name"] == "Bo Ek"
    assert signed["actor"]["roles"] == ["supervisor", "worker"]
    assert signed["expires_at"] == "2026-11-24T00:00:00.000Z"
    session = caller.get("/api/v1/session").get_json()
    assert (session["session"], session["actor"]) == (signed["session"], signed["actor"])


def test_a_sign_in_ends_after_twelve_hours(floor: Floor) -> None:
    caller = floor.signed_in("worker")
    floor.clock.forward(hours=12)
    assert caller.get("/api/v1/session").get_json()["actor"] is None


def test_signing_out_leaves_the_device_joined(floor: Floor) -> None:
    caller = floor.signed_in("worker")
    kept = caller.cookies["pf_actor"]
    assert caller.delete("/api/v1/session").status_code == 204
    assert "pf_actor" not in caller.cookies
    caller.client.set_cookie("pf_actor", kept)  # the cookie alone brings nobody back
    session = caller.get("/api/v1/session").get_json()
    assert (session["actor"], session["device"]["state"]) == (None, "active")


def test_the_next_worker_signs_the_one_before_out(floor: Floor) -> None:
    caller = floor.signed_in("worker")
    first = caller.cookies["pf_actor"]
    caller.sign_in(floor.person("worker", name="Next"))
    assert caller.get("/api/v1/session").get_json()["actor"]["name"] == "Next"
    caller.client.set_cookie("pf_actor", first)
    assert caller.get("/api/v1/session").get_json()["actor"] is None


def test_an_actors_cookie_is_worth_nothing_on_another_device(floor: Floor) -> None:
    stolen = floor.signed_in("admin").cookies["pf_actor"]
    thief = floor.device("Scanner 2")
    thief.client.set_cookie("pf_actor", stolen)
    assert thief.get("/api/v1/session").get_json()["actor"] is None
    assert thief.get("/api/v1/devices").status_code == 401


@pytest.mark.parametrize("broken", ["", "x", "DC01.1.2", "a.b.c.d", "ü.ü.ü", "." * 300])
def test_a_broken_cookie_is_nobody(floor: Floor, broken: str) -> None:
    caller = floor.nobody()
    caller.client.set_cookie("pf_device", broken)
    assert caller.get("/api/v1/session").get_json()["device"] is None


def test_a_cookie_with_another_secret_is_nobody(floor: Floor) -> None:
    caller = floor.device()
    site, id, secret = caller.cookies["pf_device"].split(".")
    caller.client.set_cookie("pf_device", f"{site}.{id}.{secret[::-1]}")
    assert caller.get("/api/v1/session").get_json()["device"] is None


def test_a_disabled_actor_is_out_at_once(floor: Floor) -> None:
    badge = floor.person("worker")
    caller = floor.device()
    id = caller.sign_in(badge).get_json()["actor"]["id"]
    floor.database.write(lambda c: set_actor_active(c, "DC01", id, False))
    assert caller.get("/api/v1/session").get_json()["actor"] is None
    assert caller.sign_in(badge).status_code == 401


@pytest.mark.parametrize(("url", "prefix", "secure"), [
    ("", "", False), ("http://pick.lan:8080", "", False), ("https://pick.example", "__Host-", True),
])
def test_cookies_cannot_be_read_by_scripts_nor_sent_from_elsewhere(
    make_floor: MakeFloor, url: str, prefix: str, secure: bool
) -> None:
    floor = make_floor(PICKFACE_PUBLIC_URL=url)
    caller = floor.nobody()
    body = {"token": floor.token(), "name": "A", "installation": "i-1"}
    answers = [caller.post("/api/v1/devices/enrol", body), caller.sign_in(floor.person("worker"))]
    cookies: dict[str, dict[str, str]] = {}
    for answer in answers:
        for line in answer.headers.getlist("Set-Cookie"):
            for name, morsel in SimpleCookie(line).items():
                cookies[name] = {flag: str(value) for flag, value in morsel.items()}
    assert set(cookies) == {f"{prefix}pf_device", f"{prefix}pf_actor"}
    for cookie in cookies.values():
        assert cookie["httponly"] == "True"
        assert bool(cookie["secure"]) is secure
        assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Strict", "/", "")
    assert int(cookies[f"{prefix}pf_device"]["max-age"]) == 400 * 86_400
    assert int(cookies[f"{prefix}pf_actor"]["max-age"]) == 12 * 3_600


def test_the_database_holds_no_secret_that_opens_anything(floor: Floor) -> None:
    badge = floor.person("worker")
    caller = floor.device()
    caller.sign_in(badge)
    def everything(connection: Any) -> str:
        return "\n".join(connection.connection.driver_connection.iterdump())

    dump = floor.database.read(everything)
    secrets = [value.split(".")[2] for value in caller.cookies.values()]
    assert len(secrets) == 2
    for secret in [*secrets, badge, PIN]:
        assert secret not in dump


def test_a_wrong_pin_and_an_unknown_badge_look_the_same(floor: Floor) -> None:
    caller = floor.device()
    wrong, unknown = caller.sign_in(floor.person("worker"), WRONG), caller.sign_in("NOBODY")
    assert (wrong.status_code, wrong.get_json()) == (unknown.status_code, unknown.get_json())
    assert wrong.get_json()["code"] == "badge_or_pin_wrong"


def test_after_a_few_wrong_pins_each_guess_must_wait_longer(floor: Floor) -> None:
    badge, caller = floor.person("worker"), floor.device()
    waits = []
    for _ in range(6):
        answer = caller.sign_in(badge, WRONG)
        while answer.status_code == 429:
            waits.append(int(answer.headers["Retry-After"]))
            floor.clock.forward(seconds=waits[-1])
            answer = caller.sign_in(badge, WRONG)
        assert answer.status_code == 401
    assert waits == [5, 10, 20]


def test_while_a_guess_must_wait_even_the_right_pin_is_not_tried(floor: Floor) -> None:
    badge, caller = floor.person("worker"), floor.device()
    for _ in range(3):
        caller.sign_in(badge, WRONG)
    assert caller.sign_in(badge).status_code == 429
    floor.clock.forward(seconds=5)
    assert caller.sign_in(badge).status_code == 200


def test_other_devices_do_not_help_to_guess(floor: Floor) -> None:
    badge = floor.person("worker")
    answers = [floor.device(f"S{n}").sign_in(badge, WRONG).status_code for n in range(5)]
    assert answers == [401, 401, 401, 429, 429]


def test_other_badges_do_not_help_to_guess_on_one_device(floor: Floor) -> None:
    caller = floor.device()
    answers = [caller.sign_in(f"BADGE{n}", WRONG).status_code for n in range(5)]
    assert answers == [401, 401, 401, 429, 429]


def test_after_ten_wrong_pins_an_actor_is_locked_until_unlocked(floor: Floor) -> None:
    badge = floor.person("worker")
    for n in range(PIN_LOCK_AT):
        assert floor.device(f"S{n}").sign_in(badge, WRONG).status_code == 401
        floor.clock.forward(hours=1)
    caller = floor.device("Last")
    locked = caller.sign_in(badge)
    assert (locked.status_code, locked.get_json()["code"]) == (403, "pin_locked")
    floor.clock.forward(days=30)
    assert caller.sign_in(badge).status_code == 403
    actor = floor.database.read(lambda c: actors_of(c, "DC01"))[0]
    assert sign_in.unlock(floor.database, "DC01", actor.id)
    assert caller.sign_in(badge).status_code == 200


def test_a_right_pin_makes_earlier_slips_forgotten(floor: Floor) -> None:
    badge, caller = floor.person("worker"), floor.device()
    for _ in range(4):
        caller.sign_in(badge, WRONG)
        caller.sign_in(badge, WRONG)
        assert caller.sign_in(badge).status_code == 200


def test_guesses_made_at_the_same_moment_all_count(floor: Floor) -> None:
    badge = floor.person("worker")
    device = floor.device().get("/api/v1/session").get_json()["device"]["id"]
    found = floor.database.read(lambda c: device_with_token_hash(c, "DC01", device))
    assert found is not None
    gate, answers = threading.Barrier(8), []

    def guess() -> None:
        gate.wait(10)
        answers.append(floor.people.sign_in(found[0], badge, WRONG))

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    tried = [answer for answer in answers if answer == sign_in.NotSignedIn()]
    assert (len(tried), len(answers)) == (3, 8)


def test_the_wait_grows_and_is_bounded() -> None:
    assert [pin_wait_s(n) for n in (0, 2, 3, 4, 9, 10, 10_000)] == [0, 0, 5, 10, 320, 640, 900]


@pytest.mark.parametrize(("pin", "weak"), [
    ("000000", True), ("123456", True), ("987654", True), ("890123", True), ("48291", True),
    ("4829a5", True), ("", True), ("٤٨٢٩١٥", True), ("482915", False), ("112233", False),
])
def test_a_pin_that_anybody_would_try_first_is_weak(pin: str, weak: bool) -> None:
    assert pin_is_weak(pin) is weak
