# SPDX-License-Identifier: Apache-2.0
"""Rows of photos: what was told, what is kept, and the two together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from backend.domain.books import Books
from backend.store.bulk import insert, upsert
from backend.store.identity_tables import actors
from backend.store.photo_tables import photo_files, photo_subjects, photos

p, f, s = photos.c, photo_files.c, photo_subjects.c


def save_photos(connection: Connection, books: Books, _network: str, keys: list[Any]) -> None:
    """What was told of photos: appended, as their operations are."""
    rows, subjects = [], []
    for key in keys:
        taken = books.photos[key]
        own = {"site_id": books.site, "op_id": taken.operation}
        rows.append({
            **own, "photo": taken.photo, "hash": taken.hash, "bytes": taken.bytes,
            "type": taken.type, "where": taken.where, "note": taken.note, "actor": taken.actor,
            "device_id": taken.device, "taken_at": taken.taken_at,
        })  # fmt: skip
        subjects += [{**own, "subject": name, "code": code} for name, code in taken.of]
    insert(connection, photos, rows)
    insert(connection, photo_subjects, subjects)


def told_hashes(connection: Connection, site: str, photo: str) -> set[str]:
    """The hashes that facts gave of a photo; none while no fact came."""
    return set(connection.scalars(sa.select(p.hash).where(p.site_id == site, p.photo == photo)))


def file_of(connection: Connection, site: str, photo: str) -> Any:
    """The row of a kept picture, or None."""
    query = sa.select(photo_files).where(f.site_id == site, f.photo == photo)
    return connection.execute(query).first()


def put_file(connection: Connection, row: Mapping[str, Any]) -> None:
    """Say that a picture is kept."""
    upsert(connection, photo_files, [{**row, "pruned_at": None}])


def untold_of(connection: Connection, site: str, device: str) -> int:
    """How many pictures of a device are kept that no fact speaks of."""
    known = sa.exists().where(p.site_id == f.site_id, p.photo == f.photo)
    query = sa.select(sa.func.count()).select_from(photo_files).where(
        f.site_id == site, f.device_id == device, f.pruned_at.is_(None), ~known
    )
    return connection.scalar(query) or 0


def of_subjects(
    connection: Connection,
    site: str,
    wanted: Mapping[str, Sequence[str]],
    after: tuple[int, str] | None,
    limit: int,
) -> list[Any]:
    """Photos of any of these subjects, the newest first, with the name of who took them."""
    pairs = [(name, code) for name, codes in wanted.items() for code in codes]
    named = sa.tuple_(s.subject, s.code).in_(pairs)
    about = sa.select(s.op_id).where(s.site_id == site, named)
    same_file = sa.and_(f.site_id == p.site_id, f.photo == p.photo, f.hash == p.hash)
    same_actor = sa.and_(actors.c.site_id == p.site_id, actors.c.id == p.actor)
    query = (
        sa.select(photos, f.stored_at, f.pruned_at, actors.c.name.label("by"))
        .select_from(photos.outerjoin(photo_files, same_file).outerjoin(actors, same_actor))
        .where(p.site_id == site, p.op_id.in_(about))
        .order_by(p.taken_at.desc(), p.op_id.desc())
        .limit(limit)
    )
    if after is not None:
        query = query.where(sa.tuple_(p.taken_at, p.op_id) < sa.tuple_(*after))
    return list(connection.execute(query).all())


def subjects_of(
    connection: Connection, site: str, op_ids: Sequence[str]
) -> dict[str, dict[str, str]]:
    """What each photo is of."""
    query = sa.select(s.op_id, s.subject, s.code).where(s.site_id == site, s.op_id.in_(op_ids))
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.op_id, {})[row.subject] = row.code
    return found


def older_than(connection: Connection, site: str, before_ms: int, limit: int) -> list[Any]:
    """Kept pictures that came before a moment, the oldest first."""
    query = (
        sa.select(photo_files)
        .where(f.site_id == site, f.stored_at < before_ms, f.pruned_at.is_(None))
        .order_by(f.stored_at, f.photo)
        .limit(limit)
    )
    return list(connection.execute(query).all())


def say_pruned(connection: Connection, site: str, photo_ids: Sequence[str], now_ms: int) -> None:
    """Say that pictures are kept no more."""
    gone = sa.update(photo_files).where(f.site_id == site, f.photo.in_(photo_ids))
    connection.execute(gone.values(pruned_at=now_ms))
