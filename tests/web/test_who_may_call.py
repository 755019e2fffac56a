# SPDX-License-Identifier: Apache-2.0
"""Who may call what: the whole matrix, forged requests, and a route that says nothing."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from backend import app as app_module
from backend.web.auth import UndeclaredRoute, refuse_undeclared
from tests.web.conftest import MakeFloor
from tests.web.floor import Caller, Floor, batch

EVERYBODY = {"nobody", "revoked", "device", "worker", "supervisor", "admin"}
DEVICES = {"device", "worker", "supervisor", "admin"}
PEOPLE = {"worker", "supervisor", "admin"}
CHIEFS = {"supervisor", "admin"}

# Written by hand, not read from the code: it says what the floor wants.
MATRIX = {
    ("GET", "/api/v1/session"): EVERYBODY,
    ("POST", "/api/v1/session"): DEVICES,
    ("DELETE", "/api/v1/session"): DEVICES,
    ("POST", "/api/v1/devices/enrol"): EVERYBODY,
    ("POST", "/api/v1/devices/enrolment-tokens"): CHIEFS,
    ("GET", "/api/v1/devices"): CHIEFS,
    ("POST", "/api/v1/devices/<id>/revoke"): CHIEFS,
    ("GET", "/api/v1/people"): CHIEFS,
    ("POST", "/api/v1/sync/push"): DEVICES | {"revoked"},
    ("GET", "/api/v1/sync/pull"): DEVICES,
    ("POST", "/api/v1/requests"): PEOPLE,
    ("POST", "/api/v1/claims"): DEVICES,
    ("GET", "/api/v1/push/key"): DEVICES,
    ("POST", "/api/v1/push/subscriptions"): PEOPLE,
    ("DELETE", "/api/v1/push/subscriptions"): DEVICES,
    ("GET", "/api/v1/stock"): PEOPLE,
    ("GET", "/api/v1/stock/<part>/availability"): PEOPLE,
    ("GET", "/api/v1/stock/holders/<holder>"): PEOPLE,
    ("GET", "/api/v1/stock/plates"): PEOPLE,
    ("GET", "/api/v1/stock/moves"): PEOPLE,
    ("GET", "/api/v1/orders"): PEOPLE,
    ("GET", "/api/v1/orders/<id>"): PEOPLE,
    ("GET", "/api/v1/orders/<id>/goods"): PEOPLE,
    ("GET", "/api/v1/asns"): PEOPLE,
    ("GET", "/api/v1/tasks"): PEOPLE,
    ("GET", "/api/v1/parts"): PEOPLE,
    ("GET", "/api/v1/parts/<part>"): PEOPLE,
    ("GET", "/api/v1/locations"): PEOPLE,
    ("GET", "/api/v1/holds"): PEOPLE,
    ("GET", "/api/v1/shipments"): PEOPLE,
    ("GET", "/api/v1/journal"): CHIEFS,
    ("GET", "/api/v1/journal/<op_id>"): CHIEFS,
    ("GET", "/api/v1/exceptions"): CHIEFS,
    ("GET", "/api/v1/erp/documents"): CHIEFS,
    ("POST", "/api/v1/erp/documents/retry"): CHIEFS,
    ("POST", "/api/v1/imports/edi"): CHIEFS,
    ("GET", "/api/v1/demo/tray"): EVERYBODY,
    ("GET", "/api/v1/demo/tray.pdf"): EVERYBODY,
    ("GET", "/api/v1/printers"): PEOPLE,
    ("GET", "/api/v1/labels/templates"): PEOPLE,
    ("GET", "/api/v1/labels/data"): PEOPLE,
    ("POST", "/api/v1/labels/preview"): PEOPLE,
    ("GET", "/api/v1/labels/jobs"): PEOPLE,
    ("POST", "/api/v1/labels/jobs"): PEOPLE,
    ("GET", "/api/v1/labels/jobs/<id>/content"): PEOPLE,
    ("POST", "/api/v1/labels/jobs/<id>/confirm"): PEOPLE,
    ("POST", "/api/v1/labels/jobs/<id>/not_there"): PEOPLE,
    ("POST", "/api/v1/labels/jobs/<id>/reprint"): PEOPLE,
    ("POST", "/api/v1/labels/jobs/<id>/cancel"): PEOPLE,
    ("POST", "/api/v1/labels/jobs/<id>/hand_over"): PEOPLE,
    ("PUT", "/api/v1/photos/<photo>"): DEVICES | {"revoked"},
    ("GET", "/api/v1/photos/<photo>"): CHIEFS,
    ("GET", "/api/v1/photos"): CHIEFS,
    ("GET", "/api/v1/hold-rules"): CHIEFS,
    ("GET", "/api/v1/hold-rules/changes"): CHIEFS,
    ("GET", "/api/v1/hold-rules/reach"): CHIEFS,
    ("GET", "/api/v1/planning/waves"): CHIEFS,
    ("GET", "/api/v1/planning/counts"): CHIEFS,
    ("GET", "/api/v1/planning/slotting"): CHIEFS,
    ("GET", "/api/v1/planning/faces"): CHIEFS,
    ("GET", "/api/v1/settings"): CHIEFS,
    ("GET", "/api/v1/settings/changes"): CHIEFS,
    ("GET", "/healthz"): EVERYBODY,
    ("GET", "/readyz"): EVERYBODY,
    ("GET", "/version"): EVERYBODY,
    ("GET", "/metrics"): CHIEFS,
    ("GET", "/api/openapi.json"): EVERYBODY,
    ("GET", "/api/docs"): EVERYBODY,
    ("GET", "/api/docs.css"): EVERYBODY,
    ("GET", "/"): EVERYBODY,
    ("GET", "/board"): EVERYBODY,
    ("GET", "/station"): EVERYBODY,
    ("GET", "/labels"): EVERYBODY,
    ("GET", "/labels/"): EVERYBODY,
    ("GET", "/sw.js"): EVERYBODY,
    ("GET", "/manifest.webmanifest"): EVERYBODY,
    ("GET", "/assets/<path:name>"): EVERYBODY,
    ("GET", "/icons/<path:name>"): EVERYBODY,
    ("GET", "/favicon.ico"): EVERYBODY,
}
# Answers to an empty body that mean "come in": the route itself looked at the request.
BARRED = {401, 403}
FROM_AFAR = {"X-Forwarded-For": "203.0.113.9"}  # else /metrics takes us for this machine


def callers(floor: Floor) -> dict[str, Caller]:
    return {
        "nobody": floor.nobody(),
        "revoked": floor.revoked(),
        "device": floor.device(),
        "worker": floor.signed_in("worker"),
        "supervisor": floor.signed_in("supervisor"),
        "admin": floor.signed_in("admin"),
    }


def test_every_route_lets_in_exactly_those_whom_the_floor_wants(floor: Floor) -> None:
    wrong = []
    everyone = callers(floor)
    for (method, rule), wanted in sorted(MATRIX.items(), reverse=True):  # signing out near the end
        path = re.sub(r"<[^>]+>", "none", rule)
        for who, caller in everyone.items():
            body: dict[str, str] | None = None if method == "GET" else {}
            answer = caller.ask(method, path, body, headers=FROM_AFAR)
            if (answer.status_code not in BARRED) != (who in wanted):
                wrong.append(f"{method} {rule} as {who}: {answer.status_code}")
    assert wrong == []


def test_the_matrix_knows_every_route(floor: Floor) -> None:
    routes = {
        (method, rule.rule)
        for rule in floor.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == MATRIX.keys()


def test_a_route_that_does_not_say_who_may_call_it_stops_the_start(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = app_module.register

    def forgetful(app: Flask) -> None:
        register(app)
        app.add_url_rule("/api/v1/stock-of-everybody", "leak", lambda: "everything")

    monkeypatch.setattr(app_module, "register", forgetful)
    with pytest.raises(UndeclaredRoute, match="/api/v1/stock-of-everybody"):
        app_module.create_app({
            "PICKFACE_DATABASE": "sqlite://",
            "PICKFACE_VAR": str(floor.app.extensions["pickface"].settings.var),
        })


def test_a_route_added_after_the_start_lets_nobody_in(floor: Floor, make_floor: MakeFloor) -> None:
    fresh = make_floor()
    fresh.app._got_first_request = False  # the document was read; Flask would forbid new routes
    fresh.app.add_url_rule("/late", "late", lambda: "everything")
    with pytest.raises(UndeclaredRoute):
        refuse_undeclared(fresh.app)
    assert fresh.signed_in("admin").get("/late").status_code == 403


OURS = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
FORGED = [
    ({}, "application/json", 200),
    (OURS, "application/json", 200),
    ({"Origin": "http://localhost"}, "application/json", 200),
    ({"X-Pickface": ""}, "application/json", 403),
    ({"X-Pickface": "true"}, "application/json", 403),
    ({"Origin": "http://evil.example"}, "application/json", 403),
    ({"Origin": "https://localhost"}, "application/json", 403),
    ({"Origin": "http://localhost:8080"}, "application/json", 403),
    ({"Origin": "http://localhost.evil.example"}, "application/json", 403),
    ({"Origin": "null"}, "application/json", 403),
    ({"Origin": ""}, "application/json", 403),
    ({**OURS, "Sec-Fetch-Site": "cross-site"}, "application/json", 403),
    ({**OURS, "Sec-Fetch-Site": "same-site"}, "application/json", 403),
    ({**OURS, "Sec-Fetch-Site": "none"}, "application/json", 403),
    ({}, "text/plain", 415),
    ({}, "application/x-www-form-urlencoded", 415),
    ({}, "multipart/form-data; boundary=x", 415),
    ({}, "application/json-evil", 415),
    ({}, None, 415),
    ({"Content-Encoding": "gzip"}, "application/json", 415),
]


@pytest.mark.parametrize(("headers", "content_type", "status"), FORGED)
def test_only_our_own_pages_and_programs_change_anything(
    floor: Floor, headers: dict[str, str], content_type: str | None, status: int
) -> None:
    caller = floor.device()
    body = floor.app.json.dumps(batch())
    answer = caller.client.post(
        "/api/v1/sync/push", data=body, content_type=content_type,
        headers={"X-Pickface": "1", **headers},
    )
    assert answer.status_code == status, answer.text
    assert len(floor.intake.pushed) == (1 if status == 200 else 0)


def test_behind_a_proxy_the_public_address_is_the_only_origin(make_floor: MakeFloor) -> None:
    caller = make_floor(PICKFACE_PUBLIC_URL="https://pick.example").device()
    ours, inner = {"Origin": "https://pick.example"}, {"Origin": "http://localhost"}
    assert caller.post("/api/v1/sync/push", batch(), headers=ours).status_code == 200
    assert caller.post("/api/v1/sync/push", batch(), headers=inner).status_code == 403


def test_figures_are_for_this_machine_or_the_bearer_of_the_token(make_floor: MakeFloor) -> None:
    caller = make_floor(PICKFACE_METRICS_TOKEN="watcher-7731").nobody()
    assert caller.get("/metrics").status_code == 200
    assert caller.get("/metrics", headers=FROM_AFAR).status_code == 401
    elsewhere = {"REMOTE_ADDR": "192.0.2.4"}
    assert caller.get("/metrics", environ_overrides=elsewhere).status_code == 401
    right, wrong = ({**FROM_AFAR, "Authorization": f"Bearer {t}"} for t in ("watcher-7731", "x"))
    assert caller.get("/metrics", headers=right).status_code == 200
    assert caller.get("/metrics", headers=wrong).status_code == 401
