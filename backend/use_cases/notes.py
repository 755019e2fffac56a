# SPDX-License-Identifier: Apache-2.0
"""What was just written that somebody should be told of, though they are not looking.

Said after the commit, in words that a stranger may read: no part, no quantity, no name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backend.domain.exceptions import AT_ONCE
from backend.domain.identity import Role
from backend.domain.journal import Entry

CHIEFS = frozenset({Role.SUPERVISOR.value, Role.ADMIN.value})


@dataclass(frozen=True, slots=True)
class Note:
    """A short note: its title, one sentence, and the page that shows more."""

    title: str
    body: str
    url: str


# By kind of exception whose record says `at_once`; the others can wait until somebody looks.
NOTES = {
    "hold_placed": Note("Stock on hold", "A hold was placed on goods of your site.", "/board"),
    "hold_hit": Note("A held unit was met", "Goods on hold wait for a decision.", "/board"),
    "picked_held": Note("Held goods were picked", "Goods on hold wait for a decision.", "/board"),
    "packed_held": Note("Held goods were packed", "Goods on hold wait for a decision.", "/board"),
    "loaded_held": Note("Held goods were loaded", "Goods on hold wait for a decision.", "/board"),
    "shipped_held": Note("Held goods have left", "Goods left before their hold came.", "/board"),
    "shipment_stopped": Note("A shipment was stopped", "It waits for a decision.", "/board"),
}

Send = Callable[[str, frozenset[str], str, str, str], object]
"""Site, roles, title, body, address: as the push sender's `notify` takes them."""


def notes_of(entries: Sequence[Entry]) -> list[Note]:
    """Notes for what these lines of the journal raised, each once."""
    kinds = [raised.kind for entry in entries for raised in entry.decision.raised]
    return [NOTES[kind] for kind in dict.fromkeys(kinds) if kind in AT_ONCE]


def tell_chiefs(send: Send) -> Callable[[str, Sequence[Entry]], None]:
    """What intake calls after a commit."""

    def tell(site: str, entries: Sequence[Entry]) -> None:
        for note in notes_of(entries):
            send(site, CHIEFS, note.title, note.body, note.url)

    return tell
