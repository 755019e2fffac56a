# SPDX-License-Identifier: Apache-2.0
"""Pictures over HTTP: handed in by devices, seen by supervisors of the same site."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from backend import limits
from backend.domain.identity import DeviceClass
from backend.store.photo_files import PhotoFiles
from backend.store.site import create_site
from tests.web.floor import EPOCH, HEADERS, Caller, Floor

JPEG = b"\xff\xd8\xff\xe0 a crushed corner \xff\xd9"
PATH = "/api/v1/photos/p-1"


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk of the tests has room."""
    monkeypatch.setattr(PhotoFiles, "free", lambda self: 10 * limits.PHOTO_DISK_FREE_BYTES_MIN)


def put(
    caller: Caller, data: bytes = JPEG, path: str = PATH, type: str = "image/jpeg", **more: Any
) -> tuple[int, str]:
    """The status, and the code of a problem."""
    digest = more.pop("hash", sha256(data).hexdigest())
    answer = caller.ask(
        "PUT", f"{path}?hash={digest}", data=data, content_type=type, **more
    )
    return answer.status_code, answer.get_json().get("code", "")


def test_a_device_hands_a_picture_in_and_a_supervisor_sees_it(floor: Floor) -> None:
    device = floor.device()
    assert put(device) == (200, "")
    assert put(device) == (200, ""), "the same bytes again get the same answer"
    seen = floor.signed_in("supervisor").client.get(PATH)
    assert (seen.status_code, seen.data, seen.mimetype) == (200, JPEG, "image/jpeg")
    assert seen.headers["X-Content-Type-Options"] == "nosniff"
    assert device.get(PATH).status_code == 401
    assert floor.signed_in("worker").get(PATH).status_code == 403


@pytest.mark.parametrize(("given", "problem"), [
    ({"data": b"GIF89a"}, (415, "no_picture")),
    ({"data": b"{}", "type": "application/json"}, (415, "no_picture")),
    ({"type": "text/html"}, (415, "json_only")),
    ({"data": JPEG + b"x" * limits.PHOTO_BYTES_MAX}, (413, "too_large")),
    ({"hash": "0a" * 32}, (422, "hash_mismatch")),
    ({"hash": "x"}, (422, "unreadable")),
    ({"path": "/api/v1/photos/P..1"}, (422, "unreadable")),
    ({"headers": {"X-Pickface": ""}}, (403, "forgery")),
])
def test_what_is_not_taken_in_is_said_why(
    floor: Floor, given: dict[str, Any], problem: tuple[int, str]
) -> None:
    assert put(floor.device(), **given) == problem


def test_other_bytes_under_one_id_are_a_conflict(floor: Floor) -> None:
    device = floor.device()
    put(device)
    assert put(device, JPEG + b"!") == (409, "other_bytes")


def test_a_full_disk_asks_the_device_to_wait(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PhotoFiles, "free", lambda self: 0)
    device = floor.device()
    answer = device.client.put(
        f"{PATH}?hash={sha256(JPEG).hexdigest()}", data=JPEG, content_type="image/jpeg",
        headers=HEADERS,
    )
    assert (answer.status_code, answer.get_json()["code"]) == (507, "disk_full")
    assert int(answer.headers["Retry-After"]) > 0


def test_another_sites_photo_is_not_found(floor: Floor) -> None:
    put(floor.device())
    floor.database.write(lambda c: create_site(c, "DC02", "Elsewhere", EPOCH))
    there = floor.nobody()
    token = floor.people.allow_device("DC02", DeviceClass.DESK, "console").token
    body = {"token": token, "name": "Desk", "installation": "i-9"}
    assert there.post("/api/v1/devices/enrol", body).status_code == 201
    badge = floor.person("supervisor", name="B. Other", site="DC02")
    assert there.sign_in(badge).status_code == 200
    assert there.get(PATH).status_code == 404


def test_a_list_of_photos_names_what_it_wants(floor: Floor) -> None:
    chief = floor.signed_in("supervisor")
    assert chief.get("/api/v1/photos?lpn=L-1&hold=h-1").get_json() == {"items": [], "next": None}
    assert chief.get("/api/v1/photos").status_code == 422
    assert chief.get("/api/v1/photos?lpn=L-1&after=x").status_code == 422


def test_a_picture_is_not_kept_by_a_browser(floor: Floor) -> None:
    put(floor.device())
    seen = floor.signed_in("supervisor").client.get(PATH)
    assert seen.headers["Cache-Control"] == "no-store"
