# SPDX-License-Identifier: Apache-2.0
"""Where to send web push messages. Satisfies the Protocol of `backend/web/push.py`."""

from __future__ import annotations

import hashlib
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.store.database import Database
from backend.store.identity_tables import actors, devices, push_subscriptions

Keys = tuple[str, str, str]  # endpoint, p256dh, auth


class PushSubscriptions:
    """Subscriptions by site; an endpoint belongs to whoever subscribed last."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, *, site: str, id: str, device: str, actor: str, keys: Keys, now: datetime, most: int
    ) -> None:
        """Keep a subscription; of one device the oldest beyond `most` are forgotten."""

        def save(connection: Connection) -> None:
            connection.execute(push_subscriptions.delete().where(_endpoint(site, keys[0])))
            _make_room(connection, site, device, most - 1)
            connection.execute(
                push_subscriptions.insert().values(
                    site_id=site,
                    id=id,
                    device_id=device,
                    actor_id=actor,
                    endpoint=keys[0],
                    endpoint_hash=_hash(keys[0]),
                    p256dh=keys[1],
                    auth=keys[2],
                    made_at=now,
                )
            )

        self._database.write(save)

    def remove(self, site: str, endpoint: str) -> None:
        """Forget a subscription; nothing happens if there is none."""
        self._database.write(
            lambda c: c.execute(push_subscriptions.delete().where(_endpoint(site, endpoint)))
        )

    def of(self, site: str, roles: frozenset[str]) -> list[Keys]:
        """Subscriptions of active people with one of these roles, on active devices."""
        one, two, three = push_subscriptions, actors, devices
        same_actor = sa.and_(two.c.site_id == one.c.site_id, two.c.id == one.c.actor_id)
        same_device = sa.and_(three.c.site_id == one.c.site_id, three.c.id == one.c.device_id)
        query = (
            sa.select(one.c.endpoint, one.c.p256dh, one.c.auth, two.c.roles)
            .join(two, same_actor)
            .join(three, same_device)
            .where(one.c.site_id == site, two.c.state == "active", three.c.state == "active")
            .order_by(one.c.id)
        )
        rows = self._database.read(lambda c: c.execute(query).all())
        return [(row[0], row[1], row[2]) for row in rows if roles & set(row[3].split())]


def _make_room(connection: Connection, site: str, device: str, keep: int) -> None:
    table = push_subscriptions
    mine = sa.and_(table.c.site_id == site, table.c.device_id == device)
    query = sa.select(table.c.id).where(mine).order_by(table.c.id.desc()).offset(keep)
    old = connection.execute(query).scalars().all()
    connection.execute(table.delete().where(mine, table.c.id.in_(old)))


def _hash(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()


def _endpoint(site: str, endpoint: str) -> sa.ColumnElement[bool]:
    table = push_subscriptions
    return sa.and_(table.c.site_id == site, table.c.endpoint_hash == _hash(endpoint))
