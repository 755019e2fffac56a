# SPDX-License-Identifier: Apache-2.0
"""Settings of a site: kept with it, told to every device."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from backend.store import book_tables as t
from tests.scenarios.site import SITE, Site


def change(site: Site, base: int, changes: dict[str, Any]) -> Any:
    return site.ask("policy_change", {"base": base, "changes": changes})


def settings(site: Site) -> dict[str, Any]:
    [row] = site.rows(sa.select(t.sites.c.settings))
    return dict(row.settings)["policy"]


def test_a_change_leaves_what_else_is_kept_with_the_site(site: Site) -> None:
    site.database.write(
        lambda c: c.execute(sa.update(t.sites).values(settings={"demo": {"seed": 7}})) and None
    )
    change(site, 0, {"receive.blind": True})
    [row] = site.rows(sa.select(t.sites.c.settings))
    assert row.settings["demo"] == {"seed": 7}
    assert row.settings["policy"]["version"] == 1


def test_a_change_is_kept_told_and_stands_for_the_next_one(site: Site) -> None:
    assert change(site, 0, {"receive.blind": True}).detail == {"version": 1}
    assert change(site, 0, {"receive.over_percent": 5}).reason == "declined_changed"
    assert change(site, 1, {"receive.over_percent": 5}).detail == {"version": 2}
    wanted = {"version": 2, "changed": {"receive.blind": True, "receive.over_percent": 5}}
    assert settings(site) == wanted
    page = site.feed.page(SITE, ["site"], "", 0, None, 10)
    [row] = page.rows
    assert json.loads(row.body or "") == {"site": SITE, "settings": wanted}
