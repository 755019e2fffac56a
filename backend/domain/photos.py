# SPDX-License-Identifier: Apache-2.0
"""A photo that somebody took: evidence that belongs to the facts, and what it is of.

The bytes of the picture are kept apart, under the photo's id and hash.
"""

from __future__ import annotations

from dataclasses import dataclass

SUBJECTS = ("operation", "lpn", "part", "asn", "order", "location", "hold")
"""What a photo can be of; each names things of its own."""


@dataclass(frozen=True, slots=True)
class PhotoTaken:
    """What one operation said of a photo. Several may speak of one."""

    operation: str
    photo: str
    hash: str
    bytes: int
    type: str
    of: tuple[tuple[str, str], ...]
    where: str
    note: str
    actor: str
    device: str
    taken_at: int
