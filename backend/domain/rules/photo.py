# SPDX-License-Identifier: Apache-2.0
"""Photo: a picture was taken. It moves nothing, and waits for nothing: it is evidence of what it
names, whether the book knows that by now or not (RC9, RC5, RC23)."""

from __future__ import annotations

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision
from backend.domain.photos import SUBJECTS, PhotoTaken


def photo(books: Books, operation: ops.Operation) -> Decision:
    """The photo and its subjects, to be found by each of them."""
    body = operation.body
    assert isinstance(body, ops.Photo)
    named = ((name, getattr(body.of, name)) for name in SUBJECTS)
    taken = PhotoTaken(
        operation=operation.op_id,
        photo=body.photo,
        hash=body.hash,
        bytes=body.bytes,
        type=body.type,
        of=tuple((name, code) for name, code in named if code),
        where=body.where,
        note=body.note,
        actor=operation.envelope.actor,
        device=operation.device,
        taken_at=operation.occurred_at,
    )
    return Decision(photos=(taken,))
