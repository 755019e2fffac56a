# SPDX-License-Identifier: Apache-2.0
"""Put the demo site into the books: through intake, as operations, like everything else.

Seed and start are kept in the site's settings before anything is told. From them follow all rows
and all ids, so that a set-up which was cut short goes on where it stopped, and one that is
finished changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from backend.demo.site import SEED, SITE_NAME, DemoSite, demo_site
from backend.domain.identity import Role
from backend.domain.wire import timestamp_ms, timestamp_text
from backend.store import book_tables as t
from backend.store import identity
from backend.store.database import Database
from backend.store.site import create_site
from backend.use_cases import sign_in
from backend.use_cases.credentials import PinHasher
from backend.use_cases.import_edi import ImportEdi, Tell, id_of, operation_text
from backend.use_cases.new_id import new_id

ROWS_MAX: Final = 500        # in one operation, so that no transaction holds the writer for long
DEMO: Final = "demo"         # who tells, and the name in the site's settings
BEFORE: Final = timedelta(hours=1)  # opening stock is told as of then, before any handheld's scan

Say = Callable[[int, int, str], None]
"""Called after each step: steps done, steps in all, what it was."""


class DemoFault(Exception):
    """The generator and the rules disagree: a bug of ours."""


class SiteInUse(Exception):
    """The site was not made by us and has a life of its own; demo goods have no place there."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What loading needs from elsewhere."""

    database: Database
    tell: Tell
    import_edi: ImportEdi
    pins: PinHasher


@dataclass(frozen=True, slots=True)
class Start:
    """From what a demo was made."""

    seed: int
    at: datetime
    finished: bool


def load_demo(
    tools: Tools,
    site: str,
    now: datetime,
    seed: int = SEED,
    say: Say = lambda *_: None,
    papers: bool = True,
) -> bool:
    """Make the demo site, or finish it. False when there was nothing left to do.

    Without `papers` it has parts, places, stock and people, but no notices and no orders: for
    trying imports.
    """
    start = _begin(tools.database, site, now, seed)
    if start.finished:
        return False
    made = demo_site(start.seed, start.at.date())
    _people(tools, site, made, now)
    steps = [*_masters(made), *(_papers(made) if papers else ())]
    for number, (kind, name, body) in enumerate(steps, 1):
        if kind == "edi":
            _edi(tools, site, body["text"], start)
        else:
            _tell(tools, site, kind, name, body, start)
        say(number, len(steps), name)
    _keep(tools.database, site, Start(start.seed, start.at, True))
    return True


def demo_start(database: Database, site: str) -> Start | None:
    """From what this site's demo was made; None if it has none."""
    query = sa.select(t.sites.c.settings).where(t.sites.c.site_id == site)
    settings = database.read(lambda c: c.scalar(query))
    kept = (settings or {}).get(DEMO)
    if kept is None:
        return None
    ms = timestamp_ms(kept["at"])
    assert ms is not None, "we wrote it"
    return Start(kept["seed"], datetime.fromtimestamp(ms / 1000, UTC), kept["finished"])


def demo_tray(database: Database, site: str) -> dict[str, Any] | None:
    """The scan tray of this site's demo; None if it has none."""
    start = demo_start(database, site)
    return None if start is None else _tray(start.seed, start.at)


@lru_cache(maxsize=4)
def _tray(seed: int, at: datetime) -> dict[str, Any]:
    return demo_site(seed, at.date()).tray


def _begin(database: Database, site: str, now: datetime, seed: int) -> Start:
    """The site's row and the demo's start, kept before anything is told."""
    database.write(lambda c: create_site(c, site, SITE_NAME, new_id(now)))
    known = demo_start(database, site)
    if known is not None:
        return known
    told = sa.select(t.journal.c.op_id).where(t.journal.c.site_id == site).limit(1)
    if database.read(lambda c: c.execute(told).first()) is not None:
        raise SiteInUse(site)
    at = (now - BEFORE).replace(microsecond=0)
    start = Start(seed, at if at.date() == now.date() else now.replace(microsecond=0), False)
    _keep(database, site, start)
    return start


def _keep(database: Database, site: str, start: Start) -> None:
    at = timestamp_text(int(start.at.timestamp() * 1000))
    kept = {"seed": start.seed, "at": at, "finished": start.finished}

    def work(connection: sa.Connection) -> None:
        where = t.sites.c.site_id == site
        settings = connection.scalar(sa.select(t.sites.c.settings).where(where)) or {}
        connection.execute(
            sa.update(t.sites).where(where).values(settings={**settings, DEMO: kept})
        )

    database.write(work)


def _people(tools: Tools, site: str, made: DemoSite, now: datetime) -> None:
    """Actors with public badges and PINs; who is there already stays."""
    known = {actor.id for actor in tools.database.read(lambda c: identity.actors_of(c, site))}
    for row in made.actors:
        if row["actor"] in known:
            continue
        initials = "".join(word[0] for word in row["name"].split())
        sign_in.add_actor(
            tools.database, tools.pins, site=site, name=row["name"], initials=initials,
            roles=frozenset({Role(row["role"])}), badge=row["badge"], pin=row["pin"], now=now,
            id=row["actor"], weak_pin_allowed=True,
        )  # fmt: skip


def _masters(made: DemoSite) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Kind, name and body of every operation that needs nothing before it."""
    for field in (
        "parts", "locations", "suppliers", "customers", "qualified", "cartons", "opening",
    ):
        rows: list[dict[str, Any]] = getattr(made, field)
        for first in range(0, len(rows), ROWS_MAX):
            chunk = rows[first : first + ROWS_MAX]
            name = f"{field} {first + 1} to {first + len(chunk)}"
            yield "catalogue_import", name, {field: chunk, "source": DEMO}
    # One supervisor works in the demo: nobody else could be the second of two. And the tour puts
    # away and picks what comes, which would go straight to packing.
    of_demo = {"hold.two_person_safety": False, "receive.cross_dock": False}
    yield "policy_change", "settings of the demo", {"base": 0, "changes": of_demo}


def _papers(made: DemoSite) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Notices and orders; an order looks for stock, so it comes after. At last what comes back."""
    notice, emergency = made.edi
    yield "edi", f"EDI {notice['name']}", notice
    for asn in made.asns:
        yield "asn_import", f"notice {asn['shipment']}", {"asn": asn, "source": DEMO}
    yield "edi", f"EDI {emergency['name']}", emergency
    for order in made.orders:
        yield "order_import", f"order {order['order']}", {"order": order, "source": DEMO}
    yield "returns_import", "what will come back", {**made.returns, "source": DEMO}


def _tell(
    tools: Tools, site: str, kind: str, name: str, body: dict[str, Any], start: Start
) -> None:
    op_id = id_of(DEMO, site, str(start.seed), start.at.isoformat(), name)
    text = operation_text(op_id, kind, body, site=site, actor=DEMO, now=start.at)
    told = tools.tell(site=site, text=text, now=start.at)
    if told.outcome != "accepted":
        raise DemoFault(f"{name}: {told.outcome} {told.reason} {told.detail}")


def _edi(tools: Tools, site: str, text: str, start: Start) -> None:
    report = tools.import_edi(text.encode("ascii"), site=site, actor=DEMO, now=start.at)
    if not report.ok:
        raise DemoFault(str(report.to_json()))
