# SPDX-License-Identifier: Apache-2.0
"""Hold rules: what a site holds by rule, and who told it."""

from __future__ import annotations

from marshmallow import fields

from backend.web.schemas.fields import Instant, Schema, Text
from backend.web.schemas.paging import page_of
from backend.web.schemas.stock import CODE_CHARACTERS_MAX, CodePageQuerySchema


class RuleToldSchema(Schema):
    """Who told a rule last at a desk, and when."""

    actor = fields.String(required=True)
    at = Instant(required=True)


class HoldRuleSchema(Schema):
    """A hold rule as it is now. `why` is the reason that its holds bear; `told` is null where an
    import told it. A filter that is null takes everything."""

    rule = fields.String(required=True)
    when = fields.String(required=True)
    reason = fields.String(required=True)
    why = fields.String(required=True)
    part = fields.String(required=True, allow_none=True)
    supplier = fields.String(required=True, allow_none=True)
    family = fields.String(required=True, allow_none=True)
    serial_from = fields.String(required=True, allow_none=True)
    serial_to = fields.String(required=True, allow_none=True)
    lot_from = fields.String(required=True, allow_none=True)
    lot_to = fields.String(required=True, allow_none=True)
    starts_on = fields.String(required=True, allow_none=True)
    ends_on = fields.String(required=True, allow_none=True)
    every = fields.Integer(required=True)
    level = fields.String(required=True)
    aql = fields.String(required=True)
    edition = fields.String(required=True)
    may_reduce = fields.Boolean(required=True)
    note = fields.String(required=True)
    active = fields.Boolean(required=True)
    told = fields.Nested(RuleToldSchema, required=True, allow_none=True)


class HoldRuleChangesQuerySchema(CodePageQuerySchema):
    """Of which rule."""

    rule = Text(most=CODE_CHARACTERS_MAX, required=True)


class HoldRuleChangeSchema(Schema):
    """One change of a rule: `laid` holds were laid by it at once, as a recall does."""

    rule = fields.String(required=True)
    active = fields.Boolean(required=True)
    note = fields.String(required=True)
    actor = fields.String(required=True)
    at = Instant(required=True)
    laid = fields.Integer(required=True)


class RecallReachQuerySchema(Schema):
    """Of which supplier."""

    supplier = Text(most=CODE_CHARACTERS_MAX, required=True)


class ReachedPartSchema(Schema):
    """A part that a recall would hit: units here, and units that have left."""

    part = fields.String(required=True)
    here = fields.Integer(required=True)
    gone = fields.Integer(required=True)


class RecallReachSchema(Schema):
    """What a recall of a supplier would hit: how many parts and units, and the parts with most."""

    supplier = fields.String(required=True)
    parts = fields.Integer(required=True)
    units_here = fields.Integer(required=True)
    units_gone = fields.Integer(required=True)
    most = fields.List(fields.Nested(ReachedPartSchema), required=True)


HoldRulePageSchema = page_of(HoldRuleSchema)
HoldRuleChangePageSchema = page_of(HoldRuleChangeSchema)
