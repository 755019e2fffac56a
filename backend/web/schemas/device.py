# SPDX-License-Identifier: Apache-2.0
"""Devices: enrolling, listing, letting go."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from backend.domain.identity import Device, DeviceClass
from backend.limits import NAME_CHARACTERS_MAX
from backend.web.schemas.fields import Id, Instant, Schema, Text, instant
from backend.web.schemas.paging import page_of

CLASSES = [one.value for one in DeviceClass]


class QueueSchema(Schema):
    """A device's own queue, as it last said."""

    pending = fields.Integer(required=True)
    oldest_at = Instant(required=True, allow_none=True)
    last_seq = fields.Integer(required=True)


class DeviceSchema(Schema):
    """A device."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    device_class = fields.String(required=True, data_key="class")
    site = fields.String(required=True)
    state = fields.String(required=True, metadata={"description": "active, revoked or lost"})
    installation = fields.String(required=True)
    enrolled_at = Instant(required=True)
    last_seen_at = Instant(required=True, allow_none=True)
    last_actor = fields.String(required=True, allow_none=True)
    queue = fields.Nested(QueueSchema, required=True, allow_none=True)


DevicePageSchema = page_of(DeviceSchema)


class EnrolSchema(Schema):
    """A new device asks to be taken on.

    `token` comes from a supervisor. A device that was copied asks with null, under its own cookie.
    """

    token = Text(required=True, allow_none=True, most=200)
    name = Text(required=True, most=NAME_CHARACTERS_MAX)
    installation = Id(required=True)
    device_class = fields.String(
        data_key="class",
        load_default=DeviceClass.HANDHELD.value,
        validate=validate.OneOf(CLASSES),
        metadata={"description": "used on a demo site only; else the token decides"},
    )


class EnrolledSchema(Schema):
    """The device as taken on; its cookie comes with the answer."""

    device = fields.Nested(DeviceSchema, required=True)


class NewEnrolmentSchema(Schema):
    """What kind of device may come."""

    device_class = fields.String(
        data_key="class",
        load_default=DeviceClass.HANDHELD.value,
        validate=validate.OneOf(CLASSES),
    )


class EnrolmentSchema(Schema):
    """A one-time token, shown once."""

    token = fields.String(required=True)
    expires_at = Instant(required=True)


class LetGoSchema(Schema):
    """Why a device is let go."""

    state = fields.String(
        load_default="revoked", validate=validate.OneOf(["revoked", "lost"])
    )


def device_body(device: Device) -> dict[str, Any]:
    """A device as the screens see it."""
    queue = device.queue
    return {
        "id": device.id,
        "name": device.name,
        "class": device.device_class.value,
        "site": device.site,
        "state": device.state.value,
        "installation": device.installation,
        "enrolled_at": instant(device.enrolled_at),
        "last_seen_at": instant(device.last_seen_at) if device.last_seen_at else None,
        "last_actor": device.last_actor,
        "queue": queue
        and {
            "pending": queue.pending,
            "oldest_at": instant(queue.oldest_at) if queue.oldest_at else None,
            "last_seq": queue.last_seq,
        },
    }
