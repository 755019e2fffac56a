# SPDX-License-Identifier: Apache-2.0
"""Work for people: orders, notices, tasks, exceptions. Bodies are those of the feed."""

from __future__ import annotations

from marshmallow import EXCLUDE, fields, validate

from backend.web.schemas.fields import Instant, Schema
from backend.web.schemas.paging import page_of
from backend.web.schemas.stock import CodePageQuerySchema

ORDER_STATES = ["open", "picking", "picked", "shipped", "short_shipped", "cancelled"]
ASN_STATES = ["announced", "receiving", "received", "cancelled"]
TASK_STATES = ["open", "done", "cancelled"]
EXCEPTION_STATES = ["watching", "open", "resolved"]


class Open(Schema):
    """A body with more fields than are named here."""

    class Meta:
        unknown = EXCLUDE


class OrdersQuerySchema(CodePageQuerySchema):
    """Which orders."""

    state = fields.String(validate=validate.OneOf(ORDER_STATES))


class AsnsQuerySchema(CodePageQuerySchema):
    """Which notices."""

    state = fields.String(validate=validate.OneOf(ASN_STATES))


class TasksQuerySchema(CodePageQuerySchema):
    """Which tasks."""

    state = fields.String(validate=validate.OneOf(TASK_STATES))
    kind = fields.String(validate=validate.Regexp(r"^[a-z_]{1,32}\Z"))


class ExceptionsQuerySchema(CodePageQuerySchema):
    """Which exceptions."""

    state = fields.String(validate=validate.OneOf(EXCEPTION_STATES))


class ServedLineSchema(Open):
    """A line as asked for and as served."""

    line = fields.Integer(required=True)
    part = fields.String(required=True)
    requested = fields.Integer(required=True)
    uom = fields.String(required=True)
    picked = fields.Integer(required=True)
    vin = fields.String(required=True)


class OrderSchema(Open):
    """An order."""

    order = fields.String(required=True)
    customer = fields.String(required=True)
    name = fields.String(required=True)
    priority = fields.String(required=True)
    must_ship = fields.String(required=True)
    state = fields.String(required=True)
    lines = fields.List(fields.Nested(ServedLineSchema), required=True)


OrderPageSchema = page_of(OrderSchema)


class AskedLineSchema(Open):
    """A line as the customer wrote it."""

    line = fields.Integer(required=True)
    part = fields.String(required=True)
    requested = fields.Integer(required=True)
    uom = fields.String()
    vin = fields.String(allow_none=True)


class ShipToSchema(Open):
    """Where an order goes."""

    id = fields.String()
    name = fields.String(allow_none=True)
    address = fields.List(fields.String())


class AskedOrderSchema(Open):
    """An order as it was asked for; what the file did not say is missing or null."""

    order = fields.String()
    asked_by = fields.String()
    asked_at = fields.String(allow_none=True)
    purpose = fields.String(metadata={"description": "new, change, replace or cancel"})
    priority = fields.String()
    requested_on = fields.String(allow_none=True)
    must_ship_on = fields.String(allow_none=True)
    ship_to = fields.Nested(ShipToSchema)
    lines = fields.List(fields.Nested(AskedLineSchema))


class OneOrderSchema(OrderSchema):
    """An order with what was asked, as it was asked."""

    asked = fields.Nested(AskedOrderSchema, required=True)


class PlannedPutawaySchema(Open):
    """Where a line is to go, and why there."""

    location = fields.String(required=True)
    why = fields.List(fields.String(), required=True)


class ExpectedHoldSchema(Open):
    """Why a line will be on hold from its first moment."""

    reason = fields.String(required=True)


class AnnouncedLineSchema(Open):
    """What a pack is to hold of a part."""

    line = fields.Integer(required=True)
    part = fields.String(required=True)
    quantity = fields.Integer(required=True)
    lot = fields.String(required=True, allow_none=True)
    expires_on = fields.String(required=True, allow_none=True)
    serials = fields.List(fields.String(), required=True)
    hold = fields.Nested(ExpectedHoldSchema, required=True, allow_none=True)
    putaway = fields.Nested(PlannedPutawaySchema, required=True, allow_none=True)


class AnnouncedPackSchema(Open):
    """A pallet or carton of a notice; without a plate it is received by unit."""

    lpn = fields.String(required=True, allow_none=True)
    parent = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True)
    lines = fields.List(fields.Nested(AnnouncedLineSchema), required=True)


class AsnSchema(Open):
    """An advance ship notice; packs as in the feed."""

    asn = fields.String(required=True)
    supplier = fields.String(required=True)
    supplier_name = fields.String(required=True)
    state = fields.String(required=True)
    packs = fields.List(fields.Nested(AnnouncedPackSchema), required=True)


AsnPageSchema = page_of(AsnSchema)


class TaskSchema(Open):
    """Something that a person should do."""

    task = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    priority = fields.Integer(required=True)


TaskPageSchema = page_of(TaskSchema)


class ExceptionSchema(Open):
    """Something that waits for a person's decision."""

    exception = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    operation = fields.String(required=True)
    raised_at = Instant(required=True)
    decisions = fields.List(fields.String(), required=True)


ExceptionPageSchema = page_of(ExceptionSchema)
