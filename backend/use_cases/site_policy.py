# SPDX-License-Identifier: Apache-2.0
"""The settings of a site for people: what each is, what may be set, what stands, who changed it."""

from __future__ import annotations

import json
from typing import Any

from backend.domain.policy import SETTINGS, Policy, Setting
from backend.domain.wire import timestamp_text
from backend.store import read_policy
from backend.store.database import Database
from backend.use_cases.reads import Page, cursor, page


class SitePolicy:
    """Reads the settings; they are changed by the request `policy_change`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def settings(self, site: str) -> dict[str, Any]:
        """Every setting in the order of the table, with the value in force."""
        policy = self._database.read(lambda c: read_policy.policy(c, site))
        return {
            "version": policy.version,
            "settings": [_setting(policy, one) for one in SETTINGS.values()],
        }

    def changes(self, site: str, after: str | None, limit: int) -> Page:
        """Who set what and when, the latest first. Raises `BadCursor`."""
        start = cursor(after, int, int)
        rows = self._database.read(
            lambda c: read_policy.policy_changes(c, site, start, limit + 1)
        )
        return page(rows, limit, _change, lambda row: [row["version"], row["position"]])


def _setting(policy: Policy, one: Setting) -> dict[str, Any]:
    return {
        "key": one.key,
        "type": one.type,
        "value": policy[one.key],
        "default": one.default,
        "low": one.low,
        "high": one.high,
        "unit": one.unit,
        "choices": list(one.choices),
        "most": one.most,
        "device": one.device,
    }


def _change(row: dict[str, Any]) -> dict[str, Any]:
    changes = json.loads(row["text"])["body"]["changes"]
    return {
        "version": row["detail"].get("version", 0),
        "actor": row["actor"],
        "at": timestamp_text(row["occurred_at"]),
        "changes": [{"key": key, "value": value} for key, value in sorted(changes.items())],
    }
