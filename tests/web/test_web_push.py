# SPDX-License-Identifier: Apache-2.0
"""Notes to people who are not looking: encrypted, to known services only, forgotten when gone."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from backend.limits import SUBSCRIPTIONS_PER_DEVICE_MAX
from backend.store.identity_tables import push_subscriptions
from backend.web.push import PushSender, endpoint_fault
from tests.web.conftest import MakeFloor
from tests.web.floor import Caller, Floor
from tests.web.push_service import Browser, PushService, base64url

SUBSCRIPTIONS = "/api/v1/push/subscriptions"
CHIEFS = frozenset({"supervisor", "admin"})


@pytest.fixture
def service(tmp_path: Path) -> Iterator[PushService]:
    """A push service of our own."""
    one = PushService(tmp_path)
    yield one
    one.close()


@pytest.fixture
def site(make_floor: MakeFloor, service: PushService) -> Floor:
    """A floor that knows this push service."""
    return make_floor(PICKFACE_PUSH_HOSTS=service.host, PICKFACE_PUSH_CA=service.ca_file)


def sender(floor: Floor) -> PushSender:
    found: PushSender = floor.app.extensions["pickface"].push
    return found


def subscribe(caller: Caller, endpoint: str) -> Browser:
    browser = Browser()
    answer = caller.post(SUBSCRIPTIONS, browser.subscription(endpoint))
    assert answer.status_code == 204, answer.text
    return browser


def note(floor: Floor, roles: frozenset[str] = CHIEFS) -> None:
    assert sender(floor).notify("DC01", roles, "Hold hit", "Someone met a hold", "/board")
    sender(floor).drain()


def test_a_note_reaches_the_supervisor_and_only_their_browser_can_read_it(
    site: Floor, service: PushService
) -> None:
    browser = subscribe(site.signed_in("supervisor"), service.endpoint("s"))
    subscribe(site.signed_in("worker"), service.endpoint("w"))
    note(site)
    assert [path for path, _, _ in service.got] == ["/s"]
    _, headers, body = service.got[0]
    assert json.loads(browser.read(body)) == {
        "title": "Hold hit", "body": "Someone met a hold", "url": "/board",
    }
    assert b"Hold" not in body
    assert (headers["content-encoding"], headers["ttl"]) == ("aes128gcm", "3600")
    with pytest.raises(Exception, match=r"[Dd]ecrypt"):
        Browser().read(body)


def read_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_service_can_tell_that_the_note_is_ours(site: Floor, service: PushService) -> None:
    chief = site.signed_in("supervisor")
    subscribe(chief, service.endpoint("s"))
    note(site)
    given = service.got[0][1]["authorization"]  # vapid t=<JWT>,k=<key>: RFC 8292, section 3
    parts = dict(one.strip().split("=", 1) for one in given.removeprefix("vapid ").split(","))
    key = chief.get("/api/v1/push/key").get_json()["key"]
    assert parts["k"] == key
    signed, signature = parts["t"].rsplit(".", 1)
    raw = read_base64url(signature)
    r, s = (int.from_bytes(half, "big") for half in (raw[:32], raw[32:]))
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), read_base64url(key))
    proof = encode_dss_signature(r, s)
    point.verify(proof, signed.encode(), ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        point.verify(proof, signed.encode() + b"x", ec.ECDSA(hashes.SHA256()))
    claims = json.loads(read_base64url(signed.split(".")[1]))
    assert claims["aud"] == f"https://{service.host}"


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_is_over_is_forgotten(
    site: Floor, service: PushService, status: int
) -> None:
    subscribe(site.signed_in("supervisor"), service.endpoint("gone"))
    service.answers["/gone"] = (status, {})
    note(site)
    note(site)
    assert len(service.got) == 1


@pytest.mark.parametrize("status", [400, 413, 429, 500, 503])
def test_a_service_in_trouble_keeps_its_subscriptions(
    site: Floor, service: PushService, status: int
) -> None:
    subscribe(site.signed_in("supervisor"), service.endpoint("s"))
    service.answers["/s"] = (status, {})
    note(site)
    note(site)
    assert len(service.got) == 2


def test_a_service_cannot_send_us_elsewhere(site: Floor, service: PushService) -> None:
    subscribe(site.signed_in("supervisor"), service.endpoint("a"))
    service.answers["/a"] = (307, {"Location": service.endpoint("inside")})
    note(site)
    assert [path for path, _, _ in service.got] == ["/a"]


def test_a_service_with_a_certificate_of_its_own_making_gets_nothing(
    make_floor: MakeFloor, service: PushService
) -> None:
    floor = make_floor(PICKFACE_PUSH_HOSTS=service.host)
    subscribe(floor.signed_in("supervisor"), service.endpoint("s"))
    note(floor)
    assert service.got == []


def test_one_unreachable_service_does_not_keep_the_note_from_the_others(
    site: Floor, service: PushService
) -> None:
    subscribe(site.signed_in("supervisor"), service.endpoint("bad"))
    worn = {"p256dh": base64url(b"no key at all"), "auth": base64url(b"short")}
    site.database.write(lambda c: c.execute(sa.update(push_subscriptions).values(worn)))
    subscribe(site.signed_in("admin"), service.endpoint("good"))
    note(site)
    assert [path for path, _, _ in service.got] == ["/good"]


POINT = Browser().subscription("")["keys"]["p256dh"]
SECRET = base64url(bytes(16))


@pytest.mark.parametrize(("keys", "field"), [
    ({"p256dh": "AAAA", "auth": SECRET}, "p256dh"),
    ({"p256dh": base64url(b"\x04" + bytes(64)), "auth": SECRET}, "p256dh"),
    ({"p256dh": POINT[:-1] + "*", "auth": SECRET}, "p256dh"),
    ({"p256dh": POINT + "AAAA", "auth": SECRET}, "p256dh"),
    ({"p256dh": POINT, "auth": "AA"}, "auth"),
    ({"p256dh": POINT, "auth": "A"}, "auth"),
    ({"p256dh": POINT, "auth": base64url(bytes(17))}, "auth"),
])  # fmt: skip
def test_keys_that_no_note_can_be_encrypted_for_are_refused_by_field(
    site: Floor, service: PushService, keys: dict[str, str], field: str
) -> None:
    chief = site.signed_in("supervisor")
    refused = chief.post(SUBSCRIPTIONS, {"endpoint": service.endpoint("s"), "keys": keys})
    assert refused.status_code == 422
    assert refused.get_json()["where"] == f"json.keys.{field}"
    good = {"endpoint": service.endpoint("s"), "keys": {"p256dh": POINT, "auth": SECRET}}
    assert chief.post(SUBSCRIPTIONS, good).status_code == 204


def test_nobody_who_is_gone_gets_a_note(site: Floor, service: PushService) -> None:
    caller = site.signed_in("supervisor")
    subscribe(caller, service.endpoint("s"))
    device = caller.get("/api/v1/session").get_json()["device"]["id"]
    site.signed_in("admin").post(f"/api/v1/devices/{device}/revoke", {"state": "lost"})
    note(site)
    assert service.got == []


def test_who_unsubscribes_gets_nothing_more(site: Floor, service: PushService) -> None:
    caller = site.signed_in("supervisor")
    subscribe(caller, service.endpoint("s"))
    gone = {"endpoint": service.endpoint("s")}
    assert caller.delete(SUBSCRIPTIONS, gone).status_code == 204
    assert caller.delete(SUBSCRIPTIONS, gone).status_code == 204
    note(site)
    assert service.got == []


def test_a_browser_that_subscribes_again_gets_each_note_once(
    site: Floor, service: PushService
) -> None:
    caller = site.signed_in("supervisor")
    subscribe(caller, service.endpoint("s"))
    newer = subscribe(caller, service.endpoint("s"))
    note(site)
    assert len(service.got) == 1
    assert "Hold hit" in newer.read(service.got[0][2])


def test_a_device_keeps_only_its_newest_subscriptions(site: Floor, service: PushService) -> None:
    caller = site.signed_in("supervisor")
    for n in range(SUBSCRIPTIONS_PER_DEVICE_MAX + 2):
        site.clock.forward(seconds=1)
        subscribe(caller, service.endpoint(f"n{n}"))
    note(site)
    assert [path for path, _, _ in service.got] == ["/n2", "/n3", "/n4", "/n5", "/n6"]


GOOD = [
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/x",
    "https://web.push.apple.com/QK", "https://wns2-by3p.notify.windows.com/w/?token=B",
    "https://FCM.googleapis.com:443/x", "https://push.floor.example:8443/x",
]
BAD = [
    "http://fcm.googleapis.com/x", "https://127.0.0.1/x", "https://localhost/x", "https://[::1]/x",
    "https://169.254.169.254/latest/meta-data", "https://2130706433/", "https://0x7f.1/",
    "https://fcm.googleapis.com.evil.example/x", "https://evil.example/fcm.googleapis.com",
    "https://evilpush.apple.com.example/", "https://notify.windows.com.evil/",
    "https://push.apple.com/", "https://evilpush.apple.com/",
    "https://fcm.googleapis.com@10.0.0.1/x", "https://user:pw@fcm.googleapis.com/x",
    "https://fcm.googleapis.com:22/x", "https://fcm.googleapis.com:99999/",
    "https://push.floor.example/", "https://fcm.googleapis.com\\@10.0.0.1/",
    "https://fcm.googleapis.com\t/", "https:fcm.googleapis.com", "https://fcm.googleapis.com/x#y",
    "ftp://fcm.googleapis.com/", "file:///etc/passwd", "", "https://",
    "https://fcm.googleapis.cöm/", "gopher://127.0.0.1:6379/_", "https://[fcm.googleapis.com/",
]


@pytest.mark.parametrize("endpoint", GOOD)
def test_known_push_services_are_called(endpoint: str) -> None:
    assert endpoint_fault(endpoint, frozenset({"push.floor.example:8443"})) is None


@pytest.mark.parametrize("endpoint", BAD)
def test_no_other_address_is_ever_called(
    floor: Floor, supervisor: Callable[[], Caller], endpoint: str
) -> None:
    assert endpoint_fault(endpoint, frozenset({"push.floor.example:8443"})) is not None
    answer = supervisor().post(SUBSCRIPTIONS, Browser().subscription(endpoint))
    assert answer.status_code == 422
    assert answer.get_json()["where"] in ("endpoint", "json.endpoint")


@pytest.fixture
def supervisor(floor: Floor) -> Callable[[], Caller]:
    """A supervisor, signed in."""
    return lambda: floor.signed_in("supervisor")


def test_a_full_queue_says_so_and_blocks_nobody(
    site: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = sender(site)
    monkeypatch.setattr(one, "_start", lambda: None)  # nobody takes notes out of the queue
    logging.disable(logging.WARNING)
    kept = [one.notify("DC01", CHIEFS, "t", "b", "/board") for _ in range(1_002)]
    logging.disable(logging.NOTSET)
    assert (kept.count(True), kept.count(False)) == (1_000, 2)


def test_a_note_never_leads_out_of_the_app(site: Floor) -> None:
    for url in ("https://evil.example", "//evil.example", "javascript:alert(1)"):
        with pytest.raises(AssertionError):
            sender(site).notify("DC01", CHIEFS, "t", "b", url)
