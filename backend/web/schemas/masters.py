# SPDX-License-Identifier: Apache-2.0
"""Parts, locations, holds and shipments: the bodies of the feed, asked for by name."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.domain.locations import Role
from backend.web.schemas.fields import Instant, Schema, Text
from backend.web.schemas.paging import page_of
from backend.web.schemas.stock import CODE_CHARACTERS_MAX, CodePageQuerySchema
from backend.web.schemas.work import Open

HOLD_STATES = ["open", "released"]
SHIPMENT_STATES = ["open", "confirmed"]
STARTING_MIN = 2  # characters; one finds a tenth of a catalogue


class PartsQuerySchema(CodePageQuerySchema):
    """Which parts: all, or those whose numbers start so, in large or small letters."""

    starting = Text(least=STARTING_MIN, most=CODE_CHARACTERS_MAX)


class LocationsQuerySchema(CodePageQuerySchema):
    """Which locations."""

    role = fields.String(validate=validate.OneOf([role.value for role in Role]))


class HoldsQuerySchema(CodePageQuerySchema):
    """Which holds."""

    state = fields.String(validate=validate.OneOf(HOLD_STATES))


class ShipmentsQuerySchema(CodePageQuerySchema):
    """Which shipments."""

    state = fields.String(validate=validate.OneOf(SHIPMENT_STATES))


class PackSizeSchema(Schema):
    """A pack of a part and the units in it."""

    code = fields.String(required=True)
    quantity = fields.Integer(required=True)
    gtin = fields.String(required=True, allow_none=True)


class HazardSchema(Open):
    """Hazard class (field `class`), UN number, further hazards and how the goods are packed."""

    un = fields.String(required=True, allow_none=True)
    packing_group = fields.String(allow_none=True)
    subsidiary = fields.List(fields.String())
    state = fields.String(
        metadata={"description": "liquid, solid, gas or article; empty when nobody said"}
    )


class PartSchema(Open):
    """A catalogue number. Weight, volume and sizes are those of one smallest unit, 0 when unknown;
    `length_mm` is its longest side."""

    part = fields.String(required=True)
    description = fields.String(required=True)
    uom = fields.String(required=True)
    packs = fields.List(fields.Nested(PackSizeSchema), required=True)
    tracking = fields.String(required=True, metadata={"description": "none, lot or serial"})
    expires = fields.Boolean(required=True)
    serial_pattern = fields.String(required=True, allow_none=True)
    hazard = fields.Nested(HazardSchema, required=True, allow_none=True)
    abc = fields.String(required=True)
    critical = fields.String(required=True)
    superseded_by = fields.String(required=True, allow_none=True)
    supersession = fields.String(required=True)
    weight_g = fields.Integer(required=True)
    volume_ml = fields.Integer(required=True)
    supplier = fields.String(required=True, allow_none=True)
    aliases = fields.List(fields.String(), required=True)
    length_mm = fields.Integer()
    height_mm = fields.Integer()
    value = fields.Integer()


PartPageSchema = page_of(PartSchema)


class LocationSchema(Open):
    """A place with a label. Capacity and sizes are 0 where there is no limit."""

    location = fields.String(required=True)
    zone = fields.String(required=True)
    kind = fields.String(required=True)
    role = fields.String(required=True)
    level = fields.Integer(required=True)
    confirm = fields.String(required=True)
    travel = fields.Integer(required=True)
    hazards = fields.List(fields.String(), required=True)
    blocked = fields.Boolean(required=True)
    capacity_ml = fields.Integer(required=True)
    capacity_g = fields.Integer(required=True)
    length_mm = fields.Integer()
    height_mm = fields.Integer()


LocationPageSchema = page_of(LocationSchema)


class HoldScopeSchema(Open):
    """What a hold covers: everything that fits all fields that are given."""

    part = fields.String()
    supplier = fields.String()
    lot = fields.String()
    serial = fields.String()
    lpn = fields.String()
    location = fields.String()
    receipt = fields.String()


class HoldSchema(Open):
    """A quality hold, open or released."""

    hold = fields.String(required=True)
    name = fields.String(required=True)
    scope = fields.Nested(HoldScopeSchema, required=True)
    reason = fields.String(required=True)
    note = fields.String(required=True)
    placed_at = Instant(required=True)
    placed_by = fields.String(required=True)
    operation = fields.String(required=True)
    root = fields.String(
        required=True, metadata={"description": "the hold that this one follows, or empty"}
    )
    state = fields.String(required=True, metadata={"description": "open or released"})
    owner = fields.String(metadata={"description": "who sees to it"})
    age_days = fields.Integer()
    overdue = fields.Boolean(metadata={"description": "open for longer than the site allows"})
    until = fields.String(metadata={"description": "released to the end of this day only"})


HoldPageSchema = page_of(HoldSchema)


class ShipmentSchema(Open):
    """What goes on one vehicle, and whether it left."""

    shipment = fields.String(required=True)
    door = fields.String(required=True)
    state = fields.String(required=True, metadata={"description": "open or confirmed"})
    lpns = fields.List(fields.String(), required=True)
    orders = fields.List(fields.String(), required=True)


ShipmentPageSchema = page_of(ShipmentSchema)
