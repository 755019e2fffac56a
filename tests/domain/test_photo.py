# SPDX-License-Identifier: Apache-2.0
"""Photo: evidence that moves nothing, waits for nothing and is found by what it is of."""

from __future__ import annotations

from typing import Any

from backend.domain.decisions import Outcome
from backend.domain.touches import touches
from tests.domain.floor import Floor, operation

HASH = "0a" * 32


def photo(**of: Any) -> dict[str, Any]:
    return {"photo": "p-1", "hash": HASH, "bytes": 140_000, "type": "image/jpeg", "of": of,
            "where": "receive.difference", "note": "corner crushed"}  # fmt: skip


def test_a_photo_is_kept_with_who_took_it_and_all_that_it_is_of() -> None:
    floor = Floor()
    told = floor.tell("photo", photo(lpn="L-1", part="BRK-10442", asn=None), at=5_000)
    assert told.decision.outcome is Outcome.ACCEPTED
    [taken] = told.decision.photos
    assert taken.of == (("lpn", "L-1"), ("part", "BRK-10442"))
    assert (taken.actor, taken.device, taken.taken_at) == ("lopez", "H-1", 5_000)
    assert floor.books.photos == {taken.operation: taken}
    assert not told.posting.told and floor.stock() == {}


def test_a_photo_of_what_the_book_does_not_know_waits_for_nothing() -> None:
    of = {"part": "NOBODY-KNOWS", "location": "NO-PLACE", "order": "O-9", "hold": "h-9"}
    told = Floor().tell("photo", photo(**of))
    assert told.decision.outcome is Outcome.ACCEPTED
    assert [name for name, _ in told.decision.photos[0].of] == ["part", "order", "location", "hold"]


def test_a_photo_loads_nothing_of_the_books() -> None:
    found = touches([operation("photo", photo(lpn="L-1", part="BRK-10442"))])
    assert not (found.parts or found.locations or found.holders or found.contents)


def test_what_a_revoked_device_photographed_waits_for_a_person() -> None:
    told = Floor().tell("photo", photo(lpn="L-1"), authority="device_revoked")
    assert told.decision.outcome is Outcome.PARKED
    assert told.decision.photos == ()
