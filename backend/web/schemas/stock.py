# SPDX-License-Identifier: Apache-2.0
"""Stock as it stands, as it may be promised, and as it moved."""

from __future__ import annotations

from marshmallow import fields

from backend.web.schemas.fields import Instant, Schema, Text
from backend.web.schemas.paging import PageQuerySchema, page_of

CODE_CHARACTERS_MAX = 128
CURSOR_MAX = 2_000  # characters; the cursor of a balance holds four codes


class CodePageQuerySchema(PageQuerySchema):
    """Which page, where a cursor holds codes."""

    after = Text(most=CURSOR_MAX, load_default=None)


class StockQuerySchema(CodePageQuerySchema):
    """Which balances. `location` and `lpn` mean all that stands in them."""

    part = Text(most=CODE_CHARACTERS_MAX)
    location = Text(most=CODE_CHARACTERS_MAX)
    lpn = Text(most=CODE_CHARACTERS_MAX)
    serial = Text(most=CODE_CHARACTERS_MAX)
    lot = Text(most=CODE_CHARACTERS_MAX)


class CoveringHoldSchema(Schema):
    """An open hold that covers these goods."""

    hold = fields.String(required=True)
    reason = fields.String(required=True)


class StandingSchema(Schema):
    """Some goods at a holder, where that is, and whether they may be used."""

    holder = fields.String(required=True)
    part = fields.String(required=True)
    lot = fields.String(required=True)
    serial = fields.String(required=True)
    quantity = fields.Integer(required=True)
    status = fields.String(required=True, metadata={
        "description": "available, held, or missing: on a plate that a count did not find"
    })
    holds = fields.List(fields.Nested(CoveringHoldSchema), required=True)
    location = fields.String(required=True, allow_none=True)
    zone = fields.String(required=True, allow_none=True)
    lpn = fields.String(required=True, allow_none=True)
    expires_on = fields.String(required=True, allow_none=True)


StandingPageSchema = page_of(StandingSchema)


class AvailabilitySchema(Schema):
    """Units of a part: on hand is available, held and moving; ATP is available less allocated."""

    part = fields.String(required=True)
    on_hand = fields.Integer(required=True)
    held = fields.Integer(required=True)
    moving = fields.Integer(required=True)
    available = fields.Integer(required=True)
    allocated = fields.Integer(required=True)
    atp = fields.Integer(required=True)
    missing = fields.Integer(
        required=True,
        metadata={"description": "not on hand: on plates that a count of their place did not find"},
    )


ENDING_MIN = 4  # characters; with fewer every tenth plate is found


class PlatesQuerySchema(CodePageQuerySchema):
    """Which plates: those whose numbers end so, in large or small letters."""

    ending = Text(least=ENDING_MIN, most=CODE_CHARACTERS_MAX, required=True)


class WhereSchema(Schema):
    """Where something is. A plate that nobody knows the place of has none."""

    holder = fields.String(required=True)
    place = fields.String(
        required=True, allow_none=True,
        metadata={"description": "the plate or location that a plate stands in"},
    )
    location = fields.String(required=True, allow_none=True)
    zone = fields.String(required=True, allow_none=True)
    seen_at = Instant(required=True, allow_none=True)
    missing = fields.Boolean(
        required=True, metadata={"description": "a count did not find the plate where it was"}
    )


class PlateSchema(WhereSchema):
    """A plate by its number."""

    lpn = fields.String(required=True)


PlatePageSchema = page_of(PlateSchema)


class HolderSchema(WhereSchema):
    """A plate or a location, empty or not."""

    plates = fields.List(
        fields.String(), required=True, metadata={"description": "the first hundred in it"}
    )


class MovesQuerySchema(CodePageQuerySchema):
    """Whose story: of a part, a serial or a holder."""

    part = Text(most=CODE_CHARACTERS_MAX)
    serial = Text(most=CODE_CHARACTERS_MAX)
    holder = Text(most=600)


class MoveSchema(Schema):
    """One move; `settled` moves are those by which the book explains itself."""

    operation = fields.String(required=True)
    occurred_at = Instant(required=True)
    kind = fields.String(required=True)
    actor = fields.String(required=True)
    part = fields.String(required=True)
    lot = fields.String(required=True)
    serial = fields.String(required=True)
    quantity = fields.Integer(required=True)
    source = fields.String(required=True)
    target = fields.String(required=True)
    settled = fields.Boolean(required=True)
    lpn = fields.String(
        required=True, metadata={"description": "the plate with which a unit moved, else empty"}
    )
    version = fields.Integer(required=True)


MovePageSchema = page_of(MoveSchema)
