# SPDX-License-Identifier: Apache-2.0
"""Signing in and out, and what a page needs to know at its start."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from backend.domain.identity import Actor
from backend.web.schemas.device import DeviceSchema
from backend.web.schemas.fields import Instant, Schema, Text


class ActorSchema(Schema):
    """Who is signed in."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    initials = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)


class SignInSchema(Schema):
    """A badge as scanned and the PIN as typed."""

    badge = Text(required=True, most=128)
    pin = Text(required=True, most=32)


class SignedInSchema(Schema):
    """The sign-in; operations name `session`. `offline`: the device may let the person in again
    without network until `expires_at`."""

    actor = fields.Nested(ActorSchema, required=True)
    session = fields.String(required=True)
    expires_at = Instant(required=True)
    offline = fields.Boolean(required=True)


class SessionSchema(Schema):
    """Who this is, and where. `epoch` is null while the site has no books yet."""

    device = fields.Nested(DeviceSchema, required=True, allow_none=True)
    actor = fields.Nested(ActorSchema, required=True, allow_none=True)
    session = fields.String(required=True, allow_none=True)
    expires_at = Instant(required=True, allow_none=True)
    demo = fields.Boolean(required=True)
    site = fields.String(required=True)
    epoch = fields.String(required=True, allow_none=True)
    server_time = Instant(required=True)


def actor_body(actor: Actor) -> dict[str, Any]:
    """An actor as the screens see it."""
    return {
        "id": actor.id,
        "name": actor.name,
        "initials": actor.initials,
        "roles": sorted(actor.roles),
    }
