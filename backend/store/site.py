# SPDX-License-Identifier: Apache-2.0
"""One site within one write transaction: its version is taken under a lock before anything else.

F1  Version order is commit order, since whoever writes holds the site's row until it commits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain import operations as ops
from backend.domain.books import Books, ParkedOperation
from backend.domain.decisions import Decision, Outcome, Raised
from backend.domain.journal import Arrival, Entry, Kept
from backend.domain.policy import policy_from
from backend.domain.quality import quality_from
from backend.domain.records import Kind
from backend.domain.touches import add, touches
from backend.store import book_tables as t
from backend.store import journal
from backend.store.aftermath import write_aftermath, write_exceptions
from backend.store.database import is_retryable
from backend.store.devices import Installation, installation_of, save_installation, write_report
from backend.store.exact_keys import rows_by_keys
from backend.store.identity_tables import actors, sessions
from backend.store.load import load
from backend.store.load_room import load_map
from backend.store.reverse_tables import reverse_records
from backend.store.save import save, write_feed

# Built once: building a statement costs more than the rest of what is done to send it.
_SITE: Any = sa.bindparam("site")
_IDS: Any = sa.bindparam("ids", expanding=True)
_TAKE = (
    sa.update(t.sites)
    .where(t.sites.c.site_id == _SITE)
    .values(version=t.sites.c.version + 1)
    .returning(
        t.sites.c.version, t.sites.c.epoch, t.sites.c.network_id, t.sites.c.settings,
        t.sites.c.quality,
    )
)
_SESSIONS = sa.select(sessions.c.id, sessions.c.actor_id).where(
    sessions.c.site_id == _SITE, sessions.c.id.in_(_IDS)
)
_ACTIVE = sa.select(actors.c.id, actors.c.roles).where(
    actors.c.site_id == _SITE, actors.c.state == "active", actors.c.id.in_(_IDS)
)


class UnknownSite(Exception):
    """No such site here: it was never set up, or the name is wrong."""


class SiteTransaction:
    """What intake and use cases need, on one open write transaction."""

    def __init__(self, connection: Connection, site: str) -> None:
        """Take the next version of the site; everybody else now waits."""
        self.connection, self.site = connection, site
        taken = connection.execute(_TAKE, {"site": site}).first()
        if taken is None:
            raise UnknownSite(site)
        self.version: int = taken.version
        self.epoch: str = taken.epoch
        self.network: str = taken.network_id
        self.policy = policy_from(taken.settings.get("policy", {}))
        self.quality = quality_from(taken.quality)

    def load(
        self, operations: Sequence[ops.Operation], parked: dict[str, ParkedOperation]
    ) -> Books:
        """The books that these operations may look at."""
        found = touches(())
        add(found, touches(operations))
        books = load(
            self.connection, self.site, self.network, operations, found, parked, self.quality
        )
        books.policy = self.policy
        load_map(self.connection, self.site, books, operations)
        return books

    def waiting(self, keys: Iterable[str]) -> dict[str, tuple[ParkedOperation, Arrival]]:
        """Parked operations under these keys."""
        return journal.waiting(self.connection, self.site, keys)

    def save(self, books: Books, entries: Sequence[Entry]) -> None:
        """Journal, moves, books, work for people, outbox and feed, together."""
        journal.write_entries(self.connection, self.site, self.version, entries)
        shown = save(self.connection, books, self.network)
        self.policy, self.quality = books.policy, books.quality
        shown += write_aftermath(self.connection, self.site, self.version, entries)
        write_feed(self.connection, self.site, self.version, shown)

    def attempt(self, work: Callable[[], Sequence[Entry]]) -> Sequence[Entry] | Exception:
        """Run under a savepoint; a fault undoes this work alone and is returned.

        What the database asks to be tried again goes up, since then the whole transaction must.
        """
        point = self.connection.begin_nested()
        try:
            done = work()
        except Exception as fault:
            if isinstance(fault, sa.exc.DBAPIError) and is_retryable(fault):
                raise
            point.rollback()
            return fault
        point.commit()
        return done

    def kept(self, op_ids: Iterable[str]) -> dict[str, Kept]:
        """What the journal remembers of these operations."""
        return journal.kept(self.connection, self.site, op_ids)

    def kept_by_seq(self, installation: str, seqs: Sequence[int]) -> dict[int, Kept]:
        """What the journal remembers of these numbers of an installation."""
        return journal.kept_by_seq(self.connection, self.site, installation, seqs)

    def installation(self, name: str, device: str) -> Installation:
        """An installation as we know it; a new one expects number 1."""
        return installation_of(self.connection, self.site, name, device)

    def save_installation(self, known: Installation) -> None:
        """Remember where an installation stands."""
        save_installation(self.connection, self.site, known)

    def report(self, device: str, queue: dict[str, Any], now_ms: int) -> list[dict[str, Any]]:
        """What a device says of its queue; exceptions that nobody can explain any more open, and
        are returned."""
        return write_report(self.connection, self.site, self.version, device, queue, now_ms)

    def faced(self, parts: Iterable[str]) -> list[str]:
        """Of these parts, those that have a pick face."""
        keys = [(str(Kind.FACE), part) for part in sorted(parts)]
        scope = ("site_id", self.site)
        found = rows_by_keys(self.connection, reverse_records, scope, ["kind", "name"], keys)
        return sorted(row.name for row in found)

    def quarantine(self, arrival: Arrival, id: str, shown: bool) -> None:
        """Keep bytes that came under an id that is taken; `shown`: they are other bytes, and a
        supervisor must see that somebody's work was set aside."""
        row = {
            "site_id": self.site,
            "id": id,
            "op_id": arrival.op_id[:128],
            "installation_id": arrival.installation,
            "seq": arrival.seq,
            "received_at": arrival.received_at,
            "reason": arrival.reason,
            "text": arrival.text,
        }
        self.connection.execute(sa.insert(t.quarantine), [row])
        if shown:
            details = {"reason": arrival.reason, "device": arrival.device, "seq": arrival.seq}
            raised = Raised(f"{id}:set_aside", "set_aside", details=details)
            entry = Entry(arrival, 0, Decision(Outcome.REJECTED, raised=(raised,)))
            rows = write_exceptions(self.connection, self.site, [entry])
            write_feed(self.connection, self.site, self.version, rows)

    def session_actors(self, sessions: Iterable[str]) -> dict[str, str]:
        """Whose sign-in each of these is."""
        asked = {"site": self.site, "ids": sorted(sessions)}
        rows = self.connection.execute(_SESSIONS, asked)
        return {row.id: row.actor_id for row in rows}

    def roles(self, actors: Iterable[str]) -> dict[str, str]:
        """The strongest role of each actor who may still act."""
        asked = {"site": self.site, "ids": sorted(set(actors))}
        rows = self.connection.execute(_ACTIVE, asked)
        return {row.id: strongest(row.roles) for row in rows}


