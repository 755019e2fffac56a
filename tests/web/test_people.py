# SPDX-License-Identifier: Apache-2.0
"""Who works here, for those who must know who did something."""

from __future__ import annotations

from backend.store import identity
from tests.web.floor import Caller, Floor

PATH = "/api/v1/people"


def everybody(caller: Caller, limit: int = 200) -> list[dict[str, object]]:
    """All pages."""
    found, after = [], ""
    while True:
        page = caller.get(f"{PATH}?limit={limit}{after}").get_json()
        found += page["items"]
        if page["next"] is None:
            return found
        after = f"&after={page['next']}"


def test_a_supervisor_reads_names_and_no_secret(floor: Floor) -> None:
    worker = floor.signed_in("worker").get("/api/v1/session").get_json()["actor"]
    found = everybody(floor.signed_in("supervisor"))
    (one,) = [person for person in found if person["id"] == worker["id"]]
    assert one == {
        "id": worker["id"], "name": worker["name"], "initials": worker["initials"],
        "roles": ["worker"], "active": True,
    }


def test_one_by_one_gives_the_same_people(floor: Floor) -> None:
    for role in ("worker", "admin"):
        floor.signed_in(role)
    chief = floor.signed_in("supervisor")
    whole = everybody(chief)
    assert len(whole) >= 3
    assert everybody(chief, limit=1) == whole


def test_who_left_is_still_named(floor: Floor) -> None:
    worker = floor.signed_in("worker").get("/api/v1/session").get_json()["actor"]["id"]
    floor.database.write(lambda c: identity.set_actor_active(c, "DC01", worker, False))
    found = everybody(floor.signed_in("supervisor"))
    assert [one["active"] for one in found if one["id"] == worker] == [False]
