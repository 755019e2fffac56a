# SPDX-License-Identifier: Apache-2.0
"""What a site has set, over HTTP on both engines: values, bounds, and who changed them."""

from __future__ import annotations

from typing import Any

from backend.domain.policy import SETTINGS
from tests.databases import (
    database,
    database_url,
    make_database,
    postgres_database_url,
    postgres_template,
)
from tests.scenarios.site import Site
from tests.web.conftest import sqlite_template, sqlite_url
from tests.web.floor import Caller
from tests.web.test_reads import chief, everything, site

__all__ = ["chief", "database", "database_url", "make_database", "postgres_database_url",
           "postgres_template", "site", "sqlite_template", "sqlite_url"]


def change(site: Site, base: int, **changes: Any) -> str | None:
    told = {key.replace("__", "."): value for key, value in changes.items()}
    return site.ask("policy_change", {"base": base, "changes": told}, "rossi").reason


def test_every_setting_is_told_with_its_value_and_what_may_be_set(
    chief: Caller, site: Site
) -> None:
    assert change(site, 0, receive__over_percent=5) is None
    told = chief.get("/api/v1/settings").get_json()
    assert told["version"] == 1
    assert [one["key"] for one in told["settings"]] == list(SETTINGS)
    one = {row["key"]: row for row in told["settings"]}["receive.over_percent"]
    assert (one["value"], one["default"], one["low"], one["high"]) == (5, 0, 0, 100)
    assert one["type"] == "whole" and one["device"] is True


def test_who_changed_what_is_told_and_what_was_declined_is_not(
    chief: Caller, site: Site
) -> None:
    assert change(site, 0, receive__over_percent=5, receive__blind=True) is None
    assert change(site, 0, receive__over_percent=7) == "declined_changed"
    assert change(site, 1, receive__over_percent=None) is None
    whole = everything(chief, "/settings/changes", 500)
    assert [(one["version"], one["actor"]) for one in whole] == [(2, "rossi"), (1, "rossi")]
    assert whole[0]["changes"] == [{"key": "receive.over_percent", "value": None}]
    assert whole[1]["changes"] == [
        {"key": "receive.blind", "value": True}, {"key": "receive.over_percent", "value": 5},
    ]  # fmt: skip
    assert everything(chief, "/settings/changes", 1) == whole
    assert chief.get("/api/v1/settings/changes?after=x").status_code == 422
