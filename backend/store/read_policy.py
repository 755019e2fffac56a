# SPDX-License-Identifier: Apache-2.0
"""Reading the settings of a site, and who changed them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.policy import Policy, policy_from
from backend.store import book_tables as t

j = t.journal.c


def policy(connection: Connection, site: str) -> Policy:
    """What the site has set."""
    kept = connection.scalar(sa.select(t.sites.c.settings).where(t.sites.c.site_id == site))
    return policy_from((kept or {}).get("policy", {}))


def policy_changes(
    connection: Connection, site: str, after: tuple[int, int] | None, limit: int
) -> list[dict[str, Any]]:
    """Changes that were made, the latest first, with what was told. Those declined are none."""
    made = sa.and_(j.kind == "policy_change", j.outcome == "accepted", j.reason.is_(None))
    query = sa.select(
        j.version, j.position, j.actor, j.occurred_at, j.text, j.detail
    ).where(j.site_id == site, made)  # fmt: skip
    if after is not None:
        query = query.where(sa.tuple_(j.version, j.position) < sa.tuple_(*after))
    query = query.order_by(j.version.desc(), j.position.desc()).limit(limit)
    return [dict(row) for row in connection.execute(query).mappings()]
