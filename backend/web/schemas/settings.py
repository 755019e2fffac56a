# SPDX-License-Identifier: Apache-2.0
"""Settings of the site: what each is, what may be set, what stands, who changed it."""

from __future__ import annotations

from marshmallow import fields

from backend.web.schemas.fields import Instant, Schema
from backend.web.schemas.paging import page_of

KINDS = [
    {"type": "boolean"}, {"type": "integer"}, {"type": "string"},
    {"type": "array", "items": {"type": "string"}},
]  # fmt: skip
VALUE = {"anyOf": KINDS}
VALUE_OR_NONE = {"anyOf": [*KINDS, {"type": "null"}]}


class SettingSchema(Schema):
    """One setting. `type` says what a value is: a whole number from `low` to `high` (whole), true
    or false (bool), one of `choices` (choice), some of them (list), or names of people (names), at
    most `most`. `device`: handhelds ask it too."""

    key = fields.String(required=True)
    type = fields.String(required=True)
    value = fields.Raw(required=True, metadata=VALUE)
    default = fields.Raw(required=True, metadata=VALUE)
    low = fields.Integer(required=True)
    high = fields.Integer(required=True)
    unit = fields.String(required=True)
    choices = fields.List(fields.String(), required=True)
    most = fields.Integer(required=True)
    device = fields.Boolean(required=True)


class SettingsSchema(Schema):
    """All settings. `version` is the `base` of the next `policy_change`."""

    version = fields.Integer(required=True)
    settings = fields.List(fields.Nested(SettingSchema), required=True)


class SetSchema(Schema):
    """What one setting was set to; null: back to its default."""

    key = fields.String(required=True)
    value = fields.Raw(required=True, allow_none=True, metadata=VALUE_OR_NONE)


class SettingsChangeSchema(Schema):
    """What one person changed at once."""

    version = fields.Integer(required=True)
    actor = fields.String(required=True)
    at = Instant(required=True)
    changes = fields.List(fields.Nested(SetSchema), required=True)


SettingsChangePageSchema = page_of(SettingsChangeSchema)
