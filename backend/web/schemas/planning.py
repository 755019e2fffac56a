# SPDX-License-Identifier: Apache-2.0
"""Work that would be given out: waves, counts, better homes of parts, pick faces to fill."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.web.schemas.fields import Instant, QueryWhole, Schema, Text
from backend.web.schemas.paging import page_of
from backend.web.schemas.stock import CODE_CHARACTERS_MAX

DAYS_MAX = 366
PROPOSALS_MAX = 200
PROPOSALS_USUAL = 20


class WaveSchema(Schema):
    """Orders that are released together. `why`: `vor`, `cut_off_passed`, `cut_off_near`, `waited`,
    or `not_yet` before `release_at`; `cut_off` is null where no vehicle is known."""

    orders = fields.List(fields.String(), required=True)
    route = fields.String(required=True)
    cut_off = Instant(required=True, allow_none=True)
    release_at = Instant(required=True)
    why = fields.String(required=True)


class CountPlanQuerySchema(Schema):
    """Which places: what is due today, or all of a zone, or all with a part of a class."""

    zone = Text(most=CODE_CHARACTERS_MAX, load_default="")
    abc = fields.String(load_default="", validate=validate.OneOf(["A", "B", "C"]))


class PlannedCountSchema(Schema):
    """A place to count, and why."""

    location = fields.String(required=True)
    why = fields.List(fields.String(), required=True)


class CountPlanSchema(Schema):
    """What would be asked for, as the request `count_plan` takes it: `counts` of the `found` places
    (the first, if they are too many for one plan). `waiting` more wait for a count already."""

    day = fields.String(required=True)
    seed = fields.String(required=True)
    found = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    counts = fields.List(fields.Nested(PlannedCountSchema), required=True)


class SlottingQuerySchema(Schema):
    """Picks of how many days are looked at, and how many proposals are wanted."""

    days = QueryWhole(least=1, most=DAYS_MAX, load_default=90)
    limit = QueryWhole(least=1, most=PROPOSALS_MAX, load_default=PROPOSALS_USUAL)


class ProposalSchema(Schema):
    """A part that would lie better elsewhere, as the request `reslot` takes it: `saved` is travel
    in the period, `swap_with` the part that comes back."""

    part = fields.String(required=True)
    source = fields.String(required=True)
    target = fields.String(required=True)
    saved = fields.Integer(required=True)
    why = fields.List(fields.String(), required=True)
    swap_with = fields.String(required=True)


class SlottingSchema(Schema):
    """Moves that save travel, largest first; `held`: parts left out as all of them is on hold."""

    days = fields.Integer(required=True)
    proposals = fields.List(fields.Nested(ProposalSchema), required=True)
    held = fields.List(fields.String(), required=True)


class FaceSchema(Schema):
    """A pick face: units there, and between which numbers they should be."""

    location = fields.String(required=True)
    zone = fields.String(required=True)
    minimum = fields.Integer(required=True)
    maximum = fields.Integer(required=True)
    here = fields.Integer(required=True)


class FacesSchema(Schema):
    """The pick faces of a part, and its units in reserve."""

    part = fields.String(required=True)
    reserve = fields.Integer(required=True)
    faces = fields.List(fields.Nested(FaceSchema), required=True)


WavePageSchema = page_of(WaveSchema)
FacesPageSchema = page_of(FacesSchema)
