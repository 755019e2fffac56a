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


class OneOrderSchema(OrderSchema):
    """An order with what was asked, as it was asked."""

    asked = fields.Dict(required=True)


class AsnSchema(Open):
    """An advance ship notice; packs as in the feed."""

    asn = fields.String(required=True)
    supplier = fields.String(required=True)
    supplier_name = fields.String(required=True)
    state = fields.String(required=True)
    packs = fields.List(fields.Dict(), required=True)


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
