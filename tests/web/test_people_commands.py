# SPDX-License-Identifier: Apache-2.0
"""The console lets the first person and the first device in."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask

from backend import cli, commands
from tests.web.floor import PIN, Floor


def test_a_person_added_at_the_console_can_sign_in(floor: Floor) -> None:
    run = floor.app.test_cli_runner().invoke
    who = ["Bo Ek", "--initials", "BE", "--role", "admin", "--pin", PIN]
    added = run(args=["people", "add", *who])
    badge = added.output.split()[-1]
    assert (added.exit_code, len(badge)) == (0, 24)
    signed = floor.device().sign_in(badge).get_json()["actor"]
    assert (signed["name"], signed["roles"]) == ("Bo Ek", ["admin"])


def test_a_weak_pin_is_refused_at_the_console(floor: Floor) -> None:
    run = floor.app.test_cli_runner().invoke
    refused = run(args=["people", "add", "Bo Ek", "--initials", "BE", "--pin", "123456"])
    assert refused.exit_code == 1
    assert "six digits" in refused.output


def test_a_token_made_at_the_console_takes_a_device_on(floor: Floor) -> None:
    made = floor.app.test_cli_runner().invoke(args=["people", "device-token", "--class", "desk"])
    body = {"token": made.output.split()[0], "name": "Desk", "installation": "i-1"}
    answer = floor.nobody().post("/api/v1/devices/enrol", body)
    assert answer.get_json()["device"]["class"] == "desk"


def test_unlocking_somebody_unknown_says_so(floor: Floor) -> None:
    assert floor.app.test_cli_runner().invoke(args=["people", "unlock", "nobody"]).exit_code == 1


def test_a_command_file_without_a_group_stops_the_start(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli.importlib, "import_module", lambda name: SimpleNamespace())
    assert commands.__path__
    with pytest.raises(AssertionError, match="has no group"):
        cli.register(Flask("bare"))