def take_site(connection: Connection, site: str) -> int | None:
    """The next version of a site, before anything else is locked (F1); None before it is there."""
    known = sa.select(t.sites.c.site_id).where(t.sites.c.site_id == site)
    there = connection.execute(known).first() is not None
    return SiteTransaction(connection, site).version if there else None


def strongest(roles: str) -> str:
    """Of roles kept as one text, the one that may do most."""
    names = roles.replace(",", " ").split()
    return next((role for role in ("admin", "supervisor", "worker") if role in names), "worker")


def renew_epoch(connection: Connection, site: str, epoch: str) -> bool:
    """The database is not the one that devices knew: they send again what it lacks. Whether the
    site is there."""
    changed = sa.update(t.sites).where(t.sites.c.site_id == site).values(epoch=epoch)
    return connection.execute(changed).rowcount == 1


def create_site(connection: Connection, site: str, name: str, epoch: str) -> None:
    """Set a site up, in a network of its own. Does nothing if it is there."""
    known = connection.execute(sa.select(t.sites.c.site_id).where(t.sites.c.site_id == site))
    if known.first() is None:
        row = {
            "site_id": site,
            "network_id": f"net-{site}"[:64],
            "name": name,
            "version": 0,
            "epoch": epoch,
            "settings": {},
            "quality": {},
        }
        connection.execute(sa.insert(t.sites), [row])
