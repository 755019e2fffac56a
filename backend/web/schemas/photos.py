# SPDX-License-Identifier: Apache-2.0
"""Photos: which, of what, taken when and by whom."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from backend.domain.photos import SUBJECTS
from backend.limits import PHOTO_CODES_MAX
from backend.web.schemas.fields import Schema, Text
from backend.web.schemas.paging import PageQuerySchema, page_of

CODE_CHARACTERS_MAX = 140


class PictureQuerySchema(Schema):
    """The SHA-256 of the bytes, in hex."""

    hash = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}\Z"))


class KeptSchema(Schema):
    """The picture is kept; a device may forget it."""

    photo = fields.String(required=True)
    hash = fields.String(required=True)


class SubjectSchema(Schema):
    """What a photo is of: each that was known."""

    operation = fields.String()
    lpn = fields.String()
    part = fields.String()
    asn = fields.String()
    order = fields.String()
    location = fields.String()
    hold = fields.String()


def _codes() -> fields.List:
    return fields.List(
        Text(most=CODE_CHARACTERS_MAX), validate=validate.Length(min=1, max=PHOTO_CODES_MAX)
    )


class PhotosQuerySchema(PageQuerySchema):
    """Photos of any of these; at least one must be named."""

    operation = _codes()
    lpn = _codes()
    part = _codes()
    asn = _codes()
    order = _codes()
    location = _codes()
    hold = _codes()

    @ma.validates_schema
    def names_something(self, data: dict[str, Any], **_: Any) -> None:
        """A list of all photos of a site is of no use to anybody."""
        if not any(name in data for name in SUBJECTS):
            raise ma.ValidationError("name a subject")


class PhotoSchema(Schema):
    """What an operation said of a photo, and whether its picture is here."""

    photo = fields.String(required=True)
    operation = fields.String(required=True, metadata={"description": "the one that told of it"})
    state = fields.String(required=True, metadata={
        "description": "announced: the picture has not come yet; stored; pruned: its time was over"
    })
    type = fields.String(required=True)
    bytes = fields.Integer(required=True)
    of = fields.Nested(SubjectSchema, required=True)
    where = fields.String(required=True, metadata={"description": "the step, as `flow.state`"})
    note = fields.String(required=True)
    actor = fields.String(required=True)
    by = fields.String(required=True, metadata={"description": "the actor's name, if known"})
    device = fields.String(required=True)
    taken_at = fields.String(required=True)


PhotoPageSchema = page_of(PhotoSchema)
