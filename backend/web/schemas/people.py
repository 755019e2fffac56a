# SPDX-License-Identifier: Apache-2.0
"""People of a site, as those see them who must know who did something."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from backend.domain.identity import Actor
from backend.web.schemas.fields import Schema
from backend.web.schemas.paging import page_of


class PersonSchema(Schema):
    """Somebody who signs in with a badge. No badge and no PIN is ever answered."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    initials = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    active = fields.Boolean(required=True, metadata={"description": "may still sign in"})


PersonPageSchema = page_of(PersonSchema)


def person_body(actor: Actor, active: bool) -> dict[str, Any]:
    """A person as answered."""
    roles = sorted(role.value for role in actor.roles)
    return {
        "id": actor.id, "name": actor.name, "initials": actor.initials, "roles": roles,
        "active": active,
    }
