# SPDX-License-Identifier: Apache-2.0
"""Photos: the picture comes apart from its fact, before or after it, and belongs to it by its hash.

A picture is written to its file first and then to its row: a row never speaks of half a picture.
What a fact says of a photo stands in the books for ever; the picture goes when its time is over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend import limits
from backend.domain.policy import policy_from
from backend.domain.wire import timestamp_text
from backend.store import photo_rows as rows
from backend.store.book_tables import sites
from backend.store.database import Database
from backend.store.photo_files import PhotoFiles
from backend.use_cases.reads import Page, cursor

JPEG, WEBP = "image/jpeg", "image/webp"
PRUNED_AT_ONCE = 200  # pictures a transaction


class Refused(StrEnum):
    """Why a picture is not taken in. Only `disk_full` and `too_many` are worth another try."""

    NO_PICTURE = "no_picture"
    TOO_LARGE = "too_large"
    HASH_MISMATCH = "hash_mismatch"
    OTHER_BYTES = "other_bytes"
    TOO_MANY = "too_many"
    DISK_FULL = "disk_full"


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture as it came, with the hash that it is said to have."""

    site: str
    device: str
    photo: str
    hash: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Pruned:
    """What a pruning took away."""

    photos: int
    bytes: int


def picture_type(data: bytes) -> str | None:
    """The type of a picture by its own first bytes; None for anything else."""
    if data[:3] == b"\xff\xd8\xff":
        return JPEG
    return WEBP if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


class Photos:
    """The photos of one installation."""

    def __init__(self, database: Database, files: PhotoFiles) -> None:
        self._database, self._files = database, files

    def keep(self, sent: Sent, now: datetime) -> Refused | None:
        """Take a picture in. The same picture again gets the same answer."""
        kind = picture_type(sent.data)
        if len(sent.data) > limits.PHOTO_BYTES_MAX:
            return Refused.TOO_LARGE
        if kind is None:
            return Refused.NO_PICTURE
        if hashlib.sha256(sent.data).hexdigest() != sent.hash:
            return Refused.HASH_MISMATCH
        told, file, untold = self._database.read(
            lambda c: (
                rows.told_hashes(c, sent.site, sent.photo),
                rows.file_of(c, sent.site, sent.photo),
                rows.untold_of(c, sent.site, sent.device),
            )
        )
        if told and sent.hash not in told:
            return Refused.OTHER_BYTES
        if file is not None and file.hash == sent.hash:
            return None  # also where its time was over meanwhile
        if file is not None and not told:
            return Refused.OTHER_BYTES
        if not told and untold >= limits.PHOTOS_UNTOLD_MAX:
            return Refused.TOO_MANY
        if self._files.free() < limits.PHOTO_DISK_FREE_BYTES_MIN:
            return Refused.DISK_FULL
        self._files.write(sent.site, sent.photo, sent.hash, sent.data)
        row = {
            "site_id": sent.site, "photo": sent.photo, "hash": sent.hash, "type": kind,
            "bytes": len(sent.data), "device_id": sent.device, "stored_at": _ms(now),
        }  # fmt: skip
        self._database.write(lambda c: rows.put_file(c, row))
        if file is not None:  # bytes that came before the fact, and are not those it speaks of
            self._files.remove(sent.site, sent.photo, file.hash)
        return None

    def picture(self, site: str, photo: str) -> tuple[bytes, str] | None:
        """The bytes of a photo and their type; None where they are not here, for any reason."""
        file = self._database.read(lambda c: rows.file_of(c, site, photo))
        if file is None or file.pruned_at is not None:
            return None
        data = self._files.read(site, photo, file.hash)
        return None if data is None else (data, file.type)

    def of(
        self, site: str, wanted: Mapping[str, Sequence[str]], after: str | None, limit: int
    ) -> Page:
        """Photos of any of these subjects, the newest first."""
        start = cursor(after, int, str)
        found, subjects = self._database.read(
            lambda c: (
                found := rows.of_subjects(c, site, wanted, start, limit + 1),
                rows.subjects_of(c, site, [row.op_id for row in found]),
            )
        )
        items = [_shown(row, subjects.get(row.op_id, {})) for row in found[:limit]]
        last = found[limit - 1] if len(found) > limit else None
        return Page(items, None if last is None else f'[{last.taken_at},"{last.op_id}"]')

    def keep_days(self, site: str) -> int | None:
        """How long the site keeps pictures; None: no such site."""
        query = sa.select(sites.c.settings).where(sites.c.site_id == site)
        kept = self._database.read(lambda c: c.execute(query).first())
        if kept is None:
            return None
        return int(policy_from(kept.settings.get("policy", {}))["photo.keep_days"])

    def prune(self, site: str, days: int, now: datetime) -> Pruned:
        """Take away the pictures whose time is over, the oldest first. What was told of them
        stays, and says that the picture is gone."""
        before, gone, size = _ms(now - timedelta(days=days)), 0, 0
        while True:
            old = self._database.read(
                lambda c: rows.older_than(c, site, before, PRUNED_AT_ONCE)
            )
            if not old:
                return Pruned(gone, size)
            names = [row.photo for row in old]
            for row in old:
                self._files.remove(site, row.photo, row.hash)
            self._database.write(partial(_say_pruned, site=site, names=names, now_ms=_ms(now)))
            gone, size = gone + len(old), size + sum(row.bytes for row in old)


def _say_pruned(c: Connection, *, site: str, names: Sequence[str], now_ms: int) -> None:
    rows.say_pruned(c, site, names, now_ms)


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _shown(row: Any, of: Mapping[str, str]) -> dict[str, Any]:
    state = "announced" if row.stored_at is None else "pruned" if row.pruned_at else "stored"
    return {
        "photo": row.photo,
        "operation": row.op_id,
        "state": state,
        "type": row.type,
        "bytes": row.bytes,
        "of": dict(of),
        "where": row.where,
        "note": row.note,
        "actor": row.actor,
        "by": row.by or "",
        "device": row.device_id,
        "taken_at": timestamp_text(row.taken_at),
    }
