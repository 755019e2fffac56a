# SPDX-License-Identifier: Apache-2.0
"""Ids that sort by the time they were made: UUID version 7 (RFC 9562, section 5.7)."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime


def new_id(now: datetime) -> str:
    """A UUIDv7 as text, from the millisecond of `now` and 74 random bits."""
    ms = int(now.timestamp() * 1000) & (1 << 48) - 1
    tail = secrets.randbits(74)
    number = ms << 80 | 0x7 << 76 | (tail >> 62) << 64 | 0b10 << 62 | tail & (1 << 62) - 1
    return str(uuid.UUID(int=number))
