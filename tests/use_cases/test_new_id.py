# SPDX-License-Identifier: Apache-2.0
"""Ids that we make are UUIDs of version 7; what others tell may be named otherwise."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from backend.use_cases.new_id import new_id

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_an_id_of_ours_is_a_uuid_of_version_7_that_tells_its_millisecond() -> None:
    made = uuid.UUID(new_id(NOON))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == int(NOON.timestamp() * 1000)


def test_ids_sort_as_they_were_made_and_none_comes_twice() -> None:
    made = [new_id(NOON + timedelta(milliseconds=n)) for n in range(200)]
    assert made == sorted(made)
    assert len({new_id(NOON) for _ in range(200)}) == 200
