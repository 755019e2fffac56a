# SPDX-License-Identifier: Apache-2.0
"""The journal: what was told, by whom, and what became of it."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.web.schemas.fields import Id, Instant, Schema
from backend.web.schemas.paging import PageQuerySchema, page_of
from backend.web.schemas.stock import MoveSchema

OUTCOMES = ["accepted", "accepted_discrepancy", "parked", "rejected", "voided"]


class JournalQuerySchema(PageQuerySchema):
    """Which lines."""

    outcome = fields.String(validate=validate.OneOf(OUTCOMES))
    device = Id()


class JournalLineSchema(Schema):
    """One operation and its outcome."""

    op_id = fields.String(required=True)
    kind = fields.String(required=True)
    actor = fields.String(required=True)
    device = fields.String(required=True)
    seq = fields.Integer(required=True, allow_none=True)
    group = fields.String(required=True)
    occurred_at = Instant(required=True)
    received_at = Instant(required=True)
    outcome = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    detail = fields.Dict(required=True)
    resolved = fields.String(required=True, allow_none=True)
    resolved_by = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)


JournalPageSchema = page_of(JournalLineSchema)


class JournalEntrySchema(JournalLineSchema):
    """One operation with its bytes as they came, and what it moved."""

    text = fields.String(required=True)
    hash = fields.String(required=True)
    moves = fields.List(fields.Nested(MoveSchema), required=True)
