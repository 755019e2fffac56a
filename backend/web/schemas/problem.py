# SPDX-License-Identifier: Apache-2.0
"""The shape of every error."""

from __future__ import annotations

from marshmallow import fields

from backend.web.schemas.fields import Schema


class ProblemSchema(Schema):
    """`code` for programs, `message` for people, `errors` and `where` when a field is at fault."""

    code = fields.String(required=True, metadata={"description": "stable name of the fault"})
    message = fields.String(required=True, metadata={"description": "what to look for"})
    errors = fields.Dict(metadata={"description": "messages by field"})
    where = fields.String(metadata={"description": "path of the first faulty field"})
    epoch = fields.String(metadata={"description": "with epoch_changed: the server's epoch"})
    expected_seq = fields.Integer(metadata={"description": "with fork: next number expected"})
