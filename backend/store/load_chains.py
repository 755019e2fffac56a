# SPDX-License-Identifier: Apache-2.0
"""What comes after parts, link by link: a fixed number of statements however many parts there are.

A chain is followed one link further than is allowed, which is enough to refuse what closes a
circle or makes it too long.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.engine import Connection

from backend.domain.parts import Part
from backend.domain.rules.masters import part_from, supersession_from
from backend.domain.supersession import DEPTH_MAX, Supersession
from backend.store import book_tables as t
from backend.store.exact_keys import by_name, rows_by_keys
from backend.store.link_tables import supersessions


def load_chains(
    connection: Connection, network: str, starts: Iterable[str]
) -> tuple[dict[str, Part], dict[str, Supersession]]:
    """These parts and all that come after them, and the links on file of each."""
    parts: dict[str, Part] = {}
    links: dict[str, Supersession] = {}
    seen, wanted, scope = set[str](), set(starts), ("network_id", network)
    for _ in range(DEPTH_MAX + 1):
        keys = by_name(wanted)
        found = [part_from(row.body) for row in rows_by_keys(connection, t.parts, scope,
                                                             ["part"], keys)]
        filed = [supersession_from(row.body) for row in rows_by_keys(
            connection, supersessions, scope, ["old"], keys)]
        parts |= {part.part: part for part in found}
        links |= {link.key: link for link in filed}
        seen |= wanted
        after = {one.part for link in filed for one in link.new}
        after |= {part.superseded_by for part in found if part.superseded_by}
        wanted = after - seen
        if not wanted:
            break
    return parts, links
