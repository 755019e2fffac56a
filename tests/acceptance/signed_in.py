# SPDX-License-Identifier: Apache-2.0
"""Signing in once a person and process: what the browser and the server then know, given again.

A test whose worker is known already begins on the home screen of a handheld that pulls all its
rows anew. The way in itself is tested by `tests/browser/test_first_start.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import sqlalchemy as sa
from playwright.sync_api import BrowserContext, StorageState

from backend.store.identity_tables import devices, sessions
from tests.acceptance.served import Floor

KEPT = ("pickface.person", "pickface.mark")  # who works here, and the device's own mark


@dataclass(frozen=True)
class SignedIn:
    """A handheld on which somebody is signed in, of no site's address yet."""

    cookies: list[Any]
    kept: list[Any]
    device: dict[str, Any]
    session: dict[str, Any]

    def on(self, floor: Floor) -> StorageState:
        """Enrols this handheld at a site, with its person; what its browser is to start with."""
        write = floor.site.database.write
        write(partial(sa.Connection.execute, statement=sa.insert(devices).values(self.device)))
        write(partial(sa.Connection.execute, statement=sa.insert(sessions).values(self.session)))
        return {
            "cookies": self.cookies,
            "origins": [{"origin": floor.address, "localStorage": self.kept}],
        }


def remembered(context: BrowserContext, floor: Floor, actor: str) -> SignedIn:
    """What there is to know of somebody who has just signed in."""
    state = context.storage_state()
    [origin] = state["origins"]
    s, d = sessions.c, devices.c
    [session] = floor.site.rows(sa.select(sessions).where(s.actor_id == actor))
    [device] = floor.site.rows(sa.select(devices).where(d.id == session.device_id))
    return SignedIn(
        state["cookies"], [one for one in origin["localStorage"] if one["name"] in KEPT],
        dict(device._mapping), dict(session._mapping),
    )  # fmt: skip
