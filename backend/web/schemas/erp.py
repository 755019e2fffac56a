# SPDX-License-Identifier: Apache-2.0
"""Documents for the ERP, and partners' files that come in."""

from __future__ import annotations

from marshmallow import fields

from backend.web.schemas.fields import Schema, Text
from backend.web.schemas.paging import page_of
from backend.web.schemas.work import Open

EDI_CHARACTERS_MAX = 1_048_576  # 1 MB: a truck's notice has some 20 KB; files that are bigger: CLI


class OutgoingSchema(Open):
    """What every document says; each type has more, as `sync/erp/documents.py` names it."""

    operation = fields.String(required=True)
    event = fields.String(required=True)
    site = fields.String(required=True)
    at = fields.String(required=True)
    who = fields.String(required=True)


class ErpDocumentSchema(Schema):
    """One document. `number` is its place in the embedded ledger, once it is booked there."""

    key = fields.String(required=True)
    type = fields.String(required=True)
    operation = fields.String(required=True)
    state = fields.String(required=True, metadata={"description": "waiting, booked or refused"})
    number = fields.Integer(required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    text = fields.String(required=True, metadata={"description": "what the ERP said last"})
    body = fields.Nested(OutgoingSchema, required=True)


ErpDocumentPageSchema = page_of(ErpDocumentSchema)


class ResendSchema(Schema):
    """A document that the ERP refused, by its key."""

    key = Text(required=True)


class ResentSchema(Schema):
    """`resent` is false where it was sent or settled meanwhile."""

    resent = fields.Boolean(required=True)


class EdiSchema(Schema):
    """One file of X12 messages."""

    text = fields.String(
        required=True,
        metadata={"description": f"the file's text, at most {EDI_CHARACTERS_MAX} bytes"},
    )
    name = Text(load_default="")
    dry_run = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class ImportedSchema(Schema):
    """What became of one document of a file."""

    key = fields.String(required=True)
    type = fields.String(required=True)
    operation = fields.String(required=True)
    state = fields.String(
        required=True,
        metadata={
            "description": "new, imported, already_imported, other_content, refused, or waiting: "
            "kept, and imported as soon as the units in `detail.lines` are clear"
        },
    )
    outcome = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    detail = fields.Dict(required=True, allow_none=True)


class EdiFaultSchema(Schema):
    """What is wrong, and in which segment and element, both counted from 1."""

    severity = fields.String(required=True)
    code = fields.String(required=True)
    segment = fields.String(required=True)
    number = fields.Integer(required=True)
    element = fields.Integer(required=True, allow_none=True)
    text = fields.String(required=True)


class ImportReportSchema(Schema):
    """What became of a file; with `ok` false nothing of it was imported."""

    ok = fields.Boolean(required=True)
    dry_run = fields.Boolean(required=True)
    type = fields.String(required=True)
    documents = fields.List(fields.Nested(ImportedSchema), required=True)
    faults = fields.List(fields.Nested(EdiFaultSchema), required=True)
