# SPDX-License-Identifier: Apache-2.0
"""Pick faces: the home of a part, its levels, and old homes from which goods are still taken.

One record a part. Its `faces` are master data (`catalogue_import`); `old` are places that the part
moved out of at a desk and that are not empty yet (SL2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from backend.domain.books import Books
from backend.domain.parts import Part
from backend.domain.plan.replenishment import Levels
from backend.domain.records import Kind, Record


def face_record(books: Books, part: str) -> Record | None:
    """The pick faces of a part, if it has any."""
    return books.records.get((Kind.FACE, part))


def told_faces(books: Books, rows: Iterable[dict[str, Any]]) -> Iterator[Record]:
    """Faces as told, all of a part in one record. A part of which a row has no location has none.
    """
    by_part: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        faces = by_part.setdefault(row["part"], [])
        if row.get("location"):
            faces.append({name: row[name] for name in ("location", "minimum", "maximum")})
    for part, faces in by_part.items():
        known = face_record(books, part)
        now = {face["location"] for face in faces}
        old = [place for place in (known.body["old"] if known else ()) if place not in now]
        yield Record(Kind.FACE, part, {"faces": faces, "old": old})


def rehomed(record: Record, source: str, target: str) -> Record:
    """The record with a face elsewhere; the old place is remembered until it is empty."""
    faces = [
        {**face, "location": target} if face["location"] == source else face
        for face in record.body["faces"]
    ]
    old = [place for place in record.body["old"] if place != target]
    return record.but(faces=faces, old=[*old, source] if source not in old else old)


def places_of(record: Record) -> set[str]:
    """Places that matter for a part: its faces and its old homes."""
    return {face["location"] for face in record.body["faces"]} | set(record.body["old"])


def levels_of(face: dict[str, Any]) -> Levels:
    """When a face is replenished, and up to what; never to less than what it is replenished at."""
    return Levels(face["minimum"], max(face["maximum"], face["minimum"]))


def case_of(part: Part, most: int) -> int:
    """Units of the largest pack that a face takes whole; 0 where none is known."""
    return max((pack.quantity for pack in part.packs if 1 < pack.quantity <= most), default=0)
