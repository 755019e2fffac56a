# SPDX-License-Identifier: Apache-2.0
"""Web push: the server's key, and a browser's subscription."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.limits import ENDPOINT_CHARACTERS_MAX
from backend.web.schemas.fields import Schema, Text, Whole

BASE64URL = r"^[A-Za-z0-9_-]+=*\Z"


class PushKeySchema(Schema):
    """The server's public key: an uncompressed P-256 point, base64url (RFC 8292)."""

    key = fields.String(required=True)


class SubscriptionKeysSchema(Schema):
    """The browser's public key and its authentication secret (RFC 8291)."""

    p256dh = Text(most=128, required=True, validate=validate.Regexp(BASE64URL))
    auth = Text(most=64, required=True, validate=validate.Regexp(BASE64URL))


class SubscriptionSchema(Schema):
    """A PushSubscription as the browser writes it in JSON."""

    endpoint = Text(most=ENDPOINT_CHARACTERS_MAX, required=True)
    keys = fields.Nested(SubscriptionKeysSchema, required=True)
    expirationTime = Whole(allow_none=True, load_default=None)


class UnsubscribeSchema(Schema):
    """Which subscription ends."""

    endpoint = Text(most=ENDPOINT_CHARACTERS_MAX, required=True)
