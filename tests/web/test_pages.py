# SPDX-License-Identifier: Apache-2.0
"""Pages, headers, health, figures and logs: what browsers and watching machines see."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from backend.config import BadSetting, read_settings
from backend.keys import pepper, push_key
from backend.web.logs import JsonLines
from tests.web.conftest import MakeFloor
from tests.web.floor import PIN, Floor


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A built app of a few words."""
    files = {
        "index.html": "<title>handheld</title>", "board.html": "<title>board</title>",
        "station.html": "<title>station</title>", "sw.js": "self", "manifest.webmanifest": "{}",
        "assets/main-0A.js": "1", "icons/icon-48.png": "png", "../secret.txt": "secret",
    }
    for name, text in files.items():
        path = tmp_path / "dist" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "dist"


@pytest.mark.parametrize(("path", "text", "cache"), [
    ("/", "<title>handheld</title>", "no-cache"),
    ("/board", "<title>board</title>", "no-cache"),
    ("/station", "<title>station</title>", "no-cache"),
    ("/sw.js", "self", "no-cache"),
    ("/manifest.webmanifest", "{}", "no-cache"),
    ("/assets/main-0A.js", "1", "public, max-age=31536000, immutable"),
    ("/icons/icon-48.png", "png", "public, max-age=3600"),
])
def test_the_built_app_is_sent_and_kept_as_long_as_it_may_be(
    dist: Path, floor: Floor, path: str, text: str, cache: str
) -> None:
    answer = floor.nobody().get(path)
    assert (answer.status_code, answer.text) == (200, text)
    assert answer.headers["Cache-Control"] == cache


def test_a_page_that_has_not_changed_is_not_sent_again(dist: Path, floor: Floor) -> None:
    first = floor.nobody().get("/")
    again = floor.nobody().get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_without_a_built_app_the_page_says_what_to_run(floor: Floor) -> None:
    answer = floor.nobody().get("/")
    assert answer.status_code == 503
    assert "make setup" in answer.text


BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize("path", ["/labels", "/labels/"])
def test_who_looks_for_labels_comes_to_the_station(dist: Path, floor: Floor, path: str) -> None:
    answer = floor.nobody().get(path, headers=BROWSER)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/station")


@pytest.mark.parametrize("path", ["/nope", "/api/v1/nope", "/assets/gone.js"])
def test_a_person_is_shown_the_pages_where_a_program_is_told_by_a_code(
    dist: Path, floor: Floor, path: str
) -> None:
    page = floor.nobody().get(path, headers=BROWSER)
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert 'href="/station"' in page.text
    for accept in ("application/json", "*/*"):
        answer = floor.nobody().get(path, headers={"Accept": accept})
        assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", [
    "/assets/../../secret.txt", "/assets/%2e%2e/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt",
    "/assets//etc/passwd", "/assets/%00", "/icons/..\\..\\secret.txt", "/secret.txt", "/assets/",
])
def test_nothing_outside_the_built_app_is_sent(dist: Path, floor: Floor, path: str) -> None:
    answer = floor.nobody().get(path)
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "not_found"


@pytest.mark.parametrize("path", ["/", "/api/docs", "/api/v1/session", "/nope", "/api/v1/devices"])
def test_every_answer_tells_the_browser_to_be_strict(dist: Path, floor: Floor, path: str) -> None:
    headers = floor.nobody().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == (
        "nosniff", "no-referrer",
    )
    assert "Strict-Transport-Security" not in headers


def test_web_assembly_is_permitted_only_when_the_app_carries_some(
    dist: Path, floor: Floor
) -> None:
    (dist / "assets/reader-1.wasm").write_bytes(b"\0asm")
    policy = floor.nobody().get("/").headers["Content-Security-Policy"]
    assert "'wasm-unsafe-eval'" in policy
    assert "'unsafe-eval'" not in policy


def test_over_https_browsers_are_told_to_stay_there(make_floor: MakeFloor) -> None:
    floor = make_floor(PICKFACE_PUBLIC_URL="https://pick.example")
    assert "max-age" in floor.nobody().get("/healthz").headers["Strict-Transport-Security"]


def test_answers_of_the_interface_are_never_kept(floor: Floor) -> None:
    assert floor.nobody().get("/api/v1/session").headers["Cache-Control"] == "no-store"


def test_a_healthy_server_is_ready(floor: Floor) -> None:
    assert floor.nobody().get("/healthz").status_code == 200
    ready = floor.nobody().get("/readyz")
    assert ready.status_code == 200, ready.text
    assert set(ready.get_json()["checks"]) == {"disk", "writer", "schema"}


def test_a_server_whose_schema_is_old_is_not_ready(floor: Floor) -> None:
    floor.database.write(lambda c: c.exec_driver_sql("UPDATE alembic_version SET version_num='0'"))
    ready = floor.nobody().get("/readyz")
    assert (ready.status_code, ready.get_json()["checks"]["schema"]["ok"]) == (503, False)


def test_requests_are_counted_by_route_and_never_by_address(floor: Floor) -> None:
    caller = floor.nobody()
    caller.get("/api/v1/no/such/thing")
    caller.get("/version")
    text = caller.get("/metrics").text
    assert 'pickface_http_requests_total{endpoint="health.version"' in text
    assert "no/such" not in text


def test_the_log_has_one_line_a_request_and_no_secret(
    floor: Floor, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("pickface").addHandler(caplog.handler)
    badge, token = floor.person("worker"), floor.token()
    caller = floor.nobody()
    caller.post("/api/v1/devices/enrol?k=hush", {"token": token, "name": "A", "installation": "i"})
    caller.sign_in(badge)
    caller.get("/api/v1/session", headers={"X-Request-Id": "bad\tid", "User-Agent": "x"})
    caller.get("/nope/%0d%0a{forged}")
    logging.getLogger("pickface").removeHandler(caplog.handler)
    lines = [JsonLines().format(record) for record in caplog.records]
    text = "\n".join(lines)
    secrets = [value.split(".")[2] for value in caller.cookies.values()]
    for secret in [badge, PIN, token.split(".")[2], "hush", *secrets]:
        assert secret not in text
    assert all("\n" not in line and json.loads(line)["at"] for line in lines)
    asked = [json.loads(line) for line in lines if json.loads(line)["event"] == "request"]
    assert asked[-1]["path"] == "/nope/\r\n{forged}"
    assert asked[-2]["actor"] is not None


def test_every_answer_carries_the_id_that_the_log_knows(floor: Floor) -> None:
    caller = floor.nobody()
    given = caller.get("/healthz", headers={"X-Request-Id": "abc-12345678"}).headers
    made = caller.get("/healthz", headers={"X-Request-Id": "no good"}).headers
    assert given["X-Request-Id"] == "abc-12345678"
    assert made["X-Request-Id"] != "no good"


@pytest.mark.parametrize(("name", "value"), [
    ("PICKFACE_DEMO", "yes"), ("PICKFACE_PUBLIC_URL", "pick.example"),
    ("PICKFACE_PUBLIC_URL", "https://pick.example/app"), ("PICKFACE_PUBLIC_URL", "ftp://x"),
])
def test_a_setting_that_cannot_be_meant_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        read_settings({name: value})


def test_keys_are_made_once_and_for_the_server_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    first = (pepper(folder), push_key(folder))
    assert (pepper(folder), push_key(folder)) == first
    assert sorted(path.name for path in folder.iterdir()) == ["pepper", "vapid.pem"]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert len(first[0]) == 32
